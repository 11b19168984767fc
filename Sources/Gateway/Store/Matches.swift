// The table of matches. A row is never changed but for the posting that withdraws it.

public import Facts
public import Money

extension Session {
    /// Condition: the match is staged by this posting or visible, and no posting has withdrawn it. Only one posting is
    /// staged at a time, so whatever is staged belongs to it.
    static func matchCounts(_ table: String) -> String { "\(table).withdrawn_by IS NULL" }

    static var matchColumns: String {
        """
        kind, left_reference, left_arrival, left_ordinal, right_reference, right_arrival, right_ordinal, amount,
        currency, rule, explanation
        """
    }

    static func match(_ row: StoredRow) -> Match {
        Match(
            kind: MatchKind(rawValue: row.text(0)) ?? .rule,
            left: MatchSide(evidence: row.optionalEvidence(2), reference: row.text(1)),
            right: MatchSide(evidence: row.optionalEvidence(5), reference: row.text(4)),
            amount: row.money(7, 8), rule: row.text(9), explanation: row.text(10))
    }

    public func stageMatches(_ matches: [Match], posting: Int64) throws {
        try insert(
            """
            INSERT INTO matches (id, posting, kind, left_reference, left_arrival, left_ordinal, right_reference,
                right_arrival, right_ordinal, amount, currency, rule, explanation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, matches
        ) { match, row in
            row.bind(match.id)
            row.bind(posting)
            row.bind(match.kind.rawValue)
            row.bind(match.left.reference)
            row.bind(match.left.evidence)
            row.bind(match.right.reference)
            row.bind(match.right.evidence)
            row.bind(match.amount.minorUnits)
            row.bind(match.amount.currency)
            row.bind(match.rule)
            row.bind(match.explanation)
        }
    }

    /// Marks the facts of these matches as matched by a key of their own.
    public func markFirm(_ matches: [Match], posting: Int64) throws {
        try setFirm(posting, on: matches)
    }

    /// Takes that mark from the facts of matches that are withdrawn.
    public func loosen(_ matches: [Match]) throws {
        try setFirm(nil, on: matches)
    }

    private func setFirm(_ posting: Int64?, on matches: [Match]) throws {
        var places: [(table: String, place: Evidence?)] = []
        for match in matches {
            switch match.kind {
            case .remittanceFunds:
                places += [("remittances", match.left.evidence), ("bank_lines", match.right.evidence)]
            case .achBankline: places.append(("ach_items", match.left.evidence))
            case .reversedLine:
                places += [("bank_lines", match.left.evidence), ("bank_lines", match.right.evidence)]
            case .invoicePayment: places.append(("bank_lines", match.left.evidence))
            case .cashierDeposit, .rule: places.append(("bank_lines", match.right.evidence))
            // Lines that settle, and those of transfers, stay loose: they are decided anew by their amounts.
            case .claimPayment, .internalTransfer, .reversal, .correction, .carriedBalance, .recoupment, .settlement,
                .returnedEntry, .dishonoredReturn, .contestedDishonor, .changedEntry:
                continue
            }
        }
        for table in ["remittances", "bank_lines", "ach_items"] {
            try insert(
                "UPDATE \(table) SET firm = $1 WHERE arrival = $2 AND ordinal = $3",
                places.lazy.filter { $0.table == table }.compactMap(\.place).sorted()
            ) { place, row in
                row.bind(posting)
                row.bind(place)
            }
        }
    }

    /// Stages the end of a match that later evidence overtook.
    public func stageMatchWithdrawal(_ id: String, posting: Int64) throws {
        try execute(
            "UPDATE matches SET withdrawn_by = $1 WHERE \(Self.isMatch(first: 2)) AND withdrawn_by IS NULL",
            [.integer(posting)] + Self.matchValues(id))
    }

    /// Whether this match counts already.
    public func matchExists(_ id: String) throws -> Bool {
        try number(
            "SELECT COUNT(*) FROM matches WHERE \(Self.isMatch()) AND withdrawn_by IS NULL", Self.matchValues(id)) > 0
    }

    /// Condition: the row is of the match with the id in `matchValues`. There is no index on ids; an id names its places.
    static func isMatch(first: Int = 1) -> String {
        let (id, arrival, ordinal) = ("$\(first)", "$\(first + 1)", "$\(first + 2)")
        return """
            id = \(id) AND (left_arrival = \(arrival) AND left_ordinal = \(ordinal)
                OR right_arrival = \(arrival) AND right_ordinal = \(ordinal))
            """
    }

    /// An id, and the first place that it names: the left one, or the right one where there is no left.
    static func matchValues(_ id: String) -> [SQLValue] {
        let place = id.utf8.dropFirst().prefix { $0 != UInt8(ascii: "-") }.split(separator: UInt8(ascii: "."))
        let numbers = place.compactMap { Int64(String(Substring($0))) }
        return [.text(id)] + (numbers.count == 2 ? numbers.map { .integer($0) } : [.null, .null])
    }

    /// The match that ties this remittance line to an item, if one counts.
    public func itemMatch(ofLine line: Evidence) throws -> Match? {
        try first(
            """
            SELECT \(Self.matchColumns) FROM matches WHERE left_arrival = $1 AND left_ordinal = $2
                AND kind IN ('claim-payment', 'invoice-payment') AND withdrawn_by IS NULL
            """, [.integer(line.arrival.number), .integer(line.ordinal)], Self.match)
    }

    /// The matches that count and have this bank line on their right side.
    public func matches(onLine line: Evidence) throws -> [Match] {
        try rows(
            """
            SELECT \(Self.matchColumns) FROM matches WHERE right_arrival = $1 AND right_ordinal = $2
                AND withdrawn_by IS NULL ORDER BY id
            """, [.integer(line.arrival.number), .integer(line.ordinal)], Self.match)
    }

    /// What matches that count have applied to an item so far.
    public func applied(to item: Evidence, currency: Currency) throws -> Money {
        let units = try number(
            """
            SELECT COALESCE(SUM(amount), 0) FROM matches
            WHERE right_arrival = $1 AND right_ordinal = $2 AND kind IN ('claim-payment', 'invoice-payment')
                AND withdrawn_by IS NULL
            """, [.integer(item.arrival.number), .integer(item.ordinal)])
        return Money(minorUnits: units, currency: currency)
    }

    /// Every match that counts and is visible, with its posting.
    public func forEachMatch(_ body: (Match, _ posting: Int64) throws -> Void) throws {
        try forEach(
            """
            SELECT \(Self.matchColumns), posting FROM matches m
            WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                AND (withdrawn_by IS NULL OR withdrawn_by > (SELECT number FROM posting_head WHERE only_row = 1))
            ORDER BY kind, left_reference, right_reference, id
            """
        ) { try body(Self.match($0), $0.integer(11)) }
    }

    /// Matches of the posting that was begun last, at most `limit`.
    public func matches(posting: Int64, limit: Int) throws -> [Match] {
        try rows(
            """
            SELECT \(Self.matchColumns) FROM matches m WHERE \(Self.isStaged("m", by: "$1"))
            ORDER BY kind, left_reference, id LIMIT $2
            """, [.integer(posting), .integer(limit)], Self.match)
    }

    /// How many matches the posting that was begun last has.
    public func matchCount(posting: Int64) throws -> Int64 {
        try number("SELECT COUNT(*) FROM matches m WHERE \(Self.isStaged("m", by: "$1"))", [.integer(posting)])
    }
}

extension Session {
    /// What plain bank transfers that count, and people's matches, have paid on an item.
    public func transferred(to item: Evidence, currency: Currency) throws -> Money {
        let units = try number(
            """
            SELECT COALESCE(SUM(m.amount), 0) FROM matches m
            WHERE m.right_arrival = $1 AND m.right_ordinal = $2 AND m.kind IN ('invoice-payment', 'claim-payment')
                AND m.withdrawn_by IS NULL AND (m.rule = 'by-hand' OR EXISTS (SELECT 1 FROM bank_lines b
                    WHERE b.arrival = m.left_arrival AND b.ordinal = m.left_ordinal))
            """, [.integer(item.arrival.number), .integer(item.ordinal)])
        return Money(minorUnits: units, currency: currency)
    }
}
