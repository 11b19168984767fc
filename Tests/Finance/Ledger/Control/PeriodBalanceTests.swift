import Facts
import Money
import Testing

@testable import Ledger

@Suite("Trial balances of periods")
struct PeriodBalanceTests {
    private let january = (from: RandomJournal.first, through: RandomJournal.first.advanced(byDays: 30))
    private let february = (
        from: RandomJournal.first.advanced(byDays: 31), through: RandomJournal.first.advanced(byDays: 58)
    )

    private func balance(_ period: (from: CalendarDate, through: CalendarDate), _ entries: [JournalEntry])
        -> PeriodBalance
    {
        var balance = PeriodBalance(from: period.from, through: period.through)
        for entry in entries { AccountDay.booked(entry).forEach { balance.add($0) } }
        return balance
    }

    @Test("A period ends where the next begins, and each balances in every currency of every entity", arguments: 1...5)
    func chain(seed: Int) throws {
        let entries = try RandomJournal.entries(
            120, seed: UInt64(seed), currencies: [.usd, .eur], entities: ["10", "20"])
        let first = balance(january, entries)
        let second = balance(february, entries)
        #expect(first.isBalanced && second.isBalanced)
        let openings = Dictionary(
            uniqueKeysWithValues: try #require(second.rows).map {
                ("\($0.account)/\($0.entity)/\($0.opening.currency)", $0.opening)
            })
        for row in try #require(first.rows) {
            #expect(openings["\(row.account)/\(row.entity)/\(row.closing.currency)"] == row.closing)
        }
        #expect(try #require(first.rows).allSatisfy { $0.opening.isZero })
    }

    @Test("The order of days changes nothing")
    func order() throws {
        let entries = try RandomJournal.entries(50, seed: 3)
        #expect(balance(february, entries).rows == balance(february, entries.reversed()).rows)
    }

    @Test("A sum that does not fit says so")
    func overflow() {
        var balance = PeriodBalance(from: january.from, through: january.through)
        let day = AccountDay(
            account: "1010", entity: "", currency: .usd, date: january.from, debit: .max, credit: 0)
        balance.add(day)
        #expect(balance.rows != nil && !balance.isBalanced)
        balance.add(day)
        #expect(balance.rows == nil && !balance.isBalanced)
    }
}
