// Facts looked up by what another fact says: a key that both carry, or amount and day. Reconciliation gathers with these
// what a new fact could change, and nothing else.
// Relies on the indexes of ReconciliationSchema.

public import Facts
public import Money

/// A fact with the word whether it was matched by a key of its own.
public struct Neighbour<Fact: Sendable>: Sendable {
    public let fact: Fact
    /// Only a fact with the same key can change what it is matched to; loose ones are also open to equal amounts.
    public let isFirm: Bool
    public init(fact: Fact, isFirm: Bool) {
        self.fact = fact
        self.isFirm = isFirm
    }
}

/// What a key led to: the places of all, and the facts that the reader did not know already.
public struct Reached<Fact: Sendable>: Sendable {
    public fileprivate(set) var places: [Evidence] = []
    public fileprivate(set) var unknown: [Neighbour<Fact>] = []
}

extension Session {
    /// Every row of a look-up in scope. Its first two columns are the fact's place; of a fact that is known nothing else is read.
    private func reached<Fact>(
        _ text: FactScope.Text, _ key: String, in scope: FactScope, _ isKnown: (Evidence) -> Bool,
        _ map: (StoredRow) -> Neighbour<Fact>
    ) throws -> Reached<Fact> {
        var reached = Reached<Fact>()
        try ScopedLookUp(text, scope, self).forEach {
            $0.bind(key)
        } _: { row in
            let place = row.evidence(0)
            reached.places.append(place)
            if !isKnown(place) { reached.unknown.append(map(row)) }
        }
        return reached
    }
}

/// The days between which a neighbour must lie.
public struct DaySpan: Sendable, Hashable {
    public let first: CalendarDate
    public let last: CalendarDate
    public init(_ first: CalendarDate, _ last: CalendarDate) {
        self.first = first
        self.last = last
    }
    var values: [SQLValue] { [.day(first), .day(last)] }
}

// Bank lines.
extension Session {
    func lines(
        _ scope: FactScope, _ text: FactScope.Text, _ values: [SQLValue]
    ) throws -> [Neighbour<BankLine>] {
        try rows(text, in: scope, values, Self.line)
    }

    private static func line(_ row: StoredRow) -> Neighbour<BankLine> {
        Neighbour(fact: bankLine(row), isFirm: row.flag(17))
    }

    static func lines(where condition: String, limit: String = "") -> FactScope.Text {
        FactScope.Text { scope in
            """
            SELECT \(bankLineColumns), b.firm IS NOT NULL FROM bank_lines b
            WHERE \(condition) AND \(scope.condition("b")) \(limit)
            """
        }
    }

    private static let lineAtPlace = lines(where: "b.arrival = $1 AND b.ordinal = $2")
    private static let linesOfTrace = lines(where: "b.trace_key = $1")
    private static let linesOfACHTrace = lines(where: "b.ach_trace = $1")
    private static let linesOfBatch = lines(where: "b.ach_batch = $1 AND b.booked_on >= $2 AND b.booked_on <= $3")
    private static let linesOfCheck = lines(where: "b.check_number = $1")
    private static let looseLinesOfAmount = lines(
        where: """
            b.firm IS NULL AND b.amount = $1 AND b.currency = $2
                AND b.booked_on >= $3 AND b.booked_on <= $4
            """,
        limit: "LIMIT $5")
    private static let looseLinesOfParty = lines(
        where: """
            b.firm IS NULL AND b.party_name_key = $1
                AND b.amount = $2 AND b.currency = $3
            """)
    private static let openLinesOfPayer = lines(
        where: """
            b.firm IS NULL AND b.trace_key IS NULL AND b.trace_payer = $1 AND b.booked_on >= $2 AND b.booked_on <= $3
                AND b.amount > 0 AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.right_arrival = b.arrival
                    AND m.right_ordinal = b.ordinal AND m.kind = 'remittance-funds' AND m.rule <> 'payer+day+sum'
                    AND m.withdrawn_by IS NULL)
            """,
        limit: "LIMIT $4")
    private static let looseLinesOfDays = lines(where: "b.firm IS NULL AND b.booked_on >= $1 AND b.booked_on <= $2")

    public func bankLine(at place: Evidence, in scope: FactScope) throws -> Neighbour<BankLine>? {
        try lines(scope, Self.lineAtPlace, [.integer(place.arrival.number), .integer(place.ordinal)]).first
    }

    public func bankLines(
        traceKey: String, in scope: FactScope, besides isKnown: (Evidence) -> Bool
    ) throws -> Reached<BankLine> {
        try reached(Self.linesOfTrace, traceKey, in: scope, isKnown, Self.line)
    }

    public func bankLines(achTrace: String, in scope: FactScope) throws -> [Neighbour<BankLine>] {
        try lines(scope, Self.linesOfACHTrace, [.text(achTrace)])
    }

    public func bankLines(batchNumber: String, in span: DaySpan, _ scope: FactScope) throws -> [Neighbour<BankLine>] {
        try lines(scope, Self.linesOfBatch, [.text(batchNumber)] + span.values)
    }

    public func bankLines(checkNumber: String, in scope: FactScope) throws -> [Neighbour<BankLine>] {
        try lines(scope, Self.linesOfCheck, [.text(checkNumber)])
    }

    /// Lines without a payment's key whose texts hold this reference.
    public func bankLines(naming reference: LookupKey, in scope: FactScope) throws -> [Neighbour<BankLine>] {
        let places = try rows(
            "SELECT arrival, ordinal FROM line_references WHERE reference_key = $1", [.bytes(reference.column)]
        ) { $0.evidence(0) }
        return try places.compactMap { try bankLine(at: $0, in: scope) }
    }

    /// Loose lines of this amount, at most `limit`.
    public func looseLines(amount: Money, in span: DaySpan, _ scope: FactScope, limit: Int) throws
        -> [Neighbour<BankLine>]
    {
        try lines(
            scope, Self.looseLinesOfAmount,
            [.integer(amount.minorUnits), .text(amount.currency.code)] + span.values + [.integer(limit)])
    }

    /// Loose lines of this counterparty and amount.
    public func looseLines(party: LookupKey, amount: Money, in scope: FactScope) throws -> [Neighbour<BankLine>] {
        try lines(
            scope, Self.looseLinesOfParty,
            [.bytes(party.column), .integer(amount.minorUnits), .text(amount.currency.code)])
    }

    /// Loose lines of this payer without a payment's key that nothing owns, or only the sum of a payer's remittances; at most
    /// `limit`.
    public func openLines(
        payerIDs: [String], in span: DaySpan, _ scope: FactScope, limit: Int
    ) throws -> [Neighbour<BankLine>] {
        try payerIDs.flatMap { payer in
            try lines(scope, Self.openLinesOfPayer, [.text(payer)] + span.values + [.integer(limit)])
        }
    }

    /// Loose lines booked in a span of days.
    public func looseLines(in span: DaySpan, _ scope: FactScope) throws -> [Neighbour<BankLine>] {
        try lines(scope, Self.looseLinesOfDays, span.values)
    }

    /// Lines by which `party+amount` paid an item that a line of this arrival's remittances pays too.
    public func linesPaidBeside(remittancesOf arrival: Int64, in scope: FactScope) throws -> [Neighbour<BankLine>] {
        let places = try rows(
            """
            SELECT DISTINCT t.left_arrival, t.left_ordinal FROM remittance_lines l
            JOIN matches m ON m.left_arrival = l.arrival AND m.left_ordinal = l.ordinal
                AND m.kind = 'invoice-payment' AND m.withdrawn_by IS NULL
            JOIN matches t ON t.right_arrival = m.right_arrival AND t.right_ordinal = m.right_ordinal
                AND t.kind = 'invoice-payment' AND t.rule = 'party+amount' AND t.withdrawn_by IS NULL
            WHERE l.arrival = $1 AND l.status = ''
            """, [.integer(arrival)]
        ) { $0.evidence(0) }
        return try places.compactMap { try bankLine(at: $0, in: scope) }
    }
}

// Remittances that are no repetition of an earlier one.
extension Session {
    private func remittances(
        _ scope: FactScope, _ text: FactScope.Text, _ values: [SQLValue]
    ) throws -> [Neighbour<Remittance>] {
        try rows(text, in: scope, values, Self.neighbour)
    }

    private static func neighbour(_ row: StoredRow) -> Neighbour<Remittance> {
        Neighbour(fact: remittance(row), isFirm: row.flag(10))
    }

    private static func remittances(where condition: String, limit: String = "") -> FactScope.Text {
        FactScope.Text { scope in
            """
            SELECT \(remittanceColumns), r.firm IS NOT NULL FROM remittances r
            WHERE \(condition) AND \(scope.condition("r"))
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = r.arrival AND e.ordinal = r.ordinal
                    AND e.category = 'duplicate-remittance')
            \(limit)
            """
        }
    }

    private static let remittanceAtPlace = remittances(where: "r.arrival = $1 AND r.ordinal = $2")
    private static let remittancesOfTrace = remittances(where: "r.trace_key = $1")
    private static let looseRemittancesOfAmount = remittances(
        where: """
            r.firm IS NULL AND r.amount = $1 AND r.currency = $2
                AND r.effective_on >= $3 AND r.effective_on <= $4
            """,
        limit: "LIMIT $5")
    private static let looseRemittancesOfDays = remittances(
        where: """
            r.firm IS NULL AND r.effective_on >= $1
                AND r.effective_on <= $2
            """)
    private static let openRemittancesOfPayer = remittances(
        where: """
            r.firm IS NULL AND r.payer_id = $1 AND r.effective_on >= $2 AND r.effective_on <= $3 AND r.amount > 0
                AND r.method NOT IN ('NON', 'CHK') AND NOT EXISTS (SELECT 1 FROM matches m
                    WHERE m.left_arrival = r.arrival AND m.left_ordinal = r.ordinal AND m.kind = 'remittance-funds'
                        AND m.rule <> 'payer+day+sum' AND m.withdrawn_by IS NULL)
            """,
        limit: "LIMIT $4")
    private static let remittancesOfArrival = remittances(where: "r.arrival = $1")

    public func countingRemittance(at place: Evidence, in scope: FactScope) throws -> Neighbour<Remittance>? {
        try remittances(scope, Self.remittanceAtPlace, [.integer(place.arrival.number), .integer(place.ordinal)]).first
    }

    public func remittances(
        traceKey: String, in scope: FactScope, besides isKnown: (Evidence) -> Bool
    ) throws -> Reached<Remittance> {
        try reached(Self.remittancesOfTrace, traceKey, in: scope, isKnown, Self.neighbour)
    }

    /// Loose remittances of this amount, at most `limit`.
    public func looseRemittances(amount: Money, in span: DaySpan, _ scope: FactScope, limit: Int) throws
        -> [Neighbour<Remittance>]
    {
        try remittances(
            scope, Self.looseRemittancesOfAmount,
            [.integer(amount.minorUnits), .text(amount.currency.code)] + span.values + [.integer(limit)])
    }

    /// Loose remittances of this payer that have no money, or only as parts of a sum; at most `limit`.
    public func openRemittances(
        payerIDs: [String], in span: DaySpan, _ scope: FactScope, limit: Int
    ) throws -> [Neighbour<Remittance>] {
        try payerIDs.flatMap { payer in
            try remittances(scope, Self.openRemittancesOfPayer, [.text(payer)] + span.values + [.integer(limit)])
        }
    }

    /// Loose remittances effective in a span of days.
    public func looseRemittances(in span: DaySpan, _ scope: FactScope) throws -> [Neighbour<Remittance>] {
        try remittances(scope, Self.looseRemittancesOfDays, span.values)
    }

    /// The remittances of an arrival that count.
    public func countingRemittances(of arrival: Int64, in scope: FactScope) throws -> [Neighbour<Remittance>] {
        try remittances(scope, Self.remittancesOfArrival, [.integer(arrival)])
    }
}

// ACH entries.
extension Session {
    private func entries(
        _ scope: FactScope, _ text: FactScope.Text, _ values: [SQLValue]
    ) throws -> [Neighbour<ACHItem>] {
        try rows(text, in: scope, values) { Neighbour(fact: Self.achItem($0), isFirm: $0.flag(14)) }
    }

    private static func entries(where condition: String, limit: String = "") -> FactScope.Text {
        FactScope.Text { scope in
            """
            SELECT \(achItemColumns), a.firm IS NOT NULL FROM ach_items a
            WHERE \(condition) AND \(scope.condition("a")) \(limit)
            """
        }
    }

    private static let entryAtPlace = entries(where: "a.arrival = $1 AND a.ordinal = $2")
    private static let entriesOfACHTrace = entries(where: "a.ach_trace = $1")
    private static let entriesOfTrace = entries(where: "a.trace_key = $1")
    private static let entriesOfBatch = entries(
        where: """
            a.batch_number = $1 AND a.effective_on >= $2
                AND a.effective_on <= $3
            """)
    private static let looseEntriesOfAmount = entries(
        where: """
            a.firm IS NULL AND a.amount = $1 AND a.effective_on >= $2
                AND a.effective_on <= $3
            """, limit: "LIMIT $4")

    /// Whether there is any entry, visible or not.
    public func hasACHItems() throws -> Bool { try number("SELECT EXISTS (SELECT 1 FROM ach_items)") > 0 }

    public func achItem(at place: Evidence, in scope: FactScope) throws -> Neighbour<ACHItem>? {
        try entries(scope, Self.entryAtPlace, [.integer(place.arrival.number), .integer(place.ordinal)]).first
    }

    public func achItems(achTrace: String, in scope: FactScope) throws -> [Neighbour<ACHItem>] {
        try entries(scope, Self.entriesOfACHTrace, [.text(achTrace)])
    }

    public func achItems(traceKey: String, in scope: FactScope) throws -> [Neighbour<ACHItem>] {
        try entries(scope, Self.entriesOfTrace, [.text(traceKey)])
    }

    public func achItems(batchNumber: String, in span: DaySpan, _ scope: FactScope) throws -> [Neighbour<ACHItem>] {
        try entries(scope, Self.entriesOfBatch, [.text(batchNumber)] + span.values)
    }

    /// Loose entries of this amount, at most `limit`.
    public func looseACHItems(amount: Money, in span: DaySpan, _ scope: FactScope, limit: Int) throws
        -> [Neighbour<ACHItem>]
    {
        guard amount.currency == .usd else { return [] }
        return try entries(
            scope, Self.looseEntriesOfAmount, [.integer(amount.minorUnits)] + span.values + [.integer(limit)])
    }

    /// A page of an arrival's entries after `ordinal`, in order.
    public func achItems(of arrival: Int64, after ordinal: Int, limit: Int, in scope: FactScope) throws
        -> [Neighbour<ACHItem>]
    {
        try rows(
            """
            SELECT \(Self.achItemColumns), a.firm IS NOT NULL FROM ach_items a WHERE a.arrival = $1 AND a.ordinal > $2
            ORDER BY a.ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)]
        ) { Neighbour(fact: Self.achItem($0), isFirm: $0.flag(14)) }
    }
}

// Open items that a bank line can pay, and matches.
extension Session {
    public func openItem(at place: Evidence, in scope: FactScope) throws -> OpenItem? {
        try first(
            """
            SELECT \(Self.openItemColumns) FROM open_items i
            WHERE i.arrival = $1 AND i.ordinal = $2 AND \(scope.condition("i"))
            """, [.integer(place.arrival.number), .integer(place.ordinal)], Self.openItem)
    }

    private static let itemsOfParty = FactScope.Text { scope in
        """
        SELECT \(openItemColumns) FROM open_items i
        WHERE i.party_name_key = $1 AND i.amount = $2 AND i.currency = $3
            AND i.kind NOT IN ('claim', 'cashier-deposit') AND \(scope.condition("i"))
        """
    }

    /// Items of a party with this amount that a plain transfer can pay.
    public func openItems(partyName: LookupKey, amount: Money, in scope: FactScope) throws -> [OpenItem] {
        try rows(
            Self.itemsOfParty, in: scope,
            [.bytes(partyName.column), .integer(amount.minorUnits), .text(amount.currency.code)], Self.openItem)
    }

    /// Cashiers' logs issued in a span of days.
    public func cashierDeposits(in span: DaySpan, _ scope: FactScope) throws -> [OpenItem] {
        try rows(
            """
            SELECT \(Self.openItemColumns) FROM open_items i
            WHERE i.kind = 'cashier-deposit' AND i.issued_on >= $1 AND i.issued_on <= $2 AND \(scope.condition("i"))
            """, span.values, Self.openItem)
    }

    /// A page of an arrival's items after `ordinal` that a bank line can pay, in order: all but claims.
    public func payableItems(of arrival: Int64, after ordinal: Int, limit: Int) throws -> [OpenItem] {
        try rows(
            """
            SELECT \(Self.openItemColumns) FROM open_items
            WHERE arrival = $1 AND ordinal > $2 AND kind <> 'claim' ORDER BY ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)], Self.openItem)
    }

    /// The matches that count and have this fact on a side.
    public func matches(onLeft place: Evidence) throws -> [Match] {
        try rows(
            Self.matchesOnLeft, [.integer(place.arrival.number), .integer(place.ordinal)], Self.match)
    }

    public func matches(onRight place: Evidence) throws -> [Match] {
        try rows(
            Self.matchesOnRight, [.integer(place.arrival.number), .integer(place.ordinal)], Self.match)
    }

    private static let matchesOnLeft =
        "SELECT \(matchColumns) FROM matches WHERE left_arrival = $1 AND left_ordinal = $2 AND withdrawn_by IS NULL"
    private static let matchesOnRight =
        "SELECT \(matchColumns) FROM matches WHERE right_arrival = $1 AND right_ordinal = $2 AND withdrawn_by IS NULL"
}
