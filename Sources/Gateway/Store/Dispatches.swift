// The table of dispatches: files on their way out. Staged under a posting, then moved by compare-and-set.

/// Where a dispatch stands (contracts: dispatches.state).
public enum DispatchState: String, Sendable, Hashable, CaseIterable {
    /// Its body is sealed in the spool.
    case queued
    /// Signed and encrypted once; those bytes and no others will go out.
    case sealed
    case sent, confirmed, unconfirmed
    case unknownOutcome = "unknown-outcome"
    case held, failed

    public var successors: Set<DispatchState> {
        switch self {
        case .queued: [.sealed, .held, .failed]
        case .sealed: [.sent, .unknownOutcome, .held, .failed]
        case .sent: [.confirmed, .unconfirmed, .held]
        case .unconfirmed: [.confirmed, .sent, .held]
        case .unknownOutcome: [.sent, .held, .failed]
        case .held: [.queued, .sealed, .failed]
        case .confirmed, .failed: []
        }
    }
}

/// What the partner may have seen of a file that is being brought to its server.
public enum Exposure: Int64, Sendable, Hashable {
    /// Nothing under the final name.
    case hidden = 0
    /// Perhaps: the renaming was asked for, and nobody knows whether it was done.
    case open = 1
    /// It lay there, whole.
    case seen = 2
}

/// One file on its way out.
public struct DispatchRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var posting: Int64
    public var partner: String
    public var channel: String
    /// Counts the partner's dispatches from 1.
    public var sequence: Int64
    /// Name without the endings that encryption adds.
    public var name: String
    /// response, report, gl, payment or notice.
    public var kind: String
    public var state = DispatchState.queued
    public var answersArrival: Int64?
    public var bodySpool: String
    public var bodySHA256: String
    public var sealedSpool: String?
    public var sealedName: String?
    public var sealedSHA256: String?
    public var attempts: Int64 = 0
    /// Seconds since 1970 before which it is not tried again.
    public var dueAt: Int64 = 0
    public var sentAt: String?
    public var reason = ""
    public var exposure = Exposure.hidden

    public init(
        posting: Int64, partner: String, channel: String, sequence: Int64, name: String, kind: String,
        answersArrival: Int64?, bodySpool: String, bodySHA256: String
    ) {
        self.posting = posting
        self.partner = partner
        self.channel = channel
        self.sequence = sequence
        self.name = name
        self.kind = kind
        self.answersArrival = answersArrival
        self.bodySpool = bodySpool
        self.bodySHA256 = bodySHA256
    }

    init(_ row: StoredRow) {
        self.init(
            posting: row.integer(1), partner: row.text(2), channel: row.text(3), sequence: row.integer(4),
            name: row.text(5), kind: row.text(6), answersArrival: row.optionalInteger(8), bodySpool: row.text(9),
            bodySHA256: row.text(10))
        id = row.integer(0)
        state = DispatchState(rawValue: row.text(7)) ?? .held
        sealedSpool = row.optionalText(11)
        sealedName = row.optionalText(12)
        sealedSHA256 = row.optionalText(13)
        attempts = row.integer(14)
        dueAt = row.integer(15)
        sentAt = row.optionalText(16)
        reason = row.text(17)
        exposure = Exposure(rawValue: row.integer(18)) ?? .open
    }
}

extension Session {
    private static var dispatchColumns: String {
        """
        id, posting, partner, channel, sequence, name, kind, state, answers_arrival, body_spool, body_sha256,
        sealed_spool, sealed_name, sealed_sha256, attempts, due_at, sent_at, reason, exposure
        """
    }
    private static var isVisible: String { "posting <= (SELECT number FROM posting_head WHERE only_row = 1)" }

    /// The number the partner's next dispatch has.
    public func nextDispatchSequence(partner: String) throws -> Int64 {
        let ours = try number("SELECT COALESCE(MAX(sequence), 0) FROM dispatches WHERE partner = $1", [.text(partner)])
        // Numbers that went out after the backup from which the state was restored are not given again.
        let lost = try number(
            "SELECT COALESCE(MAX(sequence), 0) FROM sent_after_backup WHERE partner = $1", [.text(partner)])
        return max(ours, lost) + 1
    }

    /// Stages a dispatch under its posting.
    public func stageDispatch(_ dispatch: DispatchRecord) throws {
        let id = try number("SELECT COALESCE(MAX(id), 0) + 1 FROM dispatches")
        try execute(
            """
            INSERT INTO dispatches (id, posting, partner, channel, sequence, name, kind, state, answers_arrival,
                body_spool, body_sha256)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .integer(id), .integer(dispatch.posting), .text(dispatch.partner), .text(dispatch.channel),
                .integer(dispatch.sequence), .text(dispatch.name), .text(dispatch.kind),
                .text(dispatch.state.rawValue), .optional(dispatch.answersArrival), .text(dispatch.bodySpool),
                .text(dispatch.bodySHA256),
            ])
    }

    public func dispatches() throws -> [DispatchRecord] {
        try rows(
            "SELECT \(Self.dispatchColumns) FROM dispatches WHERE \(Self.isVisible) ORDER BY id", [],
            DispatchRecord.init)
    }

    public func dispatch(_ id: Int64) throws -> DispatchRecord? {
        try first(
            "SELECT \(Self.dispatchColumns) FROM dispatches WHERE id = $1 AND \(Self.isVisible)", [.integer(id)],
            DispatchRecord.init)
    }

    public func dispatches(answering arrival: Int64) throws -> [DispatchRecord] {
        try rows(
            """
            SELECT \(Self.dispatchColumns) FROM dispatches WHERE answers_arrival = $1 AND \(Self.isVisible) ORDER BY id
            """, [.integer(arrival)], DispatchRecord.init)
    }

    public func dispatches(named name: String) throws -> [DispatchRecord] {
        try rows(
            """
            SELECT \(Self.dispatchColumns) FROM dispatches WHERE (name = $1 OR sealed_name = $1) AND \(Self.isVisible)
            ORDER BY id
            """, [.text(name)], DispatchRecord.init)
    }

    /// Seconds; no pause between two tries is as long.
    private static let longestPause: Int64 = 86_400

    /// Visible dispatches that are not out yet and whose time has come. One whose time is far ahead was written down by a clock
    /// that has been set back since: it is due too, or it would wait for what that clock said.
    public func dueDispatches(at now: Int64) throws -> [DispatchRecord] {
        try rows(
            """
            SELECT \(Self.dispatchColumns) FROM dispatches
            WHERE state IN ('queued', 'sealed') AND (due_at <= $1 OR due_at > $2) AND \(Self.isVisible) ORDER BY id
            """, [.integer(now), .integer(now &+ Self.longestPause)], DispatchRecord.init)
    }

    public func moveDispatch(
        _ id: Int64, from: DispatchState, to: DispatchState, reason: String = "", sentAt: String? = nil
    ) throws {
        let conflict = StateConflict(subject: "dispatch \(id)", expected: from.rawValue, wanted: to.rawValue)
        guard from.successors.contains(to) else { throw conflict }
        let changed = try execute(
            """
            UPDATE dispatches SET state = $1, reason = $2, sent_at = COALESCE($3, sent_at)
            WHERE id = $4 AND state = $5
            """, [.text(to.rawValue), .text(reason), .optional(sentAt), .integer(id), .text(from.rawValue)])
        if changed != 1 { throw conflict }
    }

    public func setDispatchSealed(_ id: Int64, spool: String, name: String, sha256: String) throws {
        try execute(
            "UPDATE dispatches SET sealed_spool = $1, sealed_name = $2, sealed_sha256 = $3 WHERE id = $4",
            [.text(spool), .text(name), .text(sha256), .integer(id)])
    }

    /// Forgets what was sealed for a dispatch: it is built anew when it goes again.
    public func forgetDispatchSealed(_ id: Int64) throws {
        try execute(
            "UPDATE dispatches SET sealed_spool = NULL, sealed_name = NULL, sealed_sha256 = NULL WHERE id = $1",
            [.integer(id)])
    }

    public func setDispatchExposure(_ id: Int64, _ exposure: Exposure) throws {
        try execute(
            "UPDATE dispatches SET exposure = $1 WHERE id = $2", [.integer(exposure.rawValue), .integer(id)])
    }

    public func setDispatchRetry(_ id: Int64, attempts: Int64, dueAt: Int64, reason: String) throws {
        try execute(
            "UPDATE dispatches SET attempts = $1, due_at = $2, reason = $3 WHERE id = $4",
            [.integer(attempts), .integer(dueAt), .text(reason), .integer(id)])
    }

    /// Posted arrivals all of whose answers are out.
    public func arrivalsFullyAnswered() throws -> [Int64] {
        try rows(
            """
            SELECT a.id FROM arrivals a WHERE a.state = 'posted' AND NOT EXISTS (
                SELECT 1 FROM dispatches d WHERE d.answers_arrival = a.id AND d.state NOT IN ('sent', 'confirmed'))
            ORDER BY a.id
            """
        ) { $0.integer(0) }
    }

    /// Every sealed file that a dispatch, visible or staged, needs.
    public func dispatchSpools() throws -> [String] {
        try rows(
            "SELECT body_spool FROM dispatches UNION SELECT sealed_spool FROM dispatches WHERE sealed_spool IS NOT NULL"
        ) { $0.text(0) }
    }

    public func dispatchCounts() throws -> [(state: String, count: Int64)] {
        try rows(
            "SELECT state, COUNT(*) FROM dispatches WHERE \(Self.isVisible) GROUP BY state ORDER BY state"
        ) { ($0.text(0), $0.integer(1)) }
    }
}
