// A month of random facts in which keys, amounts and parties collide often.

import Facts
import Money
import Reconciliation

struct RandomMonth {
    var remittances: [Remittance] = []
    var lines: [BankLine] = []
    var ach: [ACHItem] = []
    var items: [OpenItem] = []

    init(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        var sent: Set<String> = []
        for number in 0..<120 {
            let trace = "9102603\(Int.random(in: 10_000...10_090, using: &generator))"
            let payer = "1\(410_984_460 + Int.random(in: 0...1, using: &generator))"
            let amount = Int64.random(in: 1...30, using: &generator) * 100
            let date = Int.random(in: 1...20, using: &generator)
            let achTrace = "0960021400\(10_000 + number)"
            // Which of two duplicates counts depends on which came first; all else does not.
            if Int.random(in: 0..<10, using: &generator) > 0, sent.insert(trace + payer).inserted {
                remittances.append(advice(number, trace, amount, on: date, payer: payer))
            }
            if Int.random(in: 0..<10, using: &generator) > 0 {
                ach.append(entry(number, amount, ach: achTrace, on: date, trace: trace, payer: payer))
            }
            let shown: String? =
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: nil
                case 1: String(trace.suffix(9))
                case 2: String(trace.dropLast(6))
                default: trace
                }
            let off: Int64 = Int.random(in: 0..<15, using: &generator) == 0 ? -25 : 0
            lines.append(
                bankLine(
                    number, amount + off, on: date + Int.random(in: 0...2, using: &generator), trace: shown,
                    payer: shown == nil ? nil : payer, ach: Bool.random(using: &generator) ? achTrace : nil))
        }
        for number in 120..<200 {
            let reference = "INV-\(Int.random(in: 1...60, using: &generator))"
            let amount = Int64.random(in: 1...20, using: &generator) * 100
            let party = "PARTY \(Int.random(in: 1...8, using: &generator))"
            items.append(item(number, .invoice, reference, amount, party: party))
            let slip = "40\(number / 3)"
            items.append(item(number + 1000, .cashierDeposit, slip, amount, party: "LOBBY", issued: number / 10))
            lines.append(
                bankLine(
                    number, amount, on: number / 10, code: "195",
                    references: Bool.random(using: &generator) ? [reference] : [],
                    party: party))
            if number % 3 == 0 {
                lines.append(bankLine(number + 1000, amount * 2, on: number / 10 + 1, code: "301", references: [slip]))
            }
        }
        addSums(&generator)
    }

    /// Payments in parts, and payments of a day together.
    private mutating func addSums(_ generator: inout SeededGenerator) {
        for number in 300..<340 {
            let trace = "EFT77\(number)"
            let amounts = [Int64.random(in: 1...9, using: &generator), Int64.random(in: 1...9, using: &generator)]
            let date = Int.random(in: 1...18, using: &generator)
            if number % 2 == 0 {
                remittances.append(advice(number, trace, amounts[0] * 100 + amounts[1] * 100, on: date))
                for (part, amount) in amounts.enumerated() {
                    lines.append(bankLine(number + part * 2000 + 3000, amount * 100, on: date + part, trace: trace))
                }
            } else {
                let payer = "1\(510_000_000 + number / 4)"
                for (part, amount) in amounts.enumerated() {
                    remittances.append(
                        advice(number + part * 1000, "\(trace)\(part)", amount * 100, on: date, payer: payer))
                }
                lines.append(bankLine(number + 3000, (amounts[0] + amounts[1]) * 100, on: date, payer: payer))
            }
        }
    }

    func input(_ businessDay: Int) -> FundsMatching.Input {
        FundsMatching.Input(
            businessDate: day(businessDay), remittances: remittances, lines: lines, achItems: ach, items: items)
    }
}

/// The line that a match owns: nil for ties that only add evidence.
func owned(by match: Match) -> Evidence? {
    switch match.kind {
    case .remittanceFunds, .cashierDeposit, .rule: match.right.evidence
    case .invoicePayment: match.left.evidence
    default: nil
    }
}
