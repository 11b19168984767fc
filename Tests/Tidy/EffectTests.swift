// Clock, chance, environment and file manager are passed in: only the files at the edge reach for them.

import Testing

enum Effects {
    /// Every call that reaches past the arguments, with the files that may make it. A folder ends with a slash.
    static let edges: [String] = [
        "Sources/Command/",
        "Sources/Gateway/Gateway/Ground/DurableStep.swift",
        "Sources/Gateway/Gateway/Ground/SystemClock.swift",
        "Sources/Gateway/Gateway/Installation.swift",
        "Sources/Security/Vault/Entropy.swift",
        "Sources/Transports/SFTP/Carriers/",
    ]

    static let calls = [
        "Date()", "Date.now", "UUID()", "FileManager", "ProcessInfo", "Task.sleep", "Thread.sleep", "usleep(",
        "nanosleep(",
        "ContinuousClock", "SuspendingClock", "DispatchTime.now", "clock_gettime", "gettimeofday", "getenv(",
        "SystemRandomNumberGenerator", "getrandom(", "arc4random", ".randomElement()", ".shuffled()", ".random()",
        ".random(in:",
    ]

    static func violations(in file: SourceFile) -> [Violation] {
        if edges.contains(where: { $0.hasSuffix("/") ? file.path.hasPrefix($0) : file.path == $0 }) { return [] }
        return calls.filter(file.text.contains).flatMap { call in
            file.violations("`\(call)` away from the edges: have it passed in", in: file.code) { line in
                line.contains(call) && !line.contains("using:")
            }
        }
    }
}

@Suite struct EffectTests {
    @Test func `effects stay at the edges`() {
        let violations = Repository.sources.flatMap(Effects.violations)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    /// A name that no longer stands for a file would let nobody notice when it comes back.
    @Test func `every edge is there`() {
        let gone = Effects.edges.filter { edge in !Repository.sources.contains { $0.path.hasPrefix(edge) } }
        #expect(gone.isEmpty)
    }

    @Test(arguments: Effects.calls)
    func `a planted call is found`(call: String) {
        #expect(!Effects.violations(in: SourceFile(planted: "let a = \(call)")).isEmpty)
        #expect(Effects.violations(in: SourceFile(planted: "let a = \"\(call)\" // \(call)")).isEmpty)
    }

    @Test func `a generator that is passed in is no effect`() {
        #expect(Effects.violations(in: SourceFile(planted: "Int.random(in: 0..<9, using: &generator)")).isEmpty)
    }
}
