// Retention: what is older than the configuration keeps it is taken away, each thing with a record in the audit trail. Never
// what is not answered, never what an open exception rests on, never audit records, journal or matches. Works beside a
// running gateway: it only touches what has ended.

import Configuration
import Folder
import Glibc
import Money
import Store

/// One thing whose time is over.
public struct Removal: Sendable {
    /// `arrival 12` or `dispatch 3`.
    public let subject: String
    /// original, sealed copy, sent copy, findings or message body.
    public let what: String
    public let name: String
    /// The day from which its time counts.
    public let since: String
    /// As the configuration says it: `done 400d`.
    public let rule: String

    enum Deed: Sendable {
        case original(ArrivalRecord, place: String)
        case arrivalSpool(ArrivalRecord)
        case dispatchSpool(DispatchRecord)
        case sentCopy(folder: String, place: String, name: String)
        case findings(ArrivalRecord)
        case message(KeptMessage)
    }
    let deed: Deed
}

public struct Retention {
    private let installation: Installation
    private let rules: RetentionRules

    public init(_ installation: Installation) {
        self.installation = installation
        rules = installation.configuration.retention
    }

    /// Everything whose time is over now.
    public func due() throws -> [Removal] {
        let (arrivals, dispatches, held, found, messages) = try installation.database.read { session in
            (
                try session.arrivals(), try session.dispatches(), try session.arrivalsUnderException(),
                try session.arrivalsWithFindings(), try session.keptMessages()
            )
        }
        let unanswered = Set(
            dispatches.filter { ![.sent, .confirmed].contains($0.state) }.compactMap(\.answersArrival))
        let ended = arrivals.filter { arrival in
            [.answered, .duplicate, .rejected, .quarantined].contains(arrival.state)
                && !unanswered.contains(arrival.id) && !held.contains(arrival.id)
        }
        let out = dispatches.filter { dispatch in
            [.sent, .confirmed].contains(dispatch.state)
                && !(dispatch.answersArrival.map { held.contains($0) || unanswered.contains($0) } ?? false)
        }
        return originals(ended) + sealedCopies(ended, out) + sentCopies(out) + findings(ended, found)
            + bodies(messages, Set(ended.map(\.id)), Set(out.map(\.id)))
    }

    /// Takes one thing away; false when it moved on since it was listed.
    public func apply(_ removal: Removal, _ warrant: ActWarrant) throws -> Bool {
        var sealed: [String] = []
        switch removal.deed {
        case .original(let arrival, let place):
            let folder = InboxFolder(path: installation.originals(of: arrival))
            let endings = arrival.filedSidecarName.map { [$0] } ?? []
            for name in endings + ["\(arrival.filedName).reason.txt", arrival.filedName] {
                if let name = FileName(name) { try folder.remove(name, from: place) }
            }
        case .arrivalSpool(let arrival): sealed = [arrival.spool, arrival.openedSpool ?? ""]
        case .dispatchSpool(let dispatch): sealed = [dispatch.bodySpool, dispatch.sealedSpool ?? ""]
        case .sentCopy(let folder, let place, let name):
            for name in [name, name + ".sha256", name + ".sha512"] {
                if let name = FileName(name) { try InboxFolder(path: folder).remove(name, from: place) }
            }
        case .findings: break
        case .message(let message): sealed = message.spools
        }
        let isDone = try installation.database.write { session in
            switch removal.deed {
            case .original(let arrival, _): try session.setArrivalFiled(arrival.id, at: .removed)
            case .arrivalSpool(let arrival):
                if try !session.forgetSpool(of: arrival) { return false }
            case .dispatchSpool(let dispatch):
                if try !session.forgetSpool(of: dispatch) { return false }
            case .sentCopy: break
            case .findings(let arrival): try session.removeFindings(of: arrival.id)
            case .message(let message):
                if try !session.forgetBody(of: message) { return false }
            }
            let detail = "\(removal.what) \(removal.name) of \(removal.since), retention \(removal.rule)"
            try installation.audit(warrant.actor).record(
                "removed", removal.subject, "\(detail): \(warrant.reason)", in: session)
            return true
        }
        // Whoever dies here leaves sealed files that no row names; the next start removes those.
        if isDone { for name in Set(sealed) where !name.isEmpty { installation.spool.remove(name) } }
        return isDone
    }

    /// The last day whose things are over; nil where they are kept for ever.
    private func lastDay(_ days: Int?) -> String? {
        days.map { installation.clock.now().date.advanced(byDays: -$0 - 1).description }
    }

    private func originals(_ ended: [ArrivalRecord]) -> [Removal] {
        [(FilingPlace.done, rules.done), (.rejected, rules.rejected)].flatMap { filed, days -> [Removal] in
            guard let days, let last = lastDay(days) else { return [] }
            return ended.filter { $0.filed == filed && $0.receivedOn <= last }.map { arrival in
                let place = "\(filed.rawValue)/\(arrival.receivedOn)"
                return Removal(
                    subject: "arrival \(arrival.id)", what: "original",
                    name: installation.placeOfOriginal(arrival), since: arrival.receivedOn,
                    rule: "\(filed.rawValue) \(days)d", deed: .original(arrival, place: place))
            }
        }
    }

    private func sealedCopies(_ ended: [ArrivalRecord], _ out: [DispatchRecord]) -> [Removal] {
        guard let days = rules.spool, let last = lastDay(days) else { return [] }
        return ended.filter { !$0.spool.isEmpty && $0.receivedOn <= last }.map { arrival in
            Removal(
                subject: "arrival \(arrival.id)", what: "sealed copy", name: arrival.name, since: arrival.receivedOn,
                rule: "spool \(days)d", deed: .arrivalSpool(arrival))
        }
            + out.filter { !$0.bodySpool.isEmpty && ($0.sentAt ?? "9999").prefix(10) <= last }.map { dispatch in
                Removal(
                    subject: "dispatch \(dispatch.id)", what: "sealed copy",
                    name: dispatch.sealedName ?? dispatch.name, since: String((dispatch.sentAt ?? "").prefix(10)),
                    rule: "spool \(days)d", deed: .dispatchSpool(dispatch))
            }
    }

    /// Copies under `sent/DATE` that a dispatch on record put there, and no others.
    private func sentCopies(_ out: [DispatchRecord]) -> [Removal] {
        guard let days = rules.sent, let last = lastDay(days) else { return [] }
        let byName = Dictionary(out.map { ($0.sealedName ?? $0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Removal] = []
        for partner in installation.configuration.partners {
            let configured = "\(installation.configuration.folders.outbox)/\(partner.name)"
            let folder = installation.root.resolve(configured)
            for file in BackupPlaces.files(below: "\(folder)/sent") {
                let parts = file.split(separator: "/").map(String.init)
                guard parts.count == 2, CalendarDate(iso: parts[0]) != nil, parts[0] <= last,
                    let dispatch = byName[parts[1]], dispatch.partner == partner.name
                else { continue }
                found.append(
                    Removal(
                        subject: "dispatch \(dispatch.id)", what: "sent copy", name: "\(configured)/sent/\(file)",
                        since: parts[0], rule: "sent \(days)d",
                        deed: .sentCopy(folder: folder, place: "sent/\(parts[0])", name: parts[1])))
            }
        }
        return found
    }

    private func findings(_ ended: [ArrivalRecord], _ found: Set<Int64>) -> [Removal] {
        guard let days = rules.findings, let last = lastDay(days) else { return [] }
        return ended.filter { found.contains($0.id) && $0.receivedOn <= last }.map { arrival in
            Removal(
                subject: "arrival \(arrival.id)", what: "findings", name: arrival.name, since: arrival.receivedOn,
                rule: "findings \(days)d", deed: .findings(arrival))
        }
    }

    /// What messages brought or took, once the arrival or dispatch is done with. Receipts, headers, signatures and digests stay.
    private func bodies(_ messages: [KeptMessage], _ ended: Set<Int64>, _ out: Set<Int64>) -> [Removal] {
        guard let days = rules.messages, let last = lastDay(days) else { return [] }
        return messages.compactMap { message in
            guard message.since.prefix(10) <= last else { return nil }
            let subject: String
            switch message.bearer {
            case .arrival(let id):
                guard ended.contains(id) else { return nil }
                subject = "arrival \(id)"
            case .dispatch(let id):
                guard out.contains(id) else { return nil }
                subject = "dispatch \(id)"
            case .none: subject = "message \(message.messageID)"
            }
            return Removal(
                subject: subject, what: "message body", name: message.messageID,
                since: String(message.since.prefix(10)),
                rule: "messages \(days)d", deed: .message(message))
        }
    }
}
