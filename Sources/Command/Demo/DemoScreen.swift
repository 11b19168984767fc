// The demonstration's one screen: what came in, what matched, what needs somebody, what was booked, what went out, the proof.
// It holds no time of day and nothing random, so that it is the same each time.

import Facts
import Gateway
import Money
import Reconciliation
import Store

struct DemoScreen {
    private static let width = 108

    let installation: Installation
    let files: [DemoFile]

    func text(_ proofs: [DemoProof]) throws -> String {
        var lines = [
            "\(DemoCast.hospital), Monday \(DemoCast.day): one run over the day's files, in demo/", "",
        ]
        lines +=
            try cameIn() + [""] + matched() + [""] + exceptions() + waiting() + [""] + booked() + [""] + wentOut() + [
                ""
            ]
        lines += proved(proofs) + [""] + Self.next
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: What came in

    private func cameIn() throws -> [String] {
        let arrivals = try installation.database.read { try $0.arrivals() }
        var lines = ["CAME IN: \(arrivals.count) files, encrypted and signed, each with a checksum"]
        for arrival in arrivals {
            let file = files.first { $0.partner.name == arrival.partner && "\($0.name).pgp" == arrival.name }
            lines.append(
                "  \(DemoText.left(arrival.partner, 15))\(DemoText.left(arrival.name, 31))"
                    + "\(DemoText.left(file?.what ?? arrival.kind, 36))\(Self.outcome(arrival.state))")
            if !arrival.reason.isEmpty {
                lines += Self.noted(Self.reason(arrival), indent: 17)
            }
        }
        return lines
    }

    /// Why the file does not count. What could not be opened is told by its rule alone: the sentence names digests, which the
    /// encryption makes others each time.
    private static func reason(_ arrival: ArrivalRecord) -> String {
        let parts = arrival.reason.split(separator: ":", maxSplits: 1).map(String.init)
        if arrival.state == .quarantined, let rule = RuleCatalogue.rule(parts.first ?? "") { return rule.meaning }
        return (parts.last ?? "").split(separator: " ").joined(separator: " ")
    }

    private static func outcome(_ state: ArrivalState) -> String {
        switch state {
        case .answered: "posted, answered"
        case .duplicate: "known already, ignored"
        case .rejected: "refused, answered"
        case .quarantined: "set apart, answered"
        default: state.rawValue
        }
    }

    // MARK: What matched

    private struct Group {
        let left: String
        var right: String
        var count: Int
        var sum: Int64
        let currency: Currency
        let why: String
    }

    /// One line for each match; the claims that one remittance pays by the same rule share a line.
    private func matched() throws -> [String] {
        var keys: [String] = []
        var groups: [String: Group] = [:]
        var count = 0
        try installation.database.read { session in
            try session.forEachMatch { match, _ in
                count += 1
                let isDeposit = match.kind == .cashierDeposit
                let shared = isDeposit ? match.right.reference : match.left.reference
                let other = isDeposit ? match.left.reference : match.right.reference
                let key = "\(Self.rank(match.kind)) \(shared) \(match.rule)"
                if groups[key] == nil { keys.append(key) }
                var group =
                    groups[key]
                    ?? Group(
                        left: "\(Self.words(match.kind)) \(shared)", right: other, count: 0, sum: 0,
                        currency: match.amount.currency, why: Self.why(match))
                group.count += 1
                group.sum += match.amount.minorUnits
                if group.count > 1 { group.right = "\(group.count) \(Self.noun(match.kind))" }
                groups[key] = group
            }
        }
        return ["MATCHED: \(count) pairs"]
            + keys.sorted().compactMap { groups[$0] }.map { group in
                let amount = DemoText.amount(Money(minorUnits: group.sum, currency: group.currency))
                return "  \(DemoText.left(group.left, 27))= \(DemoText.left(group.right, 16))"
                    + "\(DemoText.right(amount, 10))  \(DemoText.cut(group.why, Self.width - 57))"
            }
    }

    private static func rank(_ kind: MatchKind) -> Int {
        switch kind {
        case .remittanceFunds: 1
        case .achBankline: 2
        case .claimPayment: 3
        case .invoicePayment: 4
        case .cashierDeposit: 5
        case .rule, .reversedLine: 6
        case .reversal, .correction, .carriedBalance, .recoupment: 7
        }
    }

    private static func words(_ kind: MatchKind) -> String {
        switch kind {
        case .remittanceFunds: "advice"
        case .achBankline: "ACH entry"
        case .claimPayment, .invoicePayment, .reversal, .correction, .carriedBalance, .recoupment: "advice"
        case .cashierDeposit: "deposit"
        case .rule, .reversedLine: "bank's"
        }
    }

    private static func noun(_ kind: MatchKind) -> String {
        switch kind {
        case .claimPayment: "claims"
        case .invoicePayment: "invoices"
        case .cashierDeposit: "cashiers' logs"
        case .remittanceFunds, .achBankline, .rule, .reversedLine: "bank lines"
        case .reversal, .correction, .carriedBalance, .recoupment: "advices"
        }
    }

    /// The match's own explanation, up to its first stop.
    private static func why(_ match: Match) -> String {
        switch match.rule {
        case "trn+payer+amount": "trace number, payer and amount agree"
        case "ach-trace+trn+amount": "the line's ACH entry has this trace number"
        case "trn+amount": "trace number and amount agree"
        case "ach-trace": "the line carries the entry's ACH trace"
        case "reference": "reference agrees exactly with one open item"
        case "reference-normalised": "reference agrees but for its punctuation"
        case "slip+sum": "deposit slip agrees, its logs add up to the deposit"
        case "category": "the bank's own code says what it is"
        default: match.explanation
        }
    }

    // MARK: What needs somebody

    private func exceptions() throws -> [String] {
        let subjects = installation.exceptionSubjects()
        var open: [(category: String, subject: String, amount: Money, why: String, owner: String)] = []
        try installation.database.read { session in
            try session.forEachException { stored, _ in
                guard stored.closedAs == nil else { return }
                let exception = stored.exception
                open.append(
                    (
                        exception.category.rawValue, try subjects.open(stored), exception.amount,
                        exception.explanation, ExceptionOwner.of(exception.category)
                    ))
            }
        }
        open.sort { ($0.category, $0.subject) < ($1.category, $1.subject) }
        var lines = ["SOMEBODY MUST ACT: \(DemoText.count(open.count, "exception"))"]
        for exception in open {
            let amount = exception.amount.isZero ? "-" : DemoText.amount(exception.amount)
            lines.append(
                "  \(DemoText.left(exception.category, 26))\(DemoText.left(exception.subject, 40))"
                    + "\(DemoText.right(amount, 10))  \(exception.owner)")
            lines += Self.noted(Self.withoutCode(exception.why), indent: 4)
        }
        return lines
    }

    private static func noted(_ sentence: String, indent: Int) -> [String] {
        DemoText.wrapped(sentence, width - indent - 2).enumerated().map { index, line in
            String(repeating: " ", count: indent) + (index == 0 ? "- " : "  ") + line
        }
    }

    /// The sentence without ` (nacha.batch.entry-hash)`: `exceptions` and `trace` tell the code.
    private static func withoutCode(_ sentence: String) -> String {
        sentence.replacing(/\ \([a-z0-9]+(\.[a-z0-9-]+)+\)/, with: "")
    }

    /// What has no partner yet, while its window is open.
    private func waiting() throws -> [String] {
        let windows = MatchingWindows.standard
        var lines: [String] = []
        try installation.database.read { session in
            let scope = FactScope(arrivalBeingPosted: nil)
            for line in try session.bankLinesWithoutOwner(in: scope)
            where try session.openExceptions(on: line.evidence).isEmpty {
                lines.append(
                    "  bank line \(line.reference), \(DemoText.amount(line.amount)): nothing open fits it yet;"
                        + " from \(windows.closing(of: line)) it is treasury's")
            }
            for advice in try session.remittancesWithoutFunds(in: scope)
            where try session.openExceptions(on: advice.evidence).isEmpty {
                lines.append(
                    "  advice \(advice.trace), \(DemoText.amount(advice.amount)): the money is not there yet;"
                        + " from \(windows.closing(of: advice)) it is payer relations'")
            }
        }
        return lines.isEmpty ? [] : ["", "WAITING, inside its window"] + lines
    }

    // MARK: What was booked

    private func booked() throws -> [String] {
        var events: [String: (entries: Int, debit: Int64)] = [:]
        var entries: Set<String> = []
        var (debit, credit): (Int64, Int64) = (0, 0)
        try installation.database.read { session in
            try session.forEachJournalRow { row in
                var event = events[row.event] ?? (0, 0)
                if entries.insert(row.id).inserted { event.entries += 1 }
                event.debit += row.debit
                events[row.event] = event
                debit += row.debit
                credit += row.credit
            }
        }
        let sums = try installation.database.read { try $0.accountSums() }
        func amount(_ cents: Int64) -> String { DemoText.amount(.dollars(cents: cents)) }
        let left = events.sorted { $0.key < $1.key }.map { event in
            "\(DemoText.left(event.key, 22))\(DemoText.right("\(event.value.entries)", 3))"
                + DemoText.right(amount(event.value.debit), 14)
        }
        let right = sums.map { sum in
            DemoText.left(installation.configuration.chartOfAccounts.name(of: sum.account), 36)
                + DemoText.right(amount(sum.debit - sum.credit), 16)
        }
        var lines = [
            "BOOKED: \(entries.count) entries, debits \(amount(debit)) = credits \(amount(credit)); ledger batch gl-0001",
            "  \(DemoText.left("event", 16))  entries        amount     account, balance (debit positive)",
        ]
        for index in 0..<max(left.count, right.count) {
            let event = index < left.count ? left[index] : ""
            let account = index < right.count ? right[index] : ""
            lines.append("  \(DemoText.left(event, 39))     \(account)")
        }
        return lines
    }

    // MARK: What went out

    private func wentOut() throws -> [String] {
        let sent = try installation.database.read { try $0.dispatches() }.filter { $0.state == .sent }
        var lines = ["IN THE OUTBOXES: \(sent.count) files, signed and encrypted, each with its .sha256"]
        for partner in DemoCast.partners {
            let names = sent.filter { $0.partner == partner.name }.map(\.name)
            let kinds: [String] = Self.labels.compactMap { label in
                let count = names.count { $0.hasSuffix("-\(label)") }
                return count > 0 ? "\(count) \(label)" : nil
            }
            let list: String = kinds.joined(separator: ", ")
            lines.append(
                "  \(DemoText.left("outbox/\(partner.name)", 22))\(DemoText.right("\(names.count)", 3))  \(list)")
        }
        return lines
    }

    private static let labels = [
        "999.edi", "ta1.edi", "report.csv", "report.txt", "journal.csv", "control.csv", "hledger.journal",
    ]

    // MARK: The proof

    private func proved(_ proofs: [DemoProof]) -> [String] {
        ["PROVED"]
            + proofs.map { proof in
                switch proof.outcome {
                case .holds: "  yes  \(proof.sentence)"
                case .fails: "  NO   \(proof.sentence)"
                case .skipped: "  -    \(proof.sentence)"
                }
            }
    }

    private static let next = [
        "LOOK FURTHER, for example",
        "  hms-ach --root demo trace 835-20260309.edi.pgp      hms-ach --root demo exceptions",
        "  hms-ach --root demo matches                         hms-ach --root demo export journal",
        "  ls demo/inbox/*/rejected/*                          (hms-ach is .build/release/hms-ach)",
    ]
}
