// The table of open items.

public import Facts
import Money

/// An open item with the texts that only the few may see, sealed.
public struct StoredOpenItem: Sendable {
    public let item: OpenItem
    public let sealedReference: [UInt8]
    /// Key of a claim's patient, day of service and charge.
    public let claimPrint: LookupKey?
    public init(item: OpenItem, sealedReference: [UInt8], claimPrint: LookupKey? = nil) {
        self.item = item
        self.sealedReference = sealedReference
        self.claimPrint = claimPrint
    }
}

extension Session {
    public func insertOpenItems(_ items: [StoredOpenItem]) throws {
        try insert(
            """
            INSERT INTO open_items (arrival, ordinal, item_id, kind, party_id, party_name_key, exact_key, reference_key,
                amount, currency, issued_on, due_on, sealed_reference, claim_print)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, items
        ) { element, row in
            let item = element.item
            row.bind(item.evidence)
            row.bind(item.id)
            row.bind(item.kind.rawValue)
            row.bind(item.partyID)
            row.bind(item.partyNameKey)
            row.bind(item.exactReference)
            row.bind(item.reference)
            row.bind(item.amount.minorUnits)
            row.bind(item.amount.currency)
            row.bind(item.issuedOn)
            row.bind(item.dueOn)
            row.bind(element.sealedReference)
            row.bind(element.claimPrint)
        }
    }

    static var openItemColumns: String {
        """
        arrival, ordinal, item_id, kind, party_id, party_name_key, exact_key, reference_key, amount, currency,
        issued_on, due_on
        """
    }

    static func openItem(_ row: StoredRow) -> OpenItem {
        OpenItem(
            evidence: row.evidence(0), id: row.text(2), kind: OpenItemKind(rawValue: row.text(3)) ?? .claim,
            partyID: row.text(4), partyNameKey: row.key(5), exactReference: row.requiredKey(6),
            reference: row.requiredKey(7), amount: row.money(8, 9), issuedOn: row.date(10),
            dueOn: row.optionalDate(11))
    }

    /// Items whose normalised reference has this key, in no order.
    public func openItems(reference: LookupKey, in scope: FactScope) throws -> [OpenItem] {
        try rows(Self.itemsByReference, in: scope, [.bytes(reference.column)], Self.openItem)
    }

    /// The same for many references, in the order in which the items came. Their rows are found first and read as they lie: those of one
    /// file's lines lie near each other, while their references lie anywhere.
    ///
    /// - Parameter references: best in the order of the index, so that neighbours share its pages.
    public func forEachOpenItem(
        references: some Sequence<LookupKey>, in scope: FactScope, _ body: (OpenItem) throws -> Void
    ) throws {
        var found: [Int64] = []
        let index = try prepared("SELECT i.rowid FROM open_items i WHERE i.reference_key = $1")
        for reference in references {
            try index.forEach {
                $0.bind(reference)
            } _: {
                found.append($0.integer(0))
            }
        }
        found.sort()
        let lookUp = try ScopedLookUp(Self.itemOfRow, scope, self)
        for row in found {
            try lookUp.forEach {
                $0.bind(row)
            } _: {
                try body(Self.openItem($0))
            }
        }
    }

    private static let itemOfRow = FactScope.Text { scope in
        "SELECT \(openItemColumns) FROM open_items i WHERE i.rowid = $1 AND \(scope.condition("i"))"
    }

    private static let itemsByReference = FactScope.Text { scope in
        "SELECT \(openItemColumns) FROM open_items i WHERE reference_key = $1 AND \(scope.condition("i"))"
    }

    public func openItems(partyName: LookupKey, in scope: FactScope) throws -> [OpenItem] {
        try rows(
            """
            SELECT \(Self.openItemColumns) FROM open_items i
            WHERE party_name_key = $1 AND kind <> 'claim' AND \(scope.condition("i")) ORDER BY arrival, ordinal
            """, [.bytes(partyName.column)], Self.openItem)
    }

    public func forEachOpenItem(of arrival: Int64, _ body: (OpenItem) throws -> Void) throws {
        try forEach(
            "SELECT \(Self.openItemColumns) FROM open_items WHERE arrival = $1 ORDER BY ordinal", [.integer(arrival)]
        ) { try body(Self.openItem($0)) }
    }

    /// How many items of an arrival have an id that an item which counts has already.
    public func repeatedItemCount(of arrival: Int64) throws -> Int64 {
        let scope = FactScope(arrivalBeingPosted: nil)
        return try number(
            """
            SELECT COUNT(*) FROM open_items i WHERE i.arrival = $1 AND EXISTS (
                SELECT 1 FROM open_items o WHERE o.item_id = i.item_id AND o.arrival <> i.arrival
                    AND \(scope.condition("o")))
            """, [.integer(arrival)])
    }
}
