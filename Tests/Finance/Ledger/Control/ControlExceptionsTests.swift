import Facts
import Money
import Testing

@testable import Ledger

private let first = CalendarDate(dayNumber: 20_521)  // 2026-03-09, a Monday
private func day(_ offset: Int) -> CalendarDate { first.advanced(byDays: offset) }

private func moved(_ offset: Int, _ cents: Int64, _ account: String = "2010") -> AccountDay {
    AccountDay(
        account: account, entity: "", currency: .usd, date: day(offset), debit: max(0, cents), credit: max(0, -cents))
}

@Suite("What the books themselves find wrong")
struct ControlExceptionsTests {
    private func clearing(_ days: [AccountDay], on offset: Int) -> [ControlException] {
        ControlExceptions.clearing(
            ClearingAccounts.open(days, chart: .standard, on: day(offset)), chart: .standard)
    }

    @Test("Only what is older than the account may take is overdue; it is the exception's amount")
    func overdue() throws {
        let days = [moved(0, -8_000), moved(9, -500)]
        #expect(clearing(days, on: 7).isEmpty)
        let found = try #require(clearing(days, on: 9).first)
        #expect(found.id == "E-clearing-overdue-2010-USD" && found.exception.amount == .dollars(cents: -8_000))
        // Monday and five banking days: the sixth is the Tuesday of the week after.
        #expect(found.exception.openedOn == day(8))
        // What was taken out in part is overdue in part.
        let rest = try #require(clearing(days + [moved(8, 3_500)], on: 9).first)
        #expect(rest.exception.amount == .dollars(cents: -4_500))
        #expect(clearing(days + [moved(9, 8_500)], on: 30).isEmpty)
    }

    @Test("The first day on which it is too old is the one that it is opened on", arguments: 0..<14)
    func openedOn(offset: Int) throws {
        let days = [moved(offset, 100, "1040")]
        var at = offset
        while clearing(days, on: at).isEmpty { at += 1 }
        #expect(clearing(days, on: at).first?.exception.openedOn == day(at))
    }

    private func proof(_ offset: Int, _ unexplained: Int64, _ state: BankProof.State) -> BankProof {
        let money = Money.dollars(cents: unexplained)
        return BankProof(
            cashAccount: "1010", date: day(offset), ledger: .dollars(cents: 0), bank: money, difference: money,
            unexplained: money, state: state, explanation: "")
    }

    @Test("A difference is told on the day on which it arose or changed, until the two agree again")
    func differences() {
        let days = [
            proof(0, 0, .proved), proof(1, 1_200, .differs), proof(2, 1_200, .differs), proof(3, 9_999, .waiting),
            proof(4, 1_000, .differs),
        ]
        let found = ControlExceptions.proof(days)
        #expect(found.map(\.exception.amount) == [.dollars(cents: 1_200), .dollars(cents: -200)])
        #expect(found.map(\.exception.openedOn) == [day(1), day(4)])
        #expect(ControlExceptions.proof(days + [proof(5, 0, .proved)]).isEmpty)
        #expect(ControlExceptions.proof(days.reversed()) == found)
    }
}
