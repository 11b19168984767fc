// A hospital's books of a chosen size, as files: claims that are open, 835s that pay them five by five, and the bank's
// statements with one line for each payment. Everything is written by rule, so the same size gives the same bytes.

import Glibc

/// Files of one workload below a gateway's root.
struct Workload {
    /// Open items and lines of remittances; a fifth of it are bank lines.
    let claims: Int
    /// Of the payments, how many have one and the same amount.
    let equalPayments: Int
    let root: String

    static let claimsPerPayment = 5
    private static let claimsPerFile = 100_000
    private static let itemsPerFile = 200_000
    private static let linesPerFile = 20_000

    var payments: Int { claims / Self.claimsPerPayment }
    /// Files of the first run.
    var files: Int {
        spans(claims, Self.itemsPerFile).count + spans(payments, Self.claimsPerFile / Self.claimsPerPayment).count
            + spans(payments, Self.linesPerFile).count
    }
    /// Facts that are reconciled and posted.
    var items: Int { claims * 2 + payments }

    func write() throws {
        for folder in ["Config/partners", "inbox/erp", "inbox/payer", "inbox/bank", "outbox/erp"] {
            try Files.makeFolder("\(root)/\(folder)")
        }
        try Files.write("\(root)/Config/gateway.yaml", "organisation: { name: Benchmark Hospital }\n")
        for (name, role, kind) in [
            ("erp", "department", "open-items"), ("payer", "payer", "x12"), ("bank", "bank", "camt.053"),
        ] {
            try Files.write(
                "\(root)/Config/partners/\(name).yaml",
                """
                name: \(name)
                role: \(role)
                expects: [\(kind)]
                receive:
                  - folder: inbox/\(name)
                    openpgp: none
                    checksum: accepted

                """)
        }
    }

    func writeItems() throws {
        for (number, span) in spans(claims, Self.itemsPerFile).enumerated() {
            try Files.write("\(root)/inbox/erp/items-\(number).csv") { out in
                out.add("item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref\n")
                for claim in span {
                    out.add(
                        "C\(claim),claim,P1,BENCH PAYER,BH\(100_000_000 + claim),\(Self.text(Self.charge)),USD,"
                            + "2026-02-10,2026-04-10,\n")
                }
            }
        }
    }

    func writeRemittances() throws {
        for (number, span) in spans(payments, Self.claimsPerFile / Self.claimsPerPayment).enumerated() {
            try writeRemittances(
                span, claimsEach: Self.claimsPerPayment, file: "era-\(number).835", control: number + 1)
        }
    }

    /// One 835 more: a payment for a hundred claims that are open still.
    func writeOneMore() throws {
        try writeRemittances(payments..<payments + 1, claimsEach: 100, file: "more.835", control: 900_000)
    }

    private func writeRemittances(_ span: Range<Int>, claimsEach: Int, file: String, control: Int) throws {
        try Files.write("\(root)/inbox/payer/\(file)") { out in
            let id = String(String(1_000_000_000 + control).dropFirst())
            out.add(
                "ISA*00*          *00*          *ZZ*PAYER          *ZZ*HOSPITAL       *260302*0715*^*00501*"
                    + "\(id)*0*P*:~GS*HP*PAYER*HOSPITAL*20260302*0715*\(control)*X*005010X221A1~")
            for (place, payment) in span.enumerated() {
                writeTransaction(payment, claimsEach, set: place + 1, to: &out)
            }
            out.add("GE*\(span.count)*\(control)~IEA*1*\(id)~")
        }
    }

    private func writeTransaction(_ payment: Int, _ count: Int, set: Int, to out: inout TextFile) {
        let control = String(String(1_000_000_000 + set).dropFirst())
        let paid = paid(payment)
        let total = Self.text(paid.reduce(0, +) + (count - paid.count) * 100)
        out.add(
            "ST*835*\(control)~BPR*I*\(total)*C*ACH*CCP*01*096002148*DA*77*1410984460**01*091104575*DA*4400123456*"
                + "20260302~TRN*1*\(Self.trace(payment))*1410984460~REF*EV*382104477~DTM*405*20260302~N1*PR*BENCH PAYER~"
                + "N3*1 PLAZA~N4*LAKELAND*MN*55043~PER*BL*EDI*TE*8005550000~N1*PE*BENCH HOSPITAL*XX*1234567893~LX*1~")
        for place in 0..<count {
            let units = place < paid.count ? paid[place] : 100
            let claim = payment * Self.claimsPerPayment + place
            out.add(
                "CLP*BH\(100_000_000 + claim % max(claims, 1))*1*\(Self.text(Self.charge))*\(Self.text(units))*10.00*12*ICN\(claim)*11*1~"
                    + "CAS*CO*45*\(Self.text(Self.charge - units - 1_000))~CAS*PR*1*10.00~NM1*QC*1*DOE*PAT~")
        }
        out.add("SE*\(12 + count * 4)*\(control)~")
    }

    func writeStatements() throws {
        var opening = 0
        for (number, span) in spans(payments, Self.linesPerFile).enumerated() {
            let closing = opening + span.reduce(0) { $0 + paid($1).reduce(0, +) }
            try Files.write("\(root)/inbox/bank/camt-\(number).xml") { out in
                writeStatement(number + 1, span, opening, closing, to: &out)
            }
            opening = closing
        }
    }

    private func writeStatement(
        _ number: Int, _ span: Range<Int>, _ opening: Int, _ closing: Int, to out: inout TextFile
    ) {
        let balances = [("OPBD", opening), ("CLBD", closing)].map { code, units in
            "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">\(Self.text(units))</Amt>"
                + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>"
        }.joined()
        out.add(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            <GrpHdr><MsgId>M\(number)</MsgId><CreDtTm>2026-03-03T05:30:00</CreDtTm></GrpHdr>
            <Stmt><Id>S\(number)</Id><ElctrncSeqNb>\(number)</ElctrncSeqNb><CreDtTm>2026-03-03T05:30:00</CreDtTm>
            <Acct><Id><Othr><Id>4400123456</Id></Othr></Id><Ccy>USD</Ccy></Acct>\(balances)

            """)
        for payment in span {
            let amount = Self.text(paid(payment).reduce(0, +))
            out.add(
                "<Ntry><Amt Ccy=\"USD\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
                    + "<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>"
                    + "<AcctSvcrRef>FB\(payment)</AcctSvcrRef><BkTxCd><Prtry><Cd>142</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>"
                    + "<RmtInf><Ustrd>TRN*1*\(Self.trace(payment))*1410984460~</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
            )
        }
        out.add("</Stmt></BkToCstmrStmt></Document>\n")
    }

    /// What a payment pays on each of its claims, in cents.
    private func paid(_ payment: Int) -> [Int] {
        if payment < equalPayments { return Array(repeating: 20_000, count: Self.claimsPerPayment) }
        return (0..<Self.claimsPerPayment).map { 10_000 + (payment * 7_919 + $0 * 104_729) % 50_000 }
    }

    private func spans(_ count: Int, _ size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }

    private static let charge = 100_000
    private static func trace(_ payment: Int) -> String { "9\(100_000_000 + payment)" }

    private static func text(_ cents: Int) -> String {
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
