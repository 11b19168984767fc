// A built file passes every check, and carries what was given.

import Money
import Parsing
import Testing

@testable import NACHA

/// Collects the traces of the entries.
private struct TraceHandler: NACHAHandler {
    var keepsRecords: Bool { true }
    var traces: [String: ReassociationTrace?] = [:]
    mutating func entries(_ rows: NACHAEntryRows) {
        for entry in rows.entries { traces[entry.traceNumber] = rows.reassociationTrace(of: entry) }
    }
}

@Suite struct FileBuilderTests {
    private func builder() throws -> NACHAFileBuilder {
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        return try NACHAFileBuilder(
            destination: "071000288", destinationName: "FIRST EXAMPLE BANK", origin: "1123456789",
            originName: "EXAMPLE HEALTH", created: day, time: "0830")
    }

    @Test func `a file of two batches is accepted and holds its totals and traces`() throws {
        let day = try #require(CalendarDate(iso: "2026-03-03"))
        var file = try builder()
        let trace = ReassociationTrace(traceNumber: "EFT-0042", payerID: "1123456789", supplementalCode: "SUB")
        try file.beginBatch(
            companyName: "EXAMPLE HEALTH", companyID: "1123456789", effective: day, originatingDFI: "07100028")
        let first = try file.addCredit(
            routingNumber: "071000288", accountNumber: "12345", cents: 125_000, identification: "NPI1",
            name: "HOSPITAL",
            trace: trace)
        try file.beginBatch(
            companyName: "OTHER HEALTH", companyID: "1987654321", description: "PAYMENT", effective: day,
            originatingDFI: "07100028")
        for cents in 1...9 {
            try file.addCredit(
                routingNumber: "071000288", accountNumber: "12345", cents: Int64(cents), identification: "NPI1",
                name: "HOSPITAL", trace: nil)
        }
        var source = MemoryByteSource(try file.finish())
        var handler = TraceHandler()
        let report = try NACHAReader.read(&source, into: &handler)
        #expect(report.findings.kept.isEmpty)
        #expect(report.summary.batches == 2 && report.summary.entries == 10 && report.summary.addenda == 1)
        #expect(report.summary.credits == "1250.45" && report.summary.debits == "0.00")
        #expect(handler.traces[first] == trace)
        #expect(handler.traces.count == 10)
    }

    @Test func `what does not fit is refused by field`() throws {
        let day = try #require(CalendarDate(iso: "2026-03-03"))
        var file = try builder()
        #expect(throws: NACHABuildFault(.missing, field: "file", reason: "no batch")) { try file.finish() }
        try file.beginBatch(companyName: "A", companyID: "1", effective: day, originatingDFI: "07100028")
        let long = ReassociationTrace(traceNumber: String(repeating: "7", count: 80), payerID: "1")
        for (routing, cents, trace) in [("071000280", 1, nil), ("071000288", 0, nil), ("071000288", 1, long)]
            as [(String, Int64, ReassociationTrace?)]
        {
            #expect(throws: NACHABuildFault.self) {
                try file.addCredit(
                    routingNumber: routing, accountNumber: "1", cents: cents, identification: "", name: "N",
                    trace: trace)
            }
        }
    }
}
