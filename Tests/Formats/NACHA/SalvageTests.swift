// What is saved of a broken file: the sound batches, the sound entries of the others, and an account of the rest.

import Parsing
import Testing

@testable import NACHA

@Suite struct SalvageTests {
    /// Keeps which entries are sound, and what the others' errors are.
    private struct Rescuer: NACHAHandler {
        var takesEntries: Bool { true }
        var sound: [Int] = []
        var unsound: [Int: [String]] = [:]
        var accounts: [BatchAccount] = []
        mutating func entries(_ rows: NACHAEntryRows) {
            for entry in rows.entries {
                if entry.isSound {
                    sound.append(entry.ordinal)
                } else {
                    unsound[entry.ordinal] = rows.findings(of: entry).map(\.code)
                }
            }
        }
        mutating func batchEnded(_ account: BatchAccount) { accounts.append(account) }
    }

    /// Three batches of three entries each: lines 1; 2-6; 7-11; 12-16; 17.
    static let lines = ComposedFile.lines(
        (0..<3).map { batch in
            ComposedBatch(
                records: (1...3).map { ComposedFile.entry($0 == 2 ? 27 : 22, 100 * $0, Int64(batch) * 10 + $0) })
        })

    private func rescue(_ bytes: [UInt8], pieceSize: Int = 1 << 18) throws -> (Rescuer, SalvageAccount) {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        var rescuer = Rescuer()
        let account = try NACHASalvage.read(&source, into: &rescuer)
        return (rescuer, account)
    }

    @Test func `of a sound file everything is saved`() throws {
        let (rescuer, account) = try rescue(Fixture.file(Self.lines))
        #expect(account.isWhole && account.soundBatches == 3 && account.entriesInSoundBatches == 9)
        #expect(account.soundCredits == 1200 && account.soundDebits == 600 && account.unsound.isEmpty)
        #expect(rescuer.sound == Array(0..<9) && rescuer.accounts.map(\.ordinal) == [1, 2, 3])
        #expect(rescuer.accounts.allSatisfy { $0.isSound && $0.addsUp && $0.entries == 3 })
    }

    @Test func `one bad entry leaves its neighbours and the other batches`() throws {
        // The check digit of the second entry of the second batch.
        let (rescuer, account) = try rescue(Fixture.file(Fixture.changed(Self.lines, line: 9, column: 12, "1")))
        #expect(rescuer.sound == [0, 1, 2, 3, 5, 6, 7, 8])
        #expect(rescuer.unsound == [4: ["nacha.entry.check-digit"]])
        #expect(account.soundBatches == 2 && account.unsoundBatches == 1 && !account.isWhole)
        #expect(account.soundEntriesInUnsoundBatches == 2 && account.unsoundEntries == 1)
        let batch = try #require(account.unsound.first)
        #expect(batch.ordinal == 2 && batch.line == 7 && batch.addsUp)
        #expect(batch.soundCredits == 400 && batch.soundDebits == 0 && batch.unsoundDebits == 200)
        #expect(batch.findings.map(\.location.line) == [9])
        #expect(!account.outside.hasErrors)
    }

    @Test func `a batch that does not add up is not sound, its entries are`() throws {
        let (rescuer, account) = try rescue(Fixture.file(Fixture.changed(Self.lines, line: 11, column: 20, "7")))
        #expect(rescuer.sound.count == 9 && rescuer.unsound.isEmpty)
        let batch = try #require(account.unsound.first)
        #expect(batch.ordinal == 2 && !batch.addsUp && batch.findings.map(\.code) == ["nacha.batch.entry-hash"])
        #expect(account.soundBatches == 2)
    }

    @Test func `a batch without control, and a file without end`() throws {
        let (_, first) = try rescue(Fixture.file(Self.lines.indices.filter { $0 != 10 }.map { Self.lines[$0] }))
        #expect(first.unsound.map(\.ordinal) == [2] && first.unsound.first?.control == nil)
        #expect(first.unsound.first?.findings.map(\.code) == ["nacha.batch.no-control"])
        let (_, second) = try rescue(Fixture.file(Array(Self.lines[..<14]), filled: false))
        #expect(second.soundBatches == 2 && second.unsound.map(\.ordinal) == [3])
        #expect(second.outside.counts["nacha.file.no-control"] == 1)
    }

    @Test func `a bad header and a record of no type belong to their batch`() throws {
        let (_, first) = try rescue(Fixture.file(Fixture.changed(Self.lines, line: 7, column: 2, "999")))
        #expect(first.unsound.map(\.ordinal) == [2] && first.unsound.first?.header?.serviceClass == 999)
        let (rescuer, second) = try rescue(Fixture.file(Fixture.changed(Self.lines, line: 9, column: 1, "4")))
        #expect(second.unsound.map(\.ordinal) == [2] && second.unsound.first?.addsUp == false)
        #expect(second.unsound.first?.findings.first?.code == "nacha.record.type" && rescuer.sound.count == 8)
    }

    @Test func `a fault before an entry is known belongs to that entry`() throws {
        // The record is cut short: found while it is framed, before it is taken as an entry.
        var lines = Self.lines.map { ComposedFile.padded($0, 94) }
        lines[8] = String(lines[8].prefix(90))
        let (rescuer, account) = try rescue(Array((lines.joined(separator: "\n") + "\n").utf8))
        #expect(rescuer.unsound[4]?.first == "nacha.record.truncated" && rescuer.unsound.count == 1)
        #expect(account.unsound.map(\.ordinal) == [2])
    }

    @Test func `entries outside of any batch have an account without header`() throws {
        let (_, account) = try rescue(Fixture.file(Self.lines.indices.filter { $0 != 6 }.map { Self.lines[$0] }))
        let stray = try #require(account.unsound.first)
        #expect(stray.header == nil && stray.entries == 3 && stray.unsoundEntries == 3 && account.soundBatches == 2)
    }

    @Test func `any cut into pieces gives the same account`() throws {
        let bytes = Fixture.file(Fixture.changed(Self.lines, line: 9, column: 12, "1"))
        let (expected, _) = try rescue(bytes)
        for size in [1, 94, 95, 300] {
            let (rescuer, account) = try rescue(bytes, pieceSize: size)
            #expect(rescuer.sound == expected.sound && rescuer.unsound == expected.unsound)
            #expect(account.unsound.map(\.findings) == [expected.accounts[1].findings])
        }
    }

    @Test func `whatever the bytes, sound and unsound entries add up to all`() throws {
        var random = SeededGenerator(seed: 11)
        let clean = Fixture.file(Self.lines)
        for _ in 0..<500 {
            var bytes = clean
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            let (rescuer, account) = try rescue(bytes)
            #expect(rescuer.sound.count + rescuer.unsound.count == account.report.summary.entries)
            let counted = account.entriesInSoundBatches + account.soundEntriesInUnsoundBatches + account.unsoundEntries
            #expect(counted == account.report.summary.entries)
            #expect(account.isWhole == !account.report.findings.hasErrors)
        }
    }
}
