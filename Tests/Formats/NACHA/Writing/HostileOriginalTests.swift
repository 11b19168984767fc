// Whatever the original, taking it apart, dividing and answering it ends in values or in an error, never in a trap.

import Money
import Parsing
import Testing

@testable import NACHA

@Suite struct HostileOriginalTests {
    /// A file of every class with some bytes changed: to digits, letters, blanks, or anything.
    private func damaged(seed: Int) throws -> [UInt8] {
        var generator = ContentsGenerator(seed: seed)
        let classes = seed % 4 == 0 ? [.advice] : ContentsGenerator.forwardClasses.filter { $0 != .advice }
        var bytes = try generator.contents(classes, entries: 2).bytes()
        for _ in 0..<generator.number(1...6) {
            let position = generator.number(0...(bytes.count - 1))
            let kinds: [ClosedRange<Int>] = [0x30...0x39, 0x41...0x5A, 0x20...0x20, 0...255]
            bytes[position] = UInt8(generator.number(kinds[generator.number(0...3)]))
        }
        if generator.flip() { bytes.removeLast(generator.number(0...(bytes.count / 2))) }
        return bytes
    }

    /// How many ways of a file ended in a value, not in an error.
    private func outcomes(_ bytes: [UInt8]) throws -> Int {
        let heading = try Plain.file()
        let day = try #require(Plain.day)
        var successes = 0
        func attempt(_ body: () throws -> Void) {
            do {
                try body()
                successes += 1
            } catch {
                #expect(error is NACHABuildFault || error is NACHAIrregularity || error is NACHADivisionRefusal)
            }
        }
        attempt { _ = try Written.read(bytes).contents.bytes() }
        attempt {
            var source = MemoryByteSource(bytes)
            _ = try NACHASplitter.split(&source, within: SplitLimits(entries: 3)) { _, _ in }
        }
        attempt {
            var source = MemoryByteSource(bytes)
            var merger = try NACHAMerger(as: heading) { _ in }
            try merger.add(&source)
            try merger.finish()
        }
        attempt {
            var source = MemoryByteSource(bytes)
            _ = try NACHAReverser.reverse(&source, as: heading, effective: day) { _ in }
        }
        return successes
    }

    @Test(arguments: 0..<60) func `damaged originals end in an error or a value`(seed: Int) throws {
        _ = try outcomes(try damaged(seed: seed))
    }

    @Test func `bytes of no format end in errors`() throws {
        var generator = ContentsGenerator(seed: 9)
        for count in [0, 1, 93, 94, 95, 940, 5000] {
            let bytes = (0..<count).map { _ in UInt8(generator.number(0...255)) }
            #expect(try outcomes(bytes) == 0)
        }
    }

    @Test func `extreme values are refused`() throws {
        for trace in [Int64.min, -1, Int64.max, 999_999_999_999_999] {
            #expect(throws: NACHABuildFault.self) { try Plain.contents([Plain.entry(trace: trace)]).bytes() }
        }
        for cents in [Int64.min, Int64.max] {
            #expect(throws: NACHABuildFault.self) { try Plain.contents([Plain.entry(cents: cents)]).bytes() }
        }
        for number in [Int.min, -1, 10_000_000, Int.max] {
            var heading = Plain.batch()
            heading.batchNumber = number
            #expect(throws: NACHABuildFault.self) { try Plain.contents(heading, [Plain.entry()]).bytes() }
        }
        for code in [Int.min, -22, 0, 58, 99, 122, Int.max] { #expect(AccountTransaction(code: code) == nil) }
        for text in ["", "R", "R0", "R00", "R99", "C01", "R1\u{E9}", "R001"] { #expect(ReturnCode(text) == nil) }
    }
}
