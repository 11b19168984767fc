// Status reports of our own making, and how to read them in a test.

import ISO20022
import Parsing

enum SampleStatusReport {
    static func document(
        group: String? = nil, message: String = "ORDER-1", count: Int? = nil, groupExtra: String = "",
        version: String = "10", _ blocks: String...
    ) -> String {
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.\(version)\"><CstmrPmtStsRpt>"
            + "<GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-03-09T11:00:00Z</CreDtTm></GrpHdr>"
            + "<OrgnlGrpInfAndSts><OrgnlMsgId>\(message)</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
            + (count.map { "<OrgnlNbOfTxs>\($0)</OrgnlNbOfTxs>" } ?? "")
            + (group.map { "<GrpSts>\($0)</GrpSts>" } ?? "") + groupExtra + "</OrgnlGrpInfAndSts>" + blocks.joined()
            + "</CstmrPmtStsRpt></Document>"
    }

    static func block(
        _ id: String = "B1", status: String? = nil, count: Int? = nil, extra: String = "", _ transactions: String...
    ) -> String {
        "<OrgnlPmtInfAndSts><OrgnlPmtInfId>\(id)</OrgnlPmtInfId>"
            + (count.map { "<OrgnlNbOfTxs>\($0)</OrgnlNbOfTxs>" } ?? "")
            + (status.map { "<PmtInfSts>\($0)</PmtInfSts>" } ?? "") + extra + transactions.joined()
            + "</OrgnlPmtInfAndSts>"
    }

    static func transaction(
        _ reference: String = "E1", _ status: String? = "ACSP", reason: String? = nil, text: String? = nil,
        extra: String = ""
    ) -> String {
        "<TxInfAndSts><OrgnlEndToEndId>\(reference)</OrgnlEndToEndId>" + extra
            + (status.map { "<TxSts>\($0)</TxSts>" } ?? "") + (reason.map { self.reason($0, text) } ?? "")
            + "</TxInfAndSts>"
    }

    static func reason(_ code: String, _ text: String? = nil) -> String {
        "<StsRsnInf><Rsn><Cd>\(code)</Cd></Rsn>" + (text.map { "<AddtlInf>\($0)</AddtlInf>" } ?? "") + "</StsRsnInf>"
    }

    static func counted(_ status: String, _ count: Int) -> String {
        "<NbOfTxsPerSts><DtldNbOfTxs>\(count)</DtldNbOfTxs><DtldSts>\(status)</DtldSts></NbOfTxsPerSts>"
    }

    static func events(_ text: String, pieceSize: Int = 1 << 16) throws -> (
        events: [PaymentEvent], report: ISO20022Report
    ) {
        var source = MemoryByteSource(Array(text.utf8), pieceSize: pieceSize)
        return try PaymentReader.events(&source)
    }
}
