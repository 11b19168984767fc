// The fields of one row by the columns of its format, read as values; what is wrong is reported with line and column.
// Relies on DelimitedRow and on Money's texts.

import Money
import Parsing

struct RowFields {
    let row: DelimitedRow
    let places: [Int]
    let names: [String]
    var findings: FindingLog
    /// No error was reported about this row.
    private(set) var isSound = true

    init(row: DelimitedRow, places: [Int], names: [String], findings: FindingLog) {
        self.row = row
        self.places = places
        self.names = names
        self.findings = findings
    }

    mutating func report(_ rule: FindingRule, _ message: String, _ column: Int) {
        if rule.severity == .error { isSound = false }
        findings.add(
            rule, message,
            at: Location(
                offset: row.offset, line: row.line, record: names.indices.contains(column) ? names[column] : nil))
    }

    /// A field as text, blanks at its ends cut.
    func text(_ column: Int) -> String { row.text(places[column]).trimmingBlanks() }

    /// A field that must not be empty.
    mutating func required(_ column: Int) -> String {
        let text = text(column)
        if text.isEmpty, places[column] >= 0 {
            report(DelimitedRules.valueMissing, "The field is empty.", column)
        } else if text.isEmpty {
            isSound = false
        }
        return text
    }

    /// An amount that is positive, in the currency of another column.
    mutating func amount(_ column: Int, currency currencyColumn: Int) -> Money? {
        let code = required(currencyColumn)
        let text = required(column)
        if code.isEmpty || text.isEmpty { return nil }
        guard let currency = Currency(code) else {
            report(DelimitedRules.currencyMalformed, "The currency is not three capital letters.", currencyColumn)
            return nil
        }
        switch DecimalText.minorUnits(of: text, exponent: currency.exponent) {
        case .success(let units):
            if units < 0 || text.hasPrefix("-") {
                report(DelimitedRules.amountNegative, "The amount has a sign.", column)
                return nil
            }
            if units == 0 { report(DelimitedRules.amountZero, "The amount is zero.", column) }
            return Money(minorUnits: units, currency: currency)
        case .failure(.subMinor):
            report(DelimitedRules.amountMalformed, "The amount has more decimals than \(currency) has.", column)
        case .failure(.overflow):
            report(DelimitedRules.amountMalformed, "The amount has too many digits.", column)
        case .failure(.malformed):
            report(DelimitedRules.amountMalformed, "The amount is not a plain decimal number.", column)
        }
        return nil
    }

    /// A day, or nil for an empty field.
    mutating func date(_ column: Int) -> CalendarDate? {
        let text = text(column)
        if text.isEmpty { return nil }
        let date = CalendarDate(iso: text)
        if date == nil {
            report(DelimitedRules.dateMalformed, "There is no such day, or it is not written YYYY-MM-DD.", column)
        }
        return date
    }

    mutating func requiredDate(_ column: Int) -> CalendarDate? {
        required(column).isEmpty ? nil : date(column)
    }
}

extension String {
    /// The text without blanks and tabs at its ends.
    func trimmingBlanks() -> String {
        let bytes = utf8
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = bytes.first, let last = bytes.last, isBlank(first) || isBlank(last) else { return self }
        var rest = bytes[...]
        while let byte = rest.first, isBlank(byte) { rest.removeFirst() }
        while let byte = rest.last, isBlank(byte) { rest.removeLast() }
        return String(Substring(rest))
    }
}
