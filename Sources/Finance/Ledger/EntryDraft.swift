// Gathers the lines of one journal entry by the rules of the chart.

import Facts
import Money

/// An entry in the making: amounts that go to the same account on the same side are one line, in the order of first
/// mention.
struct EntryDraft {
    private struct Posting {
        let account: String
        let currency: Currency
        var units: CheckedSum
    }

    private let chart: ChartOfAccounts
    private let event: BookkeepingEvent
    private let id: String
    private let effectiveOn: CalendarDate
    private let arrival: ArrivalID
    private let matchID: String
    private let cash: String
    private var postings: [Posting] = []
    private var missing: String?

    init(
        _ chart: ChartOfAccounts, _ event: BookkeepingEvent, id: String, on effectiveOn: CalendarDate,
        arrival: ArrivalID, matchID: String = "", cash: String = ""
    ) {
        self.chart = chart
        self.event = event
        self.id = id
        self.effectiveOn = effectiveOn
        self.arrival = arrival
        self.matchID = matchID
        self.cash = cash
    }

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
        var index = postings.firstIndex { $0.account == account && $0.currency == amount.currency }
        if index == nil {
            postings.append(Posting(account: account, currency: amount.currency, units: CheckedSum()))
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
        for posting in postings {
            guard let units = posting.units.total, units != .min else { throw .amountOutOfRange(entry: id) }
            if units == 0 { continue }
            lines.append(
                JournalLine(
                    account: posting.account, side: units > 0 ? .debit : .credit,
                    amount: Money(minorUnits: abs(units), currency: posting.currency)))
        }
        if lines.isEmpty { return nil }
        guard
            let entry = JournalEntry(
                id: id, event: event.rawValue, effectiveOn: effectiveOn, lines: lines, description: description,
                matchID: matchID, arrival: arrival)
        else { throw .amountOutOfRange(entry: id) }
        return entry
    }
}
