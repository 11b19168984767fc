// Charges, exchange and returns beside an amount, in the shapes of old and new versions.

import ISO20022
import Money
import Parsing
import Testing

@Suite struct ChargeTests {
    private func entry(_ entry: String, version: String = "08") throws -> (
        entry: StatementEntry?, report: ISO20022Report
    ) {
        var collector = EntryCollector()
        let text = SampleMessage.document(
            SampleMessage.statement(closing: "112.50", entry), message: "camt.053.001.\(version)")
        var source = MemoryByteSource(Array(text.utf8), pieceSize: 11)
        let report = try ISO20022Reader.read(&source, into: &collector)
        return (collector.entries.first, report)
    }

    private func entry(charges: String) -> String {
        SampleMessage.entry(details: SampleMessage.detail("12.50")).replacing(
            "<NtryDtls>", with: charges + "<NtryDtls>")
    }

    @Test func chargesInRecordsAreRead() throws {
        let (entry, report) = try entry(
            entry(
                charges: "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"USD\">1.50</TtlChrgsAndTaxAmt>"
                    + "<Rcrd><Amt Ccy=\"USD\">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd>"
                    + "<Rcrd><Amt Ccy=\"USD\">0.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></Rcrd></Chrgs>"))
        #expect(report.findings.verdict == .accepted, "\(report.codes)")
        let charges = try #require(entry?.charges)
        #expect(charges.map { $0.amount?.decimalText } == ["2.00", "0.50"])
        #expect(charges.map(\.isCredit) == [false, true])
        #expect(charges.map(\.isIncluded) == [true, false])
        #expect(charges.allSatisfy { $0.detail == nil })
        // The entry's amount is what was booked, with or without its charges.
        #expect(entry?.amount?.decimalText == "12.50")
    }

    @Test func flatChargesRepeatUntilVersionTwo() throws {
        let flat = "<Chrgs><Amt Ccy=\"USD\">1.00</Amt></Chrgs><Chrgs><Amt Ccy=\"USD\">2.00</Amt></Chrgs>"
        let old = try entry(
            entry(charges: flat).replacing("<Sts><Cd>BOOK</Cd></Sts>", with: "<Sts>BOOK</Sts>"), version: "02")
        #expect(old.entry?.charges.map { $0.amount?.decimalText } == ["1.00", "2.00"])
        #expect(old.report.findings.verdict == .accepted, "\(old.report.codes)")
        let new = try entry(entry(charges: flat))
        #expect(new.entry?.charges.count == 2)
        #expect(new.report.codes == ["camt.message.shape"])
    }

    @Test func chargesOfADetailNameIt() throws {
        let charge = "<Chrgs><Rcrd><Amt Ccy=\"USD\">0.10</Amt></Rcrd></Chrgs>"
        let (entry, _) = try entry(
            SampleMessage.entry(
                details: SampleMessage.detail("10.00") + SampleMessage.detail("2.50", extra: charge)))
        #expect(entry?.charges.map(\.detail) == [1])
    }

    @Test func exchangeIsRead() throws {
        let (entry, report) = try entry(
            SampleMessage.entry(
                details: SampleMessage.detail(
                    "12.50",
                    extra:
                        "<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">11.00</Amt></InstdAmt><TxAmt><Amt Ccy=\"USD\">12.50</Amt>"
                        + "<CcyXchg><SrcCcy>EUR</SrcCcy><TrgtCcy>USD</TrgtCcy><UnitCcy>EUR</UnitCcy>"
                        + "<XchgRate>1.1363636</XchgRate></CcyXchg></TxAmt></AmtDtls>")))
        #expect(report.findings.verdict == .accepted, "\(report.codes)")
        let detail = try #require(entry?.details.first)
        #expect(detail.instructedAmount == Money(minorUnits: 1100, currency: .eur))
        #expect(detail.transactionAmount == Money(minorUnits: 1250, currency: .usd))
        #expect(detail.exchange?.source == .eur && detail.exchange?.target == .usd && detail.exchange?.unit == .eur)
        #expect(detail.exchange?.rate == "1.1363636")
    }

    /// A detail in a foreign currency counts by its countervalue, so that a batch of such details is checked too.
    @Test func countervaluesAreSummed() throws {
        func detail(_ foreign: String, _ own: String) -> String {
            SampleMessage.detail(
                foreign, currency: "EUR",
                extra: "<AmtDtls><CntrValAmt><Amt Ccy=\"USD\">\(own)</Amt><CcyXchg><SrcCcy>EUR</SrcCcy>"
                    + "<XchgRate>1.25</XchgRate></CcyXchg></CntrValAmt></AmtDtls>")
        }
        let right = try entry(SampleMessage.entry(details: detail("8.00", "10.00") + detail("2.00", "2.50")))
        #expect(right.report.findings.verdict == .accepted, "\(right.report.codes)")
        let wrong = try entry(SampleMessage.entry(details: detail("8.00", "10.00") + detail("2.00", "2.49")))
        #expect(wrong.report.codes == ["camt.batch.sum"])
    }

    @Test func returnsTellTheirReason() throws {
        let (entry, report) = try entry(
            SampleMessage.entry(
                details: SampleMessage.detail(
                    "12.50", extra: "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>R02</AddtlInf></RtrInf>")))
        #expect(entry?.text(.returnCode, detail: 0) == "AC04")
        #expect(entry?.text(.returnText, detail: 0) == "R02")
        #expect(report.findings.verdict == .accepted)
    }
}
