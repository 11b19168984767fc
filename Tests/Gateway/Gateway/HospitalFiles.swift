// Small sound files of all four kinds, of our own making; every total is computed. Names, accounts and claim numbers in them
// are canaries: texts that occur nowhere else, so that a leak can be searched for.

import Foundation
import Money
import NACHA

enum Canary {
    static let patient = "ZZYZXPATIENT"
    static let party = "QWYJIBOPARTY"
    static let account = "70918273645091"
    static let claim = "KLMXCLAIM"
    static let member = "MEMB7Q7Q7Q7"
    static let patientReference = "MRNVV55443"

    static let all = [patient, party, account, claim, member, patientReference]
}

struct Claim {
    let number: Int
    var charge: Int64 = 10_000
    var paid: Int64 = 8_000
    /// CLP02.
    var status = "1"
    var reference: String { "\(Canary.claim)\(number)" }
}

enum HospitalFiles {
    static func openItems(_ claims: [Claim], prefix: String = "C") -> [UInt8] {
        var text = "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref\n"
        for claim in claims {
            text += "\(prefix)\(claim.number),claim,P1,\(Canary.party),\(claim.reference),\(dollars(claim.charge)),USD,"
            text += "2026-02-02,2026-03-02,\(Canary.patientReference)\n"
        }
        return Array(text.utf8)
    }

    static func remittance(
        control: Int, trace: String, claims: [Claim], effective: String = "20260309", offBy: Int64 = 0,
        adjustments: [(code: String, cents: Int64)] = []
    ) -> [UInt8] {
        let total = claims.reduce(0) { $0 + $1.paid } + offBy - adjustments.reduce(0) { $0 + $1.cents }
        let method =
            total == 0
            ? "NON************"
            : "ACH*CCP*01*071000288*DA*\(Canary.account)*1123456789**01*091000019*DA*\(Canary.account)*"
        var body = [
            "ST*835*0001",
            "BPR*\(total == 0 ? "H" : "I")*\(dollars(total))*C*\(method)\(effective)",
            "TRN*1*\(trace)*1123456789", "DTM*405*\(effective)", "N1*PR*BLUE HEALTH PLAN", "N3*1 MAIN STREET",
            "N4*SPRINGFIELD*IL*62701", "PER*BL*HELP DESK*TE*8005550100", "N1*PE*GENERAL HOSPITAL*XX*1234567893", "LX*1",
        ]
        for claim in claims {
            body.append(
                "CLP*\(claim.reference)*\(claim.status)*\(dollars(claim.charge))*\(dollars(claim.paid))**12*ICN\(claim.number)*11*1"
            )
            if claim.charge != claim.paid { body.append("CAS*CO*45*\(dollars(claim.charge - claim.paid))") }
            body.append("NM1*QC*1*\(Canary.patient)*ANN****MI*\(Canary.member)")
            body.append("DTM*232*20260201")
        }
        for adjustment in adjustments {
            body.append("PLB*1234567893*20261231*\(adjustment.code)*\(dollars(adjustment.cents))")
        }
        body.append("SE*\(body.count + 1)*0001")
        let number = String(repeating: "0", count: 9 - String(control).count) + String(control)
        let isa =
            "ISA*00*          *00*          *ZZ*BLUEPAYER      *ZZ*GENHOSPITAL    *260309*0830*^*00501*\(number)*1*P*:"
        let segments =
            [isa, "GS*HP*BLUEPAYER*GENHOSPITAL*20260309*0830*\(control)*X*005010X221A1"] + body
            + ["GE*1*\(control)", "IEA*1*\(number)"]
        return Array(segments.map { $0 + "~\n" }.joined().utf8)
    }

    static func ach(_ payments: [(trace: String, cents: Int64)], modifier: String = "A") throws -> [UInt8] {
        let day = try required(CalendarDate(iso: "2026-03-09"))
        var builder = try NACHAFileBuilder(
            destination: "091000019", destinationName: "FIRST BANK", origin: "1123456789",
            originName: "BLUE HEALTH PLAN",
            created: day, time: "0830", idModifier: modifier)
        try builder.beginBatch(
            companyName: "BLUE HEALTH", companyID: "1123456789", effective: day, originatingDFI: "07100028")
        for payment in payments {
            try builder.addCredit(
                routingNumber: "091000019", accountNumber: Canary.account, cents: payment.cents, identification: "NPI",
                name: Canary.party, trace: ReassociationTrace(traceNumber: payment.trace, payerID: "1123456789"))
        }
        return try builder.finish()
    }

    /// A statement of one day: an opening balance, EFTs with their traces, a fee.
    static func statement(
        _ payments: [(trace: String, cents: Int64)], day: String = "2026-03-09", sequence: Int = 1,
        opening: Int64 = 1_000_000, message: String = "M1"
    ) -> [UInt8] {
        let fee: Int64 = 1_500
        let closing = opening + payments.reduce(0) { $0 + $1.cents } - fee
        var entries = ""
        for (index, payment) in payments.enumerated() {
            entries += entry(
                payment.cents, "CRDT", day, "FB\(day.filter { $0 != "-" })\(index)", "142",
                "HCCLAIMPMT TRN*1*\(payment.trace)*1123456789~",
                "<RltdPties><Dbtr><Pty><Nm>\(Canary.party)</Nm></Pty></Dbtr></RltdPties>")
        }
        entries += entry(fee, "DBIT", day, "FB\(day.filter { $0 != "-" })FEE", "698", "ACCOUNT ANALYSIS FEE", "")
        func balance(_ code: String, _ cents: Int64) -> String {
            "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">\(dollars(cents))</Amt>"
                + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>\(day)</Dt></Dt></Bal>"
        }
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>\(message)</MsgId>\
            <CreDtTm>\(day)T23:00:00</CreDtTm></GrpHdr><Stmt><Id>S\(sequence)</Id><ElctrncSeqNb>\(sequence)</ElctrncSeqNb>\
            <CreDtTm>\(day)T23:00:00</CreDtTm><Acct><Id><Othr><Id>\(Canary.account)</Id></Othr></Id><Ccy>USD</Ccy></Acct>\
            \(balance("OPBD", opening))\(balance("CLBD", closing))\(entries)</Stmt></BkToCstmrStmt></Document>
            """
        return Array(text.utf8)
    }

    private static func entry(
        _ cents: Int64, _ direction: String, _ day: String, _ reference: String, _ code: String, _ text: String,
        _ parties: String
    ) -> String {
        "<Ntry><Amt Ccy=\"USD\">\(dollars(cents))</Amt><CdtDbtInd>\(direction)</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
            + "<BookgDt><Dt>\(day)</Dt></BookgDt><ValDt><Dt>\(day)</Dt></ValDt><AcctSvcrRef>\(reference)</AcctSvcrRef>"
            + "<BkTxCd><Prtry><Cd>\(code)</Cd><Issr>BAI</Issr></Prtry></BkTxCd><NtryDtls><TxDtls>\(parties)"
            + "<RmtInf><Ustrd>\(text)</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    }

    static func dollars(_ cents: Int64) -> String { Money.dollars(cents: cents).decimalText }

    struct Missing: Error {}

    static func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}
