// A table in a report: columns as wide as they need to be, figures at the right edge, a line above the totals.

struct ReportTable {
    struct Column {
        let title: String
        let isFigure: Bool

        static func text(_ title: String) -> Column { Column(title: title, isFigure: false) }
        static func figure(_ title: String) -> Column { Column(title: title, isFigure: true) }
    }

    let columns: [Column]
    var rows: [[String]] = []
    var totals: [String]?

    init(_ columns: [Column]) { self.columns = columns }

    /// Columns in which every row is empty are left out.
    func render(_ style: Style, indent: String = "  ") -> String {
        let all = rows + (totals.map { [$0] } ?? [])
        let shown = columns.indices.filter { index in all.contains { index < $0.count && !$0[index].isEmpty } }
        let widths = shown.map { index in
            all.reduce(columns[index].title.count) { max($0, index < $1.count ? $1[index].count : 0) }
        }
        func line(_ cells: [String]) -> String {
            var text = indent
            for (place, index) in shown.enumerated() {
                let cell = index < cells.count ? cells[index] : ""
                let padding = String(repeating: " ", count: max(0, widths[place] - cell.count))
                text += (place == 0 ? "" : "  ") + (columns[index].isFigure ? padding + cell : cell + padding)
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        var text = style(.dim, line(columns.map(\.title))) + "\n"
        for row in rows { text += line(row) + "\n" }
        if let totals {
            let rule = widths.reduce(max(0, widths.count - 1) * 2, +)
            text += indent + style(.dim, String(repeating: "─", count: rule)) + "\n"
            text += style(.bold, line(totals)) + "\n"
        }
        return text
    }
}

/// Figures as people read them.
enum FigureText {
    /// `-1234567.89` becomes `-1,234,567.89`.
    static func grouped(_ decimal: String) -> String {
        let sign = decimal.hasPrefix("-") ? "-" : ""
        let parts = decimal.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
        guard let whole = parts.first, whole.allSatisfy(\.isNumber) else { return decimal }
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return sign + text + (parts.count > 1 ? "." + parts[1] : "")
    }

    static func grouped(_ number: Int) -> String { grouped(String(number)) }

    /// `1 batch`, `2 batches`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }
}
