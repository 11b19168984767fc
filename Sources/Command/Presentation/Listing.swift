// A listing as every command gives it: rows of named columns, as a table for people, as JSON or CSV for programs.
// Rows go out as they come, except for a table, whose columns want to know their widths.

import ArgumentParser
import Delimited

/// How a listing is written.
enum ListingFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// One cell.
enum Cell {
    case text(String)
    case number(Int64)
    case none

    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .none: ""
        }
    }

    var json: String {
        switch self {
        case .text(let text): JSONText.quoted(text)
        case .number(let number): String(number)
        case .none: "null"
        }
    }
}

/// Writes rows in the chosen format to standard output.
struct Listing {
    private let columns: [String]
    private let format: ListingFormat
    /// Places of columns that a table leaves out for want of room.
    private let hidden: Set<Int>
    private var output = StandardOutput()
    private var rows: [[Cell]] = []
    private var count = 0

    init(_ columns: [String], format: ListingFormat, hidden: [String] = []) {
        self.columns = columns
        self.format = format
        self.hidden = Set(hidden.compactMap { columns.firstIndex(of: $0) })
        switch format {
        case .csv: output.write(csv(columns))
        case .json: output.write("[")
        case .table: break
        }
    }

    mutating func add(_ cells: [Cell]) {
        switch format {
        case .csv: output.write(csv(cells.map(\.text)))
        case .json:
            let fields = zip(columns, cells).map { "\(JSONText.quoted($0)):\($1.json)" }
            output.write((count == 0 ? "\n" : ",\n") + "{" + fields.joined(separator: ",") + "}")
        case .table: rows.append(cells)
        }
        count += 1
    }

    /// Ends the listing. `nothing` is what a person reads when there is no row.
    mutating func finish(nothing: String) {
        switch format {
        case .csv: break
        case .json: output.write(count == 0 ? "]\n" : "\n]\n")
        case .table:
            let shown = columns.indices.filter { !hidden.contains($0) }
            let kept = rows.map { row in shown.map { row[$0] } }
            output.write(rows.isEmpty ? nothing + "\n" : TextTable.render(shown.map { columns[$0] }, kept))
        }
        output.flush()
    }

    private func csv(_ fields: [String]) -> String {
        var writer = DelimitedWriter()
        writer.row(fields)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }
}

/// Columns padded to the width of their widest cell; numbers to the right.
enum TextTable {
    static func render(_ columns: [String], _ rows: [[Cell]], indent: String = "") -> String {
        var widths = columns.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], cell.text.count)
            }
        }
        var text = ""
        func line(_ cells: [(String, Bool)]) {
            var parts: [String] = []
            for (index, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: max(0, widths[index] - cell.0.count))
                parts.append(cell.1 ? padding + cell.0 : cell.0 + padding)
            }
            var joined = indent + parts.joined(separator: "  ")
            while joined.last == " " { joined.removeLast() }
            text += joined + "\n"
        }
        line(columns.map { ($0.uppercased().replacing("_", with: " "), false) })
        for row in rows {
            line(
                row.prefix(widths.count).map { cell in
                    if case .number = cell { return (cell.text, true) }
                    return (cell.text, looksLikeAmount(cell.text))
                })
        }
        return text
    }

    private static func looksLikeAmount(_ text: String) -> Bool {
        guard let point = text.lastIndex(of: "."), text.distance(from: point, to: text.endIndex) == 3 else {
            return false
        }
        return text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
    }
}

/// JSON strings.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
