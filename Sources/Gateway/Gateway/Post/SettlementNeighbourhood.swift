// The batches and lines around some days that settlement is decided on: what could settle within some days of what is new, what
// rivals that, and what rivals those.

import Facts
import Money
import Reconciliation
import Store

struct SettlementNeighbourhood {
    /// Days between a fact and what could rival what it is tied to: a line's batches, the lines of those, and their batches.
    private static let step = Settlements.daysBefore + Settlements.daysAfter

    let batches: [OriginatedBatch]
    /// Lines that nothing but a settlement has.
    let lines: [BankLine]
    /// The days of facts for which all that could rival them is here.
    let near: ClosedRange<CalendarDate>

    init(_ session: Session, _ scope: FactScope, from first: CalendarDate, through last: CalendarDate) throws {
        batches = try session.originatedBatches(in: Self.span(first, last, 3), scope)
        var found: [BankLine] = []
        for amount in Settlements.amounts(of: batches) {
            let limit = FundsMatching.blockLimit + 1
            let block = try session.looseLines(amount: amount, in: Self.span(first, last, 2), scope, limit: limit)
            if block.count < limit { found += block.map(\.fact) }
        }
        lines = try found.filter { try Self.isFree($0, session) }
        let days = Self.span(first, last, 1)
        near = days.first...max(days.first, days.last)
    }

    private static func span(_ first: CalendarDate, _ last: CalendarDate, _ steps: Int) -> DaySpan {
        DaySpan(first.advanced(byDays: -steps * step), last.advanced(byDays: steps * step))
    }

    /// The amounts by which what we ordered for these days may settle.
    static func amounts(
        _ session: Session, _ scope: FactScope, from first: CalendarDate, through last: CalendarDate
    ) throws -> Set<Money> {
        Settlements.amounts(of: try session.originatedBatches(in: span(first, last, 1), scope))
    }

    private static func isFree(_ line: BankLine, _ session: Session) throws -> Bool {
        guard Settlements.mayBe(line) else { return false }
        // What settles comes before what only looks like a transfer, whichever was there first.
        return try session.matches(onRight: line.evidence).allSatisfy {
            $0.kind == .settlement || $0.kind == .internalTransfer
        } && session.matches(onLeft: line.evidence).allSatisfy { $0.kind == .internalTransfer }
    }
}
