// Where the other side of a transfer between our own accounts is looked for.

public import Facts
public import Money

enum TransferSchema {
    /// Sweeps are firm by their code, so no index of loose lines holds them.
    static let tables = """
        CREATE INDEX bank_lines_of_sweeps ON bank_lines (amount, currency, booked_on) WHERE category = 'zba-transfer';
        """
}

extension Session {
    private static let sweepsOfAmount = lines(
        where: """
            b.category = 'zba-transfer' AND b.amount = $1 AND b.currency = $2
                AND b.booked_on >= $3 AND b.booked_on <= $4
            """,
        limit: "LIMIT $5")

    /// Sweeps of this amount, at most `limit`.
    public func sweeps(amount: Money, in span: DaySpan, _ scope: FactScope, limit: Int) throws -> [Neighbour<BankLine>]
    {
        try lines(
            scope, Self.sweepsOfAmount,
            [.integer(amount.minorUnits), .text(amount.currency.code)] + span.values + [.integer(limit)])
    }
}
