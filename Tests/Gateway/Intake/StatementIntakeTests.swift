import Facts
import ISO20022
import Money
import Parsing
import Testing

@testable import Intake

@Suite struct StatementIntakeTests {
    static func statement(_ entries: String, kind: String = "053", opening: String = "0.00", closing: String = "")
        -> String
    {
        let names = [
            "052": ("BkToCstmrAcctRpt", "Rpt"), "053": ("BkToCstmrStmt", "Stmt"),
            "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        ]
        let (body, element) = names[kind] ?? ("", "")
        func balance(_ code: String, _ amount: String) -> String {
            "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">\(amount)</Amt>"
                + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>"
        }
        return
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.\(kind).001.08\"><\(body)><GrpHdr><MsgId>M</MsgId>"
            + "<CreDtTm>2026-03-06T05:30:00</CreDtTm></GrpHdr><\(element)><Id>S1</Id><ElctrncSeqNb>44</ElctrncSeqNb>"
            + "<Acct><Id><Othr><Id>4400123456</Id></Othr></Id><Ccy>USD</Ccy></Acct>"
            + (closing.isEmpty ? "" : balance("OPBD", opening) + balance("CLBD", closing)) + entries
            + "</\(element)></\(body)></Document>"
    }

    static func entry(
        _ amount: String = "10.00", _ sign: String = "CRDT", bai: String = "142", reference: String = "R1",
        status: String = "BOOK", details: String = "", info: String = ""
    ) -> String {
        "<Ntry><NtryRef>1</NtryRef><Amt Ccy=\"USD\">\(amount)</Amt><CdtDbtInd>\(sign)</CdtDbtInd>"
            + "<Sts><Cd>\(status)</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>"
            + (reference.isEmpty ? "" : "<AcctSvcrRef>\(reference)</AcctSvcrRef>")
            + "<BkTxCd><Prtry><Cd>\(bai)</Cd><Issr>BAI</Issr></Prtry></BkTxCd>"
            + (details.isEmpty ? "" : "<NtryDtls>\(details)</NtryDtls>")
            + (info.isEmpty ? "" : "<AddtlNtryInf>\(info)</AddtlNtryInf>") + "</Ntry>"
    }

    static func detail(_ amount: String, refs: String = "", text: String = "", party: String = "") -> String {
        "<TxDtls><Refs>\(refs)<EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy=\"USD\">\(amount)</Amt>"
            + "<CdtDbtInd>CRDT</CdtDbtInd>"
            + (party.isEmpty ? "" : "<RltdPties><Dbtr><Pty><Nm>\(party)</Nm></Pty></Dbtr></RltdPties>")
            + (text.isEmpty ? "" : "<RmtInf><Ustrd>\(text)</Ustrd></RmtInf>") + "</TxDtls>"
    }

    static func load(_ text: String) throws -> FactCollector {
        var collector = FactCollector()
        var source = MemoryByteSource(Array(text.utf8), pieceSize: 100)
        try StatementIntake.load(&source, arrival: ArrivalID(4), keys: TestKeys(), into: &collector)
        return collector
    }

    static func line(_ entry: String) throws -> BankLine {
        try #require(try load(statement(entry)).lines.first)
    }

    @Test func pendingEntriesAreAnnouncedAndNothingElseOfAReportIsAFact() throws {
        let entries =
            Self.entry(status: "PDNG") + Self.entry("20.00", "DBIT", reference: "", status: "PDNG") + Self.entry()
        let report = try Self.load(Self.statement(entries, kind: "052"))
        #expect(report.announced.map(\.reference) == ["R1", ""])
        #expect(report.announced.map(\.amount.minorUnits) == [1_000, -2_000])
        #expect(report.announced.allSatisfy { $0.expectedOn == CalendarDate(iso: "2026-03-05") })
        #expect(report.lines.isEmpty && report.statements.isEmpty)
        let statement = try Self.load(Self.statement(entries, closing: "10.00"))
        #expect(statement.announced.count == 2 && statement.lines.count == 1)
        let notification = try Self.load(Self.statement(entries, kind: "054"))
        #expect(notification.announced.isEmpty && notification.lines.isEmpty)
    }

    @Test func aDetailWithABankReferenceIsTheLine() throws {
        let facts = try Self.load(
            Self.statement(
                Self.entry(
                    details: Self.detail(
                        "6.00", refs: "<AcctSvcrRef>R1-01</AcctSvcrRef>", text: "TRN*1*0012-A*1066033492~")
                        + Self.detail("4.00", refs: "<AcctSvcrRef>R1-02</AcctSvcrRef>"), info: "ACH CREDIT BATCH"),
                closing: "10.00"))
        #expect(facts.lines.map(\.reference) == ["R1-01", "R1-02"])
        #expect(facts.lines.map(\.amount.minorUnits) == [600, 400])
        #expect(facts.lines[0].traceKey == "12A")
        #expect(facts.lines[0].tracePayerID == "1066033492")
        #expect(facts.lines[1].traceKey == nil)
        #expect(facts.lines.map(\.evidence.ordinal) == [0, 1])
        #expect(facts.lines.map(\.bankCode) == ["142", "142"])
        let statement = try #require(facts.statements.first)
        #expect(statement.evidence.ordinal == 2)
        #expect(statement.bookedThrough == CalendarDate(iso: "2026-03-05"))
        #expect(statement.sequence == 44)
        #expect(statement.accountMask == "•••3456")
        #expect(statement.closing == Money.dollars(cents: 1000))
        #expect(statement.account == facts.lines[0].account)
    }

    @Test func elseTheEntryIsTheLine() throws {
        let line = try Self.line(
            Self.entry(
                details: Self.detail(
                    "10.00", refs: "<TxId>075901580007003</TxId>", text: "INV INV-2026-000062", party: "Steel"),
                info: "INCOMING TRANSFER"))
        #expect(line.reference == "R1")
        #expect(line.achTrace == "075901580007003")
        #expect(line.references.contains(TestKeys().key(.reference, "INV2026000062")))
        #expect(line.partyNameKey == TestKeys().key(.partyName, "STEEL"))
        #expect(
            try Self.load(Self.statement(Self.entry(details: Self.detail("10.00", text: "A"), info: "B"))).texts == [
                "A | B"
            ])
    }

    @Test func debitsAreNegative() throws {
        let line = try Self.line(Self.entry("7.25", "DBIT", bai: "698", info: "WIRE FEE"))
        #expect(line.amount == Money.dollars(cents: -725))
        #expect(line.category == .bankFee)
    }

    @Test func onlyBookedEntriesOfStatementsCount() throws {
        #expect(try Self.load(Self.statement(Self.entry(status: "PDNG"))).lines.isEmpty)
        #expect(try Self.load(Self.statement(Self.entry(), kind: "052")).lines.isEmpty)
        #expect(try Self.load(Self.statement(Self.entry(), kind: "054")).lines.isEmpty)
    }

    @Test func aMissingBankReferenceIsMade() throws {
        #expect(try Self.line(Self.entry(reference: "")).reference == "S1/1/1")
    }

    @Test func opaqueBatchesNameTheirNumber() throws {
        let batch = "<Btch><PmtInfId>0000123</PmtInfId><NbOfTxs>5</NbOfTxs></Btch>"
        #expect(try Self.line(Self.entry(details: batch)).achBatchNumber == "0000123")
        #expect(
            try Self.line(Self.entry(info: "ACH BATCH 0000124 5 CREDITS HCCLAIMPMT CO ID 1410984460")).achBatchNumber
                == "0000124")
    }

    @Test func checkNumbersLoseTheirZeros() throws {
        #expect(
            try Self.line(Self.entry(details: Self.detail("10.00", refs: "<ChqNb>0004711</ChqNb>"))).checkNumber
                == "4711")
        let line = try Self.line(Self.entry(bai: "115", details: Self.detail("10.00", text: "INSURANCE CHECK 004712")))
        #expect(line.checkNumber == "4712")
        #expect(line.category == nil)
        #expect(try Self.line(Self.entry(bai: "115", info: "LOCKBOX 8837 PATIENT PAYMENTS")).category == .lockbox)
    }

    @Test(arguments: [
        ("354", "INTEREST CREDIT", BankLineCategory.interest), ("165", "MERCHANT SERVICES DEPOSIT", .merchantCard),
        ("275", "ZBA TRANSFER FROM", .zeroBalanceTransfer), ("575", "ZBA TRANSFER TO", .zeroBalanceTransfer),
        ("698", "ENTGELTABRECHNUNG", .bankFee), ("XYZ", "ACCOUNT ANALYSIS FEE", .bankFee),
        ("142", "REPAID FEE 12", nil),
        ("399", "ADJ PER LETTER", nil), ("165", "PREMIUM GROUP 2", nil),
    ])
    func categories(_ bai: String, _ info: String, _ category: BankLineCategory?) throws {
        #expect(try Self.line(Self.entry(bai: bai, info: info)).category == category)
    }

    @Test(arguments: [
        ("TRN*1*826030500201059*1066033492\\", "826030500201059", "1066033492"),
        ("HCCLAIMPMTTRN*1*EFT5~", "EFT5", nil),
        ("TRN * 1 * 0000 01001004 * 1410984460 ~", "0000 01001004", "1410984460"),
        ("TRN*1*ABC*1066033492*SUB~", "ABC", "1066033492"), ("TRN*1*ABC*10660334", "ABC", nil),
        ("TRN*1*ABC THANKS", "ABC", nil), ("TRN*1*AB\nC*1066033492", "ABC", "1066033492"),
        ("trn*1*abc*1066033492 REST", "abc", "1066033492"), ("TRN*1*A TRN*1*B*1066033492", "A TRN", nil),
    ])
    func reassociationSegments(_ text: String, _ number: String, _ payer: String?) {
        let found = StatementTexts.reassociation(in: text)
        #expect(found?.number == number)
        #expect(found?.payerID == payer)
    }

    @Test(arguments: ["REF 826030500201059 HCCLAIMPMT", "TRN 826030500201059", "TRN*2*1*2", "TRN*1*~", "TRN*1", "TRN"])
    func mentionsAreNoSegments(_ text: String) {
        #expect(StatementTexts.reassociation(in: text) == nil)
    }

    @Test func segmentsAreFoundAcrossTexts() throws {
        let split =
            "<TxDtls><Amt Ccy=\"USD\">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>HCCLAIMPMT TRN*1*8260</Ustrd>"
            + "<Ustrd>30500201059*1066033492~</Ustrd></RmtInf></TxDtls>"
        let line = try Self.line(Self.entry(details: split))
        #expect(line.traceKey == "826030500201059")
        #expect(line.tracePayerID == "1066033492")
    }

    @Test func manyDetailsTakeLinearTime() throws {
        let details = (0..<5_000).map { Self.detail("1.00", refs: "<AcctSvcrRef>R\($0)</AcctSvcrRef>") }.joined()
        #expect(try Self.load(Self.statement(Self.entry("5000.00", details: details))).lines.count == 5_000)
    }
}

/// Keys that are equal when vocabulary and text are: for tests only.
struct TestKeys: KeyMaker {
    func key(_ vocabulary: KeyVocabulary, _ text: some Sequence<UInt8>) -> LookupKey {
        var high: UInt64 = 14_695_981_039_346_656_037
        var low: UInt64 = 7
        for byte in Array(vocabulary.rawValue.utf8) + [0] + Array(text) {
            high = (high ^ UInt64(byte)) &* 1_099_511_628_211
            low = (low ^ UInt64(byte)) &* 6_364_136_223_846_793_005
        }
        return LookupKey(high: high, low: low)
    }
}

struct FactCollector: FactSink {
    var items: [OpenItem] = []
    var lines: [BankLine] = []
    var statements: [StatementFact] = []
    var announced: [AnnouncedLine] = []
    var texts: [String] = []
    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) {
        items.append(item)
        texts.append("\(reference) \(partyName)")
    }
    mutating func add(_ remittance: Facts.Remittance) {}
    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) {}
    mutating func add(_ statement: StatementFact, account: String) { statements.append(statement) }
    mutating func add(_ line: BankLine, text: String) {
        lines.append(line)
        texts.append(text)
    }
    mutating func add(_ item: ACHItem) {}
    mutating func add(_ line: AnnouncedLine) { announced.append(line) }
}
