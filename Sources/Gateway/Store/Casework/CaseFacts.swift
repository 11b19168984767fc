// The facts that exceptions are about and that people match them with: by their place, by the names that people know them by.

public import Facts
public import Money

/// What stands at a place in the evidence.
public enum CaseFact: Sendable {
    case bankLine(BankLine)
    case remittance(Remittance)
    case remittanceLine(RemittanceLine)
    case item(OpenItem)
    /// With what a notification of change asks for, sealed.
    case achItem(ACHItem, sealedCorrection: [UInt8]?)

    public var evidence: Evidence? {
        switch self {
        case .bankLine(let line): line.evidence
        case .remittance(let remittance): remittance.evidence
        case .remittanceLine(let line): line.evidence
        case .item(let item): item.evidence
        case .achItem: nil
        }
    }
}

/// Visible: of an arrival that counts.
private let counts = "EXISTS (SELECT 1 FROM arrivals v WHERE v.id = t.arrival AND v.state IN ('posted', 'answered'))"

extension Session {
    /// The fact at a place; nil where none counts there.
    public func caseFact(at place: Evidence) throws -> CaseFact? {
        let (arrival, before) = (place.arrival.number, place.ordinal - 1)
        if let line = try bankLines(of: arrival, after: before, limit: 1).first, line.evidence == place {
            return .bankLine(line)
        }
        if let remittance = try remittance(at: place) { return .remittance(remittance) }
        if let line = try remittanceLines(of: arrival, after: before, limit: 1).first, line.evidence == place {
            return .remittanceLine(line)
        }
        if let item = try caseItems("t.arrival = $1 AND t.ordinal = $2", place.values).first { return .item(item) }
        return try first(
            """
            SELECT \(Self.achItemColumns), a.sealed_correction FROM ach_items a WHERE a.arrival = $1 AND a.ordinal = $2
            """, place.values
        ) { row in
            let sealed = row.bytes(14)
            return .achItem(Self.achItem(row), sealedCorrection: sealed.isEmpty ? nil : sealed)
        }
    }

    /// The items with the owner's id; more than one where two files gave the same.
    public func caseItems(id: String) throws -> [OpenItem] { try caseItems("t.item_id = $1", [.text(id)]) }

    /// Remittances with this trace as received.
    public func caseRemittances(trace: String) throws -> [Remittance] {
        let places = try rows(
            """
            SELECT arrival, ordinal FROM remittances t WHERE t.trace = $1 AND \(counts)
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = t.arrival AND e.ordinal = t.ordinal
                    AND e.category = 'duplicate-remittance')
            ORDER BY arrival, ordinal
            """, [.text(trace)]
        ) { $0.evidence(0) }
        return try places.compactMap { try remittance(at: $0) }
    }

    /// Bank lines with this reference.
    public func caseBankLines(reference: String) throws -> [BankLine] {
        let places = try rows(
            "SELECT arrival, ordinal FROM bank_lines t WHERE t.reference = $1 AND \(counts) ORDER BY arrival, ordinal",
            [.text(reference)]
        ) { $0.evidence(0) }
        return try places.compactMap { place in
            try bankLines(of: place.arrival.number, after: place.ordinal - 1, limit: 1).first
        }
    }

    /// Items that could be meant: of this amount exactly and not paid yet, earliest due first.
    public func caseItems(amount: Money, limit: Int) throws -> [OpenItem] {
        try caseItems(
            """
            t.amount = $1 AND t.currency = $2 AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.right_arrival = t.arrival
                AND m.right_ordinal = t.ordinal AND m.withdrawn_by IS NULL)
            """, [.integer(amount.minorUnits), .text(amount.currency.code)], limit: limit)
    }

    /// Items that a remittance line's reference names, whatever the engine thought of them.
    public func caseItems(reference: LookupKey, limit: Int) throws -> [OpenItem] {
        try caseItems("t.reference_key = $1", [.bytes(reference.column)], limit: limit)
    }

    private func caseItems(_ condition: String, _ values: [SQLValue], limit: Int = 100) throws -> [OpenItem] {
        try rows(
            """
            SELECT t.arrival, t.ordinal, t.item_id, t.kind, t.party_id, t.party_name_key, t.exact_key,
                t.reference_key, t.amount, t.currency, t.issued_on, t.due_on
            FROM open_items t WHERE \(condition) AND \(counts)
            ORDER BY COALESCE(t.due_on, t.issued_on), t.arrival, t.ordinal LIMIT \(limit)
            """, values
        ) { row in
            OpenItem(
                evidence: row.evidence(0), id: row.text(2), kind: OpenItemKind(rawValue: row.text(3)) ?? .claim,
                partyID: row.text(4), partyNameKey: row.key(5), exactReference: row.requiredKey(6),
                reference: row.requiredKey(7), amount: row.money(8, 9), issuedOn: row.date(10),
                dueOn: row.optionalText(11).flatMap(CalendarDate.init(iso:)))
        }
    }

    /// What of an item is still open: its amount less what matches applied, less the reductions that came with them, less
    /// what people gave up. Reductions of later payers repeat the first one's and do not count.
    public func openAmount(of item: OpenItem) throws -> Money {
        let units = try number(
            """
            SELECT i.amount - \(Self.paidOnItem("i")) - \(Self.givenUpOnItem("i")) FROM open_items i
            WHERE i.arrival = $1 AND i.ordinal = $2
            """, item.evidence.values)
        return Money(minorUnits: units, currency: item.amount.currency)
    }

    /// What a match in `m` takes off its item: what it applied, and the reductions of its line in `l`.
    static let takenOffItem = """
        m.amount + CASE WHEN l.status IN ('2', '3', '20', '21') OR l.denied = 1 THEN 0
            ELSE COALESCE(l.contractual, 0) + CASE WHEN l.status = '' THEN -COALESCE(l.other_adjustment, 0)
                ELSE COALESCE(l.patient_share, 0) + COALESCE(l.other_adjustment, 0) END END
        """

    /// Every match that pays an item, with its line where it has one.
    static var itemPayments: String {
        """
        matches m LEFT JOIN remittance_lines l ON l.arrival = m.left_arrival AND l.ordinal = m.left_ordinal
        WHERE m.kind IN ('claim-payment', 'invoice-payment') AND \(isStanding("m"))
        """
    }

    /// What matches that count have applied to an item, and the reductions that came with them.
    static func paidOnItem(_ table: String) -> String {
        """
        COALESCE((SELECT SUM(\(takenOffItem)) FROM \(itemPayments)
            AND m.right_arrival = \(table).arrival AND m.right_ordinal = \(table).ordinal), 0)
        """
    }

    /// What people wrote off of an item, by the exceptions about it.
    static func givenUpOnItem(_ table: String) -> String {
        """
        COALESCE((SELECT SUM(CASE WHEN c.event = 'settled' THEN c.amount ELSE -c.amount END)
            FROM exceptions e JOIN case_events c ON c.exception = e.id
            WHERE e.arrival = \(table).arrival AND e.ordinal = \(table).ordinal AND e.category = 'denied'
                AND c.way = 'written-off'), 0)
        """
    }
}

extension Evidence {
    var values: [SQLValue] { [.integer(arrival.number), .integer(ordinal)] }
}

extension Session {
    /// Remittances of an amount that no money was found for.
    public func remittancesWithoutMoney(amount: Money, limit: Int) throws -> [Remittance] {
        let places = try rows(
            """
            SELECT arrival, ordinal FROM remittances t WHERE t.amount = $1 AND t.currency = $2 AND \(counts)
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.left_arrival = t.arrival
                    AND m.left_ordinal = t.ordinal AND m.kind = 'remittance-funds' AND m.withdrawn_by IS NULL)
            ORDER BY effective_on, arrival, ordinal LIMIT \(limit)
            """, [.integer(amount.minorUnits), .text(amount.currency.code)]
        ) { $0.evidence(0) }
        return try places.compactMap { try remittance(at: $0) }
    }

    /// Bank lines of an amount that nothing was matched with.
    public func bankLinesWithoutMatch(amount: Money, limit: Int) throws -> [BankLine] {
        let places = try rows(
            """
            SELECT arrival, ordinal FROM bank_lines t WHERE t.amount = $1 AND t.currency = $2 AND \(counts)
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.right_arrival = t.arrival
                    AND m.right_ordinal = t.ordinal AND m.kind <> 'ach-bankline' AND m.withdrawn_by IS NULL)
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.left_arrival = t.arrival
                    AND m.left_ordinal = t.ordinal AND m.withdrawn_by IS NULL)
            ORDER BY booked_on, arrival, ordinal LIMIT \(limit)
            """, [.integer(amount.minorUnits), .text(amount.currency.code)]
        ) { $0.evidence(0) }
        return try places.compactMap { place in
            try bankLines(of: place.arrival.number, after: place.ordinal - 1, limit: 1).first
        }
    }
}
