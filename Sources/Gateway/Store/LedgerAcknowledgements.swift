// What the general ledger said about the batches that it was sent. Rows count when their arrival is posted; of several about
// the same thing the last one counts.

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
