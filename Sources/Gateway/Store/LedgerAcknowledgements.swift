// What the general ledger said about the batches that it was sent. Rows count when their arrival is posted; of several about
// the same thing the last one counts.

public import Facts
public import Money

/// What became of an entry, or of a whole batch.
public struct LedgerAcknowledgement: Sendable, Hashable {
    public let arrival: Int64
    public let ordinal: Int
    public let batch: Int64
    /// Empty: the whole batch.
    public let journalID: String
    /// 0: the whole entry.
    public let lineNumber: Int64
    public let isAccepted: Bool
    public let sealedMessage: [UInt8]

    public init(
        arrival: Int64, ordinal: Int, batch: Int64, journalID: String, lineNumber: Int64, isAccepted: Bool,
        sealedMessage: [UInt8]
    ) {
        self.arrival = arrival
        self.ordinal = ordinal
        self.batch = batch
        self.journalID = journalID
        self.lineNumber = lineNumber
        self.isAccepted = isAccepted
        self.sealedMessage = sealedMessage
    }
}

extension Session {
    public func stage(_ acknowledgements: [LedgerAcknowledgement]) throws {
        try insert(
            """
            INSERT INTO ledger_acknowledgements
                (arrival, ordinal, batch, journal_id, line_no, accepted, sealed_message)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, acknowledgements
        ) { acknowledgement, row in
            row.bind(acknowledgement.arrival)
            row.bind(acknowledgement.ordinal)
            row.bind(acknowledgement.batch)
            row.bind(acknowledgement.journalID)
            row.bind(acknowledgement.lineNumber)
            row.bind(acknowledgement.isAccepted)
            row.bind(acknowledgement.sealedMessage)
        }
    }

    /// Rows of an arrival that name a batch that never left, or an entry that is not in the batch.
    public func strangeAcknowledgementCount(of arrival: Int64) throws -> Int64 {
        try number(
            """
            SELECT COUNT(*) FROM ledger_acknowledgements a WHERE a.arrival = $1 AND NOT EXISTS (
                SELECT 1 FROM ledger_batches b WHERE b.number = a.batch AND (a.journal_id = '' OR EXISTS (
                    SELECT 1 FROM journal j WHERE j.id = a.journal_id
                        AND j.sequence BETWEEN b.first_sequence AND b.last_sequence
                        AND (a.line_no = 0 OR j.line_no = a.line_no))))
            """, [.integer(arrival)])
    }

    /// The last word on each batch, entry and line, in their order.
    public func ledgerAcknowledgements() throws -> [LedgerAcknowledgement] {
        try rows(
            """
            SELECT a.arrival, a.ordinal, a.batch, a.journal_id, a.line_no, a.accepted, a.sealed_message
            FROM ledger_acknowledgements a JOIN arrivals f ON f.id = a.arrival
            WHERE f.posting <= (SELECT number FROM posting_head WHERE only_row = 1) AND f.state IN ('posted', 'answered')
                AND NOT EXISTS (
                    SELECT 1 FROM ledger_acknowledgements l JOIN arrivals g ON g.id = l.arrival
                    WHERE l.batch = a.batch AND l.journal_id = a.journal_id AND l.line_no = a.line_no
                        AND (l.arrival > a.arrival OR l.arrival = a.arrival AND l.ordinal > a.ordinal)
                        AND g.posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                        AND g.state IN ('posted', 'answered'))
            ORDER BY a.batch, a.journal_id, a.line_no
            """
        ) {
            LedgerAcknowledgement(
                arrival: $0.integer(0), ordinal: Int($0.integer(1)), batch: $0.integer(2), journalID: $0.text(3),
                lineNumber: $0.integer(4), isAccepted: $0.flag(5), sealedMessage: $0.bytes(6))
        }
    }
}

/// A refusal that stands: of a batch, an entry or a line.
public struct LedgerRejection: Sendable, Hashable {
    /// Where the refusal stands in the general ledger's file.
    public let evidence: Evidence
    public let batch: Int64
    public let businessDate: CalendarDate
    /// Empty: the whole batch.
    public let journalID: String
    /// 0: the whole entry.
    public let lineNumber: Int64
    /// What was refused; zero where it has several currencies.
    public let amount: Money
}

extension Session {
    /// Refusals that no later word about the same thing, or about the batch or entry that it is part of, has overruled.
    public func ledgerRejections() throws -> [LedgerRejection] {
        try rows(
            """
            SELECT a.arrival, a.ordinal, a.batch, a.journal_id, a.line_no, b.business_date, b.first_sequence,
                b.last_sequence
            FROM ledger_acknowledgements a JOIN arrivals f ON f.id = a.arrival
            JOIN ledger_batches b ON b.number = a.batch
            WHERE a.accepted = 0 AND f.posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                AND f.state IN ('posted', 'answered')
                AND NOT EXISTS (
                    SELECT 1 FROM ledger_acknowledgements l JOIN arrivals g ON g.id = l.arrival
                    WHERE l.batch = a.batch AND l.journal_id IN ('', a.journal_id) AND l.line_no IN (0, a.line_no)
                        AND (l.arrival > a.arrival OR l.arrival = a.arrival AND l.ordinal > a.ordinal)
                        AND g.posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                        AND g.state IN ('posted', 'answered'))
            ORDER BY a.arrival, a.ordinal
            """
        ) { row in
            LedgerRejection(
                evidence: row.evidence(0), batch: row.integer(2), businessDate: row.date(5), journalID: row.text(3),
                lineNumber: row.integer(4),
                amount: try rejectedAmount(row.text(3), row.integer(4), first: row.integer(6), last: row.integer(7)))
        }
    }

    private func rejectedAmount(_ journalID: String, _ line: Int64, first: Int64, last: Int64) throws -> Money {
        var sums: [Money]
        if journalID.isEmpty {
            sums = try rows(
                """
                SELECT SUM(debit), currency FROM journal WHERE sequence BETWEEN $1 AND $2 GROUP BY currency
                """, [.integer(first), .integer(last)]
            ) { $0.money(0, 1) }
        } else if line == 0 {
            sums = try rows(
                "SELECT SUM(debit), currency FROM journal WHERE id = $1 GROUP BY currency", [.text(journalID)]
            ) { $0.money(0, 1) }
        } else {
            sums = try rows(
                "SELECT debit - credit, currency FROM journal WHERE id = $1 AND line_no = $2",
                [.text(journalID), .integer(line)]
            ) { $0.money(0, 1) }
        }
        guard sums.count == 1, let sum = sums.popLast() else { return .dollars(cents: 0) }
        return sum
    }
}
