// What lies where: a header on every file, nothing strange at the top, nothing that only fits one machine.

import Testing

enum Places {
    /// What belongs at the top, then what git ignores there.
    static let top: Set<String> = [
        ".ci", ".git", ".gitignore", ".swift-format", "Benchmarks", "Config", "LICENSE", "Makefile", "Package.swift",
        "README.md", "Sources", "Tests", "inbox", "outbox", "systemd",
        ".swiftpm", "Package.resolved", "demo", "state",
    ]

    static func topViolations(in names: [String]) -> [Violation] {
        names.filter { !top.contains($0) && !$0.hasPrefix(".build") }
            .map { Violation(path: $0, line: nil, rule: "does not belong at the top of the repository") }
    }

    static func headerViolations(in file: SourceFile) -> [Violation] {
        let first = file.lines.first ?? ""
        if first.hasPrefix("// "), first.split(separator: " ").count > 2 { return [] }
        return [Violation(path: file.path, line: 1, rule: "no header comment says what the file is for")]
    }

    static func machineViolations(in file: SourceFile) -> [Violation] {
        // Not spelled out, or the rule would find itself.
        ["work", "home", "root"].map { "/" + $0 + "/" }.filter(file.text.contains).flatMap { folder in
            file.violations("`\(folder)` is a path of one machine", in: file.lines) { line in
                line.ranges(of: folder).contains { found in
                    guard found.lowerBound > line.startIndex else { return true }
                    let before = line[line.index(before: found.lowerBound)]
                    return !before.isWordPart && !".~*})".contains(before)
                }
            }
        }
    }
}

@Suite struct PlaceTests {
    @Test func `the top holds what belongs there`() {
        let violations = Places.topViolations(in: Repository.topLevel)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `every source begins by saying what it is for`() {
        let violations = Repository.sources.flatMap(Places.headerViolations)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `no file knows the machine it was written on`() {
        let violations = (Repository.texts + [Repository.manifest]).flatMap(Places.machineViolations)
        #expect(violations.isEmpty, "\(violations.report)")
    }
}

@Suite struct PlaceSelfTests {
    @Test func `a stray file at the top is found`() {
        #expect(
            Places.topViolations(in: ["Sources", ".build", "notes.txt", "Scripts"]).map(\.path) == [
                "notes.txt", "Scripts",
            ])
    }

    @Test(arguments: ["import Money\n// Later.", "", "//\nimport Money", "// Money", "/// Adds two amounts."])
    func `a missing header is found`(text: String) {
        #expect(Places.headerViolations(in: SourceFile(planted: text)).count == 1)
    }

    @Test(arguments: ["work", "home", "root"])
    func `a path of a machine is found`(folder: String) {
        let path = "/" + folder + "/"
        #expect(Places.machineViolations(in: SourceFile(planted: "let a = 1\nlet b = \"\(path)x\"")).map(\.line) == [2])
        #expect(Places.machineViolations(in: SourceFile(planted: "let b = \"net\(path)x ..\(path)\"")).isEmpty)
    }
}
