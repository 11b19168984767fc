import Facts
import Money
import Testing

@testable import Ledger

@Suite("The daily proof of cash")
struct BankProofTests {
    private let monday = CalendarDate(dayNumber: 20_514)
    private let first = LookupKey(high: 1, low: 1)
    private let second = LookupKey(high: 2, low: 2)

    private func statement(_ account: LookupKey, _ day: Int, _ opening: Int64, _ closing: Int64) -> StatementFact {
        StatementFact(
            evidence: Evidence(arrival: ArrivalID(Int64(day + 1)), ordinal: 0), account: account,
            accountMask: "•••000\(account.low)", bookedThrough: monday.advanced(byDays: day), sequence: nil,
            opening: .dollars(cents: opening), closing: .dollars(cents: closing))
    }

    private func moved(_ day: Int, _ units: Int64) -> AccountDay {
        AccountDay(
            account: "1010", entity: "", currency: .usd, date: monday.advanced(byDays: day), debit: max(units, 0),
            credit: max(-units, 0))
    }

    private func proofs(_ days: [AccountDay], _ statements: [StatementFact]) -> [BankProof] {
        BankProof.proofs(days, statements) { _ in "1010" }
    }

    @Test("Opening balance and lines make the closing balance, day after day")
    func proved() {
        let found = proofs(
            [moved(0, 1_000), moved(0, 50), moved(1, -20)],
            [statement(first, 0, 1_000, 1_050), statement(first, 1, 1_050, 1_030)])
        #expect(found.map(\.state) == [.proved, .proved])
        #expect(found.map(\.ledger) == [.dollars(cents: 1_050), .dollars(cents: 1_030)])
    }

    @Test("A missing statement explains the difference to the cent, and no other difference")
    func missing() {
        let statements = [statement(first, 0, 1_000, 1_050), statement(first, 2, 1_200, 1_230)]
        let found = proofs([moved(0, 1_050), moved(2, 30)], statements)
        #expect(found.map(\.state) == [.proved, .explained])
        #expect(found.last?.difference == .dollars(cents: 150))
        #expect(found.last?.explanation.contains("•••0001") == true)
        let off = proofs([moved(0, 1_050), moved(2, 29)], statements)
        #expect(off.last?.state == .differs)
    }

    @Test("Two bank accounts on one cash account: waiting until both have their statement")
    func twoAccounts() {
        let statements = [statement(first, 0, 0, 100), statement(second, 0, 0, 10), statement(first, 1, 100, 130)]
        // The second account's line of Tuesday is booked from a statement through Wednesday.
        let found = proofs([moved(0, 110), moved(1, 30), moved(1, 5)], statements)
        #expect(found.map(\.state) == [.proved, .waiting])
        let later = proofs(
            [moved(0, 110), moved(1, 30), moved(1, 5), moved(2, 1)],
            statements + [statement(first, 2, 130, 131), statement(second, 2, 10, 15)])
        #expect(later.map(\.state) == [.proved, .waiting, .proved])
    }

    @Test("Currencies are proved by themselves, and a sum that does not fit proves nothing")
    func currencies() {
        let euro = StatementFact(
            evidence: Evidence(arrival: ArrivalID(9), ordinal: 0), account: first, accountMask: "•••0001",
            bookedThrough: monday, sequence: nil, opening: Money(minorUnits: 0, currency: .eur),
            closing: Money(minorUnits: 7, currency: .eur))
        #expect(proofs([moved(0, 100)], [euro, statement(first, 0, 0, 100)]).map(\.state) == [.differs, .proved])
        #expect(proofs([moved(0, .max), moved(0, .max)], [statement(first, 0, 0, 100)]).isEmpty)
    }
}
