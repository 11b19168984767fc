// How texts and amounts of the demonstration are laid out in columns.

import Money

enum DemoText {
    /// Cut or filled with blanks on the right.
    static func left(_ text: String, _ width: Int) -> String {
        let cut = cut(text, width)
        return cut + String(repeating: " ", count: max(0, width - cut.count))
    }

    /// Filled with blanks on the left.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// Cut to a width, with three points where something is missing.
    static func cut(_ text: String, _ width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(0, width - 3))) + "..."
    }

    /// A number with leading zeros.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// `1,524.80`
    static func amount(_ money: Money) -> String {
        let text = money.magnitude.decimalText
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var grouped = ""
        let whole = Array(parts.first ?? "")
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        let fraction = parts.count > 1 ? ".\(parts[1])" : ""
        return (money.minorUnits < 0 ? "-" : "") + grouped + fraction
    }

    /// `3 files`, `1 file`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// Words in lines no longer than a width.
    static func wrapped(_ text: String, _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
