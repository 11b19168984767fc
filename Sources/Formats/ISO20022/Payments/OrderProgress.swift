// The life of a whole order: which transfers it holds, and where each of them stands after any number of reports.
// Relies on PaymentProgress for each transfer, on PaymentHandler's events for reports. Pure: no clock, no store.

/// One order that was sent, and what its bank has reported of it.
public struct OrderProgress: Sendable {
    /// What a report did to one transfer, or to the order as a whole.
    public struct Outcome: Hashable, Sendable {
        /// PmtInfId; nil for the whole order.
        public let payment: String?
        /// EndToEndId; nil for the block or order as a whole.
        public let transfer: String?
        public let action: PaymentProgress.Action
    }

    /// A transfer of the order.
    public struct Transfer: Hashable, Sendable {
        public let payment: String
        public let endToEndID: String
        public let instructionID: String?
        public let uniqueReference: String?
        public fileprivate(set) var progress = PaymentProgress()

        public init(payment: String, endToEndID: String, instructionID: String? = nil, uniqueReference: String? = nil) {
            self.payment = payment
            self.endToEndID = endToEndID
            self.instructionID = instructionID
            self.uniqueReference = uniqueReference
        }
    }

    public let messageID: String
    public private(set) var transfers: [Transfer]
    private let payments: [String: [Int]]
    private var byEndToEnd: [String: [Int]] = [:]
    private var byInstruction: [String: [Int]] = [:]
    private var byUniqueReference: [String: Int] = [:]

    // The report at hand.
    private var isOurs = false
    private var group: GroupStatusReport?
    private var payment: PaymentStatusReport?
    /// Transfers of which the report at hand has spoken itself, or through their block.
    private var spokenOf: Set<Int> = []
    private var blocks: [PaymentStatusReport] = []

    /// The transfers as they were sent.
    public init(messageID: String, transfers: [Transfer]) {
        self.messageID = messageID
        self.transfers = transfers
        var payments: [String: [Int]] = [:]
        for (index, transfer) in transfers.enumerated() {
            payments[transfer.payment, default: []].append(index)
            byEndToEnd[transfer.endToEndID, default: []].append(index)
            if let id = transfer.instructionID { byInstruction[id, default: []].append(index) }
            if let reference = transfer.uniqueReference { byUniqueReference[reference] = index }
        }
        self.payments = payments
    }

    /// Takes what a reader met in a report and tells what follows. Statuses of group and blocks reach the transfers at the
    /// report's end, where it has not spoken of them one by one.
    public mutating func receive(_ event: PaymentEvent) -> [Outcome] {
        switch event {
        case .groupStatus(let report): return begin(report)
        case .paymentStatus(let report): return begin(report)
        case .transactionStatus(let report, _): return take(report)
        case .paymentStatusEnded:
            payment = nil
            return []
        case .reportEnded: return end()
        case .orderBegan, .instructionBegan, .transfer, .instructionEnded, .orderEnded: return []
        }
    }

    private func raise(_ contradiction: PaymentContradiction, payment: String? = nil) -> Outcome {
        Outcome(payment: payment, transfer: nil, action: .raise(contradiction))
    }

    private mutating func begin(_ report: GroupStatusReport) -> [Outcome] {
        spokenOf = []
        blocks = []
        payment = nil
        isOurs = report.originalMessageID == messageID
        group = isOurs ? report : nil
        if !isOurs { return [raise(.messageUnknown(report.originalMessageID))] }
        guard let count = report.originalCount, count != transfers.count else { return [] }
        return [raise(.countDiffers(payment: nil, sent: transfers.count, reported: count))]
    }

    private mutating func begin(_ report: PaymentStatusReport) -> [Outcome] {
        guard isOurs else { return [] }
        payment = report
        guard let block = payments[report.originalPaymentID] else {
            return [raise(.paymentUnknown(report.originalPaymentID), payment: report.originalPaymentID)]
        }
        blocks.append(report)
        guard let count = report.originalCount, count != block.count else { return [] }
        let contradiction = PaymentContradiction.countDiffers(
            payment: report.originalPaymentID, sent: block.count, reported: count)
        return [raise(contradiction, payment: report.originalPaymentID)]
    }

    private mutating func take(_ report: TransactionStatusReport) -> [Outcome] {
        guard isOurs else { return [] }
        guard let index = index(of: report) else {
            let id = report.originalEndToEndID ?? report.originalInstructionID ?? report.originalUniqueReference ?? ""
            return [
                Outcome(
                    payment: payment?.originalPaymentID, transfer: id, action: .raise(.transferUnknown(id)))
            ]
        }
        // Without a status of its own, it gets its block's or group's at the end.
        guard let status = report.status else { return [] }
        spokenOf.insert(index)
        return apply(status, report.reasons, to: index)
    }

    /// The transfer that a report means, if its references leave no doubt.
    private func index(of report: TransactionStatusReport) -> Int? {
        if let reference = report.originalUniqueReference, let index = byUniqueReference[reference] { return index }
        if let payment, payments[payment.originalPaymentID] == nil { return nil }
        var candidates: [Int]?
        if let id = report.originalEndToEndID, id != "NOTPROVIDED" { candidates = byEndToEnd[id] ?? [] }
        if let id = report.originalInstructionID, candidates?.count != 1 {
            let named = byInstruction[id] ?? []
            candidates = candidates.map { $0.filter(named.contains) } ?? named
        }
        let found = (candidates ?? []).filter { index in
            payment.map { $0.originalPaymentID == transfers[index].payment } ?? true
        }
        return found.count == 1 ? found[0] : nil
    }

    private mutating func apply(_ status: PaymentStatus, _ reasons: [StatusReason], to index: Int) -> [Outcome] {
        transfers[index].progress.receive(status, reasons: reasons).map { action in
            Outcome(payment: transfers[index].payment, transfer: transfers[index].endToEndID, action: action)
        }
    }

    /// A transfer's own status comes first, then its block's, then the group's; PART never comes down.
    private mutating func end() -> [Outcome] {
        guard isOurs, let group else { return [] }
        var outcomes: [Outcome] = []
        for block in blocks {
            guard let status = block.status, status != .partlyAccepted, let members = payments[block.originalPaymentID]
            else { continue }
            for index in members where !spokenOf.contains(index) {
                spokenOf.insert(index)
                outcomes += apply(status, block.reasons, to: index)
            }
        }
        if let status = group.status, status != .partlyAccepted {
            for index in transfers.indices where !spokenOf.contains(index) {
                outcomes += apply(status, group.reasons, to: index)
            }
        }
        isOurs = false
        self.group = nil
        return outcomes
    }
}
