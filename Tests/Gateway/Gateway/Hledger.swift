import Foundation
import Testing

/// hledger as a judge of the journals that a root has exported.
struct Hledger {
    private static let program = ["/usr/bin/hledger", "/usr/local/bin/hledger"].first(
        where: FileManager.default.isExecutableFile)
    static var isThere: Bool { program != nil }

    let root: HospitalRoot

    private func run(_ journals: [String], _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.program))
        process.arguments = journals.flatMap { ["-f", "\(root.path)/outbox/erp/\($0)"] } + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// Every journal in the outbox passes, and all of them together have the balances of the trial balance.
    func check() throws {
        guard Self.isThere else { return print("skipped: hledger is not installed") }
        let journals = root.files(below: "outbox/erp").filter { $0.hasSuffix("hledger.journal") }.sorted()
        #expect(!journals.isEmpty)
        let strict = try run(journals, ["check", "--strict"])
        #expect(strict.status == 0, "\(strict.output)")
        let listing = try run(journals, ["bal", "-N", "--flat", "--layout=bare", "-O", "csv"]).output
        var theirs: Set<String> = []
        for row in CSVLines.parse(listing).dropFirst() where row.count == 3 {
            theirs.insert(row.joined(separator: " "))
        }
        var ours: Set<String> = []
        for row in try root.export("trial-balance") {
            let balance = row["balance"] ?? ""
            if balance.allSatisfy({ "0.".contains($0) }) { continue }
            ours.insert("\(row["account"] ?? "") \(row["currency"] ?? "") \(balance)")
        }
        #expect(theirs == ours, "\(listing)")
    }
}
