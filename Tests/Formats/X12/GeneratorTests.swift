// Files of a generator kept beside the project: whatever valid variant it makes is accepted with every figure as it was meant,
// and each fault that it plants is found at its segment and element. Skipped where the generator or Python is absent.

import Foundation
import Parsing
import Testing

@testable import X12

private enum Generator {
    static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/tools/make-x12.py").standardized
    static let python = "/usr/bin/python3"
    static var isThere: Bool {
        FileManager.default.fileExists(atPath: script.path) && FileManager.default.isExecutableFile(atPath: python)
    }

    static func bytes(_ arguments: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script.path] + arguments.split(separator: " ").map(String.init) + ["-o", "-"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(data)
    }
}

private let variants = [
    "835 --claims 12 --seed 3", "835 --claims 12 --seed 4 --eol lf", "835 --claims 12 --seed 5 --eol crlf",
    "835 --claims 12 --seed 6 --term lf", "835 --claims 12 --seed 7 --term cr",
    "835 --claims 12 --seed 8 --sep | --comp > --rep ! --term ^", "835 --claims 12 --seed 9 --sep + --comp ; --term '",
    "835 --claims 20 --seed 10 --method CHK", "835 --claims 20 --seed 11 --method FWT",
    "835 --claims 20 --seed 12 --method NON", "835 --claims 30 --sets 5 --seed 13 --method mixed",
    "835 --claims 20 --seed 14 --plb none", "835 --claims 20 --seed 15 --plb many",
    "835 --claims 20 --seed 16 --plb fb",
    "835 --claims 60 --seed 17 --reversals 60", "835 --claims 60 --seed 18 --institutional 100",
    "835 --claims 60 --seed 19 --denials 90", "835 --claims 10 --seed 20 --lines 1-1",
    "835 --claims 8 --seed 21 --lines 20-30", "835 --claims 24 --sets 2 --groups 2 --interchanges 3 --seed 22",
    "835 --claims 8 --seed 23 --usage P --trn check",
    "820 --items 20 --seed 24 --kind x218", "820 --items 20 --seed 25 --kind x218 --adx 100",
    "820 --items 20 --seed 26 --kind x306", "820 --items 20 --seed 27 --kind generic",
    "820 --items 20 --seed 28 --kind generic --adx 100", "820 --items 20 --sets 4 --seed 29 --eol crlf",
    "820 --items 20 --seed 30 --sep | --comp > --term ^ --rep !",
]

/// A planted fault: the code it is told by, and where.
private struct Planted: Sendable {
    let fault: String
    let code: String
    let segment: String?
    let element: String?

    init(_ fault: String, _ code: String, _ segment: String? = nil, _ element: String? = nil) {
        self.fault = fault
        self.code = code
        self.segment = segment
        self.element = element
    }
}

private let faults = [
    Planted("isa-short", "interchange.header-unpadded", "ISA"),
    Planted("isa-version", "interchange.version", "ISA", "ISA12"),
    Planted("isa-dup", "interchange.duplicate", "ISA", "ISA13"),
    Planted("iea-count", "interchange.group-count", "IEA", "IEA01"),
    Planted("iea-control", "interchange.control-number", "IEA", "IEA02"),
    Planted("no-iea", "interchange.trailer-missing"), Planted("truncated", "set.trailer-missing", "ST"),
    Planted("ge-count", "group.set-count", "GE", "GE01"), Planted("ge-control", "group.control-number", "GE", "GE02"),
    Planted("no-ge", "group.trailer-missing", "GS"), Planted("gs-version", "group.version", "GS", "GS08"),
    Planted("se-count", "set.segment-count", "SE", "SE01"), Planted("se-control", "set.control-number", "SE", "SE02"),
    Planted("no-se", "set.trailer-missing", "ST"), Planted("st-dup", "set.duplicate", "ST", "ST02"),
    Planted("st-unknown", "set.type", "ST", "ST01"), Planted("no-trn", "segment.missing", "TRN"),
    Planted("no-bpr", "segment.missing", "BPR"), Planted("unknown-seg", "segment.unrecognized", "ZZZ"),
    Planted("misplaced-seg", "segment.unexpected", "SVC"), Planted("repeat-seg", "segment.maximum", "BPR"),
    Planted("elem-missing", "element.missing", "CLP", "CLP03"), Planted("elem-long", "element.long", "CLP", "CLP01"),
    Planted("elem-code", "element.code", "CLP", "CLP02"), Planted("elem-date", "element.date", "DTM", "DTM02"),
    Planted("elem-num", "element.characters", "CLP", "CLP04"), Planted("elem-many", "element.too-many", "CLP", "CLP15"),
    Planted("seg-trailing", "segment.trailing-separators", "CLP"),
    Planted("bal-bpr", "835.transaction-balance", "SE"), Planted("bal-claim", "835.claim-balance", "CLP", "CLP04"),
    Planted("bal-line", "835.line-balance", "SVC", "SVC03"), Planted("bal-plb", "payment.adjustment-sign", "SE"),
    Planted("neg-bpr", "835.payment-negative", "BPR", "BPR02"),
    Planted("cas-zero", "835.adjustment-zero", "CAS", "CAS03"),
    Planted("code-carc", "835.reason-unknown", "CAS", "CAS02"),
    Planted("lower-case", "element.lower-case-name", "NM1", "NM103"),
    Planted("nul-bytes", "interchange.trailing-data"), Planted("bom", "interchange.byte-order-mark"),
]

@Suite(.enabled(if: Generator.isThere, "needs ../shared/tools/make-x12.py and Python"))
struct GeneratorTests {
    @Test("Valid files of every kind are accepted and balance", arguments: variants)
    func valid(arguments: String) throws {
        let document = try Fixtures.read(Generator.bytes(arguments))
        let loud = document.findings.kept.filter { $0.severity > .notice }
        #expect(document.verdict == .accepted, "\(Set(loud.map(\.code)))")
        #expect(document.summary.transactions.allSatisfy { $0.payment?.isBalanced == true })
        #expect(document.interchanges.flatMap(\.groups).flatMap(\.sets).allSatisfy { $0.verdict == .accepted })
    }

    @Test("Each planted fault is found at its segment and element", arguments: faults.indices)
    func planted(index: Int) throws {
        let planted = faults[index]
        let sets = planted.fault == "st-dup" ? " --sets 2" : ""
        let document = try Fixtures.read(Generator.bytes("835 --claims 12 --seed 31\(sets) --fault \(planted.fault)"))
        let found = try #require(
            document.findings.kept.first { $0.code == "x12." + planted.code }, "\(planted.fault): \(document.codes)")
        if let segment = planted.segment { #expect(found.location.segment == segment) }
        #expect(found.location.element == planted.element)
    }

    @Test("A receiver that is not ours is found", arguments: ["835 --claims 4", "820 --items 4"])
    func receiver(arguments: String) throws {
        var options = X12Reader.Options()
        options.receivers = [InterchangeParty(qualifier: "ZZ", identifier: "HMSACH")]
        let document = try Fixtures.read(Generator.bytes(arguments + " --fault isa-receiver"), options: options)
        #expect(document.findings.kept.first?.code == "x12.interchange.receiver")
        #expect(try Fixtures.read(Generator.bytes(arguments), options: options).verdict == .accepted)
    }

    @Test("Faults of envelope and balance are found in an 820 too", arguments: ["x218", "x306", "generic"])
    func orders(kind: String) throws {
        for (fault, code) in [
            ("bal-bpr", "820.transaction-balance"), ("se-count", "set.segment-count"), ("st-dup", "set.duplicate"),
            ("se-control", "set.control-number"), ("iea-count", "interchange.group-count"),
        ] {
            let document = try Fixtures.read(
                Generator.bytes("820 --items 6 --sets 2 --seed 32 --kind \(kind) --fault \(fault)"))
            #expect(document.codes.contains(code), "\(fault): \(document.codes)")
            #expect(document.verdict == .rejected)
        }
    }
}
