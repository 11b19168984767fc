// What a posting says of payments that departments ordered: what came back, what was answered, what is to be changed.

public import Facts

/// One thing that a department is told of a payment.
public struct ReturnedPayment: Sendable {
    /// How it is tied to the entry, or to the return or dishonor before it.
    public let kind: MatchKind
    public let item: ACHItem
    public let sealedCorrection: [UInt8]?
    /// The entry of the department.
    public let entry: Evidence
}

extension Session {
    /// What this posting, the one that was begun last, ties to entries of ours, by the entry and the order of the exchange. Dishonors and contests are told
    /// of the entry whose return they answer.
    public func returnedPayments(posting: Int64) throws -> [ReturnedPayment] {
        try rows(
            """
            SELECT \(Self.achItemColumns), a.sealed_correction, m.kind,
                COALESCE(t.right_arrival, r.right_arrival, m.right_arrival) AS entry_arrival,
                COALESCE(t.right_ordinal, r.right_ordinal, m.right_ordinal) AS entry_ordinal
            FROM matches m JOIN ach_items a ON a.arrival = m.left_arrival AND a.ordinal = m.left_ordinal
            LEFT JOIN matches r ON r.left_arrival = m.right_arrival AND r.left_ordinal = m.right_ordinal
                AND r.kind IN ('return', 'dishonored-return') AND r.withdrawn_by IS NULL
            LEFT JOIN matches t ON t.left_arrival = r.right_arrival AND t.left_ordinal = r.right_ordinal
                AND t.kind = 'return' AND t.withdrawn_by IS NULL
            WHERE \(Self.isStaged("m", by: "$1")) AND m.kind IN ('return', 'dishonored-return', 'contested-dishonor', 'change')
            ORDER BY entry_arrival, entry_ordinal, a.effective_on, a.arrival, a.ordinal
            """, [.integer(posting)]
        ) { row in
            let sealed = row.bytes(14)
            return ReturnedPayment(
                kind: MatchKind(rawValue: row.text(15)) ?? .returnedEntry, item: Self.achItem(row),
                sealedCorrection: sealed.isEmpty ? nil : sealed, entry: row.evidence(16))
        }
    }
}
