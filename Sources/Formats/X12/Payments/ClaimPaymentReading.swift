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
    /// The claim at hand, where there is one.
    private var claim = ClaimTally(place: Place())
    private var hasClaim = false
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

    /// Whether anything is to be read of a segment: under a claim, most say nothing of money.
    @inline(__always)
    func concerns(_ tag: SegmentTag) -> Bool {
        if !hasClaim { return true }
        switch tag {
        case .cas, .svc, .clp, .nm1, .lx, .ts3, .plb: return true
        case .ref: return collects
        default: return false
        }
    }

    @inline(never)
    mutating func take(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, component: UInt8, _ place: Place, _ recorder: inout Recorder
    ) {
        switch shape.tag {
        case .cas: if hasClaim { takeAdjustments(shape, bytes, place, &recorder) }
        case .svc: if hasClaim { takeService(shape, bytes, place, &recorder) }
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
            if !hasClaim {
                _ = PaymentOpening.take(shape, bytes, place, &recorder, into: &payment)
            }
        }
    }

    // MARK: Claims

    private mutating func takeClaim(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        closeClaim(place, &recorder)
        begin()
        claim = ClaimTally(place: place)
        hasClaim = true
        claim.status = bytes.packed(shape.range(2))
        if let amount = AmountElement.read(shape, bytes, 3, place, &recorder) {
            claim.charged.add(amount)
        } else {
            claim.charged.addUnreadable()
        }
        if let amount = AmountElement.read(shape, bytes, 4, place, &recorder) {
            claim.paid.add(amount)
        } else {
            claim.paid.addUnreadable()
        }
        if !shape.isEmpty(5) { claim.responsibility = AmountElement.read(shape, bytes, 5, place, &recorder) }
        if claim.status == 0x3235, let amount = claim.paid.total, amount != 0 {
            recorder.find(X12Findings.predeterminationPaid, place, element: 4, "CLP02 is 25 and CLP04 is not zero.")
        }
        if collects {
            claim.patientControlNumber = shape.text(1, in: bytes)
            claim.payerControlNumber = shape.text(7, in: bytes)
            claim.statusText = shape.text(2, in: bytes)
        }
        payment.claims &+= 1
        charged.add(claim.charged)
        paid.add(claim.paid)
        summary?.claims &+= 1
        summary?.charged.add(claim.charged)
    }

    private mutating func takeService(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        closeLine(&recorder)
        payment.services &+= 1
        let charge = AmountElement.read(shape, bytes, 2, place, &recorder)
        let paid = AmountElement.read(shape, bytes, 3, place, &recorder)
        claim.beginLine(place, charged: charge, paid: paid)
        if collects, claim.services.count < ClaimPayment.keptServices {
            claim.services.append(
                ServicePayment(procedure: shape.text(1, in: bytes), charged: charge ?? 0, paid: paid ?? 0))
        }
    }

    private mutating func takeReference(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        guard hasClaim, let last = claim.services.indices.last, bytes.packed(shape.range(1)) == 0x3652 else { return }
        claim.services[last].lineControlNumber = shape.text(2, in: bytes)
    }

    private mutating func takeAdjustments(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        let group = bytes.packed(shape.range(1))
        var element = 2
        while element <= shape.readable {
            let reason = shape.present(element)
            let value = element < shape.readable ? shape.present(element &+ 1) : reason.upperBound..<reason.upperBound
            if reason.isEmpty != value.isEmpty, element > 2 {
                ClaimPaymentReading.reportHalf(place, element, lacksReason: reason.isEmpty, &recorder)
            }
            if !value.isEmpty || !reason.isEmpty {
                let kind = reason.isEmpty ? .reduction : reasons.reason(bytes, reason)
                if kind == .unknown { ClaimPaymentReading.reportReason(place, element, &recorder) }
                let amount = AmountElement.read(shape, bytes, element &+ 1, place, &recorder)
                if amount == 0, !value.isEmpty { ClaimPaymentReading.reportZero(place, element + 1, &recorder) }
                claim.adjust(group: group, isDenial: kind == .denial, by: amount)
                if let amount { adjustments.add(amount) } else { adjustments.addUnreadable() }
            }
            element &+= 3
        }
    }

    @inline(never)
    private static func reportHalf(_ place: Place, _ element: Int, lacksReason: Bool, _ recorder: inout Recorder) {
        recorder.element(
            X12Findings.conditionalElement, code: "2", place, lacksReason ? element : element + 1,
            reference: lacksReason ? 1034 : 782, "Reason and amount of an adjustment come together.")
    }

    @inline(never)
    private static func reportReason(_ place: Place, _ element: Int, _ recorder: inout Recorder) {
        recorder.find(X12Findings.unknownReason, place, element: element, "The reason code is not on the list.")
    }

    @inline(never)
    private static func reportZero(_ place: Place, _ element: Int, _ recorder: inout Recorder) {
        recorder.find(X12Findings.zeroAdjustment, place, element: element, "The adjustment is zero.")
    }

    private mutating func closeLine(_ recorder: inout Recorder) {
        guard hasClaim, let place = claim.closeLine() else { return }
        hasImbalance = true
        recorder.find(
            X12Findings.lineBalance, place, element: 3, "The line's charge less its adjustments is not what it pays.")
    }

    private mutating func closeClaim(_ place: Place, _ recorder: inout Recorder) {
        closeLine(&recorder)
        if !hasClaim { return }
        hasClaim = false
        if !claim.isBalanced {
            hasImbalance = true
            recorder.find(
                X12Findings.claimBalance, claim.place, element: 4,
                "The claim's charge less all its adjustments is not what it pays.")
        }
        if !claim.linesAddUp {
            recorder.find(
                X12Findings.claimLines, claim.place, element: 3,
                "The claim's \(claim.lines) lines do not add up to it.")
        }
        if let responsibility = claim.responsibility, responsibility != claim.byGroup.patient {
            recorder.find(
                X12Findings.patientResponsibility, claim.place, element: 5,
                "CLP05 is not the total of the claim's PR adjustments.")
        }
        if collects { events.append(.claim(claim.claim)) }
    }

    private mutating func begin() {
        if hasBegun { return }
        hasBegun = true
        if collects { events.append(.transactionBegan(payment)) }
    }

    // MARK: Provider adjustments and summaries

    private mutating func takeProviderAdjustments(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ component: UInt8, _ place: Place,
        _ recorder: inout Recorder
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
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
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
