import Casework
import Facts
import Money
import Store
import Testing

@testable import Gateway

/// Random sequences of files and acts: money in = matched + written off + open, each entry balanced, the journal what the
/// matches and decisions say, and nothing left of it when all is undone.
@Suite struct BooksPropertyTests {
    /// What the matches, lines and decisions say that the accounts should hold; worked out without the journal.
    private struct Expected {
        /// Bank lines that no rule explains, less what matches took out of them, and what people gave up.
        var unapplied: Int64 = 0
        var writtenOff: Int64 = 0
        var cash: Int64 = 0
    }

    private func hospital(_ numbers: inout SeededNumbers) throws -> (HospitalRoot, [Int64]) {
        let root = try HospitalRoot()
        var items = String(decoding: HospitalFiles.openItems((1...6).map { Claim(number: $0) }), as: UTF8.self)
        for index in 1...8 {
            let cents = Int64(numbers.next(below: 60_000) + 1)
            items +=
                "I\(index),invoice,P2,,INV-77\(index)00,\(HospitalFiles.dollars(cents)),USD,2026-02-02,2026-03-02,\n"
        }
        try root.drop(Array(items.utf8), "erp", "items.csv")
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1), Claim(number: 77)]),
            "payer-blue", "a.835")
        try root.drop(
            HospitalFiles.remittance(control: 2, trace: "T2", claims: [Claim(number: 2)]), "payer-blue", "b.835")
        let lines = (0..<5).map { _ in Int64(numbers.next(below: 90_000) + 1) }
        let day = lines.enumerated().map {
            BookFiles.Line(cents: $1, text: "HCCLAIMPMT TRN*1*U\($0)*1123456789~")
        }
        let known = [
            BookFiles.Line(cents: 16_000, text: "HCCLAIMPMT TRN*1*T1*1123456789~"),
            BookFiles.Line(cents: -1_500, code: "698"),
        ]
        try root.drop(
            try BookFiles.statement(known + day, day: "2026-03-09", sequence: 1, opening: 1_000_000), "first-bank",
            "s1.xml")
        let closing = 1_000_000 + 14_500 + lines.reduce(0, +)
        try root.drop(
            try BookFiles.statement([], day: "2026-03-20", sequence: 2, opening: closing), "first-bank", "s2.xml")
        try root.runOnce()
        return (root, lines)
    }

    private func order(_ installation: Installation, _ numbers: inout SeededNumbers) throws -> CaseOrder? {
        var open: [String] = []
        var ended: [String] = []
        try installation.forEachCase(
            {
                var all = CaseQuestion(); all.includesEnded = true; return all
            }()
        ) { line in
            if line.state == "open" { open.append(line.id) } else { ended.append(line.id) }
        }
        var matches: [String] = []
        try installation.database.read { try $0.forEachMatch { match, _ in matches.append(match.id) } }
        func pick(_ list: [String]) -> String? { list.isEmpty ? nil : list[numbers.next(below: list.count)] }
        switch numbers.next(below: 10) {
        case 0, 1, 2, 3:
            guard let subject = pick(open) else { return nil }
            let targets = (0...numbers.next(below: 2)).map { _ in
                let item =
                    numbers.next(below: 3) == 0 ? "C\(numbers.next(below: 6) + 1)" : "I\(numbers.next(below: 8) + 1)"
                return numbers.next(below: 2) == 0
                    ? item : "\(item)=\(HospitalFiles.dollars(Int64(numbers.next(below: 30_000) + 1)))"
            }
            return CaseOrder(
                subject: subject, act: .match, targets: targets, writesOffRest: numbers.next(below: 4) == 0)
        case 4: return pick(open).map { CaseOrder(subject: $0, act: .writeOff) }
        case 5: return pick(open).map { CaseOrder(subject: $0, act: .unapplied) }
        case 6: return pick(open).map { CaseOrder(subject: $0, act: .ignore) }
        case 7: return pick(ended).map { CaseOrder(subject: $0, act: .reopen) }
        default: return pick(matches).map { CaseOrder(subject: $0, act: .undoMatch) }
        }
    }

    /// Proposes and approves; what a rule forbids or has changed is no fault here.
    private func act(_ order: CaseOrder, _ installation: Installation) throws -> Bool {
        do {
            let outcome = try CaseworkActs.order(
                order, ActWarrant(who: "ann", reason: "random"), isRehearsal: false, installation)
            guard outcome.standing == .waiting, let number = outcome.proposal else { return outcome.standing == .done }
            let approved = try CaseworkActs.approve(
                number, ActWarrant(who: "bob", reason: "random"), isRehearsal: false, installation)
            #expect(approved.standing == .done)
            return true
        } catch is ActRefusal {
            return false
        } catch is CaseMissing {
            return false
        } catch is StateConflict {
            return false
        }
    }

    private func check(_ installation: Installation) throws {
        var expected = Expected()
        var accounts: [String: Int64] = [:]
        var open: Int64 = 0
        try installation.database.read { session in
            expected.cash = try session.number("SELECT SUM(amount) FROM bank_lines") + 1_000_000
            // Credit of the unapplied money: lines that came, less what matches applied, less what people gave up of it.
            let lines = try session.number("SELECT SUM(amount) FROM bank_lines WHERE category IS NULL")
            let applied = try session.number(
                """
                SELECT COALESCE(SUM(amount), 0) FROM matches
                WHERE withdrawn_by IS NULL AND kind IN ('claim-payment', 'invoice-payment', 'cashier-deposit')
                """)
            // By what the exception rests on: an advice promised money, an item was overpaid, all else came.
            func givenUp(_ condition: String) throws -> Int64 {
                try session.number(
                    """
                    SELECT COALESCE(SUM(CASE WHEN c.event = 'settled' THEN c.amount ELSE -c.amount END), 0)
                    FROM case_events c JOIN (SELECT DISTINCT id, arrival, ordinal, category FROM exceptions) e
                        ON e.id = c.exception
                    WHERE c.way = 'written-off' AND \(condition)
                    """)
            }
            let isAdvice =
                "EXISTS (SELECT 1 FROM remittances r WHERE r.arrival = e.arrival AND r.ordinal = e.ordinal)"
            let promised = try givenUp(isAdvice)
            let overpaid = try givenUp("e.category IN ('overpayment', 'credit-balance')")
            let came = try givenUp("NOT \(isAdvice) AND e.category NOT IN ('overpayment', 'credit-balance', 'denied')")
            expected.unapplied = lines - applied - came + promised
            expected.writtenOff = promised - came - overpaid
            try session.dailySums { accounts[$0.account, default: 0] += $0.debit - $0.credit }
            // Each entry balances in each currency; nothing is posted in halves.
            #expect(
                try session.number(
                    """
                    SELECT COUNT(*) FROM (SELECT id FROM journal GROUP BY id, entity, currency
                        HAVING SUM(debit) <> SUM(credit) OR COUNT(*) <> MAX(entry_lines))
                    """) == 0)
        }
        #expect(accounts["1010", default: 0] == expected.cash)
        #expect(-accounts["2010", default: 0] == expected.unapplied)
        #expect(accounts["5050", default: 0] == expected.writtenOff)
        #expect(accounts.values.reduce(0, +) == 0)
        // Every line has one fate, and their sum is the money that came.
        let fates = try installation.database.read {
            try $0.bankLineSums(from: CalendarDate(dayNumber: 0), through: CalendarDate(dayNumber: 40_000))
        }
        #expect(fates.reduce(0) { $0 + $1.amount.minorUnits } + 1_000_000 == expected.cash)
        // What an exception is about = what is settled of it + what is open.
        let ids = try installation.database.read { session in
            try session.rows("SELECT DISTINCT id FROM exceptions WHERE closed_as IS NULL OR closed_as = 'resolved'") {
                $0.text(0)
            }
        }
        for id in ids {
            let file = try installation.database.read { try CaseFile.load(id, $0) }
            let settled = file.state.settlements.reduce(0) { $0 + $1.amount.minorUnits }
            #expect(settled + file.state.open.minorUnits == file.state.amount.minorUnits)
            open += file.state.open.minorUnits
            let matched = file.state.settlements.filter { $0.way == .matched }.map(\.id)
            for match in matched {
                #expect(try installation.database.read { try $0.matchExists(match) }, "\(id) rests on \(match)")
            }
        }
        #expect(try LedgerLooks(installation).proofs().allSatisfy { $0.state == .proved })
    }

    @Test(arguments: 1...6) func randomActsLeaveBooksThatExplainThemselves(seed: Int) throws {
        var numbers = SeededNumbers(seed)
        let (root, _) = try hospital(&numbers)
        let installation = try root.installation(FixedClock("2026-03-21T08:00:00.000Z"))
        try check(installation)
        var before: [String: Int64] = [:]
        try installation.database.read { try $0.dailySums { before[$0.account, default: 0] += $0.debit - $0.credit } }
        var done = 0
        for step in 0..<50 {
            if let order = try order(installation, &numbers), try act(order, installation) { done += 1 }
            if step == 20 || step == 35 {
                // An advice for one of the lines comes late, whatever people did about it.
                let line = step == 20 ? 0 : 1
                try root.drop(
                    HospitalFiles.remittance(
                        control: 50 + step, trace: "U\(line)", claims: [Claim(number: 3 + line)]), "payer-blue",
                    "late\(step).835")
                try root.runOnce()
            }
            if step % 5 == 0 { try check(installation) }
        }
        #expect(done > 5)
        try check(installation)
        try root.runOnce()
        try check(installation)
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test(arguments: 7...9) func whatIsUndoneLeavesNothing(seed: Int) throws {
        var numbers = SeededNumbers(seed)
        let (root, _) = try hospital(&numbers)
        let installation = try root.installation(FixedClock("2026-03-21T08:00:00.000Z"))
        func sums() throws -> [String: Int64] {
            var sums: [String: Int64] = [:]
            try installation.database.read { try $0.dailySums { sums[$0.account, default: 0] += $0.debit - $0.credit } }
            return sums.filter { $0.value != 0 }
        }
        let before = try sums()
        let standing = try installation.database.read { session in
            var ids: Set<String> = []
            try session.forEachMatch { match, _ in ids.insert(match.id) }
            return ids
        }
        for _ in 0..<25 {
            guard let order = try order(installation, &numbers),
                order.act != .undoMatch || !standing.contains(order.subject)
            else { continue }
            _ = try act(order, installation)
        }
        var ended: [String] = []
        try installation.forEachCase(
            {
                var all = CaseQuestion(); all.includesEnded = true; return all
            }()
        ) { ended.append($0.id) }
        for id in ended { _ = try act(CaseOrder(subject: id, act: .reopen), installation) }
        var byHand: [String] = []
        try installation.database.read {
            try $0.forEachMatch {
                if $0.rule == "by-hand" { byHand.append($0.id) }; _ = $1
            }
        }
        for id in byHand { #expect(try act(CaseOrder(subject: id, act: .undoMatch), installation)) }
        #expect(try sums() == before)
        try check(installation)
    }
}

/// A small generator of our own, so that a seed gives the same sequence everywhere.
struct SeededNumbers {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(seed) &* 77 &+ 5 }
    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }
}
