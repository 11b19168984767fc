// The table of proposals: what somebody wants done about an exception, who agreed, and what came of it. An act within its
// author's own limit is a proposal that is approved from the start, so that all acts go one way.

public import Money

/// Where a proposal stands.
public enum ProposalState: String, Sendable, Hashable, CaseIterable {
    case waiting, approved, refused, done
    /// What it was about changed before it could be carried out.
    case stale
}

/// One proposal.
public struct Proposal: Sendable, Hashable {
    public var number: Int64 = 0
    /// An exception's id, or a match's where a match is to be undone.
    public let subject: String
    public let act: String
    /// `ITEM` or `ITEM=AMOUNT` each.
    public let targets: [String]
    /// Whether what a match leaves is written off.
    public let writesOffRest: Bool
    /// What it disposes of.
    public let amount: Money
    /// What the subject's state was when it was proposed.
    public let version: String
    public let proposer: String
    public let reason: String
    public let proposedAt: String
    public var state: ProposalState
    public var decider = ""
    public var decidedAt = ""
    /// Why it was refused or could not be carried out.
    public var answer = ""

    public init(
        subject: String, act: String, targets: [String], writesOffRest: Bool, amount: Money, version: String,
        proposer: String, reason: String, proposedAt: String, state: ProposalState
    ) {
        self.subject = subject
        self.act = act
        self.targets = targets
        self.writesOffRest = writesOffRest
        self.amount = amount
        self.version = version
        self.proposer = proposer
        self.reason = reason
        self.proposedAt = proposedAt
        self.state = state
    }

    init(_ row: StoredRow) {
        self.init(
            subject: row.text(1), act: row.text(2),
            targets: row.text(3).split(separator: "\n").map(String.init), writesOffRest: row.flag(4),
            amount: row.money(5, 6), version: row.text(7), proposer: row.text(8), reason: row.text(9),
            proposedAt: row.text(10), state: ProposalState(rawValue: row.text(11)) ?? .stale)
        number = row.integer(0)
        decider = row.text(12)
        decidedAt = row.text(13)
        answer = row.text(14)
    }
}

extension Session {
    private static var columns: String {
        """
        number, subject, act, targets, rest, amount, currency, version, proposer, reason, proposed_at, state, decider,
        decided_at, answer
        """
    }

    /// Records a proposal; returns its number.
    public func insertProposal(_ proposal: Proposal) throws -> Int64 {
        let next = try number("SELECT COALESCE(MAX(number), 0) + 1 FROM proposals")
        try execute(
            """
            INSERT INTO proposals (number, subject, act, targets, rest, amount, currency, version, proposer, reason,
                proposed_at, state, decider, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            [
                .integer(next), .text(proposal.subject), .text(proposal.act),
                .text(proposal.targets.joined(separator: "\n")), .flag(proposal.writesOffRest),
                .integer(proposal.amount.minorUnits), .text(proposal.amount.currency.code), .text(proposal.version),
                .text(proposal.proposer), .text(proposal.reason), .text(proposal.proposedAt),
                .text(proposal.state.rawValue), .text(proposal.decider), .text(proposal.decidedAt),
            ])
        return next
    }

    public func proposal(_ number: Int64) throws -> Proposal? {
        try first("SELECT \(Self.columns) FROM proposals WHERE number = $1", [.integer(number)], Proposal.init)
    }

    public func proposals(in states: [ProposalState]) throws -> [Proposal] {
        let list = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try rows(
            "SELECT \(Self.columns) FROM proposals WHERE state IN (\(list)) ORDER BY number", [], Proposal.init)
    }

    public func proposals(about subject: String) throws -> [Proposal] {
        try rows(
            "SELECT \(Self.columns) FROM proposals WHERE subject = $1 ORDER BY number", [.text(subject)], Proposal.init)
    }

    /// Moves a proposal by compare-and-set. Throws `StateConflict`.
    public func moveProposal(
        _ number: Int64, from: ProposalState, to: ProposalState, decider: String? = nil, at: String? = nil,
        answer: String = ""
    ) throws {
        let changed = try execute(
            """
            UPDATE proposals SET state = $1, decider = COALESCE($2, decider), decided_at = COALESCE($3, decided_at),
                answer = $4
            WHERE number = $5 AND state = $6
            """,
            [
                .text(to.rawValue), .optional(decider), .optional(at), .text(answer), .integer(number),
                .text(from.rawValue),
            ])
        if changed != 1 {
            throw StateConflict(subject: "proposal \(number)", expected: from.rawValue, wanted: to.rawValue)
        }
    }
}
