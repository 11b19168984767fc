import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Transfers between our own accounts")
struct InternalTransferTests {
    private func line(
        _ number: Int, _ cents: Int64, account: String, on date: Int = 1, code: String = "399",
        category: BankLineCategory? = nil, names: [String] = []
    ) -> BankLine {
        let plain = bankLine(number, cents, on: date, code: code, category: category, references: names)
        return BankLine(
            evidence: plain.evidence, reference: plain.reference, account: key(account), amount: plain.amount,
            bookedOn: plain.bookedOn, isReversal: false, bankCode: code, category: category, traceKey: nil,
            tracePayerID: nil, achTrace: nil, achBatchNumber: nil, checkNumber: nil, references: plain.references,
            partyNameKey: nil)
    }

    private func sweep(_ number: Int, _ cents: Int64, account: String, on date: Int = 1) -> BankLine {
        line(number, cents, account: account, on: date, code: cents < 0 ? "575" : "275", category: .zeroBalanceTransfer)
    }

    private func transfers(_ outcome: FundsMatching.Outcome) -> [String] {
        outcome.pairs.filter { $0.hasPrefix("internal") }
    }

    @Test("Both sides of a sweep keep their rule and pair, also over a weekend")
    func sweeps() {
        let both = [sweep(1, -500, account: "A", on: 5), sweep(2, 500, account: "B", on: 8)]
        let outcome = decide(9, [], both)
        #expect(
            outcome.pairs == [
                "internal-transfer FB1>FB2 transfer+amount+day", "rule zba-transfer>FB1 category",
                "rule zba-transfer>FB2 category",
            ])
        #expect(outcome.problems.isEmpty)
        #expect(decide(9, [], both.reversed()) == outcome)
        #expect(decide(9, [], both, standing: outcome.matches) == outcome)
    }

    @Test("One side alone keeps its rule; another account's, another amount's, a later day's line is no other side")
    func oneSide() {
        let from = sweep(1, -500, account: "A")
        for other in [
            sweep(2, 500, account: "A"), sweep(2, 501, account: "B"), sweep(2, 500, account: "B", on: 3),
            sweep(2, -500, account: "B"), line(2, 500, account: "B"), line(2, 500, account: "B", code: "142"),
        ] {
            let outcome = decide(9, [], [from, other])
            #expect(transfers(outcome).isEmpty)
            #expect(outcome.pairs.contains("rule zba-transfer>FB1 category"))
        }
    }

    @Test("A reference that both name tells a transfer, and tells equal ones apart")
    func byReference() {
        let lines = [
            line(1, -500, account: "A", names: ["TRF1001"]), line(2, -500, account: "A", names: ["TRF1002"]),
            line(3, 500, account: "B", names: ["TRF1002"]), line(4, 500, account: "B", on: 2, names: ["TRF1001"]),
        ]
        let outcome = decide(9, [], lines)
        #expect(
            outcome.pairs == [
                "internal-transfer FB1>FB4 reference+amount+day", "internal-transfer FB2>FB3 reference+amount+day",
            ])
        #expect(outcome.problems.isEmpty)
        // Without it, amounts and days say nothing.
        let bare = decide(9, [], [line(1, -500, account: "A"), line(3, 500, account: "B")])
        #expect(bare.pairs.isEmpty && bare.exceptions.count == 2)
    }

    @Test("Two that fit equally are not paired, and a rival that comes later ends a pair")
    func rivals() {
        let two = [
            line(1, -500, account: "A", code: "501"), line(2, 500, account: "B", code: "201"),
        ]
        let first = decide(9, [], two)
        #expect(transfers(first) == ["internal-transfer FB1>FB2 transfer+amount+day"])
        let rival = line(3, 500, account: "C", code: "201")
        let later = decide(9, [], two + [rival], standing: first.matches)
        #expect(later.matches.isEmpty && later.withdrawn.map(\.kind) == [.internalTransfer])
        #expect(later.exceptions.count == 3)
    }

    @Test("A sweep whose other side the bank gives no code for pairs by its reference")
    func mixed() {
        let swept = line(
            1, -500, account: "A", code: "575", category: .zeroBalanceTransfer, names: ["SW7700"])
        let outcome = decide(9, [], [swept, line(2, 500, account: "B", names: ["SW7700"])])
        #expect(transfers(outcome) == ["internal-transfer FB1>FB2 reference+amount+day"])
        #expect(outcome.problems.isEmpty)
    }
}
