// A report as one HTML file: no scripts, nothing fetched, prints well in black and white.

enum ReportHTML {
    private static let style = """
        body { font: 14px/1.45 system-ui, sans-serif; color: #111; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
        h1 { font-size: 1.35rem; margin: 0 } h2 { font-size: 1.05rem; margin: 1.8rem 0 .5rem }
        p.day { color: #444; margin: .2rem 0 1rem }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .28rem .6rem; vertical-align: top }
        th { border-bottom: 1.5px solid #111; font-weight: 600 } td { border-bottom: 1px solid #ddd }
        .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
        tfoot td { border-top: 1.5px solid #111; border-bottom: 0; font-weight: 600 }
        footer { margin-top: 2.5rem; font-size: .85rem; color: #333 } footer li { margin: .2rem 0 }
        @media print { body { margin: 0; max-width: none; font-size: 10pt } tr { break-inside: avoid } thead { display: table-header-group } }
        """

    static func render(_ report: Report) -> String {
        var text = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(escaped(report.title)), \(report.asOf)</title>
            <style>
            \(style)
            </style></head><body>
            <h1>\(escaped(report.title))</h1>
            <p class="day">\(escaped(report.organisation)), as of \(report.asOf)</p>

            """
        for table in report.tables { text += section(table) }
        text += "<footer><h2>What is counted</h2><ul>\n"
        for definition in report.definitions { text += "<li>\(escaped(definition))</li>\n" }
        return text + "</ul></footer>\n</body></html>\n"
    }

    private static func section(_ table: ReportTable) -> String {
        var text = "<h2>\(escaped(table.title))</h2>\n"
        if table.rows.isEmpty { return text + "<p>\(escaped(table.nothing))</p>\n" }
        func row(_ cells: [String], _ tag: String) -> String {
            var line = "<tr>"
            for (cell, column) in zip(cells, table.columns) {
                line += "<\(tag)\(column.isNumber ? " class=\"n\"" : "")>\(escaped(cell))</\(tag)>"
            }
            return line + "</tr>\n"
        }
        text += "<table><thead>\n" + row(table.columns.map(\.title), "th") + "</thead><tbody>\n"
        for cells in table.rows { text += row(table.grouped(cells), "td") }
        text += "</tbody>"
        if !table.totals.isEmpty {
            text += "<tfoot>\n"
            for cells in table.totals { text += row(table.grouped(cells), "td") }
            text += "</tfoot>"
        }
        return text + "</table>\n"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
