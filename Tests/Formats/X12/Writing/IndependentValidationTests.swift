// What we write, read by an independent validator: pyx12, in the Python environment that HMS_ACH_PEERS names. Skipped
// without it. It has maps for the 835, the premium 820, the 999 and the 4010 997; it has none for X306, the generic 820,
// the generic 997 of 005010 and the 824.

import Foundation
import Testing

@testable import X12

private let python = ProcessInfo.processInfo.environment["HMS_ACH_PEERS"].map {
    URL(filePath: $0).appending(path: "bin/python3")
}

/// Validates the files named; prints `NAME: error` lines, or nothing.
private let program = """
    import io, json, logging, sys
    import pyx12.params, pyx12.x12n_document
    logging.disable(logging.CRITICAL)
    for name in sys.argv[1:]:
        report = io.StringIO()
        try:
            valid = pyx12.x12n_document.x12n_document(pyx12.params.ParamsBase(), name, None, None, None, report)
        except Exception as error:
            print(name, type(error).__name__, error)
            continue
        if not valid:
            print(name, report.getvalue()[:4000])
    """

/// What the validator says against the files; empty where it finds no fault.
private func complaints(_ files: [String: [UInt8]]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "x12-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
    let process = Process()
    process.executableURL = python
    process.currentDirectoryURL = folder
    process.arguments = ["-c", program] + files.keys.sorted()
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
}

private func file(_ sets: [OutgoingSet]) throws -> [UInt8] {
    var writer = try X12Writer(OutgoingSamples.interchange)
    var bytes: [UInt8] = []
    for set in sets { bytes += try writer.write(set) }
    return bytes + (try writer.finish())
}

private func answers(_ text: [String]) throws -> [Acknowledgements.Answer] {
    let outcome = try #require(try Fixtures.read(text).interchanges.first)
    return Acknowledgements.answers(to: outcome) { group in
        AnswerEnvelope(
            answering: outcome.header, group: group, interchangeControlNumber: 7, groupControlNumber: 7,
            date: "20260302", time: "1015")
    }
}

@Suite(.enabled(if: python != nil, "needs HMS_ACH_PEERS, the folder of a Python environment with pyx12"))
struct IndependentValidationTests {
    @Test("835 and premium 820")
    func payments() throws {
        var files: [String: [UInt8]] = [:]
        for seed in 1...20 {
            // It takes one PLB segment a set at most, where the guide sets no bound.
            let advice = OutgoingSamples.advice(seed)
            let segments = advice.providerAdjustments.map { ($0.items.count + 5) / 6 }.reduce(0, +)
            if segments < 2 { files["835-\(seed).edi"] = try file([.claimPayment(advice)]) }
            files["820-\(seed).edi"] = try file([.premiumPayment(OutgoingSamples.premium(seed))])
        }
        #expect(files.count > 30)
        let found = try complaints(files)
        #expect(found.isEmpty, "\(found)")
    }

    @Test("999 and 997, accepting and rejecting")
    func answers() throws {
        let bad = Fixtures.claimPayment.map { $0.hasPrefix("CLP*A-2") ? "CLP*A-2*99*80*0X**12*ICN2" : $0 }
            .filter { !$0.hasPrefix("PER") }
        let cases: [(String, [String])] = [
            ("accepted", Fixtures.file),
            (
                "rejected",
                Fixtures.interchange([Fixtures.group([Fixtures.set(), Fixtures.set("835", bad, control: "0002")])])
            ),
            (
                "order",
                Fixtures.interchange(
                    [
                        Fixtures.group(
                            [
                                Fixtures.set(
                                    "820", Fixtures.paymentOrder.map { $0.hasPrefix("BPR") ? "BPR*C*1X*C" : $0 })
                            ],
                            type: "RA", version: "004010")
                    ], isa: Fixtures.isa(version: "00401").replacing("*^*", with: "*U*"))
            ),
        ]
        var files: [String: [UInt8]] = [:]
        for (name, text) in cases {
            for answer in try X12Tests.answers(text) { files["\(name)-\(answer.kind.rawValue).edi"] = answer.bytes }
        }
        #expect(files.keys.sorted() == ["accepted-999.edi", "order-997.edi", "rejected-999.edi"])
        let found = try complaints(files)
        #expect(found.isEmpty, "\(found)")
    }
}
