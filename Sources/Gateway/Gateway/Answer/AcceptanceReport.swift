// The acceptance report: what came, what became of it, its figures, what is wrong, what matched. As CSV for programs and as
// text for people. It names no account, person or patient; references appear as the sender wrote them.

import Delimited
import Facts
import Inspection
import Money
import Parsing
import Store

/// What a report tells.
struct AcceptanceReport {
    let arrival: ArrivalRecord
    let verdict: String
    /// Code and sentence where the file does not count.
    let refusal: Refusal?
    let kind: String
    let figures: [(name: String, value: String)]
    let findings: [FindingRecord]
    let findingCount: Int
    let matches: [Match]
    let matchCount: Int
    let booked: [(event: String, currency: Currency, entries: Int64, debit: Int64)]

    /// Matches listed one by one; the rest is counted.
    static let listedMatches = 5_000

    func csv() -> [UInt8] {
        var writer = DelimitedWriter(guardsFormulas: true)
        writer.row(["part", "name", "value", "amount", "currency", "explanation"])
        writer.row(["file", "name", arrival.name, "", "", ""])
        writer.row(["file", "sha256", arrival.sha256, "", "", ""])
        writer.row(["file", "bytes", String(arrival.bytes), "", "", ""])
        writer.row(["verdict", kind, verdict, "", "", refusal?.text ?? ""])
        for figure in figures { writer.row(["figure", figure.name, figure.value, "", "", ""]) }
        for finding in findings {
            writer.row(["finding", finding.code, finding.severity, "", "", "\(finding.message) (\(finding.location))"])
        }
        if findingCount > findings.count {
            writer.row(["finding", "more", String(findingCount - findings.count), "", "", "not listed one by one"])
        }
        for match in matches {
            writer.row([
                "match", match.kind.rawValue, "\(match.left.reference) = \(match.right.reference)",
                match.amount.decimalText, match.amount.currency.code, match.explanation,
            ])
        }
        if matchCount > matches.count {
            writer.row(["match", "more", String(matchCount - matches.count), "", "", "not listed one by one"])
        }
        for sum in booked {
            writer.row([
                "booked", sum.event, String(sum.entries),
                Money(minorUnits: sum.debit, currency: sum.currency).decimalText, sum.currency.code, "",
            ])
        }
        return writer.takeBytes()
    }

    func text(organisation: String) -> [UInt8] {
        var lines = [
            "\(organisation): receipt of a file", "", "File      \(arrival.name)", "Size      \(arrival.bytes) bytes",
            "SHA-256   \(arrival.sha256)", "Kind      \(kind)", "Verdict   \(verdict)",
        ]
        if let refusal { lines += ["", refusal.text, "What to do: \(refusal.rule.cure)"] }
        if !figures.isEmpty {
            lines += ["", "Figures"]
            let width = figures.map(\.name.count).max() ?? 0
            lines += figures.map {
                "  " + $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.value
            }
        }
        if findingCount > 0 {
            lines += ["", "Findings (\(findingCount))"]
            lines += findings.prefix(200).map { "  \($0.severity)  \($0.code)  \($0.message) (\($0.location))" }
        }
        if matchCount > 0 {
            lines += ["", "Matched (\(matchCount))"]
            lines += matches.prefix(200).map {
                "  \($0.kind.rawValue)  \($0.left.reference) = \($0.right.reference)  \($0.amount)\n    \($0.explanation)"
            }
        }
        if !booked.isEmpty {
            lines += ["", "Booked"]
            lines += booked.map {
                "  \($0.event)  \($0.entries) entries  \(Money(minorUnits: $0.debit, currency: $0.currency))"
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
