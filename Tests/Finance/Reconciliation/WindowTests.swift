import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Windows, provisional matches and batches")
struct WindowTests {
    @Test(
        "Remittance and money wait three banking days, then are exceptions dated by the window",
        arguments: [(3, false), (4, true)])
    func leftovers(businessDay: Int, isClosed: Bool) {
        let outcome = decide(businessDay, [advice(1, "T1234", 100)], [bankLine(1, 999, trace: "T7777777")])
        #expect(outcome.waits == (isClosed ? [] : ["T1234", "FB1"]))
        #expect(
            outcome.problems
                == (isClosed ? ["funds-without-remittance FB1 9.99", "remittance-without-funds T1234 1.00"] : []))
        #expect(outcome.exceptions.allSatisfy { $0.openedOn == day(4) })
    }

    @Test("Before the first statement nothing closes")
    func noBusinessDate() {
        #expect(decide(nil, [advice(1, "T1234", 100)]).waits == ["T1234"])
    }

    @Test("Amount, payer and day are provisional until both windows close")
    func provisional() {
        let remittances = [advice(1, "000001001012", 100, on: 3)]
        let lines = [bankLine(1, 100, on: 1, trace: "1001", payer: "1410984460")]
        let open = decide(7, remittances, lines)
        #expect(open.matches.isEmpty && open.exceptions.isEmpty)
        #expect(open.waiting.map(\.until) == [day(8), day(8)])
        #expect(decide(8, remittances, lines).pairs == ["remittance-funds 000001001012>FB1 amount+payer+day"])
    }

    @Test("A rival makes the provisional pair ambiguous")
    func rival() {
        let remittances = [advice(1, "000001001012", 100), advice(2, "000001001013", 100)]
        let outcome = decide(9, remittances, [bankLine(1, 100, trace: "1001", payer: "1410984460")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems.first == "ambiguous FB1 1.00")
    }

    @Test("A whole TRN of another payment contradicts equal amount and payer")
    func contradictingTrace() {
        let outcome = decide(
            9, [advice(1, "EFT11112222", 100)], [bankLine(1, 100, trace: "EFT33334444", payer: "1410984460")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["funds-without-remittance FB1 1.00", "remittance-without-funds EFT11112222 1.00"])
    }

    @Test("Without TRN and trace a free ACH entry of the amount names the remittance, once the windows close")
    func throughAmount() {
        let remittances = [advice(1, "T1234567", 100)]
        let ach = [entry(1, 100, ach: "096002140000001", trace: "T1234567")]
        #expect(decide(3, remittances, [bankLine(1, 100, on: 2)], ach: ach).matches.isEmpty)
        #expect(
            decide(7, remittances, [bankLine(1, 100, on: 2)], ach: ach).pairs == [
                "ach-bankline 096002140000001>FB1 trn+amount", "remittance-funds T1234567>FB1 amount+payer+day",
            ])
    }

    @Test("Money whose TRN only the ACH entry tells is money without remittance")
    func traceInEntryOnly() {
        let ach = [entry(1, 100, ach: "096002140000001", trace: "T1234567")]
        let outcome = decide(7, [], [bankLine(1, 100, on: 2)], ach: ach)
        #expect(outcome.pairs == ["ach-bankline 096002140000001>FB1 amount+day"])
        #expect(outcome.problems == ["funds-without-remittance FB1 1.00"])
    }

    @Test("Amount alone, without any sign of the payer, matches nothing")
    func amountAlone() {
        let outcome = decide(9, [advice(1, "T1234567", 100)], [bankLine(1, 100)])
        #expect(outcome.problems == ["remittance-without-funds T1234567 1.00", "unmatched-bank-line FB1 1.00"])
    }

    private var batchEntries: [ACHItem] {
        [
            entry(1, 100, ach: "096002140000001", trace: "T1", batch: "0000007"),
            entry(2, 250, ach: "096002140000002", trace: "T2", batch: "0000007"),
            entry(3, 350, ach: "096002140000003", trace: "T3", batch: "0000008"),
        ]
    }

    @Test("A line for a whole batch pays each remittance of it")
    func batch() {
        let outcome = decide(
            1, [advice(1, "T1", 100), advice(2, "T2", 250), advice(3, "T3", 350)], [bankLine(1, 350, batch: "0000007")],
            ach: batchEntries)
        #expect(
            outcome.pairs == [
                "ach-bankline 096002140000001>FB1 ach-batch", "ach-bankline 096002140000002>FB1 ach-batch",
                "remittance-funds T1>FB1 ach-batch+trn+amount", "remittance-funds T2>FB1 ach-batch+trn+amount",
            ])
    }

    @Test("A batch waits for its last remittance; when the window closes the rest is money without remittance")
    func incompleteBatch() {
        let lines = [bankLine(1, 350, batch: "0000007")]
        let early = decide(3, [advice(1, "T1", 100)], lines, ach: batchEntries)
        #expect(early.waits == ["T1", "FB1"])
        let late = decide(4, [advice(1, "T1", 100)], lines, ach: batchEntries)
        #expect(late.pairs.last == "remittance-funds T1>FB1 ach-batch+trn+amount")
        #expect(late.problems == ["funds-without-remittance FB1 2.50"])
        let completed = decide(
            9, [advice(2, "T2", 250)], lines, ach: batchEntries, standing: late.matches)
        #expect(completed.pairs.contains("remittance-funds T2>FB1 ach-batch+trn+amount"))
        #expect(completed.problems.isEmpty && completed.withdrawn.isEmpty)
    }

    @Test("A batch whose sum is not the line explains nothing")
    func batchOfAnotherSum() {
        let outcome = decide(9, [], [bankLine(1, 351, batch: "0000007")], ach: batchEntries)
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["unmatched-bank-line FB1 3.51"])
    }

    @Test("A return owns its line by the trace")
    func returned() {
        let outcome = decide(
            9, [], [bankLine(1, -100, code: "557", ach: "091000010000001")],
            ach: [entry(1, 100, ach: "091000010000001", returnCode: "R01")])
        #expect(outcome.pairs == ["ach-bankline 091000010000001>FB1 ach-trace"])
        #expect(outcome.problems.isEmpty)
    }

    @Test("A rival of equal strength withdraws a standing match; a line of another amount does not")
    func withdrawn() {
        let remittances = [advice(1, "T1234", 100)]
        let first = bankLine(1, 100, trace: "T1234")
        let standing = decide(1, remittances, [first]).matches
        let contested = decide(2, remittances, [first, bankLine(2, 100, on: 2, trace: "T1234")], standing: standing)
        #expect(contested.withdrawn == standing)
        #expect(contested.problems == ["ambiguous FB1 1.00", "ambiguous FB2 1.00"])
        let other = decide(2, remittances, [first, bankLine(2, 90, on: 2, trace: "T1234")], standing: standing)
        #expect(other.withdrawn.isEmpty && other.matches == standing)
    }

    @Test("A line that has its owner still takes the ACH entry that comes later")
    func lateEntry() {
        let line = bankLine(1, 100, trace: "1001", payer: "1410984460")
        let standing = decide(8, [advice(1, "000001001012", 100)], [line]).matches
        let outcome = decide(
            8, [], [line], ach: [entry(1, 100, ach: "096002140000001", trace: "000001001012")], standing: standing)
        #expect(outcome.pairs.first == "ach-bankline 096002140000001>FB1 trn+amount")
        #expect(outcome.problems.isEmpty)
    }
}
