// Reads an 835's claims, lines and provider adjustments and balances them at three levels (X221A1, section 1.10.2.1).
// Constant memory: one claim at a time. AMT and QTY are information and enter no balance.

import Money
import Parsing

struct ClaimPaymentReading {
    private(set) var payment: PaymentTransaction
    private let collects: Bool
    private(set) var events: [X12Event] = []
    private let reasons = AdjustmentReasons.list

    private var charged = AmountSum()
    private var paid = AmountSum()
    private var adjustments = AmountSum()
    private var provider = AmountSum()
    private var hasImbalance = false
    private var hasBegun = false
    private var claim: ClaimTally?
    private var summary: ProviderSummary?

    init(_ payment: PaymentTransaction, collectsEvents: Bool) {
        self.payment = payment
        collects = collectsEvents
    }

    mutating func drainEvents() -> [X12Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    var hasEvents: Bool { !events.isEmpty }

    mutating func take(
        _ shape: SegmentShape, _ bytes: RawSpan, component: UInt8, _ place: Place, _ recorder: inout Recorder
    ) {
        switch shape.tag {
        case .cas: if claim != nil { takeAdjustments(shape, bytes, place, &recorder) }
        case .svc: if claim != nil { takeService(shape, bytes, place, &recorder) }
        case .clp: takeClaim(shape, bytes, place, &recorder)
        case .nm1: PersonName.check(shape, bytes, place, &recorder)
        case .ref: if collects { takeReference(shape, bytes) }
        case .lx:
            closeClaim(place, &recorder)
            closeSummary(&recorder)
        case .ts3: takeSummary(shape, bytes, place, &recorder)
        case .plb:
            closeClaim(place, &recorder)
            takeProviderAdjustments(shape, bytes, component, place, &recorder)
        default:
            if claim == nil {
                _ = PaymentOpening.take(shape, bytes, place, &recorder, into: &payment)
            }
        }
    }

    // MARK: Claims

    private mutating func takeClaim(
        _ shape: SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        closeClaim(place, &recorder)
        begin()
        var tally = ClaimTally(place: place)
        tally.status = bytes.packed(shape.range(2))
        if let amount = AmountElement.read(shape, bytes, 3, place, &recorder) {
            tally.charged.add(amount)
        } else {
            tally.charged.addUnreadable()
        }
        if let amount = AmountElement.read(shape, bytes, 4, place, &recorder) {
            tally.paid.add(amount)
        } else {
            tally.paid.addUnreadable()
        }
        if !shape.isEmpty(5) { tally.responsibility = AmountElement.read(shape, bytes, 5, place, &recorder) }
        if tally.status == 0x3235, let amount = tally.paid.total, amount != 0 {
            recorder.find(X12Findings.predeterminationPaid, place, element: 4, "CLP02 is 25 and CLP04 is not zero.")
        }
        if collects {
            tally.patientControlNumber = shape.text(1, in: bytes)
            tally.payerControlNumber = shape.text(7, in: bytes)
            tally.statusText = shape.text(2, in: bytes)
        }
        payment.claims &+= 1
        charged.add(tally.charged)
        paid.add(tally.paid)
        summary?.claims &+= 1
        summary?.charged.add(tally.charged)
        claim = tally
    }

    private mutating func takeService(
        _ shape: SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        closeLine(&recorder)
        payment.services &+= 1
        let charge = AmountElement.read(shape, bytes, 2, place, &recorder)
        let paid = AmountElement.read(shape, bytes, 3, place, &recorder)
        claim?.beginLine(place, charged: charge, paid: paid)
        if collects, (claim?.services.count ?? 0) < ClaimPayment.keptServices {
            claim?.services.append(
                ServicePayment(procedure: shape.text(1, in: bytes), charged: charge ?? 0, paid: paid ?? 0))
        }
    }

    private mutating func takeReference(_ shape: SegmentShape, _ bytes: RawSpan) {
        guard let last = claim?.services.indices.last, bytes.packed(shape.range(1)) == 0x3652 else { return }
        claim?.services[last].lineControlNumber = shape.text(2, in: bytes)
    }

    private mutating func takeAdjustments(
        _ shape: SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        let group = bytes.packed(shape.range(1))
        var element = 2
        while element <= shape.readable {
            let reason = shape.range(element)
            let value = shape.range(element &+ 1)
            if reason.isEmpty != value.isEmpty, element > 2 {
                recorder.element(
                    X12Findings.conditionalElement, code: "2", place, reason.isEmpty ? element : element + 1,
                    reference: reason.isEmpty ? 1034 : 782, "Reason and amount of an adjustment come together.")
            }
            if !value.isEmpty || !reason.isEmpty {
                let kind = reason.isEmpty ? .reduction : reasons.reason(bytes, reason)
                if kind == .unknown {
                    recorder.find(
                        X12Findings.unknownReason, place, element: element, "The reason code is not on the list.")
                }
                let amount = AmountElement.read(shape, bytes, element &+ 1, place, &recorder)
                if amount == 0, !value.isEmpty {
                    recorder.find(X12Findings.zeroAdjustment, place, element: element + 1, "The adjustment is zero.")
                }
                claim?.adjust(group: group, isDenial: kind == .denial, by: amount)
                if let amount { adjustments.add(amount) } else { adjustments.addUnreadable() }
            }
            element &+= 3
        }
    }

    private mutating func closeLine(_ recorder: inout Recorder) {
        guard let place = claim?.closeLine() else { return }
        hasImbalance = true
        recorder.find(
            X12Findings.lineBalance, place, element: 3, "The line's charge less its adjustments is not what it pays.")
    }

    private mutating func closeClaim(_ place: Place, _ recorder: inout Recorder) {
        closeLine(&recorder)
        guard let closed = claim else { return }
        claim = nil
        if !closed.isBalanced {
            hasImbalance = true
            recorder.find(
                X12Findings.claimBalance, closed.place, element: 4,
                "The claim's charge less all its adjustments is not what it pays.")
        }
        if !closed.linesAddUp {
            recorder.find(
                X12Findings.claimLines, closed.place, element: 3,
                "The claim's \(closed.lines) lines do not add up to it.")
        }
        if let responsibility = closed.responsibility, responsibility != closed.byGroup.patient {
            recorder.find(
                X12Findings.patientResponsibility, closed.place, element: 5,
                "CLP05 is not the total of the claim's PR adjustments.")
        }
        if collects { events.append(.claim(closed.claim)) }
    }

    private mutating func begin() {
        if hasBegun { return }
        hasBegun = true
        if collects { events.append(.transactionBegan(payment)) }
    }

    // MARK: Provider adjustments and summaries

    private mutating func takeProviderAdjustments(
        _ shape: SegmentShape, _ bytes: RawSpan, _ component: UInt8, _ place: Place, _ recorder: inout Recorder
    ) {
        var element = 3
        while element <= shape.readable {
            let identifier = shape.range(element)
            if identifier.isEmpty != shape.isEmpty(element + 1), element > 3 {
                recorder.element(
                    X12Findings.conditionalElement, code: "2", place, identifier.isEmpty ? element : element + 1,
                    reference: identifier.isEmpty ? nil : 782, "Reason and amount of an adjustment come together.")
            }
            if !identifier.isEmpty || !shape.isEmpty(element + 1) {
                if let amount = AmountElement.read(shape, bytes, element + 1, place, &recorder) {
                    provider.add(amount)
                    keep(bytes, identifier, component, amount)
                } else {
                    provider.addUnreadable()
                }
            }
            element += 2
        }
    }

    private mutating func keep(_ bytes: RawSpan, _ identifier: Range<Int>, _ component: UInt8, _ amount: Int64) {
        guard payment.adjustments.count < PaymentTransaction.keptAdjustments else { return }
        let cut = identifier.first { bytes.byte($0) == component } ?? identifier.upperBound
        payment.adjustments.append(
            PaymentAdjustment(
                reason: bytes.text(identifier.lowerBound..<cut),
                reference: cut < identifier.upperBound ? bytes.text((cut + 1)..<identifier.upperBound) : "",
                hundredths: amount))
    }

    private mutating func takeSummary(
        _ shape: SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        guard let count = AmountElement.read(shape, bytes, 4, place, &recorder),
            let total = AmountElement.read(shape, bytes, 5, place, &recorder)
        else { return }
        summary = ProviderSummary(place: place, declaredClaims: count, declaredCharges: total)
    }

    private mutating func closeSummary(_ recorder: inout Recorder) {
        guard let closed = summary else { return }
        summary = nil
        if closed.declaredClaims != Int64(closed.claims) * 100 || closed.charged.total != closed.declaredCharges {
            recorder.find(
                X12Findings.providerSummary, closed.place,
                "TS304 and TS305 differ from the \(closed.claims) claims that follow.")
        }
    }

    // MARK: End

    mutating func finish(_ place: Place, isComplete: Bool, _ recorder: inout Recorder) -> PaymentTransaction {
        closeClaim(place, &recorder)
        closeSummary(&recorder)
        begin()
        payment.isComplete = isComplete
        payment.charged = charged.total
        payment.paid = paid.total
        payment.claimAdjustments = adjustments.total
        payment.adjustmentTotal = provider.total
        var moved = paid
        moved.subtract(provider)
        let isTransactionBalanced = payment.hundredths != nil && moved.total == payment.hundredths
        payment.isBalanced = isTransactionBalanced && !hasImbalance
        if isComplete, !isTransactionBalanced {
            recorder.find(
                X12Findings.transactionBalance, place,
                "Claims less provider adjustments are \(amountText(moved.total)); BPR02 is \(amountText(payment.hundredths))."
            )
        }
        if collects { events.append(.transactionEnded(payment)) }
        return payment
    }
}

/// An amount for people: `1250.00`, or that it is not known.
func amountText(_ hundredths: Int64?) -> String {
    hundredths.map { Money.dollars(cents: $0).decimalText } ?? "not readable"
}

/// What TS3 says of the claims behind it, and what they say.
private struct ProviderSummary {
    let place: Place
    /// In hundredths, as it is read.
    let declaredClaims: Int64
    let declaredCharges: Int64
    var claims = 0
    var charged = AmountSum()
}
