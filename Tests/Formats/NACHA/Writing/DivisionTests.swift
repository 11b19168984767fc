// Splitting and merging lose nothing, add nothing and keep every entry's bytes.

import Money
import Parsing
import Testing

@testable import NACHA

@Suite struct DivisionTests {
    private func parts(_ bytes: [UInt8], _ limits: SplitLimits) throws -> (files: [[UInt8]], parts: [SplitPart]) {
        var files: [[UInt8]] = []
        var source = MemoryByteSource(bytes, pieceSize: 999)
        let parts = try NACHASplitter.split(&source, within: limits) { part, piece in
            while files.count <= part { files.append([]) }
            piece.withUnsafeBytes { files[part].append(contentsOf: $0) }
        }
        return (files, parts)
    }

    private func merged(_ files: [[UInt8]], as heading: FileHeading) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var merger = try NACHAMerger(as: heading) { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        for file in files {
            var source = MemoryByteSource(file, pieceSize: 999)
            try merger.add(&source)
        }
        try merger.finish()
        return bytes
    }

    /// The 6 and 7 records, in order.
    private func entryRecords(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x0A).map { Array($0) }.filter { $0[0] == 0x36 || $0[0] == 0x37 }
    }

    static let limits: [SplitLimits] = [
        SplitLimits(entries: 7), SplitLimits(bytes: 950 * 3), SplitLimits(cents: 60_000_000_000),
        SplitLimits(bytes: 950 * 6, entries: 11, cents: 90_000_000_000),
        SplitLimits(bytes: 950 * 8, keepsBatchesWhole: true), SplitLimits(entries: 9, keepsBatchesWhole: true),
    ]

    @Test(arguments: limits, 1...6)
    func `parts are within their limits, and merged again hold every entry as it was`(
        limits: SplitLimits, seed: Int
    ) throws {
        var generator = ContentsGenerator(seed: seed)
        let classes = ContentsGenerator.forwardClasses.filter { $0 != .advice }
        var contents = generator.contents(classes.shuffled(using: &generator.chance))
        contents.heading.idModifier = "X"
        let original = try contents.bytes()
        let whole = try Written.read(original)
        let (files, parts) = try parts(original, limits)
        #expect(files.count > 1 && files.count == parts.count)
        #expect(files.flatMap { entryRecords($0) } == entryRecords(original))
        for (file, part) in zip(files, parts) {
            let (read, report) = try Written.read(file)
            #expect(report.findings.errorCount == 0 && report.findings.warningCount == 0)
            #expect(read.heading.idModifier == part.idModifier && report.summary.entries == part.entries)
            if let most = limits.bytes { #expect(file.count <= most) }
            if let most = limits.entries { #expect(part.entries <= most) }
            if let most = limits.cents { #expect(max(part.debits, part.credits) <= most) }
            if limits.keepsBatchesWhole {
                for batch in read.batches { #expect(whole.contents.batches.contains(batch)) }
            }
        }
        #expect(Set(parts.map(\.idModifier)).count == parts.count && parts.first?.idModifier == "X")
        #expect(parts.reduce(0) { $0 + $1.credits } == whole.report.summary.creditCents)
        #expect(parts.reduce(0) { $0 + $1.debits } == whole.report.summary.debitCents)
        let again = try merged(files, as: whole.contents.heading)
        let (_, report) = try Written.read(again)
        #expect(entryRecords(again) == entryRecords(original))
        #expect(report.findings.errorCount == 0 && report.summary.creditCents == whole.report.summary.creditCents)
        if limits.keepsBatchesWhole { #expect(again == original) }
    }

    @Test func `a file within its limits comes out as it went in`() throws {
        var generator = ContentsGenerator(seed: 1)
        let original = try generator.contents([.prearranged, .corporateExchange, .international]).bytes()
        #expect(try parts(original, SplitLimits()).files == [original])
        let advices = try generator.contents([.advice, .advice]).bytes()
        #expect(try parts(advices, SplitLimits(entries: 100)).files == [advices])
    }

    private func file(_ idModifier: String, _ change: (inout NACHAFileContents) -> Void = { _ in }) throws -> [UInt8] {
        var contents = try Plain.contents([Plain.entry(), Plain.entry(.debit, cents: 7)])
        contents.heading.idModifier = idModifier
        change(&contents)
        return try contents.bytes()
    }

    @Test func `batches of merged files are numbered anew, and traces that meet stay in their batches`() throws {
        let bytes = try merged([try file("A"), try file("B"), try file("C")], as: try Plain.file(idModifier: "M"))
        let (read, report) = try Written.read(bytes)
        #expect(report.findings.errorCount == 0 && report.findings.warningCount == 0)
        #expect(read.batches.map(\.heading.batchNumber) == [1, 2, 3])
        #expect(Set(read.batches.map { $0.entries.map(\.trace) }).count == 1)
        #expect(report.summary.creditCents == 3 * 12_345)
    }

    @Test func `conflicts are refused with their reason`() throws {
        let heading = try Plain.file(idModifier: "M")
        let broken = String(decoding: try file("B"), as: UTF8.self).replacing("   0000012345", with: "   0000012346")
        var generator = ContentsGenerator(seed: 5)
        let advice = generator.contents([.advice])
        let cases: [(NACHADivisionRefusal.Reason, [[UInt8]])] = [
            (.destination, [try file("A"), try file("B") { $0.heading.destination = "091000019" }]),
            (.origin, [try file("A") { $0.heading.origin = "1999999999" }]),
            (.repeated, [try file("A"), try file("A")]),
            (.originalFaulty, [Array(broken.utf8)]),
            (
                .advice,
                [
                    try file("A"),
                    try file("B") { $0.batches = advice.batches },
                ]
            ),
        ]
        for (reason, files) in cases {
            let refusal = #expect(throws: NACHADivisionRefusal.self) { try merged(files, as: heading) }
            #expect(refusal?.reason == reason)
        }
        let tooGreat: [(NACHADivisionRefusal.Reason, SplitLimits)] = [
            (.tooGreat, SplitLimits(bytes: 400)), (.tooGreat, SplitLimits(entries: 1, keepsBatchesWhole: true)),
            (.tooGreat, SplitLimits(cents: 100)),
        ]
        for (reason, limits) in tooGreat {
            let refusal = #expect(throws: NACHADivisionRefusal.self) { try parts(try file("A"), limits) }
            #expect(refusal?.reason == reason)
        }
        let many = try Plain.contents((1...40).map { _ in Plain.entry() }).bytes()
        let refusal = #expect(throws: NACHADivisionRefusal.self) { try parts(many, SplitLimits(entries: 1)) }
        #expect(refusal?.reason == .tooMany)
    }
}
