import ISO20022
import Parsing
import Testing

/// Every finding about orders and status reports, and the smallest message that provokes it.
@Suite struct PaymentRulesTests {
    typealias Report = SampleStatusReport

    @Test func codesAreUniqueAndExplained() {
        let codes = ISO20022Rules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for rule in PaymentRules.all {
            #expect(!rule.wrong.isEmpty && !rule.right.isEmpty && rule.wrong != rule.right, "\(rule.code)")
        }
    }

    @Test(arguments: Array(provocations.keys).sorted())
    func isProvoked(code: String) throws {
        let text = try #require(Self.provocations[code])
        let report = try read(text)
        let found = try #require(report.findings.kept.first { $0.code == code }, "\(report.codes)")
        let path = try #require(found.location.path)
        #expect(path.hasPrefix("Document/CstmrCdtTrfInitn") || path.hasPrefix("Document/CstmrPmtStsRpt"))
        #expect(found.location.offset > 0 && found.location.line != nil)
        #expect(!found.message.contains("4000123456") && !found.message.contains("Example"))
    }

    /// Those of `progress` are raised by OrderProgress, whose tests show them.
    @Test func allAreProvoked() {
        let missing = Set(PaymentRules.all.map(\.code)).subtracting(Self.provocations.keys)
        #expect(
            missing == [
                "pain.progress.original-unknown", "pain.progress.original-count", "pain.progress.settled-and-ended",
                "pain.progress.endings-differ",
            ])
    }

    @Test func theSampleItselfIsAccepted() throws {
        #expect(try read(Self.order()).codes == [])
        #expect(try read(Report.document(group: "ACSP")).codes == [])
    }

    @Test func placesAreExact() throws {
        let text = Self.order().replacing("091000019", with: "091000018")
        let finding = try #require(try read(text).findings.kept.first)
        #expect(
            finding.location.path
                == "Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]/CdtrAgt/FinInstnId/ClrSysMmbId/MmbId")
        let place = try #require(text.utf8.firstRange(of: "<MmbId>091000018".utf8))
        #expect(finding.location.offset == text.utf8.distance(from: text.startIndex, to: place.lowerBound))
    }

    static func order(_ transfers: String..., count: String? = nil) -> String {
        let transfers = transfers.isEmpty ? [transfer()] : transfers
        return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr>"
            + "<MsgId>M1</MsgId><CreDtTm>2026-03-09T10:00:00</CreDtTm><NbOfTxs>\(count ?? "\(transfers.count)")</NbOfTxs>"
            + "<InitgPty><Nm>Example Hospital</Nm></InitgPty></GrpHdr>" + block(transfers)
            + "</CstmrCdtTrfInitn></Document>"
    }

    static func block(_ transfers: [String]) -> String {
        "<PmtInf><PmtInfId>B1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-03-09</Dt></ReqdExctnDt>"
            + "<Dbtr><Nm>Example Hospital</Nm></Dbtr><DbtrAcct><Id><Othr><Id>4000123456</Id></Othr></Id><Ccy>USD</Ccy></DbtrAcct>"
            + "<DbtrAgt><FinInstnId><BICFI>ABCDUS33</BICFI></FinInstnId></DbtrAgt>" + transfers.joined() + "</PmtInf>"
    }

    static func transfer(_ id: String = "E1", extra: String = "") -> String {
        "<CdtTrfTxInf><PmtId><EndToEndId>\(id)</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"USD\">10.00</InstdAmt></Amt>"
            + "<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>091000019</MmbId></ClrSysMmbId>"
            + "</FinInstnId></CdtrAgt><Cdtr><Nm>Example Supplies</Nm></Cdtr>"
            + "<CdtrAcct><Id><Othr><Id>000001001</Id></Othr></Id></CdtrAcct>\(extra)</CdtTrfTxInf>"
    }

    static func replacing(_ old: String, _ new: String) -> String { order().replacing(old, with: new) }

    static let provocations: [String: String] = orders.merging(reports) { one, _ in one }

    static let orders: [String: String] = [
        "pain.element-missing": replacing("<EndToEndId>E1</EndToEndId>", "<InstrId>I1</InstrId>"),
        "pain.element-misplaced": replacing("</Dbtr>", "<CdtTrfTxInf/></Dbtr>"),
        "pain.code-unknown": replacing("TRF", "ACH"),
        "pain.text-too-long": order(transfer(String(repeating: "E", count: 36))),
        "pain.date-invalid": replacing("<Dt>2026-03-09", "<Dt>2026-02-30"),
        "pain.country": replacing(
            "<Nm>Example Supplies</Nm>", "<Nm>Example Supplies</Nm><PstlAdr><Ctry>USA</Ctry></PstlAdr>"),
        "pain.routing-number": replacing("091000019", "091000018"),
        "pain.iban": replacing("<Othr><Id>000001001</Id></Othr>", "<IBAN>GB82WEST12345698765433</IBAN>"),
        "pain.bic": replacing("ABCDUS33", "ABCDUS3"),
        "pain.legal-entity": replacing("</BICFI>", "</BICFI><LEI>00000000000000000000</LEI>"),
        "pain.unique-reference": replacing(
            "</EndToEndId>", "</EndToEndId><UETR>0F0F0F0F-0000-1000-8000-000000000001</UETR>"),
        "pain.creditor-reference": order(
            transfer(
                extra: "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
                    + "<Ref>RF19539007547034</Ref></CdtrRefInf></Strd></RmtInf>")),
        "pain.part-too-large": order(
            transfer(extra: "<RmtInf>\(String(repeating: "<Ustrd/>", count: 100_000))</RmtInf>")),
        "pain.unread": order(transfer(extra: "<RgltryRptg><Cd>1</Cd></RgltryRptg>")),
        "pain.order.payment-id-repeated": replacing(
            "</CstmrCdtTrfInitn>", block([transfer("E2")]) + "</CstmrCdtTrfInitn>"),
        "pain.order.instruction-id-repeated": order(
            transfer("E1"), transfer("E2")
        ).replacing("<PmtId>", with: "<PmtId><InstrId>I</InstrId>"),
        "pain.order.unique-reference-repeated": order(transfer("E1"), transfer("E2")).replacing(
            "</EndToEndId>", with: "</EndToEndId><UETR>0f0f0f0f-0000-4000-8000-000000000001</UETR>"),
        "pain.order.block-empty": order("", count: "0"),
        "pain.order.check-of-transfer": replacing("<CdtrAgt>", "<ChqInstr><ChqTp>CCHQ</ChqTp></ChqInstr><CdtrAgt>"),
        "pain.order.creditor-account-missing": replacing(
            "<CdtrAcct><Id><Othr><Id>000001001</Id></Othr></Id></CdtrAcct>", ""),
        "pain.order.currency-of-account": replacing("Ccy=\"USD\"", "Ccy=\"EUR\""),
    ]

    static let reports: [String: String] = [
        "pain.status.unknown": Report.document(group: "DONE"),
        "pain.status.transaction-unnamed": Report.document(
            Report.block("B1", "<TxInfAndSts><TxSts>ACSP</TxSts></TxInfAndSts>")),
        "pain.status.part-of-transaction": Report.document(Report.block("B1", Report.transaction("E1", "PART"))),
        "pain.status.transaction-repeated": Report.document(
            Report.block("B1", Report.transaction("E1", "ACSP"), Report.transaction("E1", "RJCT", reason: "AC04"))),
        "pain.status.count-per-status": Report.document(count: 3, groupExtra: Report.counted("ACSP", 2)),
        "pain.status.reason-missing": Report.document(group: "RJCT"),
        "pain.status.reason-unknown": Report.document(group: "RJCT", groupExtra: Report.reason("ZZ99")),
    ]

    @Test func contradictionsWithinAReport() throws {
        let more = Report.document(
            group: "PART", count: 2, groupExtra: Report.counted("ACSP", 1) + Report.counted("RJCT", 1),
            Report.block("B1", Report.transaction("E1"), Report.transaction("E2")))
        #expect(try read(more).codes == ["pain.status.count-per-status"])
        let ended = Report.document(
            group: "RJCT", groupExtra: Report.reason("FF01"), Report.block("B1", status: "ACSP"))
        #expect(try read(ended).codes == ["pain.status.contradiction"])
        let settled = Report.document(
            group: "ACSC", Report.block("B1", Report.transaction("E1", "RJCT", reason: "AC04")))
        #expect(try read(settled).codes == ["pain.status.contradiction"])
        let fewer = Report.document(
            group: "PART", count: 1, Report.block("B1", Report.transaction("E1"), Report.transaction("E2")))
        #expect(try read(fewer).codes == ["pain.status.contradiction"])
    }
}
