// Inspection of the two tables that departments send as CSV.

import Delimited
import Parsing

extension Inspector {
    static func openItems(_ source: inout some ByteSource) throws -> Inspection {
        let report = try DelimitedDocument.read(&source)
        return Inspection(
            kind: .openItems, findings: report.findings, summary: .delimited(report.summary), identities: [], date: nil,
            interchanges: [])
    }

    static func payments(_ source: inout some ByteSource) throws -> Inspection {
        let report = try DelimitedDocument.read(&source)
        return Inspection(
            kind: .payments, findings: report.findings, summary: .delimited(report.summary), identities: [], date: nil,
            interchanges: [])
    }
}
