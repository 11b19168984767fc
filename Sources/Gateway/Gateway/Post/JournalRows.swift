// Journal rows and the entry they make.

public import Facts
import Money
public import Store

public enum JournalRows {
    /// The entry of the rows of one id; nil unless they balance.
    public static func entry(_ rows: [JournalRow]) -> JournalEntry? {
        guard let first = rows.first else { return nil }
        return JournalEntry(
            id: first.id, event: first.event, effectiveOn: first.effectiveOn,
            lines: rows.map { row in
                JournalLine(
                    account: row.account, side: row.debit > 0 ? .debit : .credit,
                    amount: Money(minorUnits: max(row.debit, row.credit), currency: row.currency),
                    dimensions: row.dimensions)
            }, description: first.description, matchID: first.matchID, arrival: ArrivalID(first.arrival),
            originalOn: first.originalOn)
    }
}
