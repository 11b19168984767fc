// Inspection of the two tables that departments send as CSV.

import Delimited
import Parsing

extension Inspector {
    static func table(
        _ kind: DocumentKind, _ source: inout some ByteSource, _ visitor: inout some DocumentVisitor
    ) throws -> Inspection {
        let report = try DelimitedDocument.read(&source, into: &visitor)
        return Inspection(
            kind: kind, findings: report.findings, summary: .delimited(report.summary), identities: [], date: nil,
            interchanges: [])
    }
}
