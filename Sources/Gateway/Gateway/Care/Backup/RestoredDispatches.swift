// After a restore: what went out since the backup, as the outboxes tell it, and what therefore becomes of the dispatches on
// record. What was on its way then and is not found may have been fetched already, so it waits for a person.

import Checksum
import Configuration
import Parsing
import Store

struct RestoredDispatches {
    private static let open: Set<DispatchState> = [.queued, .sealed, .held, .unknownOutcome]

    let root: Root
    let configuration: GatewayConfiguration
    let audit: AuditTrail
    /// When the restore happens.
    let now: Instant

    /// Tells the restored database what it cannot know. Returns how many dispatches are held now, and how many files went out
    /// that it did not know of.
    func settle(_ database: Database, backup: String, reason: String) throws -> (held: Int, sent: Int) {
        let out = try wentOut()
        return try database.write { session in
            let recognised = try recognise(out, session)
            let dispatches = try session.dispatches()
            let known = Set(dispatches.filter { $0.sentAt != nil }.map { "\($0.channel)/\($0.sealedName ?? $0.name)" })
            let unknown = out.filter { !known.contains("\($0.channel)/\($0.name)") }
            try session.rememberSentAfterBackup(unknown)
            let held = try hold(dispatches, unlessIn: unknown, session)
            let count = unknown.count + recognised
            let detail = "from the backup of \(backup), \(count) files went out after it"
            try audit.record("restored", "state", "\(detail): \(reason)", in: session)
            return (held, count)
        }
    }

    /// The files that lie in an outbox, ready or sent.
    private func wentOut() throws -> [SentAfterBackup] {
        var out: [SentAfterBackup] = []
        for partner in configuration.partners {
            for channel in partner.send {
                let folder = root.resolve(
                    channel.isFolder ? channel.folder : "\(configuration.folders.outbox)/\(partner.name)/sent")
                for file in BackupPlaces.files(below: folder) {
                    let name = file.split(separator: "/").last.map(String.init) ?? file
                    if name.hasPrefix(".") || SentAfterBackup.sequence(of: name) == nil { continue }
                    if [".sha256", ".sha512"].contains(where: name.hasSuffix) { continue }
                    var digest = RunningDigest(.sha256)
                    try FileByteSource(path: "\(folder)/\(file)").forEachPiece { digest.update($0) }
                    out.append(
                        SentAfterBackup(
                            partner: partner.name, channel: channel.folder, name: name, sha256: digest.hexadecimal()))
                }
            }
        }
        return out
    }

    /// What was sealed at the moment of the backup and went to a server or out as a message afterwards, as the copy of it tells.
    private func recognise(_ out: [SentAfterBackup], _ session: Session) throws -> Int {
        var count = 0
        for dispatch in try session.dispatches() where Self.open.contains(dispatch.state) && leavesCopy(dispatch) {
            let isCopied = out.contains {
                $0.channel == dispatch.channel && $0.name == dispatch.sealedName && $0.sha256 == dispatch.sealedSHA256
            }
            guard isCopied else { continue }
            if dispatch.state == .held { try session.moveDispatch(dispatch.id, from: .held, to: .sealed) }
            try session.moveDispatch(
                dispatch.id, from: dispatch.state == .held ? .sealed : dispatch.state, to: .sent,
                reason: "went out before the restore", sentAt: now.description)
            try audit.record(
                "recognised", "dispatch \(dispatch.id)",
                "\(dispatch.sealedName ?? dispatch.name) to \(dispatch.partner) went out before the restore",
                in: session)
            count += 1
        }
        return count
    }

    private func hold(
        _ dispatches: [DispatchRecord], unlessIn unknown: [SentAfterBackup], _ session: Session
    ) throws -> Int {
        var held = 0
        for dispatch in dispatches where [.queued, .sealed].contains(dispatch.state) {
            if try dispatch.state == .queued && session.sentAfterBackup(like: dispatch) != nil { continue }
            // In a folder it lies still and is found there; a partner may have taken it from its server.
            if !leavesCopy(dispatch),
                unknown.contains(where: { $0.name == dispatch.sealedName && $0.channel == dispatch.channel })
            {
                continue
            }
            let reason = "restored: it may have gone out after the backup; release it if the partner lacks it"
            try session.moveDispatch(dispatch.id, from: dispatch.state, to: .held, reason: reason)
            try audit.record("held", "dispatch \(dispatch.id)", reason, in: session)
            held += 1
        }
        return held
    }

    private func leavesCopy(_ dispatch: DispatchRecord) -> Bool {
        configuration.sendChannel(of: dispatch.partner, named: dispatch.channel).map { !$0.isFolder } ?? false
    }
}

extension GatewayConfiguration {
    /// The way on which a dispatch goes out; nil where the partner has none of that name now.
    func sendChannel(of partner: String, named channel: String) -> SendChannel? {
        self.partner(named: partner)?.send.first { $0.folder == channel }
    }
}
