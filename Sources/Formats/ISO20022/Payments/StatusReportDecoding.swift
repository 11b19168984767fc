// Status reports out of a message's elements.
// Relies on PaymentDecoder.

extension PaymentDecoder {
    /// GrpHdr of a report, the root of the tree.
    mutating func reportHeader(into report: inout GroupStatusReport) {
        report.messageID = tree.text(.messageID, of: tree.root) ?? ""
        report.created = time(tree.first(.created, of: tree.root))
    }

    /// OrgnlGrpInfAndSts, the root of the tree.
    mutating func originalGroup(into report: inout GroupStatusReport) {
        let root = tree.root
        report.originalMessageID = required(.originalMessageID, of: root)
        report.originalMessageName = text(.originalMessageName, of: root, atMost: 35)
        report.originalCount = count(tree.first(.originalCount, of: root))
        report.originalControlSum = tree.text(.originalControlSum, of: root)
        report.status = status(.groupStatus, of: root)
        report.reasons = reasons(of: root)
        report.counts = counts(of: root)
        checkReason(report.status, report.reasons, at: root)
    }

    /// OrgnlPmtInfAndSts without its transactions, the root of the tree.
    mutating func originalPayment() -> PaymentStatusReport {
        let root = tree.root
        var report = PaymentStatusReport()
        report.originalPaymentID = required(.originalPaymentID, of: root)
        report.originalCount = count(tree.first(.originalCount, of: root))
        report.status = status(.paymentStatus, of: root)
        report.reasons = reasons(of: root)
        report.counts = counts(of: root)
        checkReason(report.status, report.reasons, at: root)
        return report
    }

    /// TxInfAndSts, the root of the tree.
    mutating func transactionStatus() -> TransactionStatusReport {
        let root = tree.root
        var report = TransactionStatusReport()
        report.statusID = text(.statusID, of: root, atMost: 35)
        report.originalInstructionID = text(.originalInstructionID, of: root, atMost: 35)
        report.originalEndToEndID = text(.originalEndToEndID, of: root, atMost: 35)
        report.originalUniqueReference = uniqueReference(tree.first(.originalUniqueReference, of: root))
        report.status = status(.transactionStatus, of: root)
        report.reasons = reasons(of: root)
        report.accepted = time(tree.first(.accepted, of: root))
        report.servicerReference = text(.servicerReference, of: root, atMost: 35)
        report.clearingReference = text(.clearingReference, of: root, atMost: 35)
        let amount = tree.first(.originalTransaction, .amount, of: root)
        report.originalAmount = money(tree.first(.instructedAmount, of: amount))
        if report.originalEndToEndID == nil, report.originalInstructionID == nil, report.originalUniqueReference == nil
        {
            self.report(
                PaymentRules.transactionUnnamed, "No original reference says which transfer is meant.", at: root)
        }
        if report.status == .partlyAccepted {
            self.report(
                PaymentRules.partOfTransaction, "A single transaction has the status PART.",
                at: tree.first(.transactionStatus, of: root))
        }
        checkReason(report.status, report.reasons, at: root)
        return report
    }

    private mutating func status(_ word: PaymentWord, of parent: Int) -> PaymentStatus? {
        let index = tree.first(word, of: parent)
        guard let text = tree.text(index) else { return nil }
        let status = PaymentStatus(code: text)
        if case .other = status {
            report(PaymentRules.statusUnknown, "The status is none of the known codes.", at: index)
        }
        return status
    }

    private mutating func reasons(of parent: Int) -> [StatusReason] {
        tree.all(.statusReason, of: parent).map { index in
            let reason = StatusReason(
                code(.reason, of: index), information: texts(.additionalInformation, of: index, atMost: 105))
            if case .code = reason.code, reason.known == nil {
                report(PaymentRules.reasonUnknown, "The reason's code is not in the table.", at: index)
            }
            return reason
        }
    }

    private mutating func checkReason(_ status: PaymentStatus?, _ reasons: [StatusReason], at index: Int) {
        if status == .rejected, reasons.isEmpty {
            report(PaymentRules.reasonMissing, "It is rejected, and no reason is given.", at: index)
        }
    }

    private mutating func counts(of parent: Int) -> [StatusCount] {
        tree.all(.countPerStatus, of: parent).compactMap { index in
            guard let count = count(tree.first(.detailedCount, of: index)),
                let status = status(.detailedStatus, of: index)
            else { return nil }
            return StatusCount(status, count)
        }
    }
}
