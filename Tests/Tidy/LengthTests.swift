// Files and functions stay short enough to be read in one go.

import Testing

enum Lengths {
    static let longestFile = 800
    /// Lines between the one that begins a function and its closing brace.
    static let longestFunction = 69

    static func fileViolations(in file: SourceFile) -> [Violation] {
        let count = lineCount(of: file)
        return count > longestFile ? [Violation(path: file.path, line: nil, rule: "the file has \(count) lines")] : []
    }

    static func lineCount(of file: SourceFile) -> Int { file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0) }

    static func functionViolations(in file: SourceFile) -> [Violation] {
        file.code.indices.compactMap { index in
            guard beginsFunction(file.code[index]), let end = end(of: index, in: file.code) else { return nil }
            let count = end - index - 1
            guard count > longestFunction else { return nil }
            return Violation(path: file.path, line: index + 1, rule: "the function has \(count) lines")
        }
    }

    private static func beginsFunction(_ line: Substring) -> Bool {
        guard line.contains("func ") || line.contains("init") || line.contains("subscript") else { return false }
        return line.firstMatch(of: /^\s*(?:@?\w+(?:\(\w+\))?\s+)*(?:func\s|(?:de)?init\b|subscript\b)/) != nil
    }

    /// The line of the closing brace, by its indentation; nil for a function of one line or without a body.
    private static func end(of start: Int, in code: [Substring]) -> Int? {
        let indentation = code[start].indentation
        for index in code.indices[(start + 1)...] {
            let line = code[index].drop { $0 == " " }
            if line.isEmpty || code[index].indentation > indentation { continue }
            if code[index].indentation < indentation { return nil }
            if line.hasPrefix("}") { return index }
            // What goes on with the signature: `) throws -> X {`, `where …`, `{`.
            if ![")", "where", "->", "{", "#"].contains(where: line.hasPrefix) { return nil }
        }
        return nil
    }
}

@Suite struct LengthTests {
    @Test func `no file is too long`() {
        let violations = Repository.sources.flatMap(Lengths.fileViolations)
        #expect(violations.isEmpty, "\(violations.report)")
        let counts = Repository.sources.map(Lengths.lineCount).sorted()
        print(
            "tidy: \(counts.count) files in Sources, median \(counts[counts.count / 2]) lines, longest \(counts.last ?? 0)"
        )
    }

    @Test func `no function is too long`() {
        let violations = Repository.sources.flatMap(Lengths.functionViolations)
        #expect(violations.isEmpty, "\(violations.report)")
    }
}

@Suite struct LengthSelfTests {
    static func function(_ opening: String, lines: Int) -> SourceFile {
        let body = (0..<lines).map { "        a[\($0)] = \"}\"" }.joined(separator: "\n")
        return SourceFile(planted: "struct A {\n    \(opening)\n\(body)\n    }\n\n    func after() {}\n}\n")
    }

    @Test func `a long file is found`() {
        let text = String(repeating: "//\n", count: 801)
        #expect(Lengths.fileViolations(in: SourceFile(planted: text)).count == 1)
        #expect(Lengths.fileViolations(in: SourceFile(planted: String(text.dropLast(3)))).isEmpty)
    }

    @Test(arguments: [
        "func a() {", "public static func a<B>(_ b: B) -> B where B: C {", "init?(\n        b: Int\n    ) throws {",
        "@inline(__always) mutating func a()\n    where B: C {", "deinit {", "subscript(index: Int) -> Int {",
    ])
    func `a long function is found`(opening: String) {
        let violations = Lengths.functionViolations(in: Self.function(opening, lines: 70))
        #expect(violations.map(\.line) == [2])
        #expect(Lengths.functionViolations(in: Self.function(opening, lines: 66)).isEmpty)
    }

    @Test func `a requirement without a body is no function of the length of the file`() {
        let body = (0..<100).map { "    case a\($0)" }.joined(separator: "\n")
        let text = "protocol A {\n    func a()\n}\n\nfunc b() {}\nenum C {\n\(body)\n}\n"
        #expect(Lengths.functionViolations(in: SourceFile(planted: text)).isEmpty)
    }
}
