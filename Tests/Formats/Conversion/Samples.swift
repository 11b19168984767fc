// Small documents of our own making, one of each kind, and how tests convert them.

import Inspection
import Parsing

@testable import Conversion

enum Samples {
    /// One CCD+ credit with a reassociation trace, one PPD debit returned.
    static let nacha = file([
        "101 0710002881123456789260115" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST           ",
        "5220EXAMPLE HEALTH                      1123456789CCDHCCLAIMPMT260115260115   1071000280000001",
        "62207100028800012345         0000125000NPI1000000001  GENERAL HOSPITAL        1071000280000001",
        "705TRN*1*7000099999*1123456789*SUB01~                                              00010000001",
        "822000000200071000280000000000000000001250001123456789                         071000280000001",
        "5225EXAMPLE EMPLOYER                    1987654321PPDRENT      260115260115   1071000280000002",
        "62607100028800054321         0000010000EMP0000002     BLAKE BARROW            1071000280000002",
        "799R01071000280000007      07100028                                            071000280000002",
        "822500000200071000280000000100000000000000001987654321                         071000280000002",
        "9000002000001000000040014200056000000010000000000125000",
    ])

    static let claims = interchange(
        "835",
        [
            "BPR*I*180*C*ACH*CCP*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
            "TRN*1*EFT0001*1123456789", "DTM*405*20260301", "N1*PR*HEALTH PLAN*XV*12345", "N3*1 PLAN WAY",
            "N4*RICHMOND*VA*23219", "PER*BL*EDI DESK*TE*8005550100", "N1*PE*GENERAL HOSPITAL*XX*1234567893", "LX*1",
            "CLP*A-1*1*200*130*30*12*ICN1*11*1", "NM1*QC*1*DOE*JANE****MI*W1",
            "SVC*HC:99213*150*100**1", "DTM*472*20260101", "CAS*CO*45*20", "CAS*PR*1*30", "SVC*HC:85025*50*30**1",
            "DTM*472*20260101", "CAS*CO*45*20", "PLB*1234567893*20261231*WO:ICN9*-50",
        ])

    static let items = interchange(
        "820",
        [
            "BPR*C*1060*C*ACH*CTX*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
            "TRN*1*PO0001*1123456789", "N1*PR*ACME", "N1*PE*GENERAL HOSPITAL", "ENT*1", "RMR*IV*INV-1*PO*980*1000*20",
            "RMR*IV*INV-2*PO*80*80",
        ])

    static let statement = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-06T05:30:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>S-4400123456-7</Id><ElctrncSeqNb>7</ElctrncSeqNb>
        <Acct><Id><Othr><Id>4400123456</Id></Othr></Id><Ccy>USD</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
        <Dt><Dt>2026-03-05</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">110.25</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
        <Dt><Dt>2026-03-05</Dt></Dt></Bal>
        <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
        <BookgDt><Dt>2026-03-05</Dt></BookgDt><ValDt><Dt>2026-03-05</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef>\
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>\
        <TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="USD">12.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
        <RmtInf><Ustrd>=HYPERLINK("x")</Ustrd><Ustrd>and more</Ustrd></RmtInf></TxDtls>\
        <TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs><Amt Ccy="USD">0.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>\
        </NtryDtls></Ntry>
        <Ntry><Amt Ccy="USD">2.25</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
        <BookgDt><Dt>2026-03-05</Dt></BookgDt><BkTxCd><Prtry><Cd>698</Cd></Prtry></BkTxCd></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """

    static let order = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
        <GrpHdr><MsgId>PM-1</MsgId><CreDtTm>2026-03-02T09:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>5.00</CtrlSum>\
        <InitgPty><Nm>GENERAL HOSPITAL</Nm></InitgPty></GrpHdr>
        <PmtInf><PmtInfId>PI1</PmtInfId><PmtMtd>TRF</PmtMtd><PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl>\
        <LclInstrm><Cd>CCD</Cd></LclInstrm></PmtTpInf><ReqdExctnDt><Dt>2026-03-03</Dt></ReqdExctnDt>\
        <Dbtr><Nm>GENERAL HOSPITAL</Nm></Dbtr><DbtrAcct><Id><Othr><Id>4400123456</Id></Othr></Id></DbtrAcct>\
        <DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>091000019</MmbId></ClrSysMmbId>\
        </FinInstnId></DbtrAgt>
        <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt Ccy="USD">5.00</InstdAmt></Amt>\
        <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>071000288</MmbId></ClrSysMmbId>\
        </FinInstnId></CdtrAgt><Cdtr><Nm>Elm Supplies</Nm></Cdtr>\
        <CdtrAcct><Id><Othr><Id>9900987654</Id></Othr></Id><Tp><Cd>CACC</Cd></Tp></CdtrAcct>\
        <RmtInf><Ustrd>INV 9</Ustrd></RmtInf></CdtTrfTxInf>
        </PmtInf></CstmrCdtTrfInitn></Document>
        """

    static let report = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-03-02T10:00:00Z</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>PM-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>\
        <GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
        <OrgnlPmtInfAndSts><OrgnlPmtInfId>PI1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>
        <TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>\
        <AddtlInf>R02 ACCOUNT CLOSED</AddtlInf></StsRsnInf></TxInfAndSts>
        <TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
        </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
        """

    static let openItems = """
        item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref
        I1,invoice,P1,"Elm, Oak & Co",R1,1250.00,USD,2026-03-02,2026-03-31,
        I2,claim,P2,=1+1,-R2,5.00,USD,2026-03-02,,PT9
        """

    static let payments = """
        payment_id,kind,direction,party_name,routing,account,account_type,amount,currency,effective_on,addenda,sec_code
        PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,INV 9,CCD
        """

    static func csv(_ text: String, accounts: AccountNumbers = .masked) throws -> [String] {
        var source = MemoryByteSource(Array(text.utf8), pieceSize: 100)
        let bytes = Output()
        var rows = CSVRows { bytes.all += $0 }
        _ = try Conversion.convert(&source, into: &rows, accounts: accounts)
        try rows.finish()
        return String(decoding: bytes.all, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static func json(_ text: String) throws -> [String] {
        var source = MemoryByteSource(Array(text.utf8))
        let bytes = Output()
        var rows = JSONRows { bytes.all += $0 }
        _ = try Conversion.convert(&source, into: &rows)
        try rows.finish()
        return String(decoding: bytes.all, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private final class Output { var all: [UInt8] = [] }

    private static func file(_ lines: [String]) -> String {
        lines.map { $0 + String(repeating: " ", count: max(0, 94 - $0.utf8.count)) + "\n" }.joined()
    }

    private static func interchange(_ set: String, _ body: [String]) -> String {
        let guide = set == "835" ? "005010X221A1" : "005010"
        let segments =
            [
                "ISA*00*          *00*          *ZZ*PAYER          *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*0*T*:",
                "GS*\(set == "835" ? "HP" : "RA")*PAYER*HOSPITAL*20260302*0930*1*X*\(guide)",
                set == "835" ? "ST*835*0001" : "ST*820*0001",
            ] + body + ["SE*\(body.count + 2)*0001", "GE*1*1", "IEA*1*000000001"]
        return segments.map { $0 + "~" }.joined(separator: "\n")
    }
}
