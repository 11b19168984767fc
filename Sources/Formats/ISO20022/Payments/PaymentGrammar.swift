// The shape of pain.001 and pain.002 as far as they are read: counts, sums, identities, statuses.

/// A place in a payment message that somebody cares about.
enum PaymentNode: UInt8, CaseIterable {
    case nowhere, order, report
    case orderHeader, messageID, headerCount, headerSum
    case payment, paymentCount, paymentSum, transfer, transferIdentification, endToEndID, amount, equivalent, money
    case originalGroup, originalMessageID, originalName, originalCount, groupStatus
    case originalPayment, paymentStatus, transaction, transactionStatus
}

enum PaymentGrammar {
    /// The node of an element by its name and the node above it.
    static func node(_ name: String, under above: PaymentNode) -> PaymentNode {
        table[Key(above: above, name: name)] ?? .nowhere
    }

    static var words: [String] { rows.map(\.1) }

    private struct Key: Hashable {
        let above: PaymentNode
        let name: String
    }
    private static let table: [Key: PaymentNode] = Dictionary(
        rows.map { (Key(above: $0.0, name: $0.1), $0.2) }, uniquingKeysWith: { first, _ in first })

    private static let rows: [(PaymentNode, String, PaymentNode)] = [
        (.order, "GrpHdr", .orderHeader), (.orderHeader, "MsgId", .messageID), (.orderHeader, "NbOfTxs", .headerCount),
        (.orderHeader, "CtrlSum", .headerSum), (.order, "PmtInf", .payment), (.payment, "NbOfTxs", .paymentCount),
        (.payment, "CtrlSum", .paymentSum), (.payment, "CdtTrfTxInf", .transfer),
        (.transfer, "PmtId", .transferIdentification), (.transferIdentification, "EndToEndId", .endToEndID),
        (.transfer, "Amt", .amount), (.amount, "InstdAmt", .money), (.amount, "EqvtAmt", .equivalent),
        (.equivalent, "Amt", .money),
        (.report, "GrpHdr", .orderHeader), (.report, "OrgnlGrpInfAndSts", .originalGroup),
        (.originalGroup, "OrgnlMsgId", .originalMessageID), (.originalGroup, "OrgnlMsgNmId", .originalName),
        (.originalGroup, "OrgnlNbOfTxs", .originalCount),
        (.originalGroup, "GrpSts", .groupStatus), (.report, "OrgnlPmtInfAndSts", .originalPayment),
        (.originalPayment, "PmtInfSts", .paymentStatus), (.originalPayment, "TxInfAndSts", .transaction),
        (.transaction, "TxSts", .transactionStatus), (.report, "TxInfAndSts", .transaction),
    ]
}
