// Every standard entry class: a sound batch of it has nothing wrong, and its own limits hold.

import Parsing
import Testing

@testable import NACHA

@Suite struct EntryClassTests {
    private func codes(_ batch: ComposedBatch) throws -> [String] {
        try Fixture.check(ComposedFile.bytes([batch])).findings.kept.map(\.code)
    }

    @Test func `there is a fixture of every class`() {
        #expect(Set(ClassFixtures.bySEC.keys) == Set(EntryClass.all.keys))
    }

    @Test(arguments: ClassFixtures.bySEC.keys.sorted()) func `a sound batch has no finding`(secCode: String) throws {
        let batch = try #require(ClassFixtures.bySEC[secCode])
        for end in ["\n", "\r\n", ""] {
            let report = try Fixture.check(ComposedFile.bytes([batch], end: end))
            #expect(report.findings.kept.isEmpty, "\(report.findings.kept.map { ($0.code, $0.message, $0.location) })")
            #expect(report.summary.secCodes == [secCode])
        }
    }

    @Test(arguments: ["ARC", "BOC", "POP", "RCK", "TRC", "XCK", "TRX", "TEL"])
    func `a credit stands in a debit class only as a reversal`(secCode: String) throws {
        var batch = try #require(ClassFixtures.bySEC[secCode])
        batch.serviceClass = "200"
        batch.records = batch.records.map { $0.hasPrefix("627") ? "622" + $0.dropFirst(3) : $0 }
        #expect(try codes(batch).contains("nacha.entry.sec-transaction-code"))
        batch.description = "REVERSAL"
        #expect(try !codes(batch).contains("nacha.entry.sec-transaction-code"))
    }

    @Test(arguments: [("ARC", 2_500_001), ("BOC", 2_500_001), ("POP", 2_500_001), ("RCK", 250_000), ("XCK", 250_000)])
    func `an amount above the limit of the class is told`(secCode: String, cents: Int) throws {
        var batch = try #require(ClassFixtures.bySEC[secCode])
        batch.records = batch.records.map {
            String($0.prefix(29)) + ComposedFile.number(Int64(cents), 10) + $0.dropFirst(39)
        }
        #expect(try codes(batch) == ["nacha.entry.amount-limit"])
    }

    @Test func `a debit has no place in a credit class`() throws {
        var batch = try #require(ClassFixtures.bySEC["CIE"])
        batch.serviceClass = "200"
        batch.records = batch.records.map { "627" + $0.dropFirst(3) }
        #expect(try codes(batch) == ["nacha.entry.sec-transaction-code"])
    }

    @Test(arguments: ["ACK", "ATX", "DNE"]) func `a class without money takes its own codes only`(secCode: String)
        throws
    {
        var batch = try #require(ClassFixtures.bySEC[secCode])
        batch.records = batch.records.map { $0.hasPrefix("6") ? "622" + $0.dropFirst(3) : $0 }
        #expect(try codes(batch).contains("nacha.entry.sec-transaction-code"))
    }

    @Test func `an offsetting debit among healthcare credits needs no trace`() throws {
        var batch = try #require(ClassFixtures.bySEC["CCD"])
        batch.serviceClass = "200"
        batch.records.append(ComposedFile.entry(27, 125_000, 2))
        #expect(try codes(batch).isEmpty)
    }

    @Test(arguments: [
        ("TRN*1*7000012345*1123456789~", true), ("TRN*1*7000012345*1123456789\\", true),
        ("TRN*1*7000012345*1123456789*SUB01~", true),
        ("TRN*1*12345678901234567890123456789012345678901234567890*1123456789~", true),
        ("TRN*1*123456789012345678901234567890123456789012345678901*1123456789~", false),
        ("TRN*1*7000012345*1123456789", false), ("TRN*1*7000012345~", false), ("TRN*1**1123456789~", false),
        ("TRN*1*7000012345*112345678~", false), ("TRN*2*7000012345*1123456789~", false), ("7000012345", false),
    ]) func `the trace of a healthcare payment is looked at`(text: String, isSound: Bool) throws {
        var batch = try #require(ClassFixtures.bySEC["CCD"])
        batch.records[1] = ComposedFile.payment(text, 1)
        let expected = isSound ? [] : ["nacha.addenda.healthcare-trace"]
        #expect(try codes(batch) == expected)
        // The same among so many entries that the short way meets it.
        batch.records = (1...40).flatMap { number in
            [
                ComposedFile.entry(22, 100, number, hasAddenda: true),
                ComposedFile.payment(number == 7 ? text : "TRN*1*\(number)*1123456789~", number),
            ]
        }
        #expect(try codes(batch) == expected)
    }
}
