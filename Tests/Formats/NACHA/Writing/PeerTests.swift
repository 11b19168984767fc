// What other people's readers say of our files. The peers are Python packages (achkit, achlens, carta-ach) in a virtual
// environment of their own, whose folder the environment variable HMS_ACH_PEERS names; without it these tests are skipped.

import Foundation
import Money
import Testing

@testable import NACHA

enum Peers {
    static let folder = ProcessInfo.processInfo.environment["HMS_ACH_PEERS"]
    static var interpreter: String? { folder.map { $0 + "/bin/python" } }
    static var isPresent: Bool { interpreter.map { FileManager.default.isExecutableFile(atPath: $0) } ?? false }

    /// For each file one line a peer: the file's name, the peer's, and what it said.
    static let script = """
        import json, sys
        from achkit.validate import validate as achkit_validate
        from achlens.core.validator import validate as achlens_validate
        from ach.parser import Parser

        def achkit(text):
            return sorted({e["code"] for e in achkit_validate(text)["errors"]})

        def achlens(text):
            report = achlens_validate(text)
            return sorted({f"{f.rule_id}" for f in report.findings if f.severity != "info"})

        def carta(text):
            data = json.loads(Parser(text).as_json())
            control, said = data["file_control"], set()
            entries = [entry for batch in data["batches"] for entry in batch["entries"]]
            if len(data["batches"]) != int(control["batch_count"]): said.add("BATCHES")
            if sum(1 + len(e["addenda"]) for e in entries) != int(control["entadd_count"]): said.add("ENTRIES")
            money = [(e["entry_detail"]["transaction_code"], int(e["entry_detail"]["amount"])) for e in entries]
            if sum(a for c, a in money if c[1] >= "5") != int(control["debit_amount"]): said.add("DEBITS")
            if sum(a for c, a in money if c[1] < "5") != int(control["credit_amount"]): said.add("CREDITS")
            return sorted(said)

        for path in sys.argv[1:]:
            text = open(path, encoding="ascii").read()
            for peer in (achkit, achlens, carta):
                try:
                    said = peer(text)
                except Exception as problem:
                    said = [type(problem).__name__ + " " + str(problem)[:60].replace("\\n", " ")]
                print(path.rsplit("/", 1)[1], peer.__name__, ",".join(said) or "accepted", sep="\\t")
        """
}

@Suite(.enabled(if: Peers.isPresent, "HMS_ACH_PEERS names no virtual environment with achkit, achlens and carta-ach"))
struct PeerTests {
    @Test func `peers read what we write`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nacha-peers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (name, bytes) in try Self.files() {
            let file = folder.appending(path: name)
            try Data(bytes).write(to: file)
            paths.append(file.path)
        }
        let outcomes = try Self.outcomes(paths)
        #expect(outcomes.count == paths.count * 3)
        for outcome in outcomes where !outcome.said.subtracting(Self.mistakes(outcome)).isEmpty {
            Issue.record("\(outcome.peer) says of \(outcome.file): \(outcome.said.sorted())")
        }
    }

    struct Outcome {
        let file: String
        let peer: String
        let said: Set<String>
    }

    /// What a peer says wrongly, or of a class that it does not know.
    static func mistakes(_ outcome: Outcome) -> Set<String> {
        switch (outcome.peer, outcome.file.prefix(3)) {
        // Its ADV entry has the columns of the others, and no side of 81 to 88.
        case ("carta", "ADV"): ["CREDITS", "DEBITS"]
        // Its totals know second digits 2, 3, 7 and 8 only, so returns and advices count for nothing.
        case ("achkit", "ADV"), ("achkit", "RET"):
            ["BAD_BATCH_CREDIT", "BAD_BATCH_DEBIT", "BAD_FILE_CREDIT", "BAD_FILE_DEBIT"]
        // It takes prenotes of general ledger and loan accounts (43, 48, 53) for live entries.
        case ("achlens", "PPD"), ("achlens", "CCD"), ("achlens", "WEB"), ("achlens", "REV"):
            ["ED008"]
        case ("achlens", "CTX"): ["ED008", "BH004"]
        // It knows those four classes only (and says BH004 of one of them), and no return or change.
        case ("achlens", _): outcome.said
        default: []
        }
    }

    /// Some files of every class, and answers to them.
    static func files() throws -> [(String, [UInt8])] {
        var files: [(String, [UInt8])] = []
        for entryClass in ContentsGenerator.forwardClasses {
            for seed in 1...3 {
                var generator = ContentsGenerator(seed: seed)
                let contents = asOriginated(generator.contents([entryClass, entryClass]))
                files.append(("\(entryClass.code)-\(seed)", try contents.bytes()))
            }
        }
        let originals = try AnsweringTests.originals(seed: 4).filter { $0.heading.entryClass == .prearranged }
        let code = try #require(ReturnCode("R02"))
        let account = Correction.accountNumber("1918171614")
        files.append(("RETURN", try sent(try originals.map { try $0.returned(code) })))
        files.append(("CHANGE", try sent(try originals.map { try $0.corrected(account) })))
        let effective = try #require(Plain.day)
        files.append(
            (
                "REVERSAL",
                try sent(try originals.filter(\.entry.movesMoney).map { try $0.reversed(effective: effective) })
            ))
        return files
    }

    /// What an originator leaves to the operator is blank, and the payment type of WEB is said.
    private static func asOriginated(_ contents: NACHAFileContents) -> NACHAFileContents {
        var contents = contents
        for batch in contents.batches.indices {
            contents.batches[batch].controlText = ""
            contents.batches[batch].heading.settlementDay = nil
            guard contents.batches[batch].heading.entryClass == .internet else { continue }
            contents.batches[batch].entries = contents.batches[batch].entries.map { entry in
                guard case .domestic(var domestic) = entry else { return entry }
                domestic.discretionaryData = "S"
                return .domestic(domestic)
            }
        }
        return contents
    }

    private static func sent(_ items: [BatchItem]) throws -> [UInt8] {
        var writer = try NACHAFileWriter(try Plain.file())
        for item in items { try writer.add(item) }
        try writer.finish()
        return writer.takeBytes()
    }

    private static func outcomes(_ paths: [String]) throws -> [Outcome] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Peers.interpreter))
        process.arguments = ["-c", Peers.script] + paths
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t").map(String.init)
            guard parts.count == 3 else { return nil }
            let said = parts[2] == "accepted" ? [] : parts[2].split(separator: ",").map(String.init)
            return Outcome(file: parts[0], peer: parts[1], said: Set(said))
        }
    }
}
