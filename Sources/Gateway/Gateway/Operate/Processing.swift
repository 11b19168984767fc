// Carries arrivals along the way, the oldest first, one step after the other; each step ends durable, so that whoever starts
// again goes on where the last one stopped.

import Configuration
import Facts
import Inspection
import OpenPGP
import Parsing
import Store
import Vault

struct Processing {
    private let installation: Installation
    private let unwrapping: Unwrapping
    private let opening: Opening
    private let checking: Checking
    private let loading: Loading
    private let poster: Poster
    private let filing: OriginalFiling

    init(_ installation: Installation, keyring: Keyring?) throws {
        self.installation = installation
        unwrapping = Unwrapping(installation)
        opening = Opening(installation, keyring: keyring)
        checking = Checking(installation)
        loading = Loading(installation)
        poster = try Poster(installation)
        filing = OriginalFiling(installation)
    }

    /// Carries the oldest arrival in progress to its end; false when there is none.
    func processNext() throws -> Bool {
        guard let arrival = try installation.database.read({ try $0.nextArrivalInProgress() }) else { return false }
        guard let partner = installation.configuration.partner(named: arrival.partner),
            let channel = partner.receive.first(where: { $0.folder == arrival.folder })
        else {
            try hold(arrival, Refusal(GatewayRules.processingFault, "No partner has the folder \(arrival.folder) now."))
            return true
        }
        do {
            try LaneProgress.working(on: "arrival \(arrival.id)") { try carry(arrival, channel, partner) }
        } catch let error where Processing.isAboutTheFile(error) {
            let current = try installation.database.read { try $0.arrival(arrival.id) } ?? arrival
            try hold(current, Refusal(GatewayRules.processingFault, "\(error)"))
        }
        try filing.finishMoves()
        return true
    }

    /// Opens exceptions on what has waited too long; for when nothing is in progress.
    func ageWaiting() throws { try poster.age(at: installation.clock.now().date) }

    private func carry(_ arrival: ArrivalRecord, _ channel: ReceiveChannel, _ partner: Partner) throws {
        var arrival = arrival
        if Unwrapping.isWanted(arrival) {
            do {
                arrival = try unwrapping.unwrap(arrival)
            } catch let refusal as Refusal {
                return try hold(arrival, refusal)
            }
        }
        if arrival.state == .taken {
            guard let opened = try open(arrival, channel, partner) else { return }
            arrival = opened
        }
        let inspection = try checking.inspect(arrival, partner)
        if arrival.state == .opened {
            guard let checked = try check(arrival, inspection, partner) else { return }
            arrival = checked
        }
        try loading.load(arrival, kind: inspection.kind)
        if let refusal = try loading.obstacle(arrival, kind: inspection.kind) {
            try loading.discard(arrival)
            return try poster.conclude(arrival, .refused(refusal), to: .rejected, inspection, partner)
        }
        try poster.post(arrival, inspection, partner)
    }

    /// Nil when the arrival ended here.
    private func open(_ arrival: ArrivalRecord, _ channel: ReceiveChannel, _ partner: Partner) throws -> ArrivalRecord?
    {
        let earlier = try installation.database.read {
            try $0.earlierArrival(partner: arrival.partner, sha256: arrival.sha256, before: arrival.id)
        }
        if let earlier, ![.rejected, .quarantined].contains(earlier.state) {
            let inspection = earlier.openedSpool == nil ? nil : try checking.inspect(earlier, partner)
            try poster.conclude(
                arrival, .duplicate(of: earlier.id, isSameBytes: true), to: .duplicate, inspection, partner)
            return nil
        }
        do {
            let content = try opening.open(arrival, channel)
            try installation.database.write { session in
                try session.setArrivalOpened(arrival.id, openedSpool: content.spool, signer: content.signer)
                try session.moveArrival(arrival.id, from: .taken, to: .opened)
                try installation.audit().record(
                    "opened", "arrival \(arrival.id)", content.signer.map { "signed by \($0)" } ?? "plain", in: session)
            }
            DurableStep.openRecorded.reached()
        } catch let refusal as Refusal {
            try poster.conclude(arrival, .refused(refusal), to: .quarantined, nil, partner)
            return nil
        }
        return try installation.database.read { try $0.arrival(arrival.id) }
    }

    /// Nil when the arrival ended here.
    private func check(
        _ arrival: ArrivalRecord, _ inspection: Inspection, _ partner: Partner
    ) throws -> ArrivalRecord? {
        switch try checking.decide(arrival, inspection, partner) {
        case .sound: break
        case .refused(let refusal):
            try poster.conclude(arrival, .refused(refusal), to: .rejected, inspection, partner)
            return nil
        case .duplicate(let original):
            try poster.conclude(
                arrival, .duplicate(of: original, isSameBytes: false), to: .duplicate, inspection, partner)
            return nil
        case .held(let refusal):
            try poster.conclude(arrival, .held(refusal), to: .held, inspection, partner)
            return nil
        }
        try installation.database.write { session in
            try session.setFindings(checking.findings(of: inspection), of: arrival.id)
            for sentence in checking.deviations(of: inspection, partner) {
                try installation.audit().record("tolerated", "arrival \(arrival.id)", sentence, in: session)
            }
            try session.setIdentities(checking.identities(of: inspection), of: arrival.id)
            try session.setArrivalContent(
                arrival.id, kind: inspection.kind.rawValue, documentDate: inspection.date?.description)
            try session.moveArrival(arrival.id, from: .opened, to: .checked)
            try installation.audit().record(
                "checked", "arrival \(arrival.id)", "\(inspection.kind.rawValue), \(inspection.verdict.rawValue)",
                in: session)
        }
        DurableStep.checkRecorded.reached()
        return try installation.database.read { try $0.arrival(arrival.id) }
    }

    private func hold(_ arrival: ArrivalRecord, _ refusal: Refusal) throws {
        installation.log.error(
            "arrival.held", metadata: ["arrival": "\(arrival.id)", "reason": "\(refusal.sentence)"])
        try installation.database.write { session in
            try session.moveArrival(arrival.id, from: arrival.state, to: .held, reason: refusal.text)
            try installation.audit().record("held", "arrival \(arrival.id)", refusal.text, in: session)
        }
    }

    /// Whether an error lies in the file (or in what it makes of the books) rather than in the machine: the first kind holds
    /// the file and lets the others pass, the second stops the lane until it is mended.
    private static func isAboutTheFile(_ error: any Error) -> Bool {
        switch error {
        case is Refusal, is StateConflict: false
        case VaultError.system: false
        default: FaultNature.isAboutTheFile(error)
        }
    }
}
