// Writes the bank's camt.053 of the day: entries, and balances that the entries explain.

import Money

/// One entry of the statement. Amount in cents, credits positive.
struct DemoEntry {
    let amount: Int64
    /// BAI2 code.
    let code: String
    let text: String
    /// Remittance information.
    var advice: String?
    /// Fifteen digits.
    var trace: String?
    var payer: String?
}

/// One statement of one account.
struct DemoStatement {
    let account: String
    /// Begins the bank's references.
    let prefix: String
    let day: CalendarDate
    let sequence: Int
    /// In cents.
    let opening: Int64
    let entries: [DemoEntry]

    var closing: Int64 { opening + Self.sum(entries) }

    static func main(_ entries: [DemoEntry]) -> DemoStatement {
        DemoStatement(
            account: DemoCast.hospitalAccount, prefix: "LFB", day: DemoCast.day, sequence: 46, opening: 182_540_766,
            entries: entries)
    }

    /// The reserve's: of Thursday, and of Monday. Friday's, in which 1,200.00 came, is missing.
    static let reserve: [DemoStatement] = {
        let thursday = DemoStatement(
            account: DemoCast.reserveAccount, prefix: "LFR", day: DemoCast.day.advanced(byDays: -4), sequence: 21,
            opening: 25_000_000, entries: [DemoEntry(amount: 6_120, code: "354", text: "INTEREST CREDIT")])
        let monday = DemoStatement(
            account: DemoCast.reserveAccount, prefix: "LFR", day: DemoCast.day, sequence: 23,
            opening: thursday.closing + 120_000,
            entries: [DemoEntry(amount: -900, code: "698", text: "ACCOUNT ANALYSIS FEE")])
        return [thursday, monday]
    }()

    func bytes() -> [UInt8] {
        let credits = entries.filter { $0.amount >= 0 }
        let debits = entries.filter { $0.amount < 0 }
        let (sum, amount, side, balance) = (Self.sum, Self.amount, Self.side, balance)
        let net = sum(entries)
        let created = "\(day.advanced(byDays: 1))T05:30:00"
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>",
            "<GrpHdr><MsgId>\(prefix)-\(day.basicText)</MsgId><CreDtTm>\(created)</CreDtTm></GrpHdr>",
            "<Stmt><Id>\(prefix)\(account.suffix(4))-\(day.basicText)</Id><ElctrncSeqNb>\(sequence)</ElctrncSeqNb><CreDtTm>\(created)</CreDtTm>"
                + "<FrToDt><FrDtTm>\(day)T00:00:00</FrDtTm><ToDtTm>\(day)T23:59:59</ToDtTm></FrToDt>",
            "<Acct><Id><Othr><Id>\(account)</Id></Othr></Id><Ccy>USD</Ccy></Acct>",
            balance("OPBD", opening), balance("CLBD", closing),
            "<TxsSummry><TtlNtries><NbOfNtries>\(entries.count)</NbOfNtries><TtlNetNtry><Amt>\(amount(net))</Amt>"
                + "<CdtDbtInd>\(side(net))</CdtDbtInd></TtlNetNtry></TtlNtries>"
                + "<TtlCdtNtries><NbOfNtries>\(credits.count)</NbOfNtries><Sum>\(amount(sum(credits)))</Sum></TtlCdtNtries>"
                + "<TtlDbtNtries><NbOfNtries>\(debits.count)</NbOfNtries><Sum>\(amount(sum(debits)))</Sum></TtlDbtNtries>"
                + "</TxsSummry>",
        ]
        for (index, entry) in entries.enumerated() { lines.append(text(entry, index + 1)) }
        lines.append("</Stmt></BkToCstmrStmt></Document>")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func text(_ entry: DemoEntry, _ number: Int) -> String {
        let money =
            "<Amt Ccy=\"USD\">\(Self.amount(entry.amount))</Amt><CdtDbtInd>\(Self.side(entry.amount))</CdtDbtInd>"
        let clearing = entry.trace.map { "<ClrSysRef>\($0)</ClrSysRef>" } ?? ""
        let payer = entry.payer.map { "<RltdPties><Dbtr><Pty><Nm>\($0)</Nm></Pty></Dbtr></RltdPties>" } ?? ""
        let advice = entry.advice.map { "<RmtInf><Ustrd>\($0)</Ustrd></RmtInf>" } ?? ""
        return "<Ntry><NtryRef>\(number)</NtryRef>\(money)<Sts><Cd>BOOK</Cd></Sts>"
            + "<BookgDt><Dt>\(day)</Dt></BookgDt><ValDt><Dt>\(day)</Dt></ValDt>"
            + "<AcctSvcrRef>\(prefix)\(day.basicText.suffix(4))-\(DemoText.padded(number, 3))</AcctSvcrRef>"
            + "<BkTxCd><Prtry><Cd>\(entry.code)</Cd><Issr>BAI</Issr></Prtry></BkTxCd>"
            + "<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId>\(clearing)</Refs>\(money)\(payer)\(advice)"
            + "</TxDtls></NtryDtls><AddtlNtryInf>\(entry.text)</AddtlNtryInf></Ntry>"
    }

    private func balance(_ type: String, _ cents: Int64) -> String {
        "<Bal><Tp><CdOrPrtry><Cd>\(type)</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">\(Self.amount(cents))</Amt>"
            + "<CdtDbtInd>\(Self.side(cents))</CdtDbtInd><Dt><Dt>\(day)</Dt></Dt></Bal>"
    }

    private static func sum(_ entries: [DemoEntry]) -> Int64 { entries.reduce(0) { $0 + $1.amount } }
    private static func side(_ cents: Int64) -> String { cents < 0 ? "DBIT" : "CRDT" }
    private static func amount(_ cents: Int64) -> String { Money.dollars(cents: cents).magnitude.decimalText }
}
