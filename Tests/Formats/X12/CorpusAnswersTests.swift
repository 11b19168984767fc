// The corpus again: each planted fault is found under a code of its own, the 999 says what an independent validator says,
// and every file is written again byte for byte. Skipped where the corpus is absent.

import Foundation
import Parsing
import Testing

@testable import X12

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/corpus/x12").standardized

private func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { !["INDEX.tsv", "README.txt", "expected"].contains($0.lastPathComponent) }
        .sorted { $0.lastPathComponent < $1.lastPathComponent }
}

private func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

/// Which code tells which fault of the corpus, beside what follows from it.
private let faults: [(fault: String, code: String, element: String?)] = [
    ("isa-short", "interchange.header-unpadded", nil), ("isa-version", "interchange.version", "ISA12"),
    ("isa-dup", "interchange.duplicate", "ISA13"), ("iea-count", "interchange.group-count", "IEA01"),
    ("iea-control", "interchange.control-number", "IEA02"), ("no-iea", "interchange.trailer-missing", nil),
    ("truncated", "set.trailer-missing", nil), ("ge-count", "group.set-count", "GE01"),
    ("ge-control", "group.control-number", "GE02"), ("no-ge", "group.trailer-missing", nil),
    ("gs-version", "group.version", "GS08"), ("se-count", "set.segment-count", "SE01"),
    ("se-control", "set.control-number", "SE02"), ("no-se", "set.trailer-missing", nil),
    ("st-dup", "set.duplicate", "ST02"), ("st-unknown", "set.type", "ST01"), ("no-trn", "segment.missing", nil),
    ("no-bpr", "segment.missing", nil), ("unknown-seg", "segment.unrecognized", nil),
    ("misplaced-seg", "segment.unexpected", nil), ("repeat-seg", "segment.maximum", nil),
    ("elem-missing", "element.missing", "CLP03"), ("elem-long", "element.long", "CLP01"),
    ("elem-code", "element.deciding-code", "CLP02"), ("elem-date", "element.date", "DTM02"),
    ("elem-num", "element.characters", "CLP04"), ("elem-many", "element.too-many", "CLP15"),
    ("seg-trailing", "segment.trailing-separators", nil), ("bal-bpr", "835.transaction-balance", nil),
    ("bal-claim", "835.claim-balance", "CLP04"), ("bal-line", "835.line-balance", "SVC03"),
    ("bal-plb", "835.transaction-balance", nil), ("neg-bpr", "835.payment-negative", "BPR02"),
    ("cas-zero", "835.adjustment-zero", "CAS03"), ("code-carc", "835.reason-unknown", "CAS02"),
    ("lower-case", "835.none", nil), ("nul-bytes", "interchange.trailing-data", nil),
    ("bom", "interchange.byte-order-mark", nil),
]

@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder.path), "needs ../shared/corpus/x12"))
struct CorpusAnswersTests {
    @Test("Each planted fault is found at its element under its own code", arguments: faults.map(\.fault))
    func planted(fault: String) throws {
        let expected = try #require(faults.first { $0.fault == fault })
        let document = try Fixtures.read(bytes("bad-\(fault).edi"))
        let code = fault == "lower-case" ? "element.lower-case-name" : expected.code
        let found = document.findings.kept.first { $0.code == "x12." + code }
        #expect(found != nil, "\(document.codes)")
        if let element = expected.element { #expect(found?.location.element == element) }
    }

    /// IK3, IK4 (without the copy of the bad data) and IK5 lines, loops left out.
    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == "~" || $0 == "\n" }).compactMap {
            var elements = $0.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
            switch elements.first {
            case "IK3": elements[3] = ""
            case "IK4": elements = Array(elements.prefix(4))
            case "IK5", "AK2", "AK1": break
            default: return nil
            }
            return elements.joined(separator: "*")
        }
    }

    /// Where the independent validator says otherwise, and rightly or wrongly so.
    private static let otherwise: Set<String> = [
        // It says "unrecognized" for a known segment out of place, where the standard has codes 2, 5 and 7.
        "bad-misplaced-seg.edi", "bad-repeat-seg.edi", "cur-before-bpr.edi", "bad-no-bpr.edi",
        // It stops at CLP14, which the guide does not use, and does not count the elements behind it.
        "bad-elem-many.edi",
        // It rejects trailing separators; we note them (E).
        "bad-seg-trailing.edi",
        // It adds an IK3 for the missing SE, and no AK2 for a set that is not supported.
        "bad-no-se.edi", "bad-st-unknown.edi",
        // Interchanges refused by TA1 get no 999 from us; it answers them all the same.
        "bad-iea-control.edi", "bad-iea-count.edi", "bad-no-iea.edi", "bad-isa-dup.edi", "bad-truncated.edi",
        "bad820-iea-count.edi", "bad820-no-iea.edi",
        // It reads the first of two interchanges only.
        "mix-delims-between-interchanges.edi",
    ]

    @Test("The 999 says of segments and elements what the independent validator says")
    func independent() throws {
        var compared = 0
        for file in try files() where !Self.otherwise.contains(file.lastPathComponent) {
            let name = file.lastPathComponent
            guard let expected = try? bytes("expected/\(name).pyx12.999.edi") else { continue }
            let document = try Fixtures.read(bytes(name))
            var found: [String] = []
            for outcome in document.interchanges {
                let envelope = AnswerEnvelope(
                    answering: outcome.header, group: outcome.groups.first, interchangeControlNumber: 1,
                    groupControlNumber: 1, date: "20260302", time: "1015")
                found += lines(ImplementationAcknowledgement.bytes(for: outcome, in: envelope) ?? [])
            }
            #expect(found == lines(expected), "\(name)")
            compared += 1
        }
        #expect(compared > 20)
    }

    @Test("Our own answers to every file are clean")
    func ownAnswers() throws {
        for file in try files() {
            for outcome in try Fixtures.read(Array(Data(contentsOf: file))).interchanges {
                var envelope = AnswerEnvelope(
                    answering: outcome.header, group: outcome.groups.first, interchangeControlNumber: 1,
                    groupControlNumber: 1, date: "20260302", time: "1015")
                envelope.usage = "T"
                for answer in [
                    ImplementationAcknowledgement.bytes(for: outcome, in: envelope),
                    InterchangeAcknowledgement.bytes(for: outcome, in: envelope),
                ] {
                    guard let answer else { continue }
                    let own = try Fixtures.read(answer)
                    #expect(own.codes.isEmpty, "\(file.lastPathComponent): \(own.findings.kept.map(\.message))")
                }
            }
        }
    }

    @Test("Every file is written again byte for byte", arguments: [97, 1 << 16])
    func rewrite(size: Int) throws {
        for file in try files() {
            let original = Array(try Data(contentsOf: file))
            var rewriter = X12Rewriter()
            var output: [UInt8] = []
            try MemoryByteSource(original, pieceSize: size).forEachPiece { output += rewriter.rewrite($0) }
            output += rewriter.finish()
            #expect(output == original, "\(file.lastPathComponent)")
        }
    }
}
