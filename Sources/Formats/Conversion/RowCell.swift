// One value of a converted row, typed, and its text: amounts as decimals, dates as ISO 8601, nothing as nothing.
// Relies on Money for days.

public import Money

/// One value of a row.
public enum RowCell: Sendable, Hashable {
    case none
    case text(String)
    case integer(Int)
    /// Minor units, and how many decimals they have.
    case amount(Int64, decimals: Int)
    case date(CalendarDate)
    case flag(Bool)

    /// The text without quotes or escapes; empty for nothing.
    public var text: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .integer(let number): String(number)
        case .amount(let units, let decimals): RowCell.decimal(units, decimals)
        case .date(let date): date.description
        case .flag(let flag): flag ? "true" : "false"
        }
    }

    /// Text that is not empty, else nothing.
    static func optional(_ text: String?) -> RowCell {
        guard let text, !text.isEmpty else { return .none }
        return .text(text)
    }

    static func optional(_ date: CalendarDate?) -> RowCell { date.map { .date($0) } ?? .none }

    static func optional(_ hundredths: Int64?) -> RowCell { hundredths.map { .amount($0, decimals: 2) } ?? .none }

    private static func decimal(_ units: Int64, _ decimals: Int) -> String {
        if decimals == 0 { return String(units) }
        return String(unsafeUninitializedCapacity: 40) { buffer in
            var end = 40
            var left = units.magnitude
            var written = 0
            while left > 0 || written <= decimals {
                if written == decimals {
                    end -= 1
                    buffer[end] = 0x2E
                }
                end -= 1
                buffer[end] = 0x30 + UInt8(left % 10)
                left /= 10
                written += 1
            }
            if units < 0 {
                end -= 1
                buffer[end] = 0x2D
            }
            for index in end..<40 { buffer[index - end] = buffer[index] }
            return 40 - end
        }
    }
}
