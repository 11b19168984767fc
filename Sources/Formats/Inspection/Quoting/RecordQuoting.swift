// A NACHA record for a screen. Shown are codes, routing numbers, amounts, counts, dates and trace numbers; account numbers,
// names, identifications and texts stand as dots (Nacha Operating Rules, Appendix Three, for the columns).

import Parsing

enum RecordQuoting {
    private static let length = 94

    static func quotation(_ excerpt: Excerpt, _ location: Location) -> Quotation? {
        let columns = location.element.flatMap(columns)
        let start = excerpt.focus - ((columns?.lowerBound ?? 1) - 1)
        guard start >= 0, start < excerpt.bytes.count else { return nil }
        let line = Array(excerpt.bytes[start...].prefix(4 * length).prefix { $0 != 0x0A && $0 != 0x0D })
        var characters = Quotation.characters(line)
        while characters.last == " ", characters.count > length { characters.removeLast() }
        guard let type = characters.first else { return nil }
        let isWhole = characters.count >= length
        let record = Array(characters.prefix(length))
        let shown = isWhole ? shown(type, record) : type == "6" || type == "7" ? [1...3] : shown(type, record)
        let text = record.enumerated().map { index, character in
            shown.contains { $0.contains(index + 1) } || character == " " || character == Quotation.odd
                ? character : Quotation.masked([character])[0]
        }
        return Quotation(text: String(text), caret: caret(columns, text.count))
    }

    /// `30-39` and `79`, counted from 1.
    private static func columns(_ element: String) -> ClosedRange<Int>? {
        let ends = element.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first >= 1, first <= last, last <= length else {
            return nil
        }
        return first...last
    }

    private static func caret(_ columns: ClosedRange<Int>?, _ count: Int) -> Range<Int>? {
        guard let columns, columns.lowerBound <= count else { return nil }
        return columns.lowerBound - 1..<max(columns.lowerBound, min(columns.upperBound, count))
    }

    /// The columns that may be shown, by record type and, for addenda, by type code.
    private static func shown(_ type: Character, _ record: [Character]) -> [ClosedRange<Int>] {
        switch type {
        case "1", "8", "9": return [1...94]
        case "5": return [1...20, 41...94]
        case "6": return [1...12, 30...39, 77...94]
        case "7":
            switch String(record.dropFirst().prefix(2)) {
            case "98": return [1...35, 80...94]
            case "99": return [1...21, 28...35, 80...94]
            case "10": return [1...24, 88...94]
            case "02": return [1...3, 80...94]
            default: return [1...3, 84...94]
            }
        default: return [1...1]
        }
    }
}
