// A row of an open-items or payments file for a screen: ids, kinds, amounts and dates are shown; names, accounts and
// references stand as dots.

import Delimited
import Parsing

enum RowQuoting {
    private static let shown: Set<String> = [
        "item_id", "payment_id", "kind", "direction", "amount", "currency", "issued_on", "due_on", "effective_on",
        "account_type", "sec_code", "routing",
    ]

    static func quotation(_ excerpt: Excerpt, _ location: Location, header: [UInt8]) -> Quotation? {
        let line = excerpt.bytes[excerpt.focus...].prefix { $0 != 0x0A && $0 != 0x0D }
        let marked = header.starts(with: [0xEF, 0xBB, 0xBF]) ? header.dropFirst(3) : header[...]
        let names = fields(marked.prefix { $0 != 0x0A && $0 != 0x0D }).map(name)
        let isHeader = (location.line ?? 0) <= 1
        let values = fields(line)
        let isWhole = values.count == names.count
        var text: [Character] = []
        var caret: Range<Int>?
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(",") }
            let start = text.count
            let characters = Quotation.characters(value)
            let column = isWhole ? names[index] : ""
            let isShown = isHeader ? isName(value) : isWhole && shown.contains(column)
            text += isShown ? characters : Quotation.masked(characters)
            if !isHeader, isWhole, column == location.record { caret = start..<max(start + 1, text.count) }
        }
        return text.isEmpty ? nil : Quotation(text: String(text), caret: caret)
    }

    /// The fields as they stand, quotes and all.
    private static func fields(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var fields: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var isQuoted = false
        for index in line.indices {
            if line[index] == 0x22 { isQuoted.toggle() }
            if line[index] == 0x2C, !isQuoted {
                fields.append(line[start..<index])
                start = index + 1
            }
        }
        fields.append(line[start...])
        return fields
    }

    private static func name(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.filter { $0 != 0x22 && $0 > 0x20 }, as: UTF8.self)
    }

    /// What looks like the name of a column: letters and underscores.
    private static func isName(_ field: ArraySlice<UInt8>) -> Bool {
        field.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F || $0 == 0x22 || $0 == 0x20 }
    }
}
