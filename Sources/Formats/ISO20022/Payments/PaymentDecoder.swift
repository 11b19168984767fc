// Makes typed values of the pieces of a payment message, and reports what in them is wrong: simple values and the parts
// that many elements share.
// Relies on ElementTree, CheckDigits and PaymentRules.

import Money
import Parsing

/// Decodes the piece at hand, `tree`, into values; findings gather as it goes.
struct PaymentDecoder {
    var tree = ElementTree()
    var findings = FindingLog()

    mutating func report(_ rule: FindingRule, _ message: @autoclosure () -> String, at index: Int) {
        findings.add(rule, message(), at: tree.location(index))
    }

    /// A text within its limit of characters.
    mutating func text(_ word: PaymentWord, of parent: Int, atMost limit: Int) -> String? {
        let index = tree.first(word, of: parent)
        return checked(tree.text(index), at: index, limit)
    }

    mutating func texts(_ word: PaymentWord, of parent: Int, atMost limit: Int) -> [String] {
        tree.all(word, of: parent).compactMap { checked(tree.text($0), at: $0, limit) }
    }

    /// A text that must be there; empty where it is not, which is reported.
    mutating func required(_ word: PaymentWord, of parent: Int, atMost limit: Int = 35) -> String {
        if let text = text(word, of: parent, atMost: limit) { return text }
        reportMissing(word, of: parent)
        return ""
    }

    mutating func reportMissing(_ word: PaymentWord, of parent: Int) {
        report(PaymentRules.elementMissing, "\(word.tag) is missing.", at: parent)
    }

    private mutating func checked(_ text: String?, at index: Int, _ limit: Int) -> String? {
        // Characters are never more than bytes, so most texts need no counting.
        if let text, text.utf8.count > limit, text.unicodeScalars.count > limit {
            report(PaymentRules.textTooLong, "The text has more than \(limit) characters.", at: index)
        }
        return text
    }

    mutating func code(_ word: PaymentWord, of parent: Int) -> PaymentCode? {
        let index = tree.first(word, of: parent)
        return index < 0 ? nil : code(of: index)
    }

    /// `Cd` or `Prtry` below an element.
    mutating func code(of index: Int) -> PaymentCode? {
        // Local instruments may have 35 characters; of most other lists the codes have four.
        if let text = text(.code, of: index, atMost: 35) { return .code(text) }
        return text(.proprietary, of: index, atMost: 35).map { .proprietary($0) }
    }

    /// One of a closed list of codes.
    mutating func choice<Choice: RawRepresentable>(_ word: PaymentWord, of parent: Int) -> Choice?
    where Choice.RawValue == String {
        let index = tree.first(word, of: parent)
        guard let text = tree.text(index) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        report(PaymentRules.codeUnknown, "\(word.tag) is none of the codes of its list.", at: index)
        return nil
    }

    mutating func indicator(_ word: PaymentWord, of parent: Int) -> Bool? {
        let index = tree.first(word, of: parent)
        switch tree.text(index) {
        case nil: return nil
        case "true", "1": return true
        case "false", "0": return false
        default:
            report(PaymentRules.codeUnknown, "\(word.tag) is neither true nor false.", at: index)
            return nil
        }
    }

    /// A date, which may be followed by a zone.
    mutating func date(_ index: Int) -> CalendarDate? {
        guard index >= 0 else { return nil }
        let bytes = Array(tree.bytes(index))
        if let day = FieldText.day(bytes.span.bytes), FieldText.form(afterDay: bytes.span.bytes) != .wrong {
            return day
        }
        report(PaymentRules.dateInvalid, "The date is no day of the calendar, written YYYY-MM-DD.", at: index)
        return nil
    }

    mutating func time(_ index: Int) -> MessageTime? {
        guard index >= 0 else { return nil }
        if let text = tree.text(index) {
            if let time = MessageTime(text) { return time }
            // A day alone is understood, as real banks write it.
            if let day = CalendarDate(iso: text) { return MessageTime(startOf: day) }
        }
        report(PaymentRules.dateInvalid, "The time is not written YYYY-MM-DDThh:mm:ss.", at: index)
        return nil
    }

    /// An amount without sign, with its currency.
    mutating func money(_ index: Int) -> Money? {
        guard index >= 0 else { return nil }
        guard let currency = tree.currency(index) else {
            report(ISO20022Rules.currencyMissing, "The amount has no currency of three capital letters.", at: index)
            return nil
        }
        let bytes = Array(tree.bytes(index))
        switch FieldText.amount(bytes.span.bytes, exponent: currency.exponent) {
        case .success(let units): return Money(minorUnits: units, currency: currency)
        case .failure(.malformed):
            report(ISO20022Rules.amountMalformed, "The amount is not a plain decimal number.", at: index)
        case .failure(.tooLong): report(ISO20022Rules.amountTooLong, "The amount has too many digits.", at: index)
        case .failure(.subMinor):
            report(ISO20022Rules.amountSubMinor, "The amount has more decimals than \(currency) has.", at: index)
        }
        return nil
    }

    mutating func currency(_ word: PaymentWord, of parent: Int) -> Currency? {
        let index = tree.first(word, of: parent)
        guard let text = tree.text(index) else { return nil }
        if let currency = Currency(text) { return currency }
        report(ISO20022Rules.currencyMalformed, "The currency is not three capital letters.", at: index)
        return nil
    }

    mutating func count(_ index: Int) -> Int64? {
        guard index >= 0 else { return nil }
        let bytes = Array(tree.bytes(index))
        if let count = FieldText.count(bytes.span.bytes) { return count }
        report(ISO20022Rules.badCount, "A count is not made of digits.", at: index)
        return nil
    }

    /// Decimals of control sums, which add up currencies of different decimals.
    static let sumDecimals = 5

    /// A control sum in units of its fifth decimal.
    mutating func controlSum(_ index: Int) -> Int64? {
        guard index >= 0 else { return nil }
        let bytes = Array(tree.bytes(index))
        if case .success(let sum) = DecimalText.minorUnits(
            of: bytes.span.bytes, exponent: PaymentDecoder.sumDecimals)
        {
            return sum
        }
        report(
            ISO20022Rules.amountMalformed, "The control sum is not a decimal number of five decimals at most.",
            at: index)
        return nil
    }
}
