// A report as plain text: columns padded, numbers to the right, at the end what the figures mean.

enum ReportText {
    private static let width = 118

    static func render(_ report: Report) -> String {
        let heading = "\(report.organisation): \(report.title), as of \(report.asOf)"
        var text = heading + "\n" + String(repeating: "=", count: min(heading.count, width)) + "\n"
        for table in report.tables {
            let (shown, currency) = table.withoutSoleCurrency()
            text += "\n\(table.title)\(currency.map { ", in \($0)" } ?? "")\n" + body(shown)
        }
        if !report.definitions.isEmpty { text += "\nWhat is counted\n" }
        for definition in report.definitions { text += wrapped("- " + definition) }
        return text
    }

    private static func body(_ table: ReportTable) -> String {
        if table.rows.isEmpty { return "  \(table.nothing)\n" }
        let header = table.columns.map(\.title)
        let (rows, totals) = (table.rows.map(table.grouped), table.totals.map(table.grouped))
        let widths = header.indices.map { index in
            ([header] + rows + totals).reduce(0) { max($0, index < $1.count ? $1[index].count : 0) }
        }
        func line(_ cells: [String]) -> String {
            var text = "  "
            for (index, cell) in cells.enumerated() where index < widths.count {
                let padding = String(repeating: " ", count: widths[index] - cell.count)
                text += (table.columns[index].isNumber ? padding + cell : cell + padding) + "  "
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        var text = line(header.map { $0.uppercased() })
        for row in rows { text += line(row) }
        if !totals.isEmpty {
            text += line(widths.map { String(repeating: "-", count: $0) })
            for row in totals { text += line(row) }
        }
        return text
    }

    private static func wrapped(_ sentence: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in sentence.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = "  "
            }
            line += (line.isEmpty || line == "  " ? "" : " ") + word
        }
        return (lines + [line]).joined(separator: "\n") + "\n"
    }
}
