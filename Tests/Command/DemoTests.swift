// The demonstration, played as whoever calls `make demo` plays it.

import Foundation
import Testing

private enum GnuPG {
    static let isThere = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/gpg") }
}

/// The demonstration: it runs to its end, is the same each time, and says when a proof fails.
@Suite(.serialized, .enabled(if: GnuPG.isThere, "gpg is not there"))
struct DemoTests {
    private static let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "README.md")

    @Test func itIsTheSameEachTime() throws {
        let program = try Program()
        let first = try program.run(["demo"], in: program.folder)
        #expect(first.status == 0, "\(first.talk)\n\(first.output)")
        #expect(first.talk.isEmpty)
        let lines = first.output.split(separator: "\n", omittingEmptySubsequences: false)
        let proofs = lines.drop { $0 != "PROVED" }.dropFirst().prefix { !$0.isEmpty }
        #expect(proofs.count == 6 && proofs.allSatisfy { $0.hasPrefix("  yes  ") || $0.hasPrefix("  -    ") })
        // One screen: it is read, not scrolled through.
        #expect(lines.count <= 130 && lines.allSatisfy { $0.count <= 112 })
        for section in ["CAME IN", "BY AS2", "MATCHED", "DECIDED BY TWO PEOPLE", "THE CLOSE OF THE DAY"] {
            #expect(lines.contains { $0.hasPrefix(section) }, "\(section)")
        }
        // What the README shows of it is what it shows, line by line.
        let readme = try String(contentsOf: Self.readme, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let shown = readme.drop { !$0.hasPrefix("Mapleton General Hospital") }.prefix { $0 != "```" }
        #expect(shown.count > 40)
        for line in shown where line != "  ..." { #expect(lines.contains(line), "README.md: \(line)") }
        let second = try program.run(["demo"], in: program.folder)
        #expect(second.status == 0 && second.output == first.output)
        // What it leaves behind can be looked at.
        let trace = try program.run(["--root", "demo", "trace", "CV-835-20260309.edi"], in: program.folder)
        #expect(trace.status == 0)
        for words in ["message", "receipt", "given answered", "confirmed", "delivered"] {
            #expect(trace.output.contains(words), "\(words)")
        }
    }

    @Test func aProofThatFailsIsSaid() throws {
        let program = try Program()
        for tool in ["hledger", "openssl"] {
            let path = try program.write("#!/bin/sh\necho no\nexit 1\n", "tools/\(tool)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let path = "\(program.folder)/tools:\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        let outcome = try program.run(["demo"], environment: ["PATH": path], in: program.folder)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("  NO   hledger check --strict refuses the journal"))
        #expect(outcome.output.contains("openssl does not verify the message"))
    }

    @Test func aFolderOfSomebodyElseIsLeftAlone() throws {
        let program = try Program()
        try program.write("mine", "demo/notes.txt")
        #expect(try program.run(["demo"], in: program.folder).status == 5)
        #expect(FileManager.default.fileExists(atPath: "\(program.folder)/demo/notes.txt"))
    }
}
