// How a general ledger writes a day or a period: `YYYY/MM/DD`, `MM/DD/YYYY`, `Mon-YY`.

import Money

/// A pattern of day, month and year with fixed characters between them. Years `YYYY` `YY`; months `MM` `M` `MON` `Mon`;
/// days `DD` `D`.
public struct DatePattern: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case year, shortYear, month, bareMonth, upperMonth, namedMonth, day, bareDay
        case fixed(UInt8)
    }

    private static let words: [(word: String, part: Part)] = [
        ("YYYY", .year), ("YY", .shortYear), ("MON", .upperMonth), ("Mon", .namedMonth), ("MM", .month),
        ("M", .bareMonth), ("DD", .day), ("D", .bareDay),
    ]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// As it was given.
    public let text: String
    private let parts: [Part]

    /// `2026-03-02`, ISO 8601.
    public static let iso = DatePattern(text: "YYYY-MM-DD", parts: DatePattern.parts(of: "YYYY-MM-DD") ?? [])

    private init(text: String, parts: [Part]) {
        self.text = text
        self.parts = parts
    }

    /// Nil where a letter stands for nothing, or nothing of a date is in it.
    public init?(_ text: String) {
        guard let parts = DatePattern.parts(of: text) else { return nil }
        self.init(text: text, parts: parts)
    }

    private static func parts(of text: String) -> [Part]? {
        var rest = text[...]
        var parts: [Part] = []
        while let first = rest.utf8.first {
            if let known = words.first(where: { rest.hasPrefix($0.word) }) {
                parts.append(known.part)
                rest = rest.dropFirst(known.word.count)
            } else if " -/._".utf8.contains(first) {
                parts.append(.fixed(first))
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        let saysSomething = parts.contains { if case .fixed = $0 { false } else { true } }
        return saysSomething && text.utf8.count <= 32 ? parts : nil
    }

    func append(_ date: CalendarDate, to out: inout [UInt8]) {
        let (year, month, day) = date.components
        for part in parts {
            switch part {
            case .year: DatePattern.append(year, digits: 4, to: &out)
            case .shortYear: DatePattern.append(year % 100, digits: 2, to: &out)
            case .month: DatePattern.append(month, digits: 2, to: &out)
            case .bareMonth: DatePattern.append(month, digits: 1, to: &out)
            case .day: DatePattern.append(day, digits: 2, to: &out)
            case .bareDay: DatePattern.append(day, digits: 1, to: &out)
            case .namedMonth: out.append(contentsOf: DatePattern.name(of: month).utf8)
            case .upperMonth: out.append(contentsOf: DatePattern.name(of: month).uppercased().utf8)
            case .fixed(let byte): out.append(byte)
            }
        }
    }

    private static func name(of month: Int) -> String { (1...12).contains(month) ? months[month - 1] : "" }

    private static func append(_ number: Int, digits: Int, to out: inout [UInt8]) {
        if digits >= 4 { out.append(UInt8(0x30 + number / 1000 % 10)) }
        if digits >= 3 || number > 99 { out.append(UInt8(0x30 + number / 100 % 10)) }
        if digits >= 2 || number > 9 { out.append(UInt8(0x30 + number / 10 % 10)) }
        out.append(UInt8(0x30 + number % 10))
    }
}
