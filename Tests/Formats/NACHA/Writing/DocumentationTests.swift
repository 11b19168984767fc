// The code in the module's articles compiles and does what they say: each block stands here word for word.

import Foundation
import Money
import Parsing
import Testing

@testable import NACHA

/// Credits of a file, in cents. From ``ReadingFiles``.
struct CreditCounter: NACHAHandler {
    var cents: Int64 = 0
    mutating func entries(_ rows: NACHAEntryRows) {
        for entry in rows.entries where !entry.isDebit { cents += entry.amount }
    }
}

struct TypedReader: NACHAHandler {
    var keepsRecords: Bool { true }
    var entries: [BatchEntry] = []
    mutating func entries(_ rows: NACHAEntryRows) throws {
        for row in rows.entries { entries.append(try rows.typedEntry(of: row)) }
    }
}

@Suite struct DocumentationTests {
    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Formats/NACHA/NACHA.docc")

    /// The blocks of Swift in an article, each as lines without the blanks around them.
    static func blocks(of article: String) -> [[String]] {
        article.split(separator: "```swift\n").dropFirst().compactMap { part in
            part.split(separator: "```", maxSplits: 1).first.map { trimmedLines(String($0)) }
        }
    }

    static func trimmedLines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    @Test func `every block of code in the articles stands in this file`() throws {
        let own = Self.trimmedLines(try String(contentsOf: URL(filePath: #filePath), encoding: .utf8))
        let articles = try FileManager.default.contentsOfDirectory(at: Self.sources, includingPropertiesForKeys: nil)
        var count = 0
        for article in articles where article.pathExtension == "md" {
            for block in Self.blocks(of: try String(contentsOf: article, encoding: .utf8)) {
                count += 1
                let stands = own.indices.contains { own[$0...].starts(with: block) }
                #expect(stands, "\(article.lastPathComponent): \(block.first ?? "")")
            }
        }
        #expect(count >= 10)
    }

    private func day() throws -> CalendarDate { try #require(CalendarDate(iso: "2026-03-02")) }

    private func contents() throws -> (contents: NACHAFileContents, bytes: [UInt8], entries: [DomesticEntry]) {
        let day = try day()
        let heading = FileHeading(
            destination: "071000288", destinationName: "FIRST EXAMPLE BANK", origin: "1123456789",
            originName: "EXAMPLE EMPLOYER", created: day, time: "0830")
        let payroll = BatchHeading(
            .prearranged, .company(CompanyHeading(name: "EXAMPLE EMPLOYER", identification: "1123456789")),
            entryDescription: "PAYROLL", effectiveDate: day, originatingDFI: try RoutingNumber("07100028"))
        let pay = DomesticEntry(
            AccountTransaction(.checking, .credit), receivingDFI: try RoutingNumber("071000288"),
            accountNumber: "0012-345", cents: 123_456, details: .receiver(ReceiverDetails(name: "ALEX ABBOTT")))
        let contents = NACHAFileContents(heading, batches: [NACHABatchContents(payroll, entries: [.domestic(pay)])])
        let bytes = try contents.bytes()
        return (contents, bytes, [pay])
    }

    @Test func `the code of the articles on writing and reading works`() throws {
        let (contents, bytes, entries) = try contents()
        let (heading, payroll) = (contents.heading, contents.batches[0].heading)
        var source = MemoryByteSource(bytes)
        let report = try NACHAReader.check(&source)
        for finding in report.findings.kept {
            print(finding.code, finding.location.line ?? 0, finding.message)
        }
        #expect(report.verdict == .accepted)
        var counter = CreditCounter()
        _ = try NACHAReader.read(&source, into: &counter)
        #expect(counter.cents == 123_456)
        var typed = TypedReader()
        _ = try NACHAReader.read(&source, into: &typed)
        #expect(typed.entries.count == 1)

        struct Output {
            var bytes: [UInt8] = []
            mutating func append(_ piece: RawSpan) throws { piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        }
        var output = Output()
        var writer = try NACHAFileWriter(heading)
        try writer.beginBatch(payroll)
        for entry in entries {
            try writer.add(entry)
            try writer.handOut { try output.append($0) }
        }
        try writer.finish()
        try writer.handOut { try output.append($0) }
        #expect(output.bytes == bytes)
    }

    @Test func `the code of the articles on the format works`() throws {
        let code = AccountTransaction(.savings, .debit).code  // 37
        #expect(code == 37)
        let trace = ReassociationTrace(traceNumber: "7000012345", payerID: "1123456789")
        let addenda = EntryAddenda.payment(trace)  // TRN*1*7000012345*1123456789~
        #expect(addenda == .payment(["TRN*1*7000012345*1123456789~"]))
        let company = CompanyHeading(
            name: "EXAMPLE EMPLOYER", identification: "1123456789", descriptiveDate: "SD1300")
        #expect(company.descriptiveDate == "SD1300")
    }

    @Test func `the code of the article on returns works`() throws {
        func unwrapped(_ code: ReturnCode?) throws -> ReturnCode { try #require(code) }
        var original = BatchItem(try contents().contents.batches[0].heading, .domestic(try contents().entries[0]))
        original.entry.trace = 71_000_280_000_001
        let reason = try unwrapped(ReturnCode("R03"))
        let back = try original.returned(reason, information: "NO SUCH ACCOUNT")
        var returned = back
        returned.entry.trace = 71_000_280_000_002
        let late = try unwrapped(ReturnCode("R68"))
        let dishonored = try returned.dishonored(late, settlementDay: 63)
        #expect(dishonored.entry.cents == 123_456)
        let change = try original.corrected(.accountNumber("1918171614"))
        #expect(change.entry.cents == 0 && change.heading.entryClass == .notificationOfChange)
    }
}
