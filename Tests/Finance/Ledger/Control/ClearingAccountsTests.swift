import Facts
import Money
import Testing

@testable import Ledger

@Suite("Clearing accounts")
struct ClearingAccountsTests {
    /// Monday 2026-03-02.
    private let monday = CalendarDate(dayNumber: 20_514)

    private func day(_ offset: Int, debit: Int64 = 0, credit: Int64 = 0, account: String = "2010") -> AccountDay {
        AccountDay(
            account: account, entity: "", currency: .usd, date: monday.advanced(byDays: offset), debit: debit,
            credit: credit)
    }

    private func open(_ days: [AccountDay], on offset: Int) -> [ClearingBalance] {
        ClearingAccounts.open(days, chart: .standard, on: monday.advanced(byDays: offset))
    }

    @Test("An account that came back to zero is not open; one that need not is never listed")
    func cleared() {
        #expect(open([day(0, credit: 500), day(3, debit: 500), day(0, debit: 9, account: "1100")], on: 3).isEmpty)
        #expect(open([day(0, credit: 500), day(3, debit: 500)], on: 2).count == 1)
    }

    @Test("What is left is as old as the newest movements that make it up")
    func age() throws {
        let balance = try #require(
            open([day(0, credit: 300), day(1, credit: 200), day(7, credit: 100), day(8, debit: 350)], on: 10).first)
        #expect(balance.balance == .dollars(cents: -250))
        // 100 of the 9th, 150 of the 3rd; the rest was cleared.
        #expect(balance.openSince == monday.advanced(byDays: 1))
        #expect(balance.byAge == [.upTo3: .dollars(cents: -100), .upTo30: .dollars(cents: -150)])
    }

    @Test("An account is overdue after the banking days that it may take; a weekend does not count")
    func overdue() throws {
        let days = [day(0, debit: 100, account: "1060")]
        #expect(try #require(open(days, on: 3).first).isOverdue == false)
        #expect(try #require(open(days, on: 4).first).isOverdue)
        let friday = [day(4, debit: 100, account: "1060")]
        #expect(try #require(open(friday, on: 9).first).bankingDays == 3)
        #expect(try #require(open(friday, on: 9).first).isOverdue == false)
    }

    @Test("The parts by age are the balance, whatever moved", arguments: 1...20)
    func sums(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let days = (0..<200).map { _ in
            day(
                Int.random(in: 0...120, using: &generator), debit: Int64.random(in: 0...900, using: &generator),
                credit: Int64.random(in: 0...900, using: &generator))
        }
        for balance in open(days, on: 100) {
            #expect(balance.byAge.values.reduce(0) { $0 + $1.minorUnits } == balance.balance.minorUnits)
            #expect(balance.byAge.values.allSatisfy { ($0.minorUnits > 0) == (balance.balance.minorUnits > 0) })
        }
        #expect(open(days, on: 100) == open(days.reversed(), on: 100))
    }

    @Test(
        "Ages as people sort them",
        arguments: [
            (-1, AgeBucket.upTo1), (1, .upTo1), (2, .upTo3), (7, .upTo7), (8, .upTo30), (60, .upTo60), (90, .upTo90),
            (91, .over90),
        ])
    func buckets(days: Int, bucket: AgeBucket) { #expect(AgeBucket(days: days) == bucket) }
}
