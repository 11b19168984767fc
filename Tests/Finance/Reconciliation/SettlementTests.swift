import Facts
import Money
import Testing

@testable import Reconciliation

/// A batch of a file of ours, company 1123456789; cents of its credits and debits.
private func batch(
    _ file: Int64, _ number: Int, credits: Int64 = 0, debits: Int64 = 0, on date: Int = 3,
    forms: [SettlementForm] = [.grossBatch]
) -> OriginatedBatch {
    OriginatedBatch(
        evidence: evidence(file, number), reference: "1123456789/F\(file)/\(number)", fileReference: key("F\(file)"),
        batchReference: key("F\(file)-\(number)"), companyReference: key("1123456789"), effectiveOn: day(date),
        credits: .dollars(cents: -credits), debits: .dollars(cents: debits), forms: forms)
}

/// A line of the disbursement account that names these keys.
private func line(_ number: Int, _ cents: Int64, on date: Int = 3, code: String = "466", _ names: String...) -> BankLine
{
    let plain = bankLine(number, cents, on: date, code: code)
    return BankLine(
        evidence: plain.evidence, reference: plain.reference, account: plain.account, amount: plain.amount,
        bookedOn: plain.bookedOn, isReversal: false, bankCode: code, category: nil, traceKey: nil, tracePayerID: nil,
        achTrace: nil, achBatchNumber: nil, checkNumber: nil, references: names.map { key($0) }, partyNameKey: nil)
}

private func settle(_ batches: [OriginatedBatch], _ lines: [BankLine], business: Int = 4) -> Settlements.Outcome {
    Settlements.decide(batches, lines, businessDate: day(business))
}

extension Settlements.Outcome {
    fileprivate var ties: [String] {
        matches.map { "\($0.left.reference)>\($0.right.reference) \($0.amount.decimalText) \($0.rule)" }
    }
    fileprivate var troubles: [String] { exceptions.map { "\($0.category.rawValue) \($0.subject)" } }
}

@Suite("What we order and the lines that settle it")
struct SettlementTests {
    @Test("A batch of both sides settles by two lines, gross, by its own key")
    func grossBatch() {
        let ordered = [batch(1, 1, credits: 500, debits: 300)]
        let outcome = settle(ordered, [line(1, -500, "F1-1"), line(2, 300, code: "166", "F1-1")])
        #expect(
            outcome.ties == [
                "1123456789/F1/1>FB1 -5.00 batch-key+amount", "1123456789/F1/1>FB2 3.00 batch-key+amount",
            ])
        #expect(settle(ordered, [line(1, -200, "F1-1")], business: 4).matches.isEmpty)
        let half = settle(ordered, [line(1, -500, "F1-1")], business: 7)
        #expect(half.matches.count == 1 && half.troubles == ["unsettled-batch 1123456789/F1/1"])
    }

    @Test("What settles after it would have been told is told and over, whoever came first")
    func late() {
        let ordered = [batch(1, 1, credits: 500)]
        #expect(settle(ordered, [line(1, -500, on: 5, "F1-1")], business: 9).solved.isEmpty)
        let late = settle(ordered, [line(1, -500, on: 8, "F1-1")], business: 9)
        #expect(late.solved.map(\.subject) == ["1123456789/F1/1"] && late.exceptions.isEmpty)
    }

    @Test("Only the forms that are agreed are tried")
    func forms() {
        func file(_ forms: SettlementForm...) -> [OriginatedBatch] {
            [batch(1, 1, credits: 500, debits: 300, forms: forms), batch(1, 2, credits: 100, forms: forms)]
        }
        let lines: [SettlementForm: [BankLine]] = [
            .grossBatch: [line(1, -500, "F1-1"), line(2, 300, "F1-1"), line(3, -100, "F1-2")],
            .netBatch: [line(1, -200, "F1-1"), line(3, -100, "F1-2")],
            .grossFile: [line(1, -600, "F1"), line(2, 300, "F1")], .netFile: [line(1, -300, "F1")],
        ]
        for form in SettlementForm.allCases {
            for (other, booked) in lines {
                let outcome = settle(file(form), booked, business: 9)
                if form == other {
                    #expect(outcome.exceptions.isEmpty, "\(form)")
                } else {
                    #expect(!outcome.exceptions.isEmpty, "\(form) \(other)")
                }
            }
        }
        let two = settle(file(.grossBatch, .grossFile), lines[.grossFile] ?? [], business: 9)
        #expect(two.matches.count == 3 && two.exceptions.isEmpty)
    }

    @Test(
        "Without its key the company, amount and day tell a batch; a bare settlement code does where nothing rivals it")
    func weakerKeys() {
        let ordered = [batch(1, 1, credits: 500), batch(1, 2, credits: 700)]
        #expect(
            settle(ordered, [line(1, -500, code: "", "1123456789"), line(2, -700)]).ties == [
                "1123456789/F1/1>FB1 -5.00 company+amount+day", "1123456789/F1/2>FB2 -7.00 settlement+amount+day",
            ])
        #expect(settle(ordered, [line(1, -500, code: "699")]).matches.isEmpty)
        #expect(settle(ordered, [line(1, -500, on: 20)]).matches.isEmpty)
        #expect(settle(ordered, [line(1, -500, "F1-2")]).matches.isEmpty)
    }

    @Test(
        "Two batches of one amount and day, or two lines, without keys: nobody guesses, and the batches name the lines")
    func ties() {
        let twins = [batch(1, 1, credits: 500), batch(2, 1, credits: 500)]
        let outcome = settle(twins, [line(1, -500)], business: 9)
        #expect(outcome.matches.isEmpty && outcome.exceptions.count == 2)
        #expect(outcome.exceptions.allSatisfy { $0.explanation.contains("FB1") })
        #expect(settle([twins[0]], [line(1, -500), line(2, -500)], business: 9).matches.isEmpty)
        #expect(settle(twins, [line(1, -500, "F1-1"), line(2, -500)], business: 9).matches.count == 2)
    }

    @Test("A batch that could settle alone and with its file is neither's while both lines are there")
    func batchAndFile() {
        let forms: [SettlementForm] = [.grossBatch, .grossFile]
        let ordered = [batch(1, 1, credits: 500, forms: forms), batch(1, 2, credits: 700, forms: forms)]
        #expect(settle(ordered, [line(1, -500), line(2, -1200)], business: 9).matches.isEmpty)
        #expect(settle(ordered, [line(2, -1200)], business: 9).matches.count == 2)
    }

    @Test("Order plays no part, and no side settles twice", arguments: [1, 2, 3, 4] as [UInt64])
    func conservation(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let forms: [SettlementForm] = [.grossBatch, .grossFile]
        let ordered = (1...40).map { number in
            batch(
                Int64(number / 4 + 1), number, credits: Int64.random(in: 0...6, using: &generator) * 100,
                debits: Int64.random(in: 0...3, using: &generator) * 100, on: Int.random(in: 1...9, using: &generator),
                forms: forms)
        }
        // Half of the lines settle something, half have amounts by chance; a third names its batch.
        let lines = (1...60).map { number -> BankLine in
            let meant = ordered[number % 40]
            let cents = number % 2 == 0 ? meant.credits.minorUnits : Int64.random(in: -14...4, using: &generator) * 100
            let date = Int(day(0).days(to: meant.effectiveOn)) + number % 3
            let name = number % 3 == 0 ? "F\(meant.evidence.arrival.number)-\(meant.evidence.ordinal)" : "1123456789"
            return line(number, cents, on: date, name)
        }
        let outcome = settle(ordered, lines, business: 30)
        #expect(!outcome.matches.isEmpty)
        #expect(settle(ordered.shuffled(using: &generator), lines.shuffled(using: &generator), business: 30) == outcome)
        for batch in ordered {
            let own = outcome.matches.filter { $0.left.evidence == batch.evidence }.map(\.amount.minorUnits)
            #expect(own.filter { $0 < 0 } == [] || own.filter { $0 < 0 } == [batch.credits.minorUnits])
            #expect(own.filter { $0 > 0 } == [] || own.filter { $0 > 0 } == [batch.debits.minorUnits])
        }
        for line in lines {
            let own = outcome.matches.filter { $0.right.evidence == line.evidence }.map(\.amount.minorUnits)
            #expect(own.isEmpty || own.reduce(0, +) == line.amount.minorUnits)
        }
    }
}
