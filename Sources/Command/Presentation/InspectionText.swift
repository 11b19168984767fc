// An inspection as one line of JSON (contracts: inspect) and as a report for people.

import Foundation
import Gateway
import Inspection
import Parsing

enum InspectionText {
    static func json(_ file: String, _ inspection: Inspection) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = InspectionObject(
            file: file, kind: inspection.kind.rawValue, verdict: inspection.verdict.rawValue,
            findings: inspection.findings.kept.map(InspectionObject.FindingObject.init),
            omitted: inspection.findings.omittedCount, summary: inspection.summary)
        guard let data = try? encoder.encode(object) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    static func report(_ file: String, _ inspection: Inspection) -> String {
        var text = "\(file)\n  \(inspection.kind.rawValue), \(inspection.verdict.rawValue)\n"
        for figure in Figures.lines(inspection.summary) { text += "  \(figure)\n" }
        let shown = inspection.findings.kept.prefix(50)
        for finding in shown {
            text += "  \(finding.severity.rawValue): \(finding.message)\n"
            text += "    \(finding.code), \(LocationText.render(finding.location))\n"
        }
        let more = inspection.findings.counts.values.reduce(0, +) - shown.count
        if more > 0 { text += "  and \(more) more findings\n" }
        return text
    }
}

/// The shape of one line.
private struct InspectionObject: Encodable {
    let file: String
    let kind: String
    let verdict: String
    let findings: [FindingObject]
    let omitted: Int
    let summary: InspectionSummary

    enum CodingKeys: String, CodingKey {
        case file, kind, verdict, findings, summary
        case omitted = "findings_omitted"
    }

    struct FindingObject: Encodable {
        let severity: String
        let code: String
        let message: String
        let location: LocationObject

        init(_ finding: Finding) {
            severity = finding.severity.rawValue
            code = finding.code
            message = finding.message
            location = LocationObject(
                offset: finding.location.offset, line: finding.location.line, record: finding.location.record,
                segment: finding.location.segment, element: finding.location.element, path: finding.location.path)
        }
    }

    struct LocationObject: Encodable {
        let offset: Int
        let line: Int?
        let record: String?
        let segment: String?
        let element: String?
        let path: String?
    }
}
