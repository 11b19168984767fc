// Reads Config/layouts/NAME.yaml: the layout of a general ledger's file, as data.

import Ledger

struct LayoutReader {
    let section: Section

    private static let separators: [String: UInt8] = ["comma": 0x2C, "semicolon": 0x3B, "tab": 0x09, "bar": 0x7C]

    func layout() -> LedgerLayout? {
        section.allow(
            "name", "file", "file-per", "container", "inner-file", "separator", "line-end", "quoting", "formula-guard",
            "ascii",
            "header", "start", "document", "rows")
        guard let name = section.requiredText("name"), let file = section.requiredText("file"),
            let rows = section.section("rows")
        else {
            if !section.has("rows") { section.complain("`rows` is missing") }
            return nil
        }
        rows.allow("document", "first-line", "line", "document-end", "end")
        var layout = LedgerLayout(name: name, file: file, line: columns(rows, "line"))
        layout.document = columns(rows, "document")
        layout.firstLine = columns(rows, "first-line")
        layout.documentEnd = columns(rows, "document-end")
        layout.end = columns(rows, "end")
        readForm(into: &layout)
        if let document = section.section("document") { read(document, into: &layout) }
        for fault in layout.faults { section.complain(fault) }
        return layout
    }

    private func readForm(into layout: inout LedgerLayout) {
        if section.has("file-per") { layout.filePer = section.choice("file-per", LedgerLayout.FilePer.self) ?? .batch }
        if section.has("container") {
            layout.container = section.choice("container", LedgerLayout.Container.self) ?? .plain
        }
        layout.innerFile = section.text("inner-file") ?? ""
        if let word = section.text("separator") {
            if let separator = Self.separators[word] {
                layout.separator = separator
            } else {
                section.complain("`separator` takes comma, semicolon, tab or bar, not `\(word)`", at: "separator")
            }
        }
        if section.has("line-end") { layout.lineEnd = section.choice("line-end", LedgerLayout.LineEnd.self) ?? .lf }
        if section.has("quoting") { layout.quoting = section.choice("quoting", LedgerLayout.Quoting.self) ?? .needed }
        layout.guardsFormulas = section.flag("formula-guard") ?? true
        layout.isASCII = section.flag("ascii") ?? false
        layout.hasHeader = section.flag("header") ?? false
        let separator = Character(Unicode.Scalar(layout.separator))
        layout.start = (section.texts("start") ?? []).map { row in
            row.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
    }

    private func read(_ document: Section, into layout: inout LedgerLayout) {
        document.allow("of", "lines", "clearing-account", "single-accounts")
        if document.has("of") { layout.grouping = document.choice("of", LedgerLayout.Grouping.self) ?? .entry }
        layout.documentLines = count("lines", in: document)
        layout.clearingAccount = document.text("clearing-account") ?? ""
        layout.singleAccounts = Set(document.texts("single-accounts") ?? [])
    }

    private func columns(_ rows: Section, _ key: String) -> [LayoutColumn] { rows.sections(key).flatMap(columns) }

    /// One column; several where `blank: 5-30` numbers columns that stay empty.
    private func columns(_ column: Section) -> [LayoutColumn] {
        column.allow(
            "name", "from", "value", "blank", "date", "length", "too-long", "digits", "decimals", "decimal-mark",
            "values", "unmapped", "required")
        let name = column.text("name") ?? ""
        if let range = column.text("blank") {
            let ends = range.split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2, ends[0] >= 0, ends[0] <= ends[1], ends[1] - ends[0] < 1000 else {
                column.complain("`blank` takes numbers like 5-30, not `\(range)`", at: "blank")
                return []
            }
            return (ends[0]...ends[1]).map { LayoutColumn("\(name)\($0)", .fixed("")) }
        }
        guard column.has("from") else { return [LayoutColumn(name, .fixed(column.text("value") ?? ""))] }
        if column.has("value") { column.complain("a column has `from` or `value`, not both", at: "value") }
        guard let field = column.choice("from", LayoutField.self) else { return [] }
        var read = LayoutColumn(name, .field(field))
        readLimits(of: column, field, into: &read)
        for entry in column.section("values")?.entries() ?? [] { read.values[entry.key] = entry.text ?? "" }
        if column.has("unmapped") {
            read.unmapped = column.choice("unmapped", LayoutColumn.Unmapped.self) ?? .keep
        }
        read.isRequired = column.flag("required") ?? false
        return [read]
    }

    private func readLimits(of column: Section, _ field: LayoutField, into read: inout LayoutColumn) {
        if let text = column.text("date") {
            if !field.isDate {
                column.complain("`\(field.rawValue)` is no date", at: "date")
            } else if let pattern = DatePattern(text) {
                read.date = pattern
            } else {
                column.complain(
                    "`date` is made of YYYY YY MM M MON Mon DD D and blanks - / . _, not `\(text)`", at: "date")
            }
        }
        for key in ["digits", "decimals", "decimal-mark"] where column.has(key) && !field.isAmount {
            column.complain("`\(field.rawValue)` is no amount", at: key)
        }
        read.length = count("length", in: column)
        read.digits = count("digits", in: column)
        read.decimals = count("decimals", in: column)
        if let decimals = read.decimals, decimals > 9 {
            column.complain("an amount has 9 decimals at most", at: "decimals")
            read.decimals = 9
        }
        if column.has("too-long") {
            read.overlength = column.choice("too-long", LayoutColumn.Overlength.self) ?? .refuse
        }
        switch column.text("decimal-mark") {
        case nil, "point": break
        case "comma": read.decimalMark = 0x2C
        case let word?: column.complain("`decimal-mark` takes point or comma, not `\(word)`", at: "decimal-mark")
        }
    }

    private func count(_ key: String, in section: Section) -> Int? {
        guard let text = section.text(key) else { return nil }
        guard let count = Int(text), (0...100_000).contains(count) else {
            section.complain("`\(key)` takes a number, not `\(text)`", at: key)
            return nil
        }
        return count
    }
}
