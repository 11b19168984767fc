// What the writer computes, and what it refuses: each code of a fault has a value that provokes it.

import Money
import Parsing
import Testing

@testable import NACHA

/// Plain values that the rules allow; a test changes one.
enum Plain {
    static let bank = RoutingNumber(identification: 7_100_028)
    static let day = CalendarDate(year: 2026, month: 3, day: 2)

    static func file(idModifier: String = "A") throws -> FileHeading {
        FileHeading(
            destination: "071000288", destinationName: "FIRST EXAMPLE BANK", origin: "1123456789",
            originName: "EXAMPLE EMPLOYER", created: try #require(day), time: "0830", idModifier: idModifier)
    }

    static func batch(
        _ entryClass: StandardEntryClass = .prearranged, description: String = "BENEFITS",
        name: String = "EXAMPLE EMPLOYER"
    ) -> BatchHeading {
        BatchHeading(
            entryClass, .company(CompanyHeading(name: name, identification: "1123456789")),
            entryDescription: description, effectiveDate: day, originatingDFI: bank)
    }

    static func entry(
        _ movement: AccountMovement = .credit, cents: Int64 = 12_345, account: AccountKind = .checking,
        trace: Int64? = nil
    ) -> DomesticEntry {
        DomesticEntry(
            AccountTransaction(account, movement), receivingDFI: bank, accountNumber: "0012-345", cents: cents,
            details: .receiver(ReceiverDetails(identification: "EMP1", name: "ALEX ABBOTT")), trace: trace)
    }

    static func contents(_ entries: [DomesticEntry]) throws -> NACHAFileContents { try contents(batch(), entries) }

    /// One batch of these entries.
    static func contents(_ heading: BatchHeading, _ entries: [DomesticEntry]) throws -> NACHAFileContents {
        NACHAFileContents(try file(), batches: [NACHABatchContents(heading, entries: entries.map { .domestic($0) })])
    }
}

@Suite struct FileWriterTests {
    private func lines(_ contents: NACHAFileContents) throws -> [String] {
        String(decoding: try contents.bytes(), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `everything that follows from the values is computed`() throws {
        var two = Plain.entry(.debit, cents: 1)
        two.addenda = .payment(["NOTE"])
        let lines = try lines(try Plain.contents([Plain.entry(), two]))
        #expect(
            lines == [
                "101 071000288112345678926030208" + "30A094101FIRST EXAMPLE BANK     EXAMPLE EMPLOYER               ",
                "5200EXAMPLE EMPLOYER                    1123456789PPDBENEFITS        260302   1071000280000001",
                "6220710002880012-345         0000012345EMP1           ALEX ABBOTT             0071000280000001",
                "6270710002880012-345         0000000001EMP1           ALEX ABBOTT             1071000280000002",
                "705NOTE                                                                            00010000002",
                "820000000300142000560000000000010000000123451123456789                         071000280000001",
                "9000001000001000000030014200056000000000001000000012345" + String(repeating: " ", count: 39),
            ] + Array(repeating: String(repeating: "9", count: 94), count: 3))
    }

    @Test(arguments: [([AccountMovement.credit], "5220"), ([.debit], "5225"), ([.credit, .debit], "5200")])
    func `the service class follows from the entries`(movements: [AccountMovement], beginning: String) throws {
        let lines = try lines(try Plain.contents(movements.map { Plain.entry($0) }))
        #expect(lines[1].hasPrefix(beginning))
        #expect(lines[lines.firstIndex { $0.hasPrefix("8") } ?? 0].hasPrefix("8" + beginning.dropFirst()))
    }

    @Test func `a stated service class lets entries out before the batch ends`() throws {
        for (serviceClass, least) in [(ServiceClass.creditsOnly, 95 * 3), (nil, 95)] {
            var heading = Plain.batch()
            heading.serviceClass = serviceClass
            var writer = try NACHAFileWriter(try Plain.file())
            try writer.beginBatch(heading)
            try writer.add(Plain.entry())
            #expect(writer.takeBytes().count == least)
            try writer.finish()
            let rest = writer.takeBytes()
            #expect((rest.count + least) % 950 == 0)
        }
    }

    @Test func `numbers that are given are kept, and the others go on from them`() throws {
        var heading = Plain.batch()
        heading.batchNumber = 41
        var writer = try NACHAFileWriter(try Plain.file())
        try writer.beginBatch(heading)
        #expect(try writer.add(Plain.entry(trace: 71_000_280_000_500)) == 71_000_280_000_500)
        #expect(try writer.add(Plain.entry()) == 71_000_280_000_501)
        try writer.beginBatch(Plain.batch(name: "OTHER EMPLOYER"))
        #expect(try writer.add(Plain.entry()) == 71_000_280_000_502)
        try writer.finish()
        let (contents, report) = try Written.read(writer.takeBytes())
        #expect(contents.batches.map(\.heading.batchNumber) == [41, 42])
        #expect(Written.codes(report) == [])
    }

    @Test(arguments: [[AccountMovement.credit, .credit], [.debit], [.debit, .credit, .credit], [.debit, .credit]])
    func `an offset makes debits and credits equal`(movements: [AccountMovement]) throws {
        var heading = Plain.batch()
        heading.offset = OffsetAccount(receivingDFI: Plain.bank, accountNumber: "999", name: "EXAMPLE EMPLOYER")
        let contents = try Plain.contents(heading, movements.map { Plain.entry($0) })
        let report = try Written.read(try contents.bytes()).report
        #expect(Written.codes(report) == [])
        #expect(report.summary.debitCents == report.summary.creditCents)
        let isBalanced = movements.count { $0 == .debit } * 2 == movements.count
        #expect(report.summary.entries == movements.count + (isBalanced ? 0 : 1))
    }

    @Test func `an offset above the width of an amount takes several entries`() throws {
        var heading = Plain.batch()
        heading.offset = OffsetAccount(receivingDFI: Plain.bank, accountNumber: "999", name: "EXAMPLE EMPLOYER")
        let entries = Array(repeating: Plain.entry(cents: 9_999_999_999), count: 3)
        let report = try Written.read(try Plain.contents(heading, entries).bytes()).report
        #expect(report.summary.debits == report.summary.credits && report.summary.entries == 6)
    }

    @Test func `a text of any length is cut for addenda 05 and joined by the reader`() throws {
        let text = Array((1...40).map { "CLP*\($0)*1*100*80~" }.joined().utf8)
        var entry = Plain.entry()
        entry.details = .exchange(ExchangeDetails(companyName: "GENERAL HOSPITAL"))
        entry.addenda = .payment(cutting: text)
        let bytes = try Plain.contents(Plain.batch(.corporateExchange), [entry]).bytes()
        struct Joiner: NACHAHandler {
            var keepsRecords: Bool { true }
            var joined: [UInt8] = []
            mutating func entries(_ rows: NACHAEntryRows) {
                for row in rows.entries { joined = rows.paymentInformation(of: row) }
            }
        }
        var joiner = Joiner()
        var source = MemoryByteSource(bytes)
        let report = try NACHAReader.read(&source, into: &joiner)
        #expect(joiner.joined == text && Written.codes(report) == [])
        #expect(String(decoding: bytes, as: UTF8.self).contains("GENERAL HOSPITAL"))
    }

    @Test func `an entry that is refused leaves the file as it was`() throws {
        var writer = try NACHAFileWriter(try Plain.file())
        try writer.beginBatch(Plain.batch())
        try writer.add(Plain.entry())
        var wrong = Plain.entry()
        wrong.addenda = .payment(["FINE", "NOT FINE \u{E9}"])
        #expect(throws: NACHABuildFault.self) { try writer.add(wrong) }
        wrong.addenda = .payment([String(repeating: "X", count: 81)])
        #expect(throws: NACHABuildFault.self) { try writer.add(wrong) }
        try writer.finish()
        #expect(try writer.takeBytes() == Plain.contents([Plain.entry()]).bytes())
    }

    @Test func `limits of counts and totals are held`() throws {
        var writer = try NACHAFileWriter(try Plain.file())
        var heading = Plain.batch()
        heading.serviceClass = .creditsOnly
        try writer.beginBatch(heading)
        for _ in 1...100 { try writer.add(Plain.entry(cents: 9_999_999_999)) }
        #expect(throws: NACHABuildFault(.limit, field: "total credit", reason: "more than the control record holds")) {
            try writer.add(Plain.entry(cents: 9_999_999_999))
        }
        try writer.finish()
        #expect(writer.creditCents == 999_999_999_900)
    }
}
