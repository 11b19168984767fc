// An inspection as one line of JSON, as scripts read it.

import Foundation
import Inspection
import Parsing

enum InspectionJSON {
    /// One object, without a line end. `findings` are those of the inspection that are wanted.
    static func line(_ file: String, _ inspection: Inspection, _ findings: [Finding]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = InspectionObject(
            file: file, kind: inspection.kind.rawValue, verdict: inspection.verdict.rawValue,
            findings: findings.map(InspectionObject.FindingObject.init),
            omitted: inspection.findings.omittedCount, summary: inspection.summary)
        guard let data = try? encoder.encode(object) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
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
