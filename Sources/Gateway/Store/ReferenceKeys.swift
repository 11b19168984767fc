// The reference keys of an arrival's items, page by page: what reconciliation of items begins with.

public import Facts

/// A fact's place in its arrival, and the key of its reference in normal form.
public struct ReferenceKey: Sendable, Hashable {
    public let ordinal: Int
    public let reference: LookupKey
}

extension Session {
    /// Of open items after `ordinal` that remittances may pay, in order: all but cashiers' logs.
    public func referencesOfItems(of arrival: Int64, after ordinal: Int, limit: Int) throws -> [ReferenceKey] {
        try rows(
            """
            SELECT ordinal, reference_key FROM open_items
            WHERE kind <> 'cashier-deposit' AND arrival = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)]
        ) { ReferenceKey(ordinal: Int(clamping: $0.integer(0)), reference: $0.requiredKey(1)) }
    }
}
