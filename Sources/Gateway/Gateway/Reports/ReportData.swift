// A report for programs: CSV with one value a row, so that every report has the same columns, and JSON with its tables.

import Delimited

enum ReportData {
    static func csv(_ report: Report) -> [UInt8] {
        var writer = DelimitedWriter()
        writer.row(["report", "as_of", "table", "row", "column", "value"])
        for table in report.tables {
            for (number, cells) in table.rows.enumerated() {
                for (cell, column) in zip(cells, table.columns) {
                    writer.row([
                        report.name.rawValue, report.asOf.description, table.title, String(number + 1), column.title,
                        cell,
                    ])
                }
            }
        }
        return writer.takeBytes()
    }

    static func json(_ report: Report) -> String {
        let tables = report.tables.map { table in
            let rows = table.rows.map { cells in
                let fields = zip(table.columns, cells).map { "\(JSONText.quoted($0.title)):\(JSONText.quoted($1))" }
                return "{" + fields.joined(separator: ",") + "}"
            }
            return "{\"table\":\(JSONText.quoted(table.title)),\"rows\":[\(rows.joined(separator: ",\n"))]}"
        }
        let definitions = report.definitions.map(JSONText.quoted).joined(separator: ",")
        return """
            {"report":\(JSONText.quoted(report.name.rawValue)),"as_of":\(JSONText.quoted(report.asOf.description)),\
            "organisation":\(JSONText.quoted(report.organisation)),"tables":[
            \(tables.joined(separator: ",\n"))
            ],"definitions":[\(definitions)]}

            """
    }
}
