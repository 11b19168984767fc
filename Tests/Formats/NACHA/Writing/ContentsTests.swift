// Typed values to bytes, to typed values, to the same bytes: for every class, and for what banks send.

import Money
import Parsing
import Testing

@testable import NACHA

/// What the tests of writing do again and again.
enum Written {
    static func read(_ bytes: [UInt8]) throws -> (contents: NACHAFileContents, report: NACHAReport) {
        var source = MemoryByteSource(bytes, pieceSize: 1000)
        return try NACHAFileContents.read(&source)
    }

    /// The contents without what a writer computes: numbers, traces, service classes.
    static func bare(_ contents: NACHAFileContents) -> NACHAFileContents {
        var bare = contents
        for batch in bare.batches.indices {
            bare.batches[batch].heading.batchNumber = nil
            bare.batches[batch].heading.serviceClass = nil
            for entry in bare.batches[batch].entries.indices {
                bare.batches[batch].entries[entry].trace = nil
                if case .advice(var advice) = bare.batches[batch].entries[entry] {
                    advice.sequence = nil
                    bare.batches[batch].entries[entry] = .advice(advice)
                }
            }
        }
        return bare
    }

    static func codes(_ report: NACHAReport) -> Set<String> { Set(report.findings.kept.map(\.code)) }
}

@Suite struct ContentsTests {
    @Test(arguments: ContentsGenerator.forwardClasses, 1...12)
    func `a class written is read without a finding, as the same values, and gives the same bytes`(
        entryClass: StandardEntryClass, seed: Int
    ) throws {
        var generator = ContentsGenerator(seed: seed)
        let given = generator.contents([entryClass, entryClass, entryClass])
        let ending = RecordEnding.allCases[seed % 3]
        let bytes = try given.bytes(ending: ending)
        let (read, report) = try Written.read(bytes)
        #expect(Written.codes(report) == [])
        #expect(Written.bare(read) == given)
        #expect(try read.bytes(ending: ending) == bytes)
        #expect(report.summary.entries == given.batches.reduce(0) { $0 + $1.entries.count })
    }

    @Test(arguments: 1...20) func `classes mix in one file`(seed: Int) throws {
        var generator = ContentsGenerator(seed: seed)
        let classes = ContentsGenerator.forwardClasses.filter { $0 != .advice }.shuffled(using: &generator.chance)
        let given = generator.contents(classes)
        let bytes = try given.bytes()
        let (read, report) = try Written.read(bytes)
        #expect(Written.codes(report) == [])
        #expect(Written.bare(read) == given)
        #expect(try read.bytes() == bytes)
        #expect(bytes.count % 950 == 0)
    }

    /// Samples that typed values cannot hold in full, or that a writer refuses: the record with the reason. Every other valid
    /// sample comes back byte for byte.
    static let irregular: [String: String] = [
        "ccd-txp-credit.ach": "batch header: columns 70-75 hold more than their value",
        "cor-c01.ach": "line 3: record 1 of the entry: column 80 holds more than its value",
        "cor-read.ach": "line 3: record 1 of the entry: column 80 holds more than its value",
        "dishonored-r68.ach": "nacha.build.side: transaction code: a return or change has a code ending in 1 or 6",
        "enr-read.ach": "line 3: record 0 of the entry: column 55 holds more than its value",
        "fixed-length.ach": "other lines",
        "gl-debit.ach": "other lines",
        "iat-4-batches.ach": "batch header: nacha.build.number: originator status code: of class IAT one of 1, 2",
        "iat-credit.ach": "line 3: record 0 of the entry: column 16 holds more than its value",
        "iat-mixed.ach": "batch header: nacha.build.number: originator status code: of class IAT one of 1, 2",
        "iat-return.ach": "line 3: record 0 of the entry: column 16 holds more than its value",
        "long-line.ach": "line 3 is written otherwise",
        "ppd-payroll-5-batches.ach": "line 30 is written otherwise",
        "return-web-2batches.ach": "line 5 is written otherwise",
        "xck-debit.ach": "nacha.build.amount: amount: above the limit of class XCK",
    ]

    @Test(
        .enabled(if: SharedCorpus.isPresent, "the shared sample files are not beside the package"),
        arguments: SharedCorpus.rows.filter { $0["verdict"] == "valid" && !$0["file"].hasSuffix(".gz") })
    func `a regular sample taken apart is built again byte for byte`(row: SharedCorpus.Row) throws {
        let original = try SharedCorpus.bytes(row["file"])
        let ending: RecordEnding =
            original.contains(0x0D) ? .carriageReturnLineFeed : original.contains(0x0A) ? .lineFeed : .none
        var outcome: String?
        do {
            let built = try Written.read(original).contents.bytes(ending: ending)
            outcome = Self.difference(built, original)
        } catch {
            outcome = "\(error)"
        }
        #expect(outcome == Self.irregular[row["file"]])
    }

    /// The first line that differs, from 1; nil where the bytes are the same but for a line end behind the last record.
    private static func difference(_ built: [UInt8], _ original: [UInt8]) -> String? {
        func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
        let same = original.last.map(isEnd) == true ? built : Array(built.prefix(original.count))
        if same == original { return nil }
        let (left, right) = (built.split(whereSeparator: isEnd), original.split(whereSeparator: isEnd))
        let index = zip(left, right).enumerated().first { Array($1.0) != Array($1.1) }?.offset
        return index.flatMap { left.count == right.count ? "line \($0 + 1) is written otherwise" : nil }
            ?? "other lines"
    }
}
