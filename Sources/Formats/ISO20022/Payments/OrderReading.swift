// Follows a credit transfer order piece by piece: hands its values on, counts and sums, and checks what it claims.
// Relies on PaymentDecoder for values.

import Money
import Parsing

/// What has been read of an order so far.
struct OrderReading {
    var keepsEvents = false
    var events: [PaymentEvent] = []

    private struct Claim {
        var count: Int64?
        var sum: Int64?
        var countPlace = Location(offset: 0)
        var sumPlace = Location(offset: 0)
    }

    private var messageID = ""
    private var header = Claim()
    private var payments = 0
    private var transfers: Int64 = 0
    private var sum = CheckedSum()
    private var transfersOfPayment: Int64 = 0
    private var sumOfPayment = CheckedSum()
    private var amounts: [Currency: CheckedSum] = [:]
    /// Whether the block at hand was handed on: transfers of one that cannot be read must not look like another's.
    private var isBlockHandedOn = false
    private var method = PaymentMethod.transfer
    private var debtorCurrency: Currency?
    private var paymentIDs = ReferenceSet(limit: 1 << 20)
    private var endToEndIDs = ReferenceSet(limit: 1 << 22)
    private var instructionIDs = ReferenceSet(limit: 1 << 22)
    private var uniqueReferences = ReferenceSet(limit: 1 << 22)

    private mutating func emit(_ event: @autoclosure () -> PaymentEvent) { if keepsEvents { events.append(event()) } }

    mutating func head(_ decoder: inout PaymentDecoder) {
        let header = decoder.orderHeader()
        messageID = header.messageID
        self.header = claim(&decoder)
        if self.header.count == nil { decoder.reportMissing(.transactionCount, of: decoder.tree.root) }
        emit(.orderBegan(header))
    }

    private func claim(_ decoder: inout PaymentDecoder) -> Claim {
        let count = decoder.tree.first(.transactionCount, of: decoder.tree.root)
        let sum = decoder.tree.first(.controlSum, of: decoder.tree.root)
        return Claim(
            count: decoder.count(count), sum: decoder.controlSum(sum), countPlace: decoder.tree.location(count),
            sumPlace: decoder.tree.location(sum))
    }

    mutating func beginBlock(_ decoder: inout PaymentDecoder) {
        payments += 1
        transfersOfPayment = 0
        sumOfPayment = CheckedSum()
        method = .transfer
        debtorCurrency = nil
        isBlockHandedOn = false
        let root = decoder.tree.root
        if let id = decoder.tree.text(.paymentInformationID, of: root), isRepeated(id, in: &paymentIDs) {
            decoder.report(
                PaymentRules.paymentIDRepeated, "The PmtInfId came before in this message.",
                at: decoder.tree.first(.paymentInformationID, of: root))
        }
        guard let instruction = decoder.paymentInstruction() else { return }
        method = instruction.method
        debtorCurrency = instruction.debtorAccount.currency
        isBlockHandedOn = true
        emit(.instructionBegan(instruction))
    }

    mutating func record(_ decoder: inout PaymentDecoder) {
        transfers += 1
        transfersOfPayment += 1
        let root = decoder.tree.root
        let amount = decoder.tree.first(.amount, of: root)
        let instructed = decoder.tree.first(.instructedAmount, of: amount)
        let money =
            instructed >= 0 ? instructed : decoder.tree.first(.equivalentAmount, .amount, of: amount)
        let text = Array(decoder.tree.bytes(money))
        if case .success(let part) = DecimalText.minorUnits(
            of: text.span.bytes, exponent: PaymentDecoder.sumDecimals)
        {
            sum.add(part)
            sumOfPayment.add(part)
        }
        guard let transfer = decoder.creditTransfer() else { return }
        amounts[transfer.amount.money.currency, default: CheckedSum()].add(transfer.amount.money.minorUnits)
        check(transfer, money, &decoder)
        if isBlockHandedOn { emit(.transfer(transfer)) }
    }

    private mutating func check(_ transfer: CreditTransfer, _ money: Int, _ decoder: inout PaymentDecoder) {
        let root = decoder.tree.root
        if transfer.amount.money.isZero {
            decoder.report(ISO20022Rules.transferZero, "The amount to transfer is zero.", at: money)
        }
        let id = transfer.endToEndID
        if !id.isEmpty, id != "NOTPROVIDED", isRepeated(id, in: &endToEndIDs) {
            decoder.report(
                ISO20022Rules.endToEndRepeated, "The EndToEndId came before in this message.",
                at: decoder.tree.first(.paymentIdentification, .endToEndID, of: root))
        }
        if let id = transfer.instructionID, isRepeated(id, in: &instructionIDs) {
            decoder.report(
                PaymentRules.instructionIDRepeated, "The InstrId came before in this message.",
                at: decoder.tree.first(.paymentIdentification, .instructionID, of: root))
        }
        if let reference = transfer.uniqueReference, isRepeated(reference, in: &uniqueReferences) {
            decoder.report(
                PaymentRules.uniqueReferenceRepeated, "The UETR came before in this message.",
                at: decoder.tree.first(.paymentIdentification, .uniqueReference, of: root))
        }
        if transfer.check != nil, method != .check {
            decoder.report(
                PaymentRules.checkOfTransfer, "A check instruction stands in a block that orders no checks.",
                at: decoder.tree.first(.checkInstruction, of: root))
        }
        if method == .transfer, transfer.creditorAccount == nil {
            decoder.report(PaymentRules.creditorAccountMissing, "The transfer names no account to credit.", at: root)
        }
        if let debtorCurrency, debtorCurrency != transfer.amount.money.currency {
            decoder.report(
                PaymentRules.currencyOfAccount,
                "The amount is in \(transfer.amount.money.currency), the account is kept in \(debtorCurrency).",
                at: money)
        }
    }

    private func isRepeated(_ text: String, in set: inout ReferenceSet) -> Bool {
        var hasher = Hasher()
        hasher.combine(text)
        return set.insert(UInt64(truncatingIfNeeded: hasher.finalize()), mark: 0) != .first
    }

    mutating func endBlock(_ decoder: inout PaymentDecoder) {
        let claim = claim(&decoder)
        if transfersOfPayment == 0 {
            decoder.report(PaymentRules.blockEmpty, "The block holds no transfer.", at: decoder.tree.root)
        }
        check(claim, transfersOfPayment, sumOfPayment, "The payment information block", &decoder.findings)
        if isBlockHandedOn { emit(.instructionEnded) }
    }

    mutating func end(_ decoder: inout PaymentDecoder, _ here: Location) {
        if payments == 0 { decoder.findings.add(ISO20022Rules.noTransfers, "The order holds no payment.", at: here) }
        if messageID.isEmpty, header.countPlace.offset == 0 {
            decoder.findings.add(PaymentRules.elementMissing, "The order has no group header.", at: here)
        }
        check(header, transfers, sum, "The group header", &decoder.findings)
        emit(.orderEnded)
    }

    private func check(
        _ claim: Claim, _ count: Int64, _ sum: CheckedSum, _ what: String, _ findings: inout FindingLog
    ) {
        if let claimed = claim.count, claimed != count {
            findings.add(
                ISO20022Rules.transferCount, "\(what) counts \(claimed) transfers, and \(count) are there.",
                at: claim.countPlace)
        }
        guard let claimed = claim.sum else { return }
        guard let total = sum.total else {
            findings.add(
                ISO20022Rules.overflow, "The sum of the transfers does not fit 64 bits.", at: claim.sumPlace)
            return
        }
        if claimed != total {
            findings.add(
                ISO20022Rules.controlSum, "\(what) has another control sum than its transfers.", at: claim.sumPlace)
        }
    }

    func summary(_ message: String) -> CreditTransferSummary {
        var texts: [String: String] = [:]
        for (currency, sum) in amounts {
            texts[currency.code] = sum.total.map { Money(minorUnits: $0, currency: currency).decimalText }
        }
        return CreditTransferSummary(
            message: message, messageID: messageID, payments: payments, transactions: Int(transfers), amounts: texts)
    }
}
