// The catalogue of findings of this module. Codes are stable; texts may improve.
// Relies on Parsing, and on the files that hold the rules: of XML, messages, statements, balances, entries, details. The
// rules of payments stand here.

public import Parsing

/// Every finding that readers and writers of this module can make.
public enum ISO20022Rules {
    public static let all: [FindingRule] =
        xml + message + statement + balance + entry + detail + payment + PaymentRules.all + CreditTransferRules.all

    static let payment = [
        noTransfers, transferCount, controlSum, endToEndRepeated, transferZero, statusContradiction,
        originalNameMissing,
    ]
    static let originalNameMissing = FindingRule(
        "pain.status.original-name-missing", .warning, meaning: "OrgnlMsgNmId names the kind of the original message.",
        cure: "Nothing to do. Tell the bank.",
        wrong: "<OrgnlMsgId>P1</OrgnlMsgId><GrpSts>ACSC</GrpSts>",
        right: """
            <OrgnlMsgId>P1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>ACSC</GrpSts>
            """)
    static let noTransfers = FindingRule(
        "pain.order.empty", .error, meaning: "An order holds at least one payment.", cure: "Ask for a correct file.",
        wrong: "<GrpHdr>...<NbOfTxs>0</NbOfTxs></GrpHdr>",
        right: "<GrpHdr>...<NbOfTxs>1</NbOfTxs></GrpHdr><PmtInf>...</PmtInf>")
    static let transferCount = FindingRule(
        "pain.order.count", .error, meaning: "NbOfTxs counts the transfers, in the header and in each block.",
        cure: "Have the order made anew; nothing is sent meanwhile.",
        wrong: "<NbOfTxs>2</NbOfTxs> above one CdtTrfTxInf",
        right: "<NbOfTxs>1</NbOfTxs> above one CdtTrfTxInf")
    static let controlSum = FindingRule(
        "pain.order.control-sum", .error,
        meaning: "CtrlSum adds up the transfers' amounts whatever their currency, in the header and in each block.",
        cure: "Have the order made anew; nothing is sent meanwhile.",
        wrong: "<CtrlSum>10.01</CtrlSum> above one transfer of 10.00",
        right: "<CtrlSum>10.00</CtrlSum> above one transfer of 10.00")
    static let endToEndRepeated = FindingRule(
        "pain.order.end-to-end-repeated", .error, meaning: "An EndToEndId stands for one transfer of the message.",
        cure: "Check whether a payment was ordered twice.",
        wrong: "two transfers with <EndToEndId>INV-1</EndToEndId>",
        right: "<EndToEndId>INV-1</EndToEndId> and <EndToEndId>INV-2</EndToEndId>")
    static let transferZero = FindingRule(
        "pain.order.zero", .error, meaning: "A transfer moves more than nothing.",
        cure: "Take the transfer out of the order.",
        wrong: """
            <InstdAmt Ccy="USD">0.00</InstdAmt>
            """,
        right: """
            <InstdAmt Ccy="USD">10.00</InstdAmt>
            """)
    static let statusContradiction = FindingRule(
        "pain.status.contradiction", .error, meaning: "Status of the group and of its transactions agree.",
        cure: "Ask the bank what became of the payments before doing anything.",
        wrong: "<GrpSts>ACSC</GrpSts> above one transaction with <TxSts>RJCT</TxSts>",
        right: "<GrpSts>PART</GrpSts> above one transaction with <TxSts>RJCT</TxSts>")
}
