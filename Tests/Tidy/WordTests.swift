// Words that have no place: names that say nothing, calls that trap, notes to finish something later.

import Testing

enum Words {
    /// As words of a path: `ParserHelpers.swift` holds `Helpers`.
    static let banishedNames: Set<String> = [
        "Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Manager", "Misc",
    ]

    /// In code.
    static let traps = ["try!", "as!", "fatalError("]

    /// Anywhere, comments and strings too; in capitals only where they stand so.
    static let leftovers = ["TODO", "FIXME", "XXX", "not implemented"]

    static let unproven = ["@unchecked Sendable", "nonisolated(unsafe)"]

    static func nameViolations(of path: String) -> [Violation] {
        let words = path.matches(of: /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/).map { String($0.0) }
        return words.filter { banishedNames.contains($0.prefix(1).uppercased() + $0.dropFirst()) }.map {
            Violation(path: path, line: nil, rule: "a name with `\($0)` says nothing about what is inside")
        }
    }

    static func trapViolations(in file: SourceFile) -> [Violation] {
        traps.flatMap { trap in
            file.violations("`\(trap)` ends the program", in: file.code) { line in
                line.ranges(of: trap).contains { found in
                    found.lowerBound == line.startIndex || !line[line.index(before: found.lowerBound)].isWordPart
                }
            }
        }
    }

    static func leftoverViolations(in file: SourceFile) -> [Violation] {
        leftovers.filter(file.text.contains).flatMap { word in
            file.violations("`\(word)` is left over", in: file.lines) { $0.holdsWord(word) }
        }
    }

    /// What the compiler does not check must be proven in a comment on the line above.
    static func proofViolations(in file: SourceFile) -> [Violation] {
        file.code.indices.compactMap { index in
            guard let claim = unproven.first(where: file.code[index].contains) else { return nil }
            let above = index > 0 ? file.lines[index - 1].drop { $0 == " " } : ""
            if above.hasPrefix("//"), above.split(separator: " ").count > 3 { return nil }
            return Violation(path: file.path, line: index + 1, rule: "`\(claim)` without a sentence of proof above it")
        }
    }

    /// An identifier, a bracket or a literal followed by `!`: a forced unwrap, or a type that unwraps itself.
    static func unwrapViolations(in file: SourceFile) -> [Violation] {
        file.violations("`!` unwraps by force", in: file.code) { line in
            guard line.utf8.contains(UInt8(ascii: "!")) else { return false }
            return line.matches(of: /[\w)\]}>"?]!(?!=)/).contains { match in
                !["try", "as"].contains { line[...match.range.lowerBound].hasSuffix($0) }
            }
        }
    }
}

@Suite struct WordTests {
    @Test func `names say what is inside`() {
        let violations = Repository.swift.flatMap { Words.nameViolations(of: $0.path) }
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test(arguments: [
        Words.trapViolations, Words.leftoverViolations, Words.proofViolations, Words.unwrapViolations,
    ])
    func `sources hold none`(rule: @Sendable (SourceFile) -> [Violation]) {
        let violations = Repository.sources.flatMap(rule)
        #expect(violations.isEmpty, "\(violations.report)")
    }
}

@Suite struct WordSelfTests {
    @Test(arguments: [
        "Sources/Money/MoneyUtils.swift", "Sources/Common/A.swift", "Sources/helpers/A.swift", "Tests/X12Misc.swift",
        "Sources/Gateway/FileManager.swift",
    ])
    func `an empty name is found`(path: String) {
        #expect(Words.nameViolations(of: path).count == 1)
    }

    @Test func `a name that only sounds like one is not`() {
        #expect(Words.nameViolations(of: "Sources/Formats/X12/Commonwealth.swift").isEmpty)
    }

    @Test func `a trap is found`() {
        let file = SourceFile(planted: "let a = try! b()\nlet c = d as! E\nfatalError(\"f\")\n// try! as! \nhas!.f()")
        #expect(Words.trapViolations(in: file).map(\.line) == [1, 2, 3])
    }

    @Test func `a leftover is found`() {
        let text =
            "// TODO later\nlet a = \"XXX\" // FIXME\nthrow \"not implemented\"\nmkstemp(\"XXXXXX\")\nlet TODOS = 1"
        #expect(Set(Words.leftoverViolations(in: SourceFile(planted: text)).map(\.line)) == [1, 2, 3])
    }

    @Test func `a claim without proof is found`() {
        let bare = "// Why.\nlet a = 1\nfinal class A: @unchecked Sendable {}\nnonisolated(unsafe) var b = 1"
        #expect(Words.proofViolations(in: SourceFile(planted: bare)).map(\.line) == [3, 4])
        let proven = "// Sendable because every member is guarded by the lock.\nfinal class A: @unchecked Sendable {}"
        #expect(Words.proofViolations(in: SourceFile(planted: proven)).isEmpty)
    }

    @Test(arguments: [
        "a!", "a()!.b", "a[0]!", "a?.b!", "let a: Int!", "f(a!, b)", "\"\\(a!)\"", "[1]!", "{ a }()!", "let a: [B<C>]!",
    ])
    func `a forced unwrap is found`(code: String) {
        #expect(Words.unwrapViolations(in: SourceFile(planted: code)).count == 1)
    }

    @Test(arguments: [
        "a != b", "a!=b", "!a", "f(!a)", "a && !b", "// a!", "\"a!\"", "#if !os(Linux)", "a !== b", "\"\\(!a)!\"",
    ])
    func `a negation is none`(code: String) {
        #expect(Words.unwrapViolations(in: SourceFile(planted: code)).isEmpty)
    }
}
