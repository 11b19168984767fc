// The tables of bank lines and posted statements.

public import Facts
public import Money

/// A statement with its account number, sealed.
public struct StoredStatement: Sendable {
    public let statement: StatementFact
    public let sealedAccount: [UInt8]
    public init(statement: StatementFact, sealedAccount: [UInt8]) {
        self.statement = statement
        self.sealedAccount = sealedAccount
    }
}

/// A bank line with its texts, sealed.
public struct StoredBankLine: Sendable {
    public let line: BankLine
    public let sealedText: [UInt8]
    public init(line: BankLine, sealedText: [UInt8]) {
        self.line = line
        self.sealedText = sealedText
    }
}

extension Session {
    public func insertStatements(_ statements: [StoredStatement]) throws {
        try insert(
            """
            INSERT INTO statements (arrival, ordinal, account, account_mask, booked_through, sequence, opening, closing,
                currency, sealed_account)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, statements
        ) { element, row in
            let statement = element.statement
            row.bind(statement.evidence)
            row.bind(statement.account)
            row.bind(statement.accountMask)
            row.bind(statement.bookedThrough)
            row.bind(statement.sequence)
            row.bind(statement.opening.minorUnits)
            row.bind(statement.closing.minorUnits)
            row.bind(statement.opening.currency)
            row.bind(element.sealedAccount)
        }
    }

    public func insertBankLines(_ lines: [StoredBankLine]) throws {
        try insert(
            """
            INSERT INTO bank_lines (arrival, ordinal, reference, account, amount, currency, booked_on, reversal,
                bank_code, category, trace_key, trace_payer, ach_trace, ach_batch, check_number, reference_keys,
                party_name_key, sealed_text)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            """, lines
        ) { element, row in
            let line = element.line
            row.bind(line.evidence)
            row.bind(line.reference)
            row.bind(line.account)
            row.bind(line.amount.minorUnits)
            row.bind(line.amount.currency)
            row.bind(line.bookedOn)
            row.bind(line.isReversal)
            row.bind(line.bankCode)
            row.bind(line.category?.rawValue)
            row.bind(line.traceKey)
            row.bind(line.tracePayerID)
            row.bind(line.achTrace)
            row.bind(line.achBatchNumber)
            row.bind(line.checkNumber)
            row.bind(line.references.flatMap(\.column))
            row.bind(line.partyNameKey)
            row.bind(element.sealedText)
        }
        // A line with the key of a payment is not looked up by the words of its text.
        var named: [(key: LookupKey, line: Evidence)] = []
        for line in lines.lazy.map(\.line)
        where line.traceKey == nil && line.achBatchNumber == nil && line.checkNumber == nil {
            for key in Set(line.references) { named.append((key, line.evidence)) }
        }
        try insert("INSERT INTO line_references (reference_key, arrival, ordinal) VALUES ($1, $2, $3)", named) {
            element, row in
            row.bind(element.key)
            row.bind(element.line)
        }
    }

    static var bankLineColumns: String {
        """
        b.arrival, b.ordinal, b.reference, b.account, b.amount, b.currency, b.booked_on, b.reversal, b.bank_code,
        b.category, b.trace_key, b.trace_payer, b.ach_trace, b.ach_batch, b.check_number, b.reference_keys,
        b.party_name_key
        """
    }

    static func bankLine(_ row: StoredRow) -> BankLine {
        BankLine(
            evidence: row.evidence(0), reference: row.text(2), account: row.requiredKey(3), amount: row.money(4, 5),
            bookedOn: row.date(6), isReversal: row.flag(7), bankCode: row.text(8),
            category: row.optionalText(9).flatMap(BankLineCategory.init(rawValue:)), traceKey: row.optionalText(10),
            tracePayerID: row.optionalText(11), achTrace: row.optionalText(12), achBatchNumber: row.optionalText(13),
            checkNumber: row.optionalText(14), references: row.keys(15), partyNameKey: row.key(16))
    }

    /// A page of an arrival's bank lines after `ordinal`, in order.
    public func bankLines(of arrival: Int64, after ordinal: Int, limit: Int) throws -> [BankLine] {
        try rows(
            """
            SELECT \(Self.bankLineColumns) FROM bank_lines b WHERE b.arrival = $1 AND b.ordinal > $2
            ORDER BY b.ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)], Self.bankLine)
    }

    /// Bank lines in scope that no match owns yet.
    public func bankLinesWithoutOwner(in scope: FactScope) throws -> [BankLine] {
        try rows(
            """
            SELECT \(Self.bankLineColumns) FROM bank_lines b WHERE \(scope.condition("b"))
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.right_arrival = b.arrival
                    AND m.right_ordinal = b.ordinal AND m.kind IN ('remittance-funds', 'cashier-deposit', 'rule', 'reversed-line',
                        'settlement', 'internal-transfer')
                    AND \(Self.matchCounts("m")))
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.left_arrival = b.arrival
                    AND m.left_ordinal = b.ordinal AND m.kind IN ('invoice-payment', 'reversed-line', 'internal-transfer')
                    AND \(Self.matchCounts("m")))
            ORDER BY b.arrival, b.ordinal
            """, [], Self.bankLine)
    }

    /// The number of an account of which a statement is stored, still sealed.
    public func sealedNumber(ofAccount account: LookupKey) throws -> [UInt8]? {
        try first("SELECT sealed_account FROM statements WHERE account = $1 LIMIT 1", [.bytes(account.column)]) {
            $0.bytes(0)
        }
    }

    public func statements(of arrival: Int64) throws -> [StatementFact] {
        try rows(
            "\(Self.selectStatements) WHERE s.arrival = $1 ORDER BY s.ordinal", [.integer(arrival)], Self.statement)
    }

    /// The posted statements of an account, earliest first.
    public func statements(account: LookupKey, in scope: FactScope) throws -> [StatementFact] {
        try rows(
            """
            \(Self.selectStatements) WHERE s.account = $1 AND \(scope.condition("s"))
            ORDER BY s.booked_through, s.arrival, s.ordinal
            """, [.bytes(account.column)], Self.statement)
    }

    /// All posted statements, earliest first.
    public func allStatements(in scope: FactScope) throws -> [StatementFact] {
        try rows(
            """
            \(Self.selectStatements) WHERE \(scope.condition("s"))
            ORDER BY s.booked_through, s.arrival, s.ordinal
            """, [], Self.statement)
    }

    /// The latest day for which a statement counts; nil before the first.
    public func businessDate(in scope: FactScope) throws -> CalendarDate? {
        try first("SELECT MAX(s.booked_through) FROM statements s WHERE \(scope.condition("s"))") {
            $0.optionalText(0).flatMap(CalendarDate.init(iso:))
        } ?? nil
    }

    private static var selectStatements: String {
        """
        SELECT s.arrival, s.ordinal, s.account, s.account_mask, s.booked_through, s.sequence, s.opening, s.closing,
            s.currency FROM statements s
        """
    }

    private static func statement(_ row: StoredRow) -> StatementFact {
        StatementFact(
            evidence: row.evidence(0), account: row.requiredKey(2), accountMask: row.text(3),
            bookedThrough: row.date(4), sequence: row.optionalInteger(5), opening: row.money(6, 8),
            closing: row.money(7, 8))
    }
}
