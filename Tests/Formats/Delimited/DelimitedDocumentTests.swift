import Money
import Parsing
import Testing

@testable import Delimited

@Suite struct DelimitedDocumentTests {
    static let itemHeader = "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref\n"
    static let item = "C1,claim,P1,\"Payer, Inc.\",0001-A,458.26,USD,2026-02-17,2026-04-03,M1\n"
    static let paymentHeader =
        "payment_id,kind,direction,party_name,routing,account,account_type,amount,currency,effective_on,addenda,sec_code\n"
    static let payment = "P1,vendor,credit,ACME,091000019,12345,checking,10.00,USD,2026-03-05,RMR*IV*1**10\\,CCD\n"

    struct Collector: DelimitedHandler {
        var items: [OpenItemRow] = []
        var payments: [PaymentRow] = []
        mutating func openItemRead(_ row: OpenItemRow) { items.append(row) }
        mutating func paymentRead(_ row: PaymentRow) { payments.append(row) }
    }

    static func read(_ text: String) throws -> (DelimitedReport, Collector) {
        var collector = Collector()
        var source = MemoryByteSource(Array(text.utf8), pieceSize: 11)
        let report = try DelimitedDocument.read(&source, into: &collector)
        return (report, collector)
    }

    @Test func openItems() throws {
        let (report, read) = try Self.read(Self.itemHeader + Self.item + Self.item.replacing("C1", with: "C2"))
        #expect(report.kind == .openItems)
        #expect(report.findings.verdict == .accepted)
        #expect(report.summary == DelimitedSummary(rows: 2, amount: ["USD": "916.52"]))
        let item = try #require(read.items.first)
        #expect(item.partyName == "Payer, Inc.")
        #expect(item.reference == "0001-A")
        #expect(item.amount == Money.dollars(cents: 45826))
        #expect(item.dueOn == CalendarDate(iso: "2026-04-03"))
        #expect(item.line == 2)
    }

    @Test func payments() throws {
        let (report, read) = try Self.read(Self.paymentHeader + Self.payment)
        #expect(report.kind == .payments)
        #expect(report.findings.verdict == .accepted)
        #expect(report.summary == DelimitedSummary(rows: 1, amount: ["USD": "10.00"]))
        #expect(read.payments.first?.entryClass == .ccd)
        #expect(read.payments.first?.addenda == "RMR*IV*1**10\\")
    }

    @Test func columnsStandInAnyOrder() throws {
        let (report, read) = try Self.read(
            "extra,amount,currency,item_id,kind,party_id,party_name,reference,issued_on,due_on,patient_ref\n"
                + "x,1,JPY,C1,rent,P,N,R,2026-01-01,,\n")
        #expect(report.findings.kept.map(\.code) == ["csv.header.column-unknown"])
        #expect(report.summary.amount == ["JPY": "1"])
        #expect(read.items.first?.kind == .rent)
        #expect(read.items.first?.dueOn == nil)
    }

    @Test func rowsWithErrorsAreNotHandedOn() throws {
        let (report, read) = try Self.read(
            Self.itemHeader + Self.item.replacing("458.26", with: "x") + Self.item.replacing("C1", with: "C2"))
        #expect(report.findings.verdict == .rejected)
        #expect(read.items.map(\.id) == ["C2"])
        let finding = try #require(report.findings.kept.first)
        #expect(finding.location.line == 2)
        #expect(finding.location.record == "amount")
    }

    @Test func codesAreUnique() {
        let codes = DelimitedRules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    @Test func allRulesButABoundAreProvoked() {
        let missing = Set(DelimitedRules.all.map(\.code)).subtracting(Self.provocations.keys)
        #expect(missing == ["csv.duplicates-unchecked"])
    }

    @Test(arguments: Array(DelimitedDocumentTests.provocations.keys).sorted())
    func isProvoked(_ code: String) throws {
        let bytes = try #require(Self.provocations[code])
        var source = MemoryByteSource(bytes)
        let report = try DelimitedDocument.read(&source)
        #expect(report.findings.kept.map(\.code).contains(code), "\(report.findings.kept.map(\.code))")
    }

    static func items(_ old: String, _ new: String) -> [UInt8] {
        Array((itemHeader + item.replacing(old, with: new)).utf8)
    }
    static func payments(_ old: String, _ new: String) -> [UInt8] {
        Array((paymentHeader + payment.replacing(old, with: new)).utf8)
    }

    static let provocations: [String: [UInt8]] = [
        "csv.empty": [],
        "csv.quote.in-field": items("0001-A", "0\"1"),
        "csv.quote.text-after": items("Inc.\"", "Inc.\" x"),
        "csv.quote.unterminated": items("Inc.\"", "Inc."),
        "csv.nul": items("0001-A", "0\0"),
        "csv.encoding": items("0001-A", "0001") + [0x43, 0xFF, 0x0A],
        "csv.row.too-long": items("0001-A", String(repeating: "R", count: 2 << 20)),
        "csv.row.too-many-fields": items("0001-A", String(repeating: ",", count: 2000)),
        "csv.header.unknown": Array("a,b\n1,2\n".utf8),
        "csv.header.column-missing": Array("item_id,kind\nC1,claim\n".utf8),
        "csv.header.column-unknown": Array((itemHeader.replacing("\n", with: ",more\n")).utf8),
        "csv.header.column-repeated": Array((itemHeader.replacing("\n", with: ",kind\n")).utf8),
        "csv.row.ragged": items("0001-A,", ""),
        "csv.no-rows": Array(itemHeader.utf8),
        "csv.value.missing": items("0001-A", " "),
        "csv.kind": items("claim", "gift"),
        "csv.amount.malformed": items("458.26", "458.265"),
        "csv.amount.negative": items("458.26", "-458.26"),
        "csv.amount.zero": items("458.26", "0.00"),
        "csv.currency": items("USD", "usd"),
        "csv.date": items("2026-02-17", "2026-02-30"),
        "csv.date.due-before-issue": items("2026-04-03", "2026-01-03"),
        "csv.id.repeated": items("M1\n", "M1\n" + item),
        "csv.id.too-long": payments("P1", "P123456789012345"),
        "csv.payment.direction": payments("credit", "both"),
        "csv.payment.direction-unusual": payments("credit", "debit"),
        "csv.payment.routing": payments("091000019", "091000018"),
        "csv.payment.account": payments("12345", "123456789012345678"),
        "csv.payment.account-type": payments("checking", "gold"),
        "csv.payment.addenda": payments("RMR", String(repeating: "R", count: 90)),
        "csv.payment.sec-code": payments("CCD", "WEB"),
    ]
}

@Suite("Acknowledgements of a general ledger")
struct LedgerAcknowledgementTests {
    private struct Rows: DelimitedHandler {
        var rows: [LedgerAcknowledgementRow] = []
        mutating func acknowledgementRead(_ row: LedgerAcknowledgementRow) { rows.append(row) }
    }

    private func read(_ rows: String) throws -> (rows: [LedgerAcknowledgementRow], report: DelimitedReport) {
        var source = MemoryByteSource(Array("batch_id,journal_id,line_no,status,message\n\(rows)\n".utf8))
        var handler = Rows()
        let report = try DelimitedDocument.read(&source, into: &handler)
        return (handler.rows, report)
    }

    @Test("Batches, entries and lines are accepted or rejected")
    func rows() throws {
        let (rows, report) = try read("gl-0007,,,accepted,\n7,B1.1,2,Rejected,\"closed, ask\"")
        #expect(report.kind == .ledgerAcknowledgement && report.findings.errorCount == 0)
        #expect(rows.map(\.batch) == [7, 7] && rows.map(\.status) == [.accepted, .rejected])
        #expect(rows.last?.journalID == "B1.1" && rows.last?.lineNumber == 2 && rows.last?.message == "closed, ask")
    }

    @Test(
        "What does not fit is an error",
        arguments: [",,,accepted,", "x7,,,accepted,", "7,,0,accepted,", "7,,,maybe,", "7,,,,"])
    func faults(row: String) throws {
        let (rows, report) = try read(row)
        #expect(rows.isEmpty && report.findings.errorCount > 0)
    }
}
