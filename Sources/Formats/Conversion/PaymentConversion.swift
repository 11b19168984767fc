// The rows of payment messages: a transfer of an order (pain.001); what a report says of a group, a block, a transfer
// (pain.002). Relies on ISO20022's payment events.

import ISO20022
import Money

/// What the transfers of one block share.
struct OrderCells {
    private var messageID = RowCell.none
    private var block = OrderCells.unread
    /// A block whose head cannot be read has transfers all the same.
    private static let unread = [RowCell](repeating: .none, count: 9)

    mutating func begin(_ header: OrderHeader) {
        messageID = .optional(header.messageID)
        endBlock()
    }

    mutating func endBlock() {
        block = OrderCells.unread
        block[0] = messageID
    }

    mutating func begin(_ instruction: PaymentInstruction) {
        block = [
            messageID, .optional(instruction.id), .text(instruction.method.rawValue),
            .optional(instruction.type?.serviceLevels.map(\.text).joined(separator: " ")),
            .optional(instruction.type?.localInstrument?.text), .date(instruction.execution.date),
            .optional(instruction.debtor.name), .optional(instruction.debtorAccount.number.text),
            .optional(instruction.debtorAgent.shortName),
        ]
    }

    func fill(_ cells: inout [RowCell], _ transfer: CreditTransfer) {
        let money = transfer.amount.money
        cells += block
        cells += [
            .optional(transfer.instructionID), .optional(transfer.endToEndID), .optional(transfer.uniqueReference),
            .amount(money.minorUnits, decimals: money.currency.exponent), .text(money.currency.code),
            .optional(transfer.creditor?.name), .optional(transfer.creditorAccount?.number.text),
            .optional(transfer.creditorAgent?.shortName), .optional(transfer.purpose?.text),
            .optional(transfer.remittance.unstructured.joined(separator: " ")),
        ]
    }
}

/// What the rows of one report share.
struct ReportCells {
    var messageID = RowCell.none
    var paymentID = RowCell.none

    func fill(
        _ cells: inout [RowCell], _ row: String, _ transaction: TransactionStatusReport, effective: PaymentStatus?,
        isOfPayment: Bool = true
    ) {
        let reasons = transaction.reasons
        let money = transaction.originalAmount
        cells += [
            .text(row), messageID, isOfPayment ? paymentID : .none, .optional(transaction.originalInstructionID),
            .optional(transaction.originalEndToEndID), .optional(transaction.originalUniqueReference),
            .optional(transaction.status?.code), .optional(effective?.code),
            .optional(reasons.compactMap { $0.code?.text }.joined(separator: " ")),
            .optional(reasons.flatMap(\.returnCodes).joined(separator: " ")),
            .optional(reasons.flatMap(\.information).joined(separator: " ")),
            money.map { .amount($0.minorUnits, decimals: $0.currency.exponent) } ?? .none,
            money.map { .text($0.currency.code) } ?? .none, .optional(transaction.servicerReference),
            .optional(transaction.accepted?.date),
        ]
    }
}

extension RowVisitor {
    mutating func take(_ event: PaymentEvent) throws {
        if case .orderBegan(let header) = event {
            try begin(.transfers)
            order.begin(header)
        } else if case .instructionBegan(let instruction) = event {
            try begin(.transfers)
            order.begin(instruction)
        } else if case .instructionEnded = event {
            order.endBlock()
        } else if case .transfer(let transfer) = event {
            try begin(.transfers)
            order.fill(&cells, transfer)
            try emit()
        } else if case .groupStatus(let group) = event {
            try begin(.statuses)
            report.messageID = .optional(group.originalMessageID)
            try add("group", status: group.status, group.reasons, isOfPayment: false)
        } else if case .paymentStatus(let payment) = event {
            try begin(.statuses)
            report.paymentID = .optional(payment.originalPaymentID)
            try add("payment", status: payment.status, payment.reasons, isOfPayment: true)
        } else if case .transactionStatus(let transaction, let effective) = event {
            try begin(.statuses)
            report.fill(&cells, "transfer", transaction, effective: effective)
            try emit()
        }
    }

    private mutating func add(
        _ row: String, status: PaymentStatus?, _ reasons: [StatusReason], isOfPayment: Bool
    ) throws {
        var whole = TransactionStatusReport()
        whole.status = status
        whole.reasons = reasons
        report.fill(&cells, row, whole, effective: nil, isOfPayment: isOfPayment)
        try emit()
    }
}

extension PaymentAgent {
    /// What tells a bank in one word: its BIC, else its number in a clearing, else another.
    fileprivate var shortName: String? { bic ?? memberID ?? otherID ?? name }
}
