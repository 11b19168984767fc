// The rows of a document on a screen as they come, in columns of fixed width: amounts grouped, accounts masked, no names,
// no references, no texts. Relies on Conversion for the rows and their widths.

import Conversion

struct EntryScreen: RowSink {
    private let style: Style
    private var columns: [(place: Int, column: Column)] = []
    private var output = StandardOutput()

    init(_ style: Style) { self.style = style }

    mutating func begin(_ table: Table) throws {
        columns = table.columns.enumerated().filter { $0.element.width != nil }.map { ($0.offset, $0.element) }
        let titles = columns.map { title in
            fit(title.column.name.uppercased().replacing("_", with: " "), title.column)
        }
        output.write("\n" + style(.dim, line(titles)) + "\n")
    }

    mutating func row(_ cells: [RowCell]) throws {
        let texts = columns.map { place, column in
            guard place < cells.count else { return fit("", column) }
            if case .amount = cells[place] { return fit(FigureText.grouped(cells[place].text), column) }
            if case .flag(let flag) = cells[place] { return fit(flag ? "yes" : "no", column) }
            return fit(cells[place].text, column)
        }
        output.write(line(texts) + "\n")
    }

    mutating func finish() { output.flush() }

    private func line(_ texts: [String]) -> String {
        let text = "  " + texts.joined(separator: "  ")
        var shown = text.utf8[...]
        while shown.last == 0x20 { shown.removeLast() }
        return String(Substring(shown))
    }

    /// The text in the column's width; what is longer ends with `…`, but a figure is never cut.
    private func fit(_ text: String, _ column: Column) -> String {
        let width = column.width ?? 0
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        let count = isPlain ? text.utf8.count : text.count
        if count > width { return column.isNumber ? text : text.prefix(max(0, width - 1)) + "…" }
        let padding = String(repeating: " ", count: width - count)
        return column.isNumber ? padding + text : text + padding
    }
}
