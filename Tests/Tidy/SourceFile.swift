// One file of the project, as text, as lines, and as bare code; and what the rules say about it.

/// A file by its path below the root. Tests make their own to plant a violation.
struct SourceFile: Sendable {
    let path: String
    let text: String
    /// Counted from 0; line 1 is `lines[0]`.
    let lines: [Substring]
    /// The lines with comments and the contents of strings blanked out.
    let code: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code =
            path.hasSuffix(".swift")
            ? CodeText.of(text).split(separator: "\n", omittingEmptySubsequences: false) : lines
    }

    /// Swift code for a self-test, in a folder that no rule makes an exception for.
    init(planted text: String) { self.init(path: "Sources/Money/Planted.swift", text: text) }

    /// One for each line of `lines` on which `isWrong` holds.
    func violations(_ rule: String, in lines: [Substring], where isWrong: (Substring) -> Bool) -> [Violation] {
        lines.indices.filter { isWrong(lines[$0]) }.map { Violation(path: path, line: $0 + 1, rule: rule) }
    }
}

/// What breaks a rule, where, and which rule.
struct Violation: Sendable, Hashable, CustomStringConvertible {
    let path: String
    /// Counted from 1; nil when it is the whole file.
    let line: Int?
    let rule: String

    var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(rule)" }
}

extension [Violation] {
    /// One a line, for the test's report.
    var report: String { "\n" + map(\.description).joined(separator: "\n") }
}

extension StringProtocol {
    var indentation: Int { prefix { $0 == " " }.count }

    /// Whether the text holds the word, with no letter or digit on either side of it.
    func holdsWord(_ word: String) -> Bool {
        var rest = self[startIndex...]
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound > startIndex ? self[index(before: found.lowerBound)] : " "
            let after = found.upperBound < endIndex ? self[found.upperBound] : " "
            if !before.isWordPart, !after.isWordPart { return true }
            rest = self[found.upperBound...]
        }
        return false
    }
}

extension Character {
    var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
