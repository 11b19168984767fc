// The house has floors: an import only goes down, to a module that Package.swift declares, and never past a wall.

import Testing

enum Floors {
    /// Which floors the code of a floor may import from. Formats and Finance know nothing of each other or of Security;
    /// C libraries stay with those who wrap them.
    static let mayImport: [String: Set<String>] = [
        "CLibraries": [],
        "Money": ["Money"],
        "Formats": ["CLibraries", "Money", "Formats"],
        "Security": ["CLibraries", "Security"],
        "Transports": ["CLibraries", "Security", "Transports"],
        "Finance": ["Money", "Finance"],
        "Gateway": ["Money", "Formats", "Security", "Transports", "Finance", "Gateway"],
        "Service": ["Money", "Formats", "Security", "Transports", "Finance", "Gateway", "Service"],
        "Command": ["Money", "Formats", "Security", "Transports", "Finance", "Gateway", "Service", "Command"],
    ]

    /// What a single target may import besides: the store wraps its database.
    static let mayImportToo: [String: Set<String>] = ["Store": ["CLibraries"]]

    /// Lowest first.
    static let order = [
        "CLibraries", "Money", "Formats", "Security", "Transports", "Finance", "Gateway", "Service", "Command",
    ]

    /// What comes with the toolchain and needs no declaration.
    static let toolchain: Set<String> = [
        "Swift", "Foundation", "FoundationEssentials", "Glibc", "Darwin", "Musl", "Dispatch", "Synchronization",
        "Testing",
    ]

    /// What is wrong with the manifest itself.
    static func violations(in manifest: Manifest) -> [Violation] {
        var found: [Violation] = []
        func complain(_ rule: String) { found.append(Violation(path: "Package.swift", line: nil, rule: rule)) }
        var above: [ManifestTarget] = []
        for target in manifest.targets {
            for need in target.needs {
                guard let other = manifest.targets.first(where: { $0.name == need }) else { continue }
                if !above.contains(other) { complain("\(target.name) needs \(need), which does not stand above it") }
                if let floor = target.floor, !allows(target, other.floor) {
                    complain("\(target.name) on \(floor) may not need \(need) on \(other.floor ?? "no floor")")
                }
            }
            if let floor = target.floor {
                if !order.contains(floor) { complain("\(target.name) stands on no known floor: \(floor)") }
                if let last = above.last?.floor, rank(floor) < rank(last) {
                    complain("\(target.name) on \(floor) stands below a target on \(last)")
                }
            }
            above.append(target)
        }
        return found
    }

    /// What is wrong with the imports of a file.
    static func violations(in file: SourceFile, _ manifest: Manifest) -> [Violation] {
        guard let target = manifest.target(of: file.path) else {
            return [Violation(path: file.path, line: nil, rule: "no target of Package.swift holds this file")]
        }
        return imports(of: file).compactMap { line, module in
            if toolchain.contains(module) || module == target.name { return nil }
            let other = manifest.targets.first { $0.name == module.replacing("_", with: "-") || $0.name == module }
            if let floor = target.floor, let other, !allows(target, other.floor) {
                let rule = "\(floor) may not import \(module), which is on \(other.floor ?? "no floor")"
                return Violation(path: file.path, line: line, rule: rule)
            }
            if target.needs.contains(other?.name ?? module) { return nil }
            let rule = "\(module) is imported, but Package.swift does not say that \(target.name) needs it"
            return Violation(path: file.path, line: line, rule: rule)
        }
    }

    private static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
        let pattern =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?(\w+)/
        return file.code.enumerated().compactMap { index, line in
            guard line.contains("import") else { return nil }
            return line.firstMatch(of: pattern).map { (index + 1, String($0.1)) }
        }
    }

    private static func allows(_ target: ManifestTarget, _ other: String?) -> Bool {
        guard let floor = target.floor, let other else { return false }
        return mayImport[floor, default: []].union(mayImportToo[target.name, default: []]).contains(other)
    }

    private static func rank(_ floor: String) -> Int { order.firstIndex(of: floor) ?? order.count }
}

@Suite struct FloorTests {
    @Test func `package keeps the order of the floors`() {
        #expect(Manifest.ours.targets.count > 20)
        let violations = Floors.violations(in: .ours)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `imports go down, and only to what is declared`() {
        // Tests/Fuzzing is a package of its own: all that it builds is instrumented.
        let files = Repository.swift.filter { file in
            (file.path.hasPrefix("Sources/") || file.path.hasPrefix("Tests/")) && !file.path.hasPrefix("Tests/Fuzzing/")
        }
        let violations = files.flatMap { Floors.violations(in: $0, .ours) }
        #expect(violations.isEmpty, "\(violations.report)")
    }
}

@Suite struct FloorSelfTests {
    static let manifest = Manifest(
        """
        let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
            floor("Money", at: "Money"),
            // floor("Gone", at: "Formats/Gone"),
            floor("NACHA", at: "Formats/NACHA", needs: ["Money"]),
            floor(
                "Vault", at: "Security/Vault", needs: [crypto, .product(name: "Logging", package: "swift-log")]),
            floor("Ledger", at: "Finance/Ledger", needs: ["Money"]),
            .executableTarget(name: "hms-ach", dependencies: ["Ledger", "NACHA"], path: "Sources/Command"),
            tests("Ledger", at: "Finance/Ledger", needs: ["Ledger"]),
        """)

    @Test func `the manifest is read`() {
        let targets = Self.manifest.targets
        #expect(targets.map(\.name) == ["Money", "NACHA", "Vault", "Ledger", "hms-ach", "LedgerTests"])
        #expect(targets.map(\.floor) == ["Money", "Formats", "Security", "Finance", "Command", nil])
        #expect(
            targets.map(\.needs) == [
                [], ["Money"], ["Crypto", "Logging"], ["Money"], ["Ledger", "NACHA"], ["Ledger"],
            ])
        #expect(Floors.violations(in: Self.manifest).isEmpty)
    }

    @Test(arguments: [
        (#"floor("NACHA", at: "Formats/NACHA", needs: ["X12"]), floor("X12", at: "Formats/X12")"#, "stand above"),
        (#"floor("Store", at: "Gateway/Store"), floor("X12", at: "Formats/X12")"#, "stands below"),
        (#"floor("X12", at: "Formats/X12"), floor("Facts", at: "Finance/Facts", needs: ["X12"])"#, "may not need"),
        (
            #".systemLibrary(name: "CXML2", path: "Sources/CLibraries/CXML2"),"#
                + #"floor("Gateway", at: "Gateway/Gateway", needs: ["CXML2"])"#, "may not need"
        ),
        (#"floor("Bits", at: "Utilities/Bits")"#, "no known floor"),
    ])
    func `a manifest against the order is found`(text: String, rule: String) {
        #expect(Floors.violations(in: Manifest(text)).contains { $0.rule.contains(rule) })
    }

    @Test(arguments: [
        ("Sources/Finance/Ledger/A.swift", "import NACHA", "may not import"),
        ("Sources/Formats/NACHA/A.swift", "public import Vault", "may not import"),
        ("Sources/Formats/NACHA/A.swift", "#if os(Linux)\n    import struct Ledger.Entry\n#endif", "may not import"),
        ("Sources/Command/A.swift", "import Money", "does not say"),
        ("Sources/Security/Vault/A.swift", "import GRDB", "does not say"),
        ("Tests/Finance/Ledger/A.swift", "@testable import NACHA", "does not say"),
        ("Sources/Service/A.swift", "import Foundation", "no target"),
    ])
    func `an import against the rules is found`(path: String, text: String, rule: String) {
        let violations = Floors.violations(in: SourceFile(path: path, text: text), Self.manifest)
        #expect(violations.count == 1 && violations.allSatisfy { $0.rule.contains(rule) })
    }

    @Test func `a good import is not`() {
        let text = "import Crypto\n@preconcurrency public import Logging\n// import NACHA\nlet a = \"import NACHA\""
        let file = SourceFile(path: "Sources/Security/Vault/A.swift", text: text)
        #expect(Floors.violations(in: file, Self.manifest).isEmpty)
    }
}
