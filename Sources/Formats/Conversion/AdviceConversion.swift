// The rows of an 835 or 820: one for the payment, then one for each claim and its lines, each item, each adjustment.
// Relies on X12's events. Amounts are hundredths, signed as the advice writes them.

import X12

/// What the rows of one payment share.
struct PaymentCells {
    private var set = RowCell.none
    private var controlNumber = RowCell.none
    private var trace = RowCell.none
    private var payerID = RowCell.none
    private var method = RowCell.none
    private var date = RowCell.none
    private var currency = RowCell.none
    private var payer = RowCell.none
    private var payee = RowCell.none

    init() {}

    init(_ payment: PaymentTransaction) {
        set = .text(payment.kind.rawValue)
        controlNumber = .optional(payment.controlNumber)
        trace = .optional(payment.trace)
        payerID = .optional(payment.payerID)
        method = .optional(payment.method)
        date = .optional(payment.effectiveOn)
        currency = .text(payment.currency.code)
        payer = .optional(payment.payerName)
        payee = .optional(payment.payeeName)
    }

    /// The row's own cells in the order of the columns, behind those that all rows share.
    struct Own {
        var qualifier = RowCell.none
        var reference = RowCell.none
        var status = RowCell.none
        var payerControlNumber = RowCell.none
        var line = RowCell.none
        var procedure = RowCell.none
        var charged = RowCell.none
        var paid = RowCell.none
        var patientResponsibility = RowCell.none
        var contractual = RowCell.none
        var patient = RowCell.none
        var other = RowCell.none
        var adjustments = RowCell.none
        var billed = RowCell.none
        var discount = RowCell.none
        var reason = RowCell.none
        var direction = RowCell.none
        var amount = RowCell.none
        var balanced = RowCell.none
    }

    func fill(_ cells: inout [RowCell], _ row: String, _ own: Own) {
        cells += [
            set, controlNumber, .text(row), trace, payerID, method, date, currency, payer, payee, own.qualifier,
            own.reference, own.status, own.payerControlNumber, own.line, own.procedure, own.charged, own.paid,
            own.patientResponsibility, own.contractual, own.patient, own.other, own.adjustments, own.billed,
            own.discount, own.reason, own.direction, own.amount, own.balanced,
        ]
    }
}

extension RowVisitor {
    mutating func take(_ event: X12Event) throws {
        if case .transactionBegan(let begun) = event {
            payment = PaymentCells(begun)
            var own = PaymentCells.Own()
            own.direction = .optional(["C": "credit", "D": "debit"][begun.direction])
            own.amount = .optional(begun.hundredths)
            try add("payment", own)
        } else if case .claim(let claim) = event {
            try add(claim)
        } else if case .item(let item) = event {
            try add(item)
        } else if case .transactionEnded(let ended) = event {
            for adjustment in ended.adjustments {
                var own = PaymentCells.Own()
                own.reason = .optional(adjustment.reason)
                own.reference = .optional(adjustment.reference)
                own.amount = .amount(adjustment.hundredths, decimals: 2)
                try add("adjustment", own)
            }
        }
    }

    private mutating func add(_ row: String, _ own: PaymentCells.Own) throws {
        payment.fill(&cells, row, own)
        try emit()
    }

    private mutating func add(_ claim: ClaimPayment) throws {
        var own = PaymentCells.Own()
        own.reference = .optional(claim.patientControlNumber)
        own.status = .optional(claim.status)
        own.payerControlNumber = .optional(claim.payerControlNumber)
        own.charged = .amount(claim.charged, decimals: 2)
        own.paid = .amount(claim.paid, decimals: 2)
        own.patientResponsibility = .optional(claim.patientResponsibility)
        own.contractual = .amount(claim.adjustments.contractual, decimals: 2)
        own.patient = .amount(claim.adjustments.patient, decimals: 2)
        own.other = .amount(claim.adjustments.other, decimals: 2)
        let (sum, overflow) = claim.adjustments.contractual.addingReportingOverflow(claim.adjustments.patient)
        let (total, overflowed) = sum.addingReportingOverflow(claim.adjustments.other)
        own.adjustments = overflow || overflowed ? .none : .amount(total, decimals: 2)
        own.balanced = .flag(claim.isBalanced)
        try add("claim", own)
        for (index, service) in claim.services.enumerated() {
            var own = PaymentCells.Own()
            own.reference = .optional(claim.patientControlNumber)
            own.payerControlNumber = .optional(claim.payerControlNumber)
            own.line = .integer(index + 1)
            own.procedure = .optional(service.procedure)
            own.charged = .amount(service.charged, decimals: 2)
            own.paid = .amount(service.paid, decimals: 2)
            own.adjustments = .amount(service.adjustments, decimals: 2)
            try add("line", own)
        }
    }

    private mutating func add(_ item: RemittanceItem) throws {
        var own = PaymentCells.Own()
        own.qualifier = .optional(item.qualifier)
        own.reference = .optional(item.reference)
        own.paid = .amount(item.paid, decimals: 2)
        own.billed = .optional(item.billed)
        own.discount = .amount(item.discount, decimals: 2)
        own.adjustments = .amount(item.adjustments, decimals: 2)
        try add("item", own)
    }
}
