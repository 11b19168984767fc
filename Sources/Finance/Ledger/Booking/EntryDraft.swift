// Gathers the lines of one journal entry by the rules of the chart.

import Facts
import Money

/// An entry in the making: amounts that go to the same account on the same side are one line, in the order of first
/// mention.
struct EntryDraft {
    private struct Posting {
        let account: String
        let currency: Currency
        let dimensions: Dimensions
        var units: CheckedSum
    }

    private let chart: ChartOfAccounts
    private let event: BookkeepingEvent
    private let id: String
    private let occurredOn: CalendarDate
    private let periods: ClosedPeriods
    private var bankAccount: PartialDimensions?
    private let arrival: ArrivalID
    private let matchID: String
    private let cash: String
    private var postings: [Posting] = []
    private var missing: String?

    init(
        _ books: Bookkeeping, _ event: BookkeepingEvent, id: String, on date: CalendarDate,
        arrival: ArrivalID, matchID: String = "", bankAccount: LookupKey? = nil
    ) {
        chart = books.chart
        periods = books.periods
        self.event = event
        self.id = id
        occurredOn = date
        self.arrival = arrival
        self.matchID = matchID
        cash = bankAccount.map(books.cash) ?? ""
        self.bankAccount = bankAccount.flatMap { books.bankDimensions[$0] }
        // An entry of a claim has so many: room is made once.
        postings.reserveCapacity(4)
    }

    /// What is posted from here on is of another bank account.
    mutating func turn(to account: PartialDimensions?) { bankAccount = account }

    /// Posts an amount by the rule of its role; a negative one the other way round.
    mutating func post(_ role: AmountRole, _ amount: Money) {
        if amount.isZero { return }
        guard let rule = chart.rule(event, role) else {
            missing = missing ?? "\(event.rawValue).\(role.rawValue)"
            return
        }
        add(rule.debit, amount, sign: 1)
        add(rule.credit, amount, sign: -1)
    }

    private mutating func add(_ code: String, _ amount: Money, sign: Int64) {
        let account = code == PostingRule.cash ? cash : code
        let (units, overflow) = amount.minorUnits.multipliedReportingOverflow(by: sign)
        let dimensions =
            chart.hasDimensions
            ? chart.dimensions.of(account: account, event: event, bankAccount: bankAccount) : .none
        var index = postings.firstIndex {
            $0.account == account && $0.currency == amount.currency && $0.dimensions == dimensions
        }
        if index == nil {
            postings.append(
                Posting(account: account, currency: amount.currency, dimensions: dimensions, units: CheckedSum()))
            index = postings.count - 1
        }
        guard let index else { return }
        postings[index].units.add(units)
        if overflow {
            postings[index].units.add(.max)
            postings[index].units.add(.max)
        }
    }

    /// The balanced entry; nil where nothing is left to book.
    func entry(_ description: String) throws(BookkeepingError) -> JournalEntry? {
        if let missing { throw .unknownAccount(missing) }
        var lines: [JournalLine] = []
        for posting in postings + (try betweenEntities()) {
            guard let units = posting.units.total, units != .min else { throw .amountOutOfRange(entry: id) }
            if units == 0 { continue }
            lines.append(
                JournalLine(
                    account: posting.account, side: units > 0 ? .debit : .credit,
                    amount: Money(minorUnits: abs(units), currency: posting.currency),
                    dimensions: posting.dimensions))
        }
        if lines.isEmpty { return nil }
        guard
            let entry = JournalEntry(
                id: id, event: event.rawValue, effectiveOn: periods.bookingDay(for: occurredOn), lines: lines,
                description: description, matchID: matchID, arrival: arrival, originalOn: occurredOn)
        else { throw .amountOutOfRange(entry: id) }
        return entry
    }

    /// The lines by which each entity balances by itself: what it has too many debits of it owes others, and the other way
    /// round.
    private func betweenEntities() throws(BookkeepingError) -> [Posting] {
        guard chart.hasSeveralEntities else { return [] }
        var sums: [(entity: String, currency: Currency, units: CheckedSum)] = []
        for posting in postings {
            let entity = posting.dimensions.entity
            var index = sums.firstIndex { $0.entity == entity && $0.currency == posting.currency }
            if index == nil {
                sums.append((entity, posting.currency, CheckedSum()))
                index = sums.count - 1
            }
            guard let index, let units = posting.units.total else { throw .amountOutOfRange(entry: id) }
            sums[index].units.add(units)
        }
        var lines: [Posting] = []
        for sum in sums {
            guard let units = sum.units.total, units != .min else { throw .amountOutOfRange(entry: id) }
            if units == 0 { continue }
            var opposite = CheckedSum()
            opposite.add(-units)
            lines.append(
                Posting(
                    account: units > 0 ? chart.dimensions.dueTo : chart.dimensions.dueFrom, currency: sum.currency,
                    dimensions: Dimensions(entity: sum.entity), units: opposite))
        }
        return lines
    }
}
