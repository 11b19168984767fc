import ISO20022
import Parsing
import Testing

/// Every rule of the catalogue and the smallest message that provokes it.
@Suite struct ISO20022RulesTests {
    @Test func codesAreUniqueAndWellFormed() {
        let codes = ISO20022Rules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "." || $0 == "-" }) }
    }

    @Test(arguments: Array(ISO20022RulesTests.provocations.keys).sorted())
    func isProvoked(_ code: String) throws {
        let bytes = try #require(ISO20022RulesTests.provocations[code])
        let report = try read(bytes)
        #expect(report.codes.contains(code), "\(report.codes)")
        let rule = try #require(ISO20022Rules.all.first { $0.code == code })
        if rule.severity == .error { #expect(report.findings.verdict == .rejected) }
        #expect(report.findings.kept.allSatisfy { !$0.message.contains("4400123456") })
    }

    /// Bounds that only large files reach; they are looked at in scale tests or by reading the code.
    static let unprovoked: Set<String> = [
        "camt.entry.duplicates-unchecked", "camt.statement.too-many", "camt.entry.too-large",
    ]

    @Test func allButTheBoundsAreProvoked() {
        let missing = Set(ISO20022Rules.all.map(\.code)).subtracting(ISO20022RulesTests.provocations.keys)
            .subtracting((PaymentRules.all + CreditTransferRules.all).map(\.code))
        #expect(missing == ISO20022RulesTests.unprovoked)
    }

    /// What no text can show, or what shows by its mere presence.
    static let withoutExample: Set<String> = [
        "iso20022.xml.empty", "iso20022.xml.nul", "camt.statement.too-many", "camt.entry.duplicates-unchecked",
        "camt.entry.too-large",
    ]

    @Test func rulesHaveExamplesOfWhatIsWrongAndRight() {
        for rule in ISO20022Rules.all where !ISO20022RulesTests.withoutExample.contains(rule.code) {
            #expect(!rule.wrong.isEmpty && rule.wrong != rule.right, "\(rule.code)")
        }
        let withoutRight = Set(ISO20022Rules.all.filter { $0.right.isEmpty }.map(\.code))
        #expect(
            withoutRight
                == ISO20022RulesTests.withoutExample.union([
                    "camt.statement.declared-duplicate", "camt.amount.overflow",
                ]))
    }

    /// What is not understood leaves money out, so no partner may be excused from it.
    @Test func whatIsNotUnderstoodLeavesAGap() {
        for rule in ISO20022Rules.all where rule.code.hasPrefix("iso20022.xml.") || rule.code.hasPrefix("camt.amount.")
        {
            #expect(rule.leavesGap, "\(rule.code)")
        }
        for code in [
            "camt.entry.direction", "camt.entry.direction-missing", "camt.entry.status", "camt.entry.amount-missing",
        ] {
            #expect(ISO20022Rules.all.first { $0.code == code }?.leavesGap == true, "\(code)")
        }
        for code in ["camt.text.too-long", "camt.balance.no-opening", "camt.charges.total"] {
            #expect(ISO20022Rules.all.first { $0.code == code }?.leavesGap == false, "\(code)")
        }
    }

    typealias Sample = SampleMessage

    static func one(_ entry: String, closing: String = "112.50") -> [UInt8] {
        Array(Sample.document(Sample.statement(closing: closing, entry)).utf8)
    }

    static let plain = Sample.document(Sample.statement(closing: "112.50", Sample.entry()))

    static func replacing(_ old: String, _ new: String) -> [UInt8] { Array(plain.replacing(old, with: new).utf8) }

    static let provocations: [String: [UInt8]] = xml.merging(message) { a, _ in a }.merging(statement) { a, _ in a }
        .merging(entry) { a, _ in a }.merging(detail) { a, _ in a }.merging(payment) { a, _ in a }

    static let xml: [String: [UInt8]] = [
        "iso20022.xml.syntax": replacing("</Stmt>", "</Stmx>"),
        "iso20022.xml.after-end": Array((plain + "<Document/>").utf8),
        "iso20022.xml.truncated": Array(plain.utf8.prefix(300)),
        "iso20022.xml.empty": [],
        "iso20022.xml.nul": replacing("BOOK", "BO\0K"),
        "iso20022.xml.encoding": Array(plain.utf8).map { $0 == 0x4F ? 0xFF : $0 },
        "iso20022.xml.encoding-mismatch": [0xEF, 0xBB, 0xBF] + replacing("UTF-8", "ISO-8859-1"),
        "iso20022.xml.encoding-unsupported": replacing("UTF-8", "KOI8-R"),
        "iso20022.xml.document-type": replacing("<Document", "<!DOCTYPE Document [<!ENTITY x \"y\">]><Document"),
        "iso20022.xml.limit": Array((String(repeating: "<a>", count: 100)).utf8),
    ]

    static let message: [String: [UInt8]] = [
        "iso20022.message.unknown": Array("<html/>".utf8),
        "iso20022.message.namespace-missing": replacing(
            " xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"", ""),
        "iso20022.message.namespace-unknown": replacing("camt.053.001.08", "other"),
        "iso20022.message.version-newer": replacing("camt.053.001.08", "camt.053.001.15"),
        "iso20022.message.version-unsupported": replacing("camt.053.001.08", "camt.053.001.99"),
        "iso20022.message.body-mismatch": replacing("camt.053.001.08", "camt.054.001.08"),
        "iso20022.message.id-missing": replacing("<MsgId>M1</MsgId>", ""),
        "camt.statement.none": Array(Sample.document().utf8),
        "camt.message.shape": replacing("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>"),
    ]

    static let statement: [String: [UInt8]] = [
        "camt.statement.id-missing": replacing("<Id>S1</Id>", ""),
        "camt.statement.account-missing": Array(
            plain.replacing("<Acct>", with: "<Axct>").replacing("</Acct>", with: "</Axct>").utf8),
        "camt.statement.duplicate": Array(Sample.document(Sample.statement(), Sample.statement()).utf8),
        "camt.statement.sequence-repeated": Array(
            Sample.document(Sample.statement(), Sample.statement(id: "S2")).utf8),
        "camt.statement.sequence-gap": Array(
            Sample.document(Sample.statement(), Sample.statement(id: "S2", sequence: "9")).utf8),
        "camt.balance.continuity": Array(
            Sample.document(
                Sample.statement(), Sample.statement(id: "S2", sequence: "8", opening: "90.00", closing: "90.00")
            ).utf8),
        "camt.statement.future-date": one(Sample.entry(day: "2999-01-01")),
        "camt.text.too-long": one(Sample.entry(reference: String(repeating: "R", count: 36))),
        "camt.date.invalid": one(Sample.entry(day: "2026-02-31")),
        "camt.date.form": replacing("2026-03-06T05:30:00Z", "2026-03-06T05:30:00:735"),
        "camt.number.invalid": replacing(">7<", ">seven<"),
        "camt.indicator.invalid": one(Sample.entry(extra: "<RvslInd>yes</RvslInd>")),
        "camt.statement.balances-missing": Array(
            Sample.document(Sample.statement(opening: "", closing: "", Sample.entry())).utf8),
        "camt.statement.declared-duplicate": replacing("<Acct>", "<CpyDplctInd>DUPL</CpyDplctInd><Acct>"),
        "camt.statement.page": replacing(
            "</MsgId>", "</MsgId><MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn>"),
        "camt.balance.equation": one(Sample.entry(), closing: "112.51"),
        "camt.balance.reversal-sign": one(Sample.entry(extra: "<RvslInd>1</RvslInd>"), closing: "87.50"),
        "camt.balance.no-closing": one(Sample.entry(), closing: ""),
        "camt.balance.no-opening": Array(
            Sample.document(Sample.statement(opening: "", closing: "112.50", Sample.entry())).utf8),
        "camt.balance.currency": Array(
            Sample.document(Sample.statement(closing: "", extra: Sample.balance("CLBD", "112.50", "EUR"))).utf8),
        "camt.balance.sign-missing": Array(
            Sample.document(Sample.statement(closing: "", extra: Sample.balance("CLBD", "100.00", sign: ""))).utf8),
        "camt.balance.incomplete": replacing("<Dt><Dt>2026-03-05</Dt></Dt></Bal>", "</Bal>"),
        "camt.summary.count": Array(
            Sample.document(Sample.statement(extra: summary("<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>"))).utf8),
        "camt.summary.sum": Array(
            Sample.document(Sample.statement(extra: summary("<TtlCdtNtries><Sum>2.00</Sum></TtlCdtNtries>"))).utf8),
        "camt.amount.overflow": Array(
            Sample.document(
                Sample.statement(
                    Sample.entry("9000000000000000.00"), Sample.entry("9000000000000000.00"),
                    (0..<11).map { _ in Sample.entry("9000000000000000.00") }.joined())
            ).utf8),
    ]

    static func summary(_ text: String) -> String { "<TxsSummry>\(text)</TxsSummry>" }

    static let entry: [String: [UInt8]] = [
        "camt.entry.amount-missing": one(Sample.entry().replacing("<Amt Ccy=\"USD\">12.50</Amt>", with: "")),
        "camt.amount.malformed": one(Sample.entry("1e3")),
        "camt.amount.too-long": one(Sample.entry("1234567890123456789.00")),
        "camt.amount.sub-minor": one(Sample.entry("1.234")),
        "camt.amount.currency-missing": one(Sample.entry().replacing(" Ccy=\"USD\"", with: "")),
        "camt.amount.currency": one(Sample.entry(currency: "US")),
        "camt.entry.direction-missing": one(Sample.entry().replacing("<CdtDbtInd>CRDT</CdtDbtInd>", with: "")),
        "camt.entry.direction": one(Sample.entry("12.50", "DEBIT")),
        "camt.entry.status-missing": one(Sample.entry().replacing("<Sts><Cd>BOOK</Cd></Sts>", with: "")),
        "camt.entry.status": one(Sample.entry(status: "XXXX")),
        "camt.entry.code-missing": one(
            Sample.entry().replacing("<BkTxCd><Prtry><Cd>142</Cd><Issr>BAI</Issr></Prtry></BkTxCd>", with: "")),
        "camt.entry.booking-date-missing": one(
            Sample.entry().replacing("<BookgDt><Dt>2026-03-05</Dt></BookgDt>", with: "")),
        "camt.entry.duplicate": Array(
            Sample.document(
                Sample.statement(closing: "125.00", Sample.entry(reference: "R"), Sample.entry(reference: "R"))
            ).utf8),
        "camt.entry.reference-reused": Array(
            Sample.document(
                Sample.statement(
                    closing: "125.00", Sample.entry(reference: "R"),
                    Sample.entry(reference: "R", details: Sample.detail("12.50")))
            ).utf8),
    ]

    static func charged(_ charges: String) -> [UInt8] {
        one(
            Sample.entry(details: Sample.detail("12.50")).replacing(
                "<NtryDtls>", with: "<Chrgs>\(charges)</Chrgs><NtryDtls>"))
    }

    static func exchanged(_ exchange: String) -> [UInt8] {
        one(
            Sample.entry(
                details: Sample.detail(
                    "12.50",
                    extra:
                        "<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">11.00</Amt><CcyXchg>\(exchange)</CcyXchg></InstdAmt></AmtDtls>"
                )))
    }

    static let detail: [String: [UInt8]] = [
        "camt.charges.total": charged(
            "<TtlChrgsAndTaxAmt Ccy=\"USD\">2.00</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy=\"USD\">1.50</Amt></Rcrd>"),
        "camt.charges.unreadable": charged("<Rcrd><Amt Ccy=\"USD\">1,50</Amt></Rcrd>"),
        "camt.exchange.malformed": exchanged("<SrcCcy>EUR</SrcCcy><XchgRate>-1.1</XchgRate>"),
        "camt.batch.sum": one(Sample.entry(details: Sample.detail("10.00") + Sample.detail("2.00"))),
        "camt.batch.total": one(Sample.entry(details: "<Btch><TtlAmt Ccy=\"USD\">9.00</TtlAmt></Btch>")),
        "camt.batch.count": one(
            Sample.entry(details: "<Btch><NbOfTxs>3</NbOfTxs></Btch>" + Sample.detail("10.00") + Sample.detail("2.50"))),
        "camt.batch.count-partial": one(
            Sample.entry(details: "<Btch><NbOfTxs>86</NbOfTxs></Btch>" + Sample.detail("12.50"))),
        "camt.detail.currency": one(
            Sample.entry(
                details: Sample.detail(
                    "12.50", extra: "<AmtDtls><TxAmt><Amt Ccy=\"EUR\">12.50</Amt></TxAmt></AmtDtls>"))),
        "camt.detail.routing-number": one(
            Sample.entry(
                details: Sample.detail(
                    "12.50",
                    extra: "<RltdAgts><DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId>"
                        + "<MmbId>091000018</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt></RltdAgts>"))),
        "camt.detail.creditor-reference": one(
            Sample.entry(
                details: Sample.detail(
                    "12.50",
                    extra: "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
                        + "<Ref>RF19539007547034</Ref></CdtrRefInf></Strd></RmtInf>"))),
    ]

    static let payment: [String: [UInt8]] = [
        "pain.order.empty": Array(Sample.order(count: "0", sum: "0").utf8),
        "pain.order.count": Array(Sample.order(count: "2", Sample.transfer()).utf8),
        "pain.order.control-sum": Array(Sample.order(sum: "10.01", Sample.transfer()).utf8),
        "pain.order.end-to-end-repeated": Array(
            Sample.order(count: "2", sum: "20", Sample.transfer(), Sample.transfer()).utf8),
        "pain.order.zero": Array(Sample.order(sum: "0", Sample.transfer("0.00")).utf8),
        "pain.status.contradiction": Array(Sample.statusReport("ACSC").utf8),
        "pain.status.original-name-missing": Array(Sample.statusReport("RJCT", name: "").utf8),
    ]
}
