// The demonstration's one screen: what came in, what matched, what people decided, the close of the day, what went out, the proof.
// It holds no time of day and nothing random, so that it is the same each time.

import Configuration
import Facts
import Gateway
import Money
import Store

struct DemoScreen {
    private static let width = 108

    let installation: Installation
    let files: [DemoFile]

    func text(_ decision: DemoDecision, _ proofs: [DemoProof]) throws -> String {
        let sections = [
            ["\(DemoCast.hospital), Monday \(DemoCast.day): the files of the day, in demo/"], try cameIn(),
            try byMessage(), try matched(), decided(decision), try close(), try wentOut(), proved(proofs), Self.next,
        ]
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: What came in

    private func cameIn() throws -> [String] {
        let arrivals = try installation.database.read { try $0.arrivals() }
        var lines = ["CAME IN: \(arrivals.count) files, encrypted and signed: in folders with a checksum, and by AS2"]
        for arrival in arrivals {
            let file = files.first {
                $0.partner.name == arrival.partner && [$0.name, "\($0.name).pgp"].contains(arrival.name)
            }
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
        // What comes behind a semicolon says more; `trace` has it.
        let sentence = (parts.last ?? "").split(separator: ";").first.map(String.init) ?? ""
        return sentence.split(separator: " ").joined(separator: " ")
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

    // MARK: What was exchanged by message

    private func byMessage() throws -> [String] {
        let messages = try DemoMessages(installation)
        func title(_ name: String) -> String { DemoCast.partners.first { $0.name == name }?.title ?? name }
        func word(_ message: DemoMessage) -> String {
            message.isProven ? "\(message.disposition), signed" : "NOT PROVEN"
        }
        var lines = ["BY AS2: messages signed and encrypted, each answered by a signed receipt (MDN)"]
        for message in messages.received {
            let title = title(message.partner)
            lines.append("  came in   \(DemoText.left(message.name, 45)) from \(title)")
            lines.append("  receipt   \(DemoText.left(word(message), 45)) to \(title), after the file was stored")
        }
        for message in messages.sent {
            let title = title(message.partner)
            lines.append("  went out  \(DemoText.left(message.name, 45)) to \(title)")
            lines.append(
                "  receipt   \(DemoText.left(word(message), 45)) from \(title): it has what was sent")
        }
        return lines
    }

    // MARK: What matched

    private struct Group {
        var count = 0
        var sum = CheckedSum()
        var example = ""
        var why = ""
    }

    /// One line for each reason to match, with how much it matched and one example.
    private func matched() throws -> [String] {
        var groups: [String: Group] = [:]
        var count = 0
        try installation.database.read { session in
            try session.forEachMatch { match, _ in
                count += 1
                var group = groups["\(Self.rank(match.kind)) \(match.rule)"] ?? Group()
                group.count += 1
                group.sum.add(match.amount.minorUnits)
                if group.count == 1 {
                    group.example = Self.example(match)
                    group.why = Self.why(match)
                }
                groups["\(Self.rank(match.kind)) \(match.rule)"] = group
            }
        }
        let header = "  PAIRS      AMOUNT  \(DemoText.left("WHY", 47))FOR EXAMPLE"
        return ["MATCHED: \(count) pairs, each with its reason", header]
            + groups.sorted { $0.key < $1.key }.map { _, group in
                let amount = DemoText.amount(.dollars(cents: group.sum.total ?? 0))
                return "  \(DemoText.right("\(group.count)", 5))  \(DemoText.right(amount, 10))  "
                    + "\(DemoText.left(group.why, 47))\(DemoText.cut(group.example, Self.width - 66))"
            }
    }

    private static func rank(_ kind: MatchKind) -> Int {
        switch kind {
        case .remittanceFunds: 1
        case .achBankline: 2
        case .claimPayment: 3
        case .invoicePayment: 4
        case .cashierDeposit: 5
        case .rule, .reversedLine, .internalTransfer, .settlement: 6
        case .reversal, .correction, .carriedBalance, .recoupment, .returnedEntry, .dishonoredReturn,
            .contestedDishonor, .changedEntry:
            7
        }
    }

    private static func example(_ match: Match) -> String {
        let (left, right) = (match.left.reference, match.right.reference)
        return switch match.kind {
        case .remittanceFunds, .claimPayment, .invoicePayment, .reversal, .correction, .carriedBalance, .recoupment:
            "advice \(left) = \(right)"
        case .achBankline, .returnedEntry, .dishonoredReturn, .contestedDishonor, .changedEntry:
            "ACH entry \(left) = \(right)"
        case .settlement: "batch \(left) = \(right)"
        case .cashierDeposit: "log \(left) = \(right)"
        case .rule, .reversedLine, .internalTransfer: "bank line \(right) is \(left)"
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
        case "slip+sum": "deposit slip agrees, its logs add up to it"
        case "category": "the bank's own code says what it is"
        case "by-hand": "two people say so"
        default: match.explanation
        }
    }

    private static func noted(_ sentence: String, indent: Int) -> [String] {
        DemoText.wrapped(sentence, width - indent - 2).enumerated().map { index, line in
            String(repeating: " ", count: indent) + (index == 0 ? "- " : "  ") + line
        }
    }

    // MARK: What people decided

    private func decided(_ decision: DemoDecision) -> [String] {
        [
            "DECIDED BY TWO PEOPLE: what no rule may guess",
            "  the case  \(decision.words): \(decision.subject), \(DemoText.amount(decision.amount))",
            "  \(DemoText.left(DemoDecision.proposer, 8))  proposes to match it with \(DemoDecision.target): \(DemoDecision.reason)",
            "  \(DemoText.left(DemoDecision.approver, 8))  approves: \(DemoDecision.approval)",
        ]
    }

    // MARK: The close of the day

    /// The report that the finance department gets, without its notes and two tables that repeat others.
    private func close() throws -> [String] {
        var report = try ReportMaker(installation, asOf: nil).report(.dailyReconciliation)
        report.definitions = []
        report.tables.removeAll {
            ["Bank statements", "To be acted on, by owner", "Booked on the day"].contains($0.title)
        }
        let text = String(decoding: report.rendered(.text), as: UTF8.self)
        return ["THE CLOSE OF THE DAY: hms-ach report daily-reconciliation"]
            + text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3).dropLast().map(String.init)
    }

    // MARK: What went out

    private func wentOut() throws -> [String] {
        let sent = try installation.database.read { try $0.dispatches() }.filter { $0.state == .sent }
        var lines = ["IN THE OUTBOXES: \(sent.count) files, signed and encrypted, each with its .sha256"]
        for partner in DemoCast.folderPartners {
            let names = sent.filter { $0.partner == partner.name }.map(\.name)
            let kinds: [String] = Self.labels.compactMap { words, endings in
                let count = names.count { name in endings.contains { name.hasSuffix("-\($0)") } }
                return count > 0 ? "\(count) \(words)" : nil
            }
            let list: String = kinds.joined(separator: ", ")
            lines.append(
                "  \(DemoText.left("outbox/\(partner.name)", 22))\(DemoText.right("\(names.count)", 3))  \(list)")
        }
        return lines
    }

    private static let labels = [
        ("acknowledgements (999, TA1)", ["999.edi", "ta1.edi"]),
        ("reports on files", ["report.csv", "report.txt"]),
        ("ledger files", ["journal.csv", "control.csv", "hledger.journal"]),
        ("close of the day", ["daily-reconciliation.html"]),
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
        "LOOK FURTHER, for example (hms-ach is .build/release/hms-ach)",
        "  hms-ach --root demo trace CV-835-\(DemoCast.day.basicText).edi     hms-ach --root demo exceptions",
        "  hms-ach --root demo matches                       hms-ach --root demo ledger trial-balance",
        "  ls demo/inbox/*/rejected/* demo/evidence/*        hms-ach --root demo report",
    ]
}
