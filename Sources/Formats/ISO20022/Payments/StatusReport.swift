// What a payment status report says (pain.002): of the group, of its blocks, of single transactions.
// Relies on the values of this folder.

public import Money

/// StsRsnInf: why a status is what it is.
public struct StatusReason: Hashable, Sendable {
    public var code: PaymentCode?
    /// AddtlInf, in the bank's words.
    public var information: [String]

    public init(_ code: PaymentCode?, information: [String] = []) {
        self.code = code
        self.information = information
    }

    /// What the code means, and which ACH return it is filed under; nil for a code that the table does not know.
    public var known: KnownStatusReason? { code.flatMap { KnownStatusReason.byCode[$0.text] } }

    /// A NACHA return code that the bank wrote into its words (`R02 account closed`), or gave as its own code.
    public var namedReturnCode: String? {
        for text in [code?.text ?? ""] + information {
            for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
                let bytes = Array(word.utf8)
                if bytes.count == 3, bytes[0] == 0x52, bytes[1...].allSatisfy({ (0x30...0x39).contains($0) }) {
                    return String(word)
                }
            }
        }
        return nil
    }

    /// The return codes to file it under: the one that the bank named, else those of the reason's code.
    public var returnCodes: [String] { namedReturnCode.map { [$0] } ?? known?.returnCodes ?? [] }
}

extension StatusReason: CustomStringConvertible, CustomDebugStringConvertible {
    /// The code alone: a bank's words may name people.
    public var description: String { code?.text ?? "no reason" }
    public var debugDescription: String { description }
}

/// NbOfTxsPerSts: how many transactions stand where.
public struct StatusCount: Hashable, Sendable {
    public var status: PaymentStatus
    public var count: Int64

    public init(_ status: PaymentStatus, _ count: Int64) {
        self.status = status
        self.count = count
    }
}

/// GrpHdr and OrgnlGrpInfAndSts.
public struct GroupStatusReport: Hashable, Sendable {
    /// The report's own MsgId.
    public var messageID = ""
    public var created: MessageTime?
    public var originalMessageID = ""
    /// OrgnlMsgNmId: `pain.001.001.09`, or `NACHA` where a bank answers ACH files so.
    public var originalMessageName: String?
    public var originalCount: Int64?
    /// OrgnlCtrlSum as written.
    public var originalControlSum: String?
    /// GrpSts; nil when the group as a whole has none.
    public var status: PaymentStatus?
    public var reasons: [StatusReason] = []
    public var counts: [StatusCount] = []

    public init() {}
}

/// OrgnlPmtInfAndSts without its transactions.
public struct PaymentStatusReport: Hashable, Sendable {
    public var originalPaymentID = ""
    public var originalCount: Int64?
    /// PmtInfSts.
    public var status: PaymentStatus?
    public var reasons: [StatusReason] = []
    public var counts: [StatusCount] = []

    public init() {}
}

/// TxInfAndSts.
public struct TransactionStatusReport: Hashable, Sendable {
    public var statusID: String?
    public var originalInstructionID: String?
    public var originalEndToEndID: String?
    public var originalUniqueReference: String?
    /// TxSts.
    public var status: PaymentStatus?
    public var reasons: [StatusReason] = []
    public var accepted: MessageTime?
    public var servicerReference: String?
    public var clearingReference: String?
    /// OrgnlTxRef/Amt: the amount as the bank understood it.
    public var originalAmount: Money?

    public init() {}
}
