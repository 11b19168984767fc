// What makes a table of a report easier on the eye: digits in groups of three, and no column that says the same in every row.

extension ReportTable {
    /// The cells of a row, digits before the point grouped by thousands where the column holds numbers.
    func grouped(_ cells: [String]) -> [String] {
        cells.enumerated().map { index, cell in
            index < columns.count && columns[index].isNumber ? Self.grouped(cell) : cell
        }
    }

    /// `1,825,407.66`; anything that is no number stays as it is.
    static func grouped(_ text: String) -> String {
        let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, !whole.isEmpty,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return text }
        var digits = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { digits.append(",") }
            digits.append(digit)
        }
        return (text.hasPrefix("-") ? "-" : "") + digits + parts.dropFirst().map { ".\($0)" }.joined()
    }

    /// The table without its column of currencies where all rows have the same one, and which that is.
    func withoutSoleCurrency() -> (table: ReportTable, currency: String?) {
        guard let index = columns.firstIndex(where: { $0.title == "currency" }) else { return (self, nil) }
        let found = Set((rows + totals).compactMap { index < $0.count ? $0[index] : nil })
        guard found.count == 1, let currency = found.first, !currency.isEmpty else { return (self, nil) }
        var columns = columns
        columns.remove(at: index)
        var table = ReportTable(title, columns)
        func shortened(_ cells: [String]) -> [String] { Array(cells[..<index] + cells[(index + 1)...]) }
        table.rows = rows.map(shortened)
        table.totals = totals.map(shortened)
        table.nothing = nothing
        return (table, currency)
    }
}
