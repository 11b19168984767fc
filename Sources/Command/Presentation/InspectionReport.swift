// What `inspect` shows of one file: its name and verdict, its figures, and each finding with the line it is about and a
// caret under what is wrong. Quoted lines hold no account number, name or reference (Quotation).

import Inspection
import Parsing

struct InspectionReport {
    /// Findings of one code shown before the rest is only counted.
    static let shownPerCode = 5
    static let shownAtMost = 60

    let style: Style
    let width: Int
    let showsAll: Bool

    /// The findings that are shown of those wanted.
    func shown(_ findings: [Finding]) -> [Finding] {
        if showsAll { return findings }
        var counts: [String: Int] = [:]
        return Array(
            findings.filter { finding in
                counts[finding.code, default: 0] += 1
                return counts[finding.code, default: 0] <= InspectionReport.shownPerCode
            }.prefix(InspectionReport.shownAtMost))
    }

    func heading(_ file: String) -> String { style(.bold, file == "-" ? "standard input" : file) + "\n" }

    /// `NACHA file, REJECTED: 2 errors, 1 warning`.
    func verdict(_ inspection: Inspection) -> String {
        let log = inspection.findings
        var counts: [String] = []
        if log.errorCount > 0 { counts.append(FigureText.count(log.errorCount, "error")) }
        if log.warningCount > 0 { counts.append(FigureText.count(log.warningCount, "warning")) }
        let word =
            switch inspection.verdict {
            case .accepted: style(.green, "accepted")
            case .warnings: style(.yellow, "accepted with warnings")
            case .rejected: style(.red, "REJECTED")
            }
        let reasons = counts.isEmpty ? "" : ": " + counts.joined(separator: ", ")
        return "\(InspectionReport.title(inspection)), \(word)\(reasons)\n"
    }

    /// The findings, and how many of the wanted ones are not shown.
    func findings(
        _ findings: [Finding], counts: [String: Int], _ inspection: Inspection, _ excerpts: Excerpts?
    ) -> String {
        var text = ""
        var rest = counts
        for finding in findings {
            rest[finding.code, default: 0] -= 1
            text += render(finding, excerpts.flatMap { Quotation.of(finding, in: inspection, $0) })
        }
        for (code, count) in rest.sorted(by: { $0.key < $1.key }) where count > 0 {
            text += "  \(style(.dim, "\(FigureText.grouped(count)) more of \(code)"))\n"
        }
        return text
    }

    private func render(_ finding: Finding, _ quotation: Quotation?) -> String {
        let label = finding.severity.rawValue
        let padding = String(repeating: " ", count: 8 - min(8, label.count))
        let emphasis: Style.Emphasis =
            switch finding.severity {
            case .error: .red
            case .warning: .yellow
            case .notice: .blue
            }
        let margin = "          "
        let place = PlaceText.of(finding.location)
        var text = "  \(style(emphasis, label))\(padding)\(finding.message)\n"
        text += margin + style(.dim, "\(finding.code)\(place.isEmpty ? "" : ", \(place)")") + "\n"
        if let quotation = quotation?.clipped(to: max(40, width - margin.count - 2)) {
            text += margin + style(.dim, "│ ") + Self.withoutBlanksBehind(quotation.text) + "\n"
            if let caret = quotation.caret {
                let blanks = String(repeating: " ", count: caret.lowerBound)
                let marks = String(repeating: "^", count: caret.count)
                text += margin + style(.dim, "│ ") + blanks + style(emphasis, marks) + "\n"
            }
        }
        return text
    }

    private static func withoutBlanksBehind(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func title(_ inspection: Inspection) -> String {
        var message = inspection.kind.rawValue
        if case .iso20022(.cash(let cash)) = inspection.summary { message = cash.message }
        if case .iso20022(.creditTransfers(let order)) = inspection.summary { message = order.message }
        if case .iso20022(.paymentStatus(let report)) = inspection.summary { message = report.message }
        switch inspection.kind {
        case .nacha: return "NACHA file"
        case .x12: return "X12 file"
        case .statement: return "Bank statement (\(message))"
        case .accountReport: return "Account report (\(message))"
        case .notification: return "Debit and credit notification (\(message))"
        case .creditTransfer: return "Credit transfer order (\(message))"
        case .paymentStatus: return "Payment status report (\(message))"
        case .openItems: return "Open items (CSV)"
        case .payments: return "Payments (CSV)"
        case .ledgerAcknowledgement: return "Acknowledgement of the general ledger (CSV)"
        case .unknown: return "Unknown content"
        }
    }
}

/// A place in a document as people look for it: line and columns, segment and element, path, row and column.
enum PlaceText {
    static func of(_ location: Location) -> String {
        var parts: [String] = []
        if let segment = location.segment {
            parts.append(location.line.map { "segment \($0)" } ?? "byte \(location.offset)")
            parts.append(location.element ?? segment)
        } else {
            parts.append(location.line.map { "line \($0)" } ?? "byte \(location.offset)")
            if let element = location.element {
                parts.append("\(element.contains("-") ? "columns" : "column") \(element)")
            } else if let record = location.record, record.count > 1 {
                parts.append("column \(record)")
            }
        }
        if let path = location.path { parts.append(path) }
        return parts.joined(separator: ", ")
    }
}

/// The closing line over several files.
struct InspectionTotals {
    private var files: [Verdict: Int] = [:]
    private var errors = 0
    private var warnings = 0
    var unreadable = 0

    mutating func add(_ inspection: Inspection) {
        files[inspection.verdict, default: 0] += 1
        errors += inspection.findings.errorCount
        warnings += inspection.findings.warningCount
    }

    var count: Int { files.values.reduce(unreadable, +) }

    func text(_ style: Style) -> String {
        if count == 0 { return "no files\n" }
        var parts: [String] = []
        func add(_ verdict: Verdict, _ word: String, _ emphasis: Style.Emphasis) {
            if let count = files[verdict] { parts.append(style(emphasis, "\(FigureText.grouped(count)) \(word)")) }
        }
        add(.accepted, "accepted", .green)
        add(.warnings, "with warnings", .yellow)
        add(.rejected, "rejected", .red)
        if unreadable > 0 { parts.append(style(.red, "\(FigureText.grouped(unreadable)) not readable")) }
        let found = "\(FigureText.count(errors, "error")), \(FigureText.count(warnings, "warning"))"
        return style(.bold, FigureText.count(count, "file")) + ": \(parts.joined(separator: ", ")) (\(found))\n"
    }
}
