// Small messages of our own making, and how to read them in a test.

import ISO20022
import Parsing

enum SampleMessage {
    static func namespace(_ message: String) -> String { "urn:iso:std:iso:20022:tech:xsd:\(message)" }

    /// A document of a cash message around statements.
    static func document(
        _ statements: String..., message: String = "camt.053.001.08", body: String = "BkToCstmrStmt",
        header: String = "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-06T05:30:00Z</CreDtTm></GrpHdr>"
    ) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"\(namespace(message))\"><\(body)>\(header)"
            + statements.joined() + "</\(body)></Document>\n"
    }

    static func balance(_ code: String, _ amount: String, _ currency: String = "USD", sign: String = "CRDT") -> String {
        "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"\(currency)\">\(amount)</Amt>"
            + (sign.isEmpty ? "" : "<CdtDbtInd>\(sign)</CdtDbtInd>") + "<Dt><Dt>2026-03-05</Dt></Dt></Bal>"
    }

    static func statement(
        id: String = "S1", sequence: String = "7", account: String = "4400123456", opening: String = "100.00",
        closing: String = "100.00", extra: String = "", element: String = "Stmt", _ entries: String...
    ) -> String {
        "<\(element)><Id>\(id)</Id><ElctrncSeqNb>\(sequence)</ElctrncSeqNb>"
            + "<Acct><Id><Othr><Id>\(account)</Id></Othr></Id><Ccy>USD</Ccy></Acct>"
            + (opening.isEmpty ? "" : balance("OPBD", opening)) + (closing.isEmpty ? "" : balance("CLBD", closing))
            + extra + entries.joined() + "</\(element)>"
    }

    static func entry(
        _ amount: String = "12.50", _ sign: String = "CRDT", currency: String = "USD", status: String = "BOOK",
        reference: String = "", details: String = "", extra: String = "", day: String = "2026-03-05"
    ) -> String {
        "<Ntry><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>\(sign)</CdtDbtInd>\(extra)"
            + "<Sts><Cd>\(status)</Cd></Sts><BookgDt><Dt>\(day)</Dt></BookgDt>"
            + (reference.isEmpty ? "" : "<AcctSvcrRef>\(reference)</AcctSvcrRef>")
            + "<BkTxCd><Prtry><Cd>142</Cd><Issr>BAI</Issr></Prtry></BkTxCd>"
            + (details.isEmpty ? "" : "<NtryDtls>\(details)</NtryDtls>") + "</Ntry>"
    }

    static func detail(_ amount: String, _ sign: String = "CRDT", currency: String = "USD", extra: String = "")
        -> String
    {
        "<TxDtls><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>\(sign)</CdtDbtInd>\(extra)</TxDtls>"
    }

    static func order(count: String = "1", sum: String = "10.00", _ transfers: String...) -> String {
        "<Document xmlns=\"\(namespace("pain.001.001.09"))\"><CstmrCdtTrfInitn><GrpHdr><MsgId>P1</MsgId>"
            + "<NbOfTxs>\(count)</NbOfTxs><CtrlSum>\(sum)</CtrlSum></GrpHdr>"
            + (transfers.isEmpty ? "" : "<PmtInf><PmtInfId>B1</PmtInfId>\(transfers.joined())</PmtInf>")
            + "</CstmrCdtTrfInitn></Document>"
    }

    static func transfer(_ amount: String = "10.00", _ reference: String = "E1", currency: String = "USD") -> String {
        "<CdtTrfTxInf><PmtId><EndToEndId>\(reference)</EndToEndId></PmtId>"
            + "<Amt><InstdAmt Ccy=\"\(currency)\">\(amount)</InstdAmt></Amt></CdtTrfTxInf>"
    }

    static func statusReport(_ group: String, name: String = "<OrgnlMsgNmId>pain.001</OrgnlMsgNmId>") -> String {
        "<Document xmlns=\"\(namespace("pain.002.001.10"))\"><CstmrPmtStsRpt><OrgnlGrpInfAndSts>"
            + "<OrgnlMsgId>P1</OrgnlMsgId>\(name)<GrpSts>\(group)</GrpSts></OrgnlGrpInfAndSts>"
            + "<OrgnlPmtInfAndSts><TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
            + "</CstmrPmtStsRpt></Document>"
    }
}

func read(_ text: String, pieceSize: Int = 1 << 18) throws -> ISO20022Report {
    try read(Array(text.utf8), pieceSize: pieceSize)
}

func read(_ bytes: [UInt8], pieceSize: Int = 1 << 18) throws -> ISO20022Report {
    var source = MemoryByteSource(bytes, pieceSize: pieceSize)
    return try ISO20022Reader.read(&source)
}

extension ISO20022Report {
    var codes: [String] { findings.kept.map(\.code) }
    var statements: [StatementSummary] {
        if case .cash(let cash) = summary { return cash.statements }
        return []
    }
}
