import Facts
import Money
import Testing

@testable import Reconciliation

/// What the rules say of the codes used here.
private let terms: [String: ReturnTerm] = Dictionary(
    uniqueKeysWithValues: [
        ReturnTerm(code: "R01", meaning: "insufficient funds", timeFrame: .bankingDays(2), allowsRetry: true),
        ReturnTerm(code: "R03", meaning: "no account", timeFrame: .bankingDays(2), isAdministrative: true),
        ReturnTerm(code: "R10", meaning: "not authorized", timeFrame: .sixtyDays, isUnauthorized: true),
        ReturnTerm(code: "R31", meaning: "permissible return", timeFrame: .untold),
        ReturnTerm(code: "R67", meaning: "duplicate return", timeFrame: .bankingDays(5)),
        ReturnTerm(code: "R68", meaning: "untimely return", timeFrame: .bankingDays(5)),
        ReturnTerm(code: "R73", meaning: "the original return was timely", timeFrame: .bankingDays(2)),
        ReturnTerm(code: "C01", meaning: "account number", timeFrame: .untold),
        ReturnTerm(code: "C64", meaning: "incorrect individual identification", timeFrame: .untold),
    ].map { ($0.code, $0) })

/// Days are of March 2026: 2 is a Monday. `day(1)` is what the fixture calls the first.
private func original(_ number: Int, _ trace: String, _ cents: Int64, on date: CalendarDate) -> OriginatedEntry {
    OriginatedEntry(
        evidence: evidence(500, number), achTrace: trace, amount: .dollars(cents: cents), effectiveOn: date,
        secCode: "PPD", isDebit: true)
}

private func back(
    _ number: Int, of trace: String, _ cents: Int64, _ code: String = "R01", on date: CalendarDate,
    by own: String? = nil, answers: String? = nil
) -> ACHItem {
    ACHItem(
        evidence: evidence(300, number), achTrace: own ?? "B\(number)", secCode: "PPD", transactionCode: 26,
        amount: .dollars(cents: cents), effectiveOn: date, companyID: "1123456789", batchNumber: "0000001",
        traceKey: nil, tracePayerID: nil, returnCode: code, originalTrace: trace, answeredTrace: answers)
}

private func march(_ day: Int) -> CalendarDate {
    CalendarDate(year: 2026, month: 3, day: 1)?.advanced(byDays: day - 1) ?? CalendarDate(dayNumber: 0)
}

private func decide(
    _ items: [ACHItem], _ originals: [OriginatedEntry], names: [Evidence: String] = [:]
) -> ReturnedEntries.Outcome {
    ReturnedEntries.decide(items, originals: originals, names: names, terms: terms)
}

extension ReturnedEntries.Outcome {
    fileprivate var ties: [String] {
        matches.map { "\($0.kind.rawValue) \($0.left.reference)>\($0.right.reference)" }
    }
    fileprivate var open: [String] { exceptions.map { "\($0.category.rawValue) \($0.subject)" } }
    fileprivate var over: [String] { solved.map { "\($0.category.rawValue) \($0.subject)" } }

    fileprivate func why(_ category: ExceptionCategory) -> String {
        (exceptions + solved).first { $0.category == category }?.explanation ?? ""
    }
}

@Suite("Returns and notifications of change")
struct ReturnedEntryTests {
    private let sent = original(1, "T1", 100, on: march(3))

    @Test("A return finds the entry of its trace and amount; a change that of its trace; both are told")
    func found() {
        let outcome = decide(
            [back(1, of: "T1", -100, on: march(5)), back(2, of: "T2", 0, "C01", on: march(5))],
            [sent, original(2, "T2", 900, on: march(3))])
        #expect(outcome.ties == ["return B1>T1", "change B2>T2"])
        #expect(outcome.open == ["returned-payment T1", "notification-of-change T2"])
        #expect(outcome.why(.returnedPayment).contains("tried again twice at most, until 2026-08-30"))
        // Six banking days after Thursday the fifth.
        #expect(outcome.why(.notificationOfChange).contains("apply it by 2026-03-13"))
    }

    @Test("The payment is called what its department calls it: by the entry, else by what the return repeats")
    func names() {
        let item = back(1, of: "T1", -100, on: march(5))
        let repeated = [item.evidence: "PR-1"]
        #expect(decide([item], [], names: repeated).open == ["returned-payment PR-1"])
        let known = repeated.merging([sent.evidence: "PR-7"]) { $1 }
        #expect(decide([item], [sent], names: known).open == ["returned-payment PR-7"])
    }

    @Test("Of several entries with one trace the identification tells which one it is")
    func byName() {
        let (item, other) = (back(1, of: "T1", -100, on: march(5)), original(2, "T1", 100, on: march(2)))
        let names = [item.evidence: "PR-1", sent.evidence: "PR-1", other.evidence: "PR-2"]
        let outcome = decide([item], [sent, other], names: names)
        #expect(outcome.matches.map(\.right.evidence) == [sent.evidence])
        // Neither is a repetition of the other, also before our own entries are known.
        let another = back(2, of: "T1", -100, on: march(5))
        let both = decide([item, another], [], names: [item.evidence: "PR-1", another.evidence: "PR-2"])
        #expect(both.open == ["returned-payment PR-1", "returned-payment PR-2"])
        #expect(decide([item], [sent, other], names: [item.evidence: "PR-1"]).matches.isEmpty)
    }

    @Test(
        "Not ours, another amount, another half-year, two of one trace: no match, and the sentence says which",
        arguments: [
            ("T9", 100, 5, "is on record: find out"), ("T1", 101, 5, "another amount"),
            ("T1", 100, 300, "is on record: find out"), ("T5", 100, 5, "2 entries"),
        ])
    func notFound(trace: String, cents: Int64, date: Int, words: String) {
        let originals = [sent, original(5, "T5", 100, on: march(3)), original(6, "T5", 100, on: march(3))].filter {
            $0.achTrace == trace
        }
        let outcome = decide([back(1, of: trace, -cents, on: march(date))], originals)
        #expect(outcome.matches.isEmpty)
        #expect(outcome.why(.returnedPayment).contains(words), "\(outcome.why(.returnedPayment))")
    }

    @Test("A dishonor ends the return, a contest brings it back; whichever came first")
    func dishonoredAndContested() {
        let items = [
            back(1, of: "T1", -100, "R03", on: march(5)),
            back(2, of: "T1", -100, "R68", on: march(9), answers: "B1"),
            back(3, of: "T1", -100, "R73", on: march(10), answers: "B2"),
        ]
        let returned = decide([items[0]], [sent])
        #expect(returned.open == ["returned-payment T1"] && returned.over.isEmpty)
        let dishonored = decide(Array(items[...1]), [sent])
        #expect(dishonored.ties == ["dishonored-return B2>B1", "return B1>T1"])
        #expect(dishonored.open.isEmpty && dishonored.over == ["returned-payment T1"])
        #expect(dishonored.why(.returnedPayment).contains("the payment holds again"))
        let contested = decide(items, [sent])
        #expect(contested.ties == ["dishonored-return B2>B1", "contested-dishonor B3>B2", "return B1>T1"])
        #expect(contested.open == ["contested-return T1"] && contested.over == ["returned-payment T1"])
        #expect(!contested.why(.contestedReturn).contains("after its last day"))
        #expect(decide(items.reversed(), [sent]) == contested)
    }

    @Test("A contest after two banking days says so")
    func lateContest() {
        let outcome = decide(
            [
                back(1, of: "T1", -100, on: march(5)), back(2, of: "T1", -100, "R68", on: march(9), answers: "B1"),
                back(3, of: "T1", -100, "R73", on: march(12), answers: "B2"),
            ], [sent])
        #expect(outcome.why(.contestedReturn).contains("after its last day, 2026-03-11"))
    }

    @Test("A dishonor or contest of what is not on record is told, and changes nothing")
    func strays() {
        let stray = back(2, of: "T1", -100, "R68", on: march(9), answers: "B7")
        #expect(decide([stray], [sent]).open == ["unmatched-dishonor T1/B2"])
        let beside = decide([back(1, of: "T1", -100, on: march(5)), stray], [sent])
        #expect(beside.open == ["returned-payment T1", "unmatched-dishonor T1/B2"] && beside.over.isEmpty)
        let contest = decide([back(3, of: "T1", -100, "R73", on: march(10), answers: "B2")], [sent])
        #expect(contest.open == ["contested-return T1"])
        #expect(contest.why(.contestedReturn).contains("No dishonor of ours"))
    }

    @Test("What comes back twice may be dishonored once; after a dishonor it may come back anew")
    func twice() {
        let items = [back(1, of: "T1", -100, on: march(4)), back(2, of: "T1", -100, on: march(5))]
        let twice = decide(items, [sent])
        #expect(twice.ties == ["return B1>T1"])
        #expect(twice.open == ["returned-payment T1", "duplicate-return T1/B2"])
        #expect(twice.why(.duplicateReturn).contains("(R67) until 2026-03-12"))
        let answered = decide(items + [back(3, of: "T1", -100, "R67", on: march(6), answers: "B2")], [sent])
        #expect(answered.open == ["returned-payment T1"] && answered.over == ["duplicate-return T1/B2"])
        let anew = decide(
            [
                items[0], back(3, of: "T1", -100, "R68", on: march(5), answers: "B1"),
                back(4, of: "T1", -100, on: march(5)),
            ],
            [sent])
        #expect(anew.open == ["returned-payment T1/B4"] && anew.over == ["returned-payment T1"])
    }

    @Test(
        "Until when a return may come",
        arguments: [
            // Ordered for a Tuesday: two banking days are Thursday.
            ("R01", 5, nil), ("R01", 6, "2026-03-05"), ("R31", 30, nil), ("R99", 30, nil),
            // Sixty days after 3 March are 2 May, a Saturday: Monday 4 May.
            ("R10", 65, nil), ("R10", 66, "2026-05-04"),
        ] as [(String, Int, String?)])
    func deadlines(code: String, date: Int, lastDay: String?) {
        let outcome = decide([back(1, of: "T1", -100, code, on: march(date))], [sent])
        #expect(outcome.open.contains("late-return T1") == (lastDay != nil))
        if let lastDay { #expect(outcome.why(.lateReturn).contains("its last day was \(lastDay)")) }
    }

    @Test("The last day counts from the day on which the entry settled, where that is known")
    func settledLater() {
        let later = OriginatedEntry(
            evidence: sent.evidence, achTrace: "T1", amount: sent.amount, effectiveOn: sent.effectiveOn, secCode: "PPD",
            isDebit: true, settledOn: march(4))
        #expect(decide([back(1, of: "T1", -100, on: march(6))], [later]).open == ["returned-payment T1"])
        #expect(
            decide([back(1, of: "T1", -100, on: march(9))], [later]).why(.lateReturn).contains(
                "last day was 2026-03-06"))
    }

    @Test("A late return may be dishonored for five banking days; once it is, both exceptions are over")
    func late() {
        let items = [back(1, of: "T1", -100, on: march(12))]
        #expect(decide(items, [sent]).why(.lateReturn).contains("(R68) until 2026-03-19"))
        let answered = decide(items + [back(2, of: "T1", -100, "R68", on: march(13), answers: "B1")], [sent])
        #expect(answered.open.isEmpty && answered.over == ["returned-payment T1", "late-return T1"])
    }

    @Test("The same change twice is told once, another one beside it; a refused one is over")
    func changes() {
        let items = [
            back(1, of: "T1", 0, "C01", on: march(5)), back(2, of: "T1", 0, "C01", on: march(6)),
            back(3, of: "T1", 0, "C02", on: march(6)),
        ]
        #expect(decide(items, [sent]).open == ["notification-of-change T1", "notification-of-change T1/C02"])
        let refused = decide(
            [
                back(1, of: "T1", 0, "C01", on: march(5), by: "071000280000042"),
                back(4, of: "T1", 0, "C64", on: march(9), answers: "0000042"),
            ], [sent])
        #expect(refused.open.isEmpty && refused.over == ["notification-of-change T1"])
    }

    @Test("A change is applied by an entry that uses it, and violated by one that does not after its last day")
    func use() {
        let item = back(1, of: "T1", 0, "C01", on: march(5))
        func told(_ use: ChangeUse) -> ReturnedEntries.Outcome {
            ReturnedEntries.decide([item], originals: [sent], uses: [item.evidence: use], terms: terms)
        }
        #expect(
            told(ChangeUse(violatedOn: nil, lastFormer: march(9), lastNew: nil)).open == ["notification-of-change T1"])
        let applied = told(ChangeUse(violatedOn: nil, lastFormer: march(9), lastNew: march(10)))
        #expect(applied.open.isEmpty && applied.over == ["notification-of-change T1"])
        let violated = told(ChangeUse(violatedOn: march(16), lastFormer: march(16), lastNew: nil))
        #expect(violated.open == ["notification-of-change T1", "change-not-applied T1"])
        let back = told(ChangeUse(violatedOn: march(16), lastFormer: march(16), lastNew: march(10)))
        #expect(back.open == violated.open)
        let late = told(ChangeUse(violatedOn: march(16), lastFormer: march(16), lastNew: march(17)))
        #expect(late.open.isEmpty && late.over == ["notification-of-change T1", "change-not-applied T1"])
    }

    @Test("Order plays no part, and each entry is back or not by what settled last", arguments: [1, 2, 3] as [UInt64])
    func anyOrder(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        var (items, originals): ([ACHItem], [OriginatedEntry]) = ([], [])
        for number in 1...60 {
            let trace = "T\(number)"
            if number % 7 != 0 { originals.append(original(number, trace, 100, on: march(2 + number % 3))) }
            var last = ""
            for step in 0..<Int.random(in: 1...3, using: &generator) {
                let code = ["R03", "R68", "R73"][step]
                let date = march(5 + step * 2 + Int.random(in: 0...1, using: &generator))
                items.append(
                    back(number * 10 + step, of: trace, -100, code, on: date, answers: step == 0 ? nil : last))
                last = "B\(number * 10 + step)"
            }
        }
        let outcome = decide(items, originals)
        #expect(decide(items.shuffled(using: &generator), originals.shuffled(using: &generator)) == outcome)
        let byCategory = Dictionary(grouping: outcome.exceptions + outcome.solved, by: \.category)
        let dishonors = items.filter { $0.returnCode == "R68" }.count
        let contests = items.filter { $0.returnCode == "R73" }.count
        #expect(byCategory[.returnedPayment]?.count == 60)
        #expect(outcome.solved.filter { $0.category == .returnedPayment }.count == dishonors)
        #expect(byCategory[.contestedReturn]?.count ?? 0 == contests)
        #expect(outcome.matches.filter { $0.kind == .dishonoredReturn }.count == dishonors)
        #expect(outcome.matches.filter { $0.kind == .returnedEntry }.count == originals.count)
    }
}
