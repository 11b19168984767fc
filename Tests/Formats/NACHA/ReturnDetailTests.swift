// What returns and notifications of change say, as typed values; the tables of their codes; corrected data by columns and,
// where those do not fit, by blanks.

import Money
import Parsing
import Testing

@testable import NACHA

@Suite struct ReturnDetailTests {
    private struct Details: NACHAHandler {
        var keepsRecords: Bool { true }
        var details: [NACHAReturnDetail?] = []
        mutating func entries(_ rows: NACHAEntryRows) {
            for entry in rows.entries { details.append(rows.returnDetail(of: entry)) }
        }
    }

    private func detail(_ bytes: [UInt8]) throws -> NACHAReturnDetail {
        var source = MemoryByteSource(bytes)
        var handler = Details()
        let report = try NACHAReader.read(&source, into: &handler)
        #expect(report.findings.kept.allSatisfy { $0.severity != .error }, "\(report.findings.kept.map(\.code))")
        let first = try #require(handler.details.first)
        return try #require(first)
    }

    @Test func `a return names code, original and date of death`() throws {
        let addenda = ComposedFile.traced(
            99, "R15" + "091000010000077" + "260110" + "07100028" + "INFORMED BY FAMILY", 1)
        let bytes = RuleCatalogueTests.made("PPD") {
            $0.records = [ComposedFile.entry(26, 100, 1, hasAddenda: true), addenda]
        }
        guard case .returned(let value) = try detail(bytes) else { return #expect(Bool(false)) }
        #expect(value.code == "R15" && value.originalTrace == "091000010000077")
        #expect(value.dateOfDeath == CalendarDate(iso: "2026-01-10"))
        #expect(value.originalReceivingDFI == "07100028" && value.information == "INFORMED BY FAMILY")
        #expect(value.reason?.meaning == "beneficiary or account holder deceased")
    }

    @Test func `a dishonored return names the return and the wrong fields`() throws {
        let bytes = RuleCatalogueTests.returned("R69", "   " + "071000280000001" + "017" + "01" + "01*07")
        guard case .dishonored(let value) = try detail(bytes) else { return #expect(Bool(false)) }
        #expect(value.returnTrace == "071000280000001" && value.returnSettlementDay == 17 && value.returnCode == "R01")
        #expect(value.wrongFields == [.accountNumber, .effectiveDate])
    }

    @Test func `a contested return names both`() throws {
        let rest = "015" + "071000280000001" + "017" + "01" + "091000010000099" + "021" + "68"
        guard case .contested(let value) = try detail(RuleCatalogueTests.returned("R73", rest)) else {
            return #expect(Bool(false))
        }
        #expect(
            value.originalSettlementDay == 15 && value.returnSettlementDay == 17 && value.dishonoredSettlementDay == 21)
        #expect(value.returnCode == "R01" && value.dishonoredCode == "R68")
        #expect(value.dishonoredTrace == "091000010000099" && value.originalReturnDate == nil)
    }

    @Test func `a refused change names what it refuses`() throws {
        let rest = ComposedFile.padded("071000280", 29) + "C02" + "0000017"
        guard case .refusedChange(let value) = try detail(RuleCatalogueTests.changed("C65", rest)) else {
            return #expect(Bool(false))
        }
        #expect(value.refusedCode == "C02" && value.changeSequence == "0000017")
        #expect(value.correctedData == nil && value.correctedText == "071000280")
    }

    /// Code, text, what comes out (account, routing, transaction code, other), and how.
    static let corrected: [(String, String, [String?], CorrectedData.Reading)] = [
        ("C01", "1918171614", ["1918171614", nil, nil, nil], .columns),
        ("C01", "      1918171614", ["1918171614", nil, nil, nil], .blanks),
        ("C02", "071000288", [nil, "071000288", nil, nil], .columns),
        ("C03", "071000288   12 345", ["12 345", "071000288", nil, nil], .columns),
        ("C03", "071000288             1234567", ["1234567", "071000288", nil, nil], .blanks),
        ("C05", "32", [nil, nil, "32", nil], .columns),
        ("C06", "12345               37", ["12345", nil, "37", nil], .columns),
        ("C06", "12345                      37", ["12345", nil, "37", nil], .blanks),
        ("C07", "07100028812345            22", ["12345", "071000288", "22", nil], .columns),
        ("C07", "071000288 12345 22", ["12345", "071000288", "22", nil], .blanks),
        ("C09", "MEMBER 17", [nil, nil, nil, "MEMBER 17"], .columns),
        ("C13", "", [nil, nil, nil, nil], .notNeeded),
    ]

    @Test(arguments: corrected)
    func `corrected data is read`(code: String, text: String, expected: [String?], reading: CorrectedData.Reading)
        throws
    {
        let data = try #require(CorrectedData(changeCode: code, text: text))
        let values = [
            data.accountNumber, data.routingNumber, data.transactionCode.map { "\($0)" },
            data.identification ?? data.name ?? data.receivingBank,
        ]
        #expect(values == expected && data.reading == reading)
    }

    @Test(arguments: [
        ("C02", "071000280"), ("C05", "99"), ("C03", "071000288"), ("C06", "12345"), ("C01", ""), ("C77", "X"),
    ]) func `corrected data that cannot be read is none`(code: String, text: String) {
        #expect(CorrectedData(changeCode: code, text: text) == nil)
    }

    @Test func `the tables hold each code once and know their limits`() {
        let codes = ReturnReason.all.map(\.code)
        #expect(Set(codes).count == codes.count && codes.count == 71)
        let unauthorized = ReturnReason.all.filter(\.isUnauthorized).map(\.code).sorted()
        #expect(unauthorized == ["R05", "R07", "R10", "R11", "R29", "R51"])
        #expect(ReturnReason.all.filter(\.isAdministrative).map(\.code).sorted() == ["R02", "R03", "R04"])
        #expect(ReturnReason.all.filter(\.allowsRetry).map(\.code).sorted() == ["R01", "R09"])
        #expect(ReturnReason.of("R10")?.timeFrame == .sixtyDays && ReturnReason.of("R97") == nil)
        #expect(ReturnReason.of("R73")?.kind == .contested && ReturnReason.of("R68")?.kind == .dishonored)
        #expect(ChangeReason.all.count == 23 && ChangeReason.of("C61")?.isRefusal == true)
    }
}
