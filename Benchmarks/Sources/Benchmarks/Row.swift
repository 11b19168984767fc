// One line of the result, in columns.

struct Row: CustomStringConvertible {
    var name: String
    var byteCount: Int
    var seconds: Double
    /// Nil for reading without work.
    var outcome: Outcome?

    static let heading = line("what", "MB", "seconds", "MB/s", "a second", "peak MiB", "verdict")

    var description: String {
        let megabytes = Double(byteCount) / 1e6
        var rate = "-"
        if let outcome, let count = outcome.count { rate = Self.grouped(Double(count) / seconds) + " " + outcome.unit }
        return Self.line(
            name, Self.grouped(megabytes), Self.thousandths(seconds), Self.grouped(megabytes / seconds), rate,
            Self.grouped(Double(PeakMemory.bytes) / 1_048_576), outcome.map(\.verdict.rawValue) ?? "-")
    }

    private static func line(_ columns: String...) -> String {
        zip(columns, [-14, 8, 9, 8, 20, 9, 9]).map { text, width in
            let padding = String(repeating: " ", count: max(0, abs(width) - text.count))
            return width < 0 ? text + padding : padding + text
        }.joined(separator: " ")
    }

    /// `12_345_678`, without decimals.
    static func grouped(_ number: Double) -> String {
        guard number.isFinite else { return "-" }
        var digits = ""
        for (index, digit) in String(Int(number.rounded())).reversed().enumerated() {
            if index > 0, index % 3 == 0 { digits.append("_") }
            digits.append(digit)
        }
        return String(digits.reversed())
    }

    static func thousandths(_ number: Double) -> String {
        let whole = Int((number * 1000).rounded())
        let rest = String(whole % 1000)
        return "\(whole / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
