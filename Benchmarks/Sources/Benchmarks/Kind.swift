// The kinds of file that are measured, and the call that reads one with every check.

import ISO20022
import NACHA
import Parsing
import X12

/// What reading a file gave: how many things it holds, and whether it is a good file. A rejected one measures little.
struct Outcome {
    /// Nil where the reader's summary is cut and does not tell.
    var count: Int?
    var unit: String
    var verdict: Verdict
}

enum Kind: String {
    case nacha = "NACHA"
    case claims = "X12 835"
    case remittances = "X12 820"
    case camt = "camt.053"

    func read(path: String) throws -> Outcome {
        var source = FileByteSource(path: path)
        switch self {
        case .nacha:
            let report = try NACHAReader.check(&source)
            return Outcome(count: Int(clamping: report.summary.entries), unit: "entries", verdict: report.verdict)
        case .claims, .remittances:
            let document = try X12Reader.document(of: &source)
            let summary = document.summary
            let count = summary.transactions.reduce(0) { sum, set in
                sum + Int(clamping: (self == .claims ? set.payment?.claims : set.payment?.remittances) ?? 0)
            }
            let unit = self == .claims ? "claims" : "remittances"
            return Outcome(count: summary.isCut ? nil : count, unit: unit, verdict: document.verdict)
        case .camt:
            let report = try ISO20022Reader.read(&source)
            guard case .cash(let summary) = report.summary else {
                return Outcome(count: 0, unit: "entries", verdict: .rejected)
            }
            let entries = summary.statements.reduce(0) { $0 + Int(clamping: $1.entries) }
            return Outcome(count: entries, unit: "entries", verdict: report.findings.verdict)
        }
    }

    /// A program that many would take for the same file, and what it does less than we do. Nil: none is at hand.
    func peer(_ path: String) -> (command: [String], does: String)? {
        switch self {
        case .nacha: (["/usr/bin/env", "wc", "-l", path], "wc -l: counts lines")
        case .claims, .remittances: (["/usr/bin/env", "grep", "-c", "~", path], "grep -c '~': finds terminators")
        case .camt: (["/usr/bin/env", "xmllint", "--stream", "--noout", path], "xmllint --stream: well-formedness")
        }
    }
}
