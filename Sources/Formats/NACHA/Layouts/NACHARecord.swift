// One record as its fields: what the reader hands out as a view, and what the writer lays out again.
// Relies on the layouts; the values are held, not the bytes.

public import Money

/// The value of one field.
public enum NACHAValue: Sendable, Hashable {
    /// The number of a digits field; its width is the field's.
    case number(Int64)
    /// Text with the blanks behind it cut. Bytes that are not UTF-8 do not occur in a record that was read without error.
    case text(String)
}

/// One record of 94 characters as named fields.
public struct NACHARecord: Sendable, Hashable {
    public let layout: NACHALayout
    public private(set) var values: [NACHAValue]

    /// Reads the fields of the 94 bytes at `start`; nil where the bytes are not there.
    public init?(_ layout: NACHALayout, reading span: RawSpan, at start: Int = 0) {
        guard start >= 0, span.byteCount - start >= RecordShape.length else { return nil }
        self.layout = layout
        values = layout.fields.map { NACHARecord.value(of: $0, in: span, at: start) }
    }

    /// A record with blank texts and zero numbers; the record type is the caller's to set.
    init(blank layout: NACHALayout) {
        self.layout = layout
        values = layout.fields.map { $0.content == .digits ? .number(0) : .text("") }
    }

    private static func value(of field: NACHAField, in span: RawSpan, at start: Int) -> NACHAValue {
        if field.content == .digits, field.length <= 18, let number = span.number(field, at: start) {
            return .number(number)
        }
        return .text(span.text(field, at: start))
    }

    private func index(of field: NACHAField) -> Int? {
        layout.fields.firstIndex { $0.column == field.column && $0.length == field.length }
    }

    /// The field as text: digits with their leading zeros, text without the blanks behind it. Empty where the layout has
    /// no such field.
    public subscript(field: NACHAField) -> String {
        guard let index = index(of: field) else { return "" }
        switch values[index] {
        case .text(let text): return text
        case .number(let number): return Digits.text(number, width: field.length)
        }
    }

    /// The field as a number, unless it is not all digits.
    public func number(_ field: NACHAField) -> Int64? {
        guard let index = index(of: field) else { return nil }
        switch values[index] {
        case .number(let number): return number
        case .text(let text):
            let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isNumber ? Int64(text) : nil
        }
    }

    /// The field as a date YYMMDD, unless there is no such day.
    public func date(_ field: NACHAField) -> CalendarDate? { SixDigitDate.date(of: self[field]) }

    mutating func set(_ field: NACHAField, _ number: Int64) {
        if let index = index(of: field) { values[index] = .number(number) }
    }

    mutating func set(_ field: NACHAField, _ text: String) {
        if let index = index(of: field) { values[index] = .text(text) }
    }

    /// Lays the record out in 94 characters: numbers zero-filled, text blank-filled.
    public func write(to output: inout [UInt8]) {
        for (field, value) in zip(layout.fields, values) {
            switch value {
            case .number(let number): Digits.append(number, width: field.length, to: &output)
            case .text(let text):
                var left = field.length
                for byte in text.utf8.prefix(field.length) {
                    output.append(byte)
                    left -= 1
                }
                for _ in 0..<left { output.append(0x20) }
            }
        }
    }
}
