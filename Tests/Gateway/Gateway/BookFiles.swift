// Files for the tests of the books: statements with lines of any kind, advices with adjustments, returns. Of our own making,
// like those of HospitalFiles.

import Foundation
import Money

enum BookFiles {
    /// One booked line; money that leaves us is negative.
    struct Line {
        var cents: Int64
        var code = "142"
        var text = ""
        /// Goes into ClrSysRef.
        var clearing = ""
    }

    /// A statement of one day; `closing` is what it says, not what its lines make, where it is given.
    static func statement(
        _ lines: [Line], day: String, sequence: Int, opening: Int64, account: String = Canary.account,
        currency: String = "USD", closing: Int64? = nil
    ) throws -> [UInt8] {
        let money = try HospitalFiles.required(Currency(currency))
        func text(_ units: Int64) -> String { Money(minorUnits: units, currency: money).magnitude.decimalText }
        func side(_ units: Int64) -> String { units < 0 ? "DBIT" : "CRDT" }
        var entries = ""
        for (index, line) in lines.enumerated() {
            let reference = "FB\(currency)\(account.suffix(2))\(day.filter { $0 != "-" })\(index)"
            entries +=
                "<Ntry><Amt Ccy=\"\(currency)\">\(text(line.cents))</Amt><CdtDbtInd>\(side(line.cents))</CdtDbtInd>"
                + "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>\(day)</Dt></BookgDt><ValDt><Dt>\(day)</Dt></ValDt>"
                + "<AcctSvcrRef>\(reference)</AcctSvcrRef><BkTxCd><Prtry><Cd>\(line.code)</Cd><Issr>BAI</Issr></Prtry></BkTxCd>"
                + "<NtryDtls><TxDtls>"
                + (line.clearing.isEmpty ? "" : "<Refs><ClrSysRef>\(line.clearing)</ClrSysRef></Refs>")
                + (line.text.isEmpty ? "" : "<RmtInf><Ustrd>\(line.text)</Ustrd></RmtInf>")
                + "</TxDtls></NtryDtls></Ntry>"
        }
        func balance(_ code: String, _ units: Int64) -> String {
            "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"\(currency)\">\(text(units))</Amt>"
                + "<CdtDbtInd>\(side(units))</CdtDbtInd><Dt><Dt>\(day)</Dt></Dt></Bal>"
        }
        let end = closing ?? lines.reduce(opening) { $0 + $1.cents }
        let name = "\(account.suffix(4))-\(sequence)"
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M\(name)</MsgId>\
            <CreDtTm>\(day)T23:00:00</CreDtTm></GrpHdr><Stmt><Id>S\(name)</Id><ElctrncSeqNb>\(sequence)</ElctrncSeqNb>\
            <CreDtTm>\(day)T23:00:00</CreDtTm><Acct><Id><Othr><Id>\(account)</Id></Othr></Id><Ccy>\(currency)</Ccy></Acct>\
            \(balance("OPBD", opening))\(balance("CLBD", end))\(entries)</Stmt></BkToCstmrStmt></Document>
            """.utf8)
    }

    /// A report within the day (camt.052), or a notification (camt.054) of booked lines; `status` as the bank says of each line.
    static func report(
        _ lines: [Line], day: String, number: Int, status: String = "PDNG", isNotification: Bool = false,
        referenceDay: String? = nil
    ) -> [UInt8] {
        let (code, body, element) =
            isNotification ? ("054", "BkToCstmrDbtCdtNtfctn", "Ntfctn") : ("052", "BkToCstmrAcctRpt", "Rpt")
        var entries = ""
        for (index, line) in lines.enumerated() {
            let reference = "FBUSD\(Canary.account.suffix(2))\((referenceDay ?? day).filter { $0 != "-" })\(index)"
            entries +=
                "<Ntry><Amt Ccy=\"USD\">\(Money.dollars(cents: line.cents).magnitude.decimalText)</Amt>"
                + "<CdtDbtInd>\(line.cents < 0 ? "DBIT" : "CRDT")</CdtDbtInd><Sts><Cd>\(status)</Cd></Sts>"
                + "<BookgDt><Dt>\(day)</Dt></BookgDt><ValDt><Dt>\(day)</Dt></ValDt><AcctSvcrRef>\(reference)</AcctSvcrRef>"
                + "<BkTxCd><Prtry><Cd>\(line.code)</Cd><Issr>BAI</Issr></Prtry></BkTxCd>"
                + "<NtryDtls><TxDtls><RmtInf><Ustrd>\(line.text)</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        }
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.\(code).001.08"><\(body)><GrpHdr><MsgId>R\(code)-\(number)</MsgId>\
            <CreDtTm>\(day)T12:00:00</CreDtTm></GrpHdr><\(element)><Id>R\(number)</Id><CreDtTm>\(day)T12:00:00</CreDtTm>\
            <Acct><Id><Othr><Id>\(Canary.account)</Id></Othr></Id><Ccy>USD</Ccy></Acct>\(entries)</\(element)></\(body)></Document>
            """.utf8)
    }

    /// An 835 with claims and adjustments (PLB) as segments.
    static func advice(
        control: Int, trace: String, cents: Int64, claims: [String], adjustments: [String] = [],
        effective: String = "20260309"
    ) -> [UInt8] {
        let body =
            [
                "ST*835*0001",
                "BPR*\(cents == 0 ? "H" : "I")*\(HospitalFiles.dollars(cents))*C*\(cents == 0 ? "NON" : "ACH*CCP")"
                    + (cents == 0
                        ? "************"
                        : "*01*071000288*DA*\(Canary.account)*1123456789**01*091000019*DA*\(Canary.account)*")
                    + effective,
                "TRN*1*\(trace)*1123456789", "DTM*405*\(effective)", "N1*PR*BLUE HEALTH PLAN", "N3*1 MAIN STREET",
                "N4*SPRINGFIELD*IL*62701", "PER*BL*HELP DESK*TE*8005550100", "N1*PE*GENERAL HOSPITAL*XX*1234567893",
                "LX*1",
            ] + claims + adjustments
        return envelope(control, "HP", "005010X221A1", body)
    }

    /// A claim of an 835.
    static func claim(
        _ number: Int, charge: Int64, paid: Int64, status: String = "1", adjustments: [String] = []
    ) -> [String] {
        let (charge, paid) = (HospitalFiles.dollars(charge), HospitalFiles.dollars(paid))
        return ["CLP*\(Canary.claim)\(number)*\(status)*\(charge)*\(paid)**12*ICN\(number)*11*1"] + adjustments
            + ["NM1*QC*1*\(Canary.patient)*ANN****MI*\(Canary.member)", "DTM*232*20260201"]
    }

    static func envelope(_ control: Int, _ group: String, _ version: String, _ body: [String]) -> [UInt8] {
        let number = String(repeating: "0", count: 9 - String(control).count) + String(control)
        let segments =
            [
                "ISA*00*          *00*          *ZZ*BLUEPAYER      *ZZ*GENHOSPITAL    *260309*0830*^*00501*\(number)*1*P*:",
                "GS*\(group)*BLUEPAYER*GENHOSPITAL*20260309*0830*\(control)*X*\(version)",
            ] + body + ["SE*\(body.count + 1)*0001", "GE*1*\(control)", "IEA*1*\(number)"]
        return Array(segments.map { $0 + "~\n" }.joined().utf8)
    }

    /// A NACHA file with one returned entry: a debit of ours where `cents` is negative, else a credit.
    static func returned(_ cents: Int64, code: String, trace: String, modifier: String = "A") -> [UInt8] {
        func digits(_ number: Int64, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: count - text.count) + text
        }
        let (amount, isDebit) = (cents < 0 ? -cents : cents, cents < 0)
        let (debit, credit) = (digits(isDebit ? amount : 0, 12), digits(isDebit ? 0 : amount, 12))
        let service = isDebit ? "225" : "220"
        var records = [
            "101 0710002881123456789260309" + "0830\(modifier)094101FIRST EXAMPLE BANK     HMS ACH TEST",
            "5\(service)GENERAL HOSPITAL                    1987654321PPDPREMIUM   260309260309   1071000280000002",
            "6\(isDebit ? "26" : "21")07100028800054321         \(digits(amount, 10))EMP0000003     "
                + "\(Canary.party.padding(toLength: 22, withPad: " ", startingAt: 0))  1\(trace)",
            "799\(code)091000010000077      07100028                                            \(trace)",
            "8\(service)0000020007100028\(debit)\(credit)1987654321                         071000280000002",
            "9000001000001000000020007100028\(debit)\(credit)",
        ].map { $0.padding(toLength: 94, withPad: " ", startingAt: 0) }
        while records.count % 10 != 0 { records.append(String(repeating: "9", count: 94)) }
        return Array((records.joined(separator: "\n") + "\n").utf8)
    }
}
