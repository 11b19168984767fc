import Foundation
import Testing

/// Random payments of a department that come back, or not, as far as the rules let them go: whatever the order of the files, the
/// books say what the bank's lines say, and every payment stands as its last answer left it.
@Suite(.serialized) struct ReturnPropertyTests {
    private typealias File = (bytes: [UInt8], partner: String, name: String)

    private struct Payment {
        let number: Int
        let cents: Int64
        let isDebit: Bool
        /// 0: held; 1: came back; 2: and was dishonored; 3: and that was contested.
        let steps: Int
        /// How many of them the bank's lines have moved.
        let moved: Int

        func trace(_ step: Int) -> String {
            let bank = step == 1 || step == 3 ? "07100028" : "09100001"
            let digits = String(step * 1_000 + number)
            return bank + String(repeating: "0", count: 7 - digits.count) + digits
        }

        /// What the steps that the lines moved leave open again.
        var openAgain: Int64 { moved % 2 == 1 ? cents : 0 }

        func entry(_ step: Int) -> ReturnFiles.Entry {
            ReturnFiles.Entry(
                cents: cents, isDebit: isDebit, name: "P-\(number)", trace: trace(step),
                code: ["", "R01", "R68", "R73"][step], original: step == 0 ? "" : trace(0),
                answers: step > 1 ? trace(step - 1) : "")
        }

        /// The bank's line of a step: a debit that comes back leaves us, its dishonor brings it.
        func line(_ step: Int) -> BookFiles.Line {
            let isOut = isDebit == (step != 2)
            return .init(cents: isOut ? -cents : cents, code: "555", text: "ACH RETURN", clearing: trace(step))
        }
    }

    private static func payments(_ numbers: inout SeededNumbers) -> [Payment] {
        (1...12).map { number in
            let steps = numbers.next(below: 4)
            return Payment(
                number: number, cents: Int64(numbers.next(below: 90_000) + 100), isDebit: numbers.next(below: 2) == 0,
                steps: steps, moved: numbers.next(below: 4) == 0 ? max(0, steps - 1) : steps)
        }
    }

    private static func files(_ payments: [Payment]) throws -> [File] {
        var files: [File] = [
            (ReturnFiles.file(payments.map { $0.entry(0) }, made: "260306"), "treasury", "orders.ach")
        ]
        var opening: Int64 = 10_000_000
        for step in 0...3 {
            let lines =
                step == 0
                ? [
                    BookFiles.Line(
                        cents: payments.reduce(0) { $0 + ($1.isDebit ? $1.cents : 0) }, code: "166",
                        text: "ACH SETTLEMENT 1987654321"),
                    BookFiles.Line(
                        cents: payments.reduce(0) { $0 - ($1.isDebit ? 0 : $1.cents) }, code: "466",
                        text: "ACH SETTLEMENT 1987654321"),
                ].filter { $0.cents != 0 } : payments.filter { $0.moved >= step }.map { $0.line(step) }
            let day = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"][step]
            files.append(
                (
                    try BookFiles.statement(lines, day: day, sequence: step + 1, opening: opening), "first-bank",
                    "s\(step).xml"
                ))
            opening += lines.reduce(0) { $0 + $1.cents }
            let back = payments.filter { step > 0 && $0.steps >= step }.map { $0.entry(step) }
            if back.isEmpty { continue }
            files.append(
                (
                    ReturnFiles.file(back, made: "26031\(step - 1)", settled: "0\(68 + step)"), "first-bank",
                    "back\(step).ach"
                ))
        }
        return files
    }

    private static func cents(_ row: [String: String]) -> Int64 {
        Int64((row["balance"] ?? "").replacing(".", with: "")) ?? 0
    }

    @Test(arguments: 1...3) func theBooksSayWhatTheLinesSay(seed: Int) throws {
        var numbers = SeededNumbers(seed)
        let payments = Self.payments(&numbers)
        let files = try Self.files(payments)
        var shuffled = files
        for index in shuffled.indices.dropLast() {
            shuffled.swapAt(index, index + numbers.next(below: shuffled.count - index))
        }
        var first: [String]?
        for order in [files, shuffled] {
            let root = try HospitalRoot()
            try root.partner("treasury", role: "department", expects: "[nacha]", send: "originates: [gross-batch]")
            for (number, file) in order.enumerated() {
                try root.drop(file.bytes, file.partner, file.name)
                if number % 2 == 1 { try root.runOnce() }
            }
            try root.runOnce()
            var balances: [String: Int64] = [:]
            for row in try root.export("trial-balance") { balances[row["account"] ?? ""] = Self.cents(row) }
            let (debits, credits) = (payments.filter(\.isDebit), payments.filter { !$0.isDebit })
            func open(_ payments: [Payment]) -> Int64 { payments.reduce(0) { $0 + $1.openAgain - $1.cents } }
            #expect(balances["assets:receivable:patients"] ?? 0 == open(debits))
            #expect(balances["liabilities:accounts payable"] ?? 0 == -open(credits))
            for (account, balance) in balances where account.contains("clearing") || account.contains("unapplied") {
                #expect(balance == 0, "\(account)")
            }
            let told = try root.export("exceptions").map { row in
                ["category", "subject", "amount", "state"].map { row[$0] ?? "" }.joined(separator: " ")
            }.sorted()
            for payment in payments {
                let own = told.filter { $0.contains(" P-\(payment.number) ") }.map { $0.split(separator: " ") }
                let states = own.map { "\($0[0]) \($0[3])" }
                let expected = [
                    [], ["returned-payment open"], ["returned-payment resolved"],
                    ["contested-return open", "returned-payment resolved"],
                ]
                #expect(states == expected[payment.steps], "\(payment)")
            }
            #expect(told == first ?? told)
            first = first ?? told
            try Hledger(root: root).check()
        }
    }
}
