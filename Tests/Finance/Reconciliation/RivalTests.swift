import Facts
import Money
import Testing

@testable import Reconciliation

/// What looks alike and is not the same: no match is better than a false one.
@Suite("Rivals, reused numbers, mangled traces")
struct RivalTests {
    private let payer = "1410984460"

    @Test("A TRN used again a year later is another payment, not a duplicate")
    func traceReused() {
        let remittances = [advice(1, "T1234", 100, on: 1), advice(2, "T1234", 100, on: 366)]
        let lines = [bankLine(1, 100, on: 2, trace: "T1234"), bankLine(2, 100, on: 367, trace: "T1234")]
        let outcome = decide(400, remittances, lines)
        #expect(
            outcome.matches.map { "\($0.left.evidence?.ordinal ?? 0)>\($0.right.reference)" } == ["1>FB1", "2>FB2"])
        #expect(outcome.problems.isEmpty)
        let old = decide(400, [remittances[0]], [lines[1]])
        #expect(old.matches.isEmpty)
        #expect(old.problems == ["funds-without-remittance FB2 1.00", "remittance-without-funds T1234 1.00"])
    }

    @Test("The same TRN and payer within half a year is a duplicate, across year's end too")
    func traceRepeated() {
        let outcome = decide(200, [advice(1, "T1234", 100, on: 1), advice(2, "T1234", 100, on: 150)])
        #expect(outcome.problems.contains("duplicate-remittance T1234 1.00"))
    }

    @Test("Two payers share a TRN: amount or payer tells them apart")
    func sharedTrace() {
        let other = advice(2, "T1234", 200, payer: "1000000002")
        #expect(
            decide(9, [advice(1, "T1234", 100), other], [bankLine(1, 200, trace: "T1234")]).pairs
                == ["remittance-funds T1234>FB1 trn+amount"])
        let equal = advice(2, "T1234", 100, payer: "1000000002")
        let told = decide(9, [advice(1, "T1234", 100), equal], [bankLine(1, 100, trace: "T1234", payer: payer)])
        #expect(told.matches.map(\.left.evidence) == [evidence(100, 1)])
    }

    @Test("Same payer, day and amount twice, lines without TRN: never paired by chance")
    func equalPair() {
        let remittances = [advice(1, "AAAA1111", 100), advice(2, "BBBB2222", 100)]
        let lines = [bankLine(1, 100, payer: payer), bankLine(2, 100, payer: payer)]
        let outcome = decide(9, remittances, lines)
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems.prefix(2) == ["ambiguous FB1 1.00", "ambiguous FB2 1.00"])
        let oneKnown = decide(9, remittances, [bankLine(1, 100, trace: "AAAA1111"), lines[1]])
        #expect(oneKnown.pairs.count == 2)
    }

    @Test(
        "Zeros before, a prefix, blanks, hyphens: the same trace; eight characters of it are enough",
        arguments: ["00012345678", "1234-5678", " 12345678 ", "EFT12345678", "12345678 "])
    func mangled(shown: String) {
        let outcome = decide(9, [advice(1, "12345678", 100)], [bankLine(1, 100, trace: shown, payer: payer)])
        #expect(outcome.pairs.count == 1 && outcome.problems.isEmpty)
    }

    @Test(
        "Two digits swapped, another beginning, another amount: not the same trace",
        arguments: [("12345687", 100), ("92345678", 100), ("12345678", 101)])
    func notTheSame(shown: String, cents: Int64) {
        let outcome = decide(9, [advice(1, "12345678", 100)], [bankLine(1, cents, trace: shown, payer: payer)])
        #expect(outcome.matches.isEmpty)
    }

    @Test(
        "An advice twenty days before or after its money is matched by its key, and by nothing weaker",
        arguments: [1, 41])
    func farApart(date: Int) {
        let far = [advice(1, "T1234567", 100, on: date)]
        #expect(decide(60, far, [bankLine(1, 100, on: 21, trace: "T1234567")]).pairs.count == 1)
        #expect(decide(60, far, [bankLine(1, 100, on: 21, payer: payer)]).matches.isEmpty)
        #expect(decide(60, far, [bankLine(1, 100, on: 21, trace: "12345", payer: payer)]).matches.isEmpty)
    }

    @Test("The same TRN and figure in another currency is not the money")
    func otherCurrency() {
        let outcome = decide(9, [advice(1, "T1234", 100)], [bankLine(1, 100, trace: "T1234", currency: .eur)])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["funds-without-remittance FB1 1.00", "remittance-without-funds T1234 1.00"])
    }

    @Test("A card or other method without ACH is found by its key only; a check is no EFT of its amount")
    func methods() {
        let check = [advice(1, "77001", 100, method: .check)]
        #expect(decide(9, check, [bankLine(1, 100, payer: payer)]).matches.isEmpty)
        #expect(decide(9, check, [bankLine(1, 100, code: "115", check: "077001")]).pairs.count == 1)
        #expect(decide(9, check, [bankLine(1, 100, code: "115", check: "77010")]).pairs.isEmpty)
        #expect(decide(9, [advice(1, "V1", 100, method: .none)], [bankLine(1, 100, payer: payer)]).matches.isEmpty)
    }

    @Test(
        "Windows are banking days: over a weekend, a holiday, a leap day, the end of a year",
        arguments: [
            ("2028-02-28", "2028-03-02"), ("2028-02-29", "2028-03-03"), ("2025-12-31", "2026-01-06"),
            ("2026-03-31", "2026-04-03"), ("2026-11-25", "2026-12-01"), ("2026-03-06", "2026-03-11"),
        ])
    func windows(from: String, to: String) throws {
        let booked = try #require(CalendarDate(iso: from))
        let line = bankLine(1, 100, on: day(0).days(to: booked))
        #expect(MatchingWindows.standard.closing(of: line).description == to)
    }

    @Test("Money that leaves and that nobody announced is told on its day")
    func unexpectedDebit() {
        let outcome = decide(1, [], [bankLine(1, -100, code: "699")])
        #expect(outcome.problems == ["unmatched-bank-line FB1 -1.00"])
    }
}
