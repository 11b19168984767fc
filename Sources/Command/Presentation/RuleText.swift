// One rule of the catalogue for people: what it means, what to do, what breaks it and how it should be, with a caret under
// the columns in which the two differ.

import Foundation
import Parsing

enum RuleText {
    static func text(_ rule: FindingRule, _ style: Style) -> String {
        let emphasis: Style.Emphasis =
            switch rule.severity {
            case .error: .red
            case .warning: .yellow
            case .notice: .blue
            }
        var text = "\(style(.bold, rule.code))  \(style(emphasis, rule.severity.rawValue))\n"
        text += "\(rule.meaning)\nWhat to do: \(rule.cure)\n"
        if rule.leavesGap {
            text += "No partner's profile can tolerate it: part of the document is not understood where it is broken.\n"
        }
        if !rule.wrong.isEmpty { text += "\nWrong:\n" + lines(rule.wrong, beside: rule.right, style, emphasis) }
        if !rule.right.isEmpty { text += "\nRight:\n" + lines(rule.right, beside: rule.wrong, style, .green) }
        return text
    }

    static func json(_ rule: FindingRule) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = RuleObject(
            code: rule.code, severity: rule.severity.rawValue, meaning: rule.meaning, cure: rule.cure,
            wrong: rule.wrong,
            right: rule.right, leavesGap: rule.leavesGap)
        guard let data = try? encoder.encode(object) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// The lines of an example, each with a caret under what the other has otherwise. Lines are compared one by one, and only
    /// where both examples have as many.
    static func lines(_ example: String, beside other: String, _ style: Style, _ emphasis: Style.Emphasis) -> String {
        let own = example.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        let others = other.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        var text = ""
        for (index, line) in own.enumerated() {
            text += "    " + String(line) + "\n"
            guard own.count == others.count, let range = difference(line, others[index]) else { continue }
            let marks = String(repeating: "^", count: range.count)
            text += "    " + String(repeating: " ", count: range.lowerBound) + style(emphasis, marks) + "\n"
        }
        return text
    }

    /// The columns of a line that are not those of another; nil where they are alike or have nothing in common.
    static func difference(_ line: [Character], _ other: [Character]) -> Range<Int>? {
        if line == other { return nil }
        var start = 0
        while start < line.count, start < other.count, line[start] == other[start] { start += 1 }
        var end = 0
        while end < line.count - start, end < other.count - start,
            line[line.count - 1 - end] == other[other.count - 1 - end]
        {
            end += 1
        }
        if start == 0 && end == 0 { return nil }
        // What only the other has leaves nothing to mark but the place.
        return start..<max(start + 1, line.count - end)
    }
}

private struct RuleObject: Encodable {
    let code: String
    let severity: String
    let meaning: String
    let cure: String
    let wrong: String
    let right: String
    let leavesGap: Bool

    enum CodingKeys: String, CodingKey {
        case code, severity, meaning, cure, wrong, right
        case leavesGap = "leaves_gap"
    }
}
