// Reads an 835's claims, lines and provider adjustments and balances them at three levels (X221A1, section 1.10.2.1).
// Constant memory: one claim at a time. AMT and QTY are information and enter no balance.

import Parsing

struct ClaimPaymentReading {
    private(set) var payment: PaymentTransaction
    private let collects: Bool
    private(set) var events: [X12Event] = []
    let reasons = AdjustmentReasons.list

    private var charged = AmountSum()
    private var paid = AmountSum()
    var adjustments = AmountSum()
    private var provider = AmountSum()
    private var hasImbalance = false
    private var hasBegun = false
    /// The claim at hand, where there is one.
    var claim = ClaimTally(place: Place())
    private var hasClaim = false
    private var summary: ProviderSummary?
    var situations: ClaimSituations
    private var pairing = CorrectionPairing()

    private var details: DetailKeeping?

    init(_ payment: PaymentTransaction, collectsEvents: Bool, collectsDetails: Bool = false) {
        self.payment = payment
        collects = collectsEvents
        details = collectsEvents && collectsDetails ? DetailKeeping() : nil
        situations = ClaimSituations(of: payment)
    }

    mutating func drainEvents() -> [X12Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    var hasEvents: Bool { !events.isEmpty }

    /// Whether anything is to be read of a segment: under a claim, most say nothing of money, and fewer still where only the
    /// standard binds. Whoever asked for details gets all of them.
    @inline(__always)
    func concerns(_ tag: SegmentTag) -> Bool {
        if !hasClaim || details != nil { return true }
        switch tag {
        case .cas, .svc, .clp, .nm1, .lx, .ts3, .plb: return true
        case .dtm: return collects || situations.isBound
        case .lq, .mia, .moa: return situations.isBound
        case .ref: return collects
        default: return false
        }
    }

    /// Whether a segment may say anything of a claim's figures, dates or remarks.
    static func readsFigures(of tag: SegmentTag) -> Bool {
        switch tag {
        case .cas, .svc, .clp, .nm1, .lx, .ts3, .plb, .dtm, .lq, .mia, .moa: true
        default: false
        }
    }

    /// Whether a claim is at hand of which only the figures are wanted: neither itself nor its segments are handed out.
    @inline(__always)
    var isInPlainClaim: Bool { hasClaim && !collects }

    @inline(never)
    mutating func take(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, component: UInt8, _ place: Place, _ recorder: inout Recorder
    ) {
        switch shape.tag {
        case .cas: if hasClaim { takeAdjustments(shape, bytes, place, &recorder) }
        case .svc: if hasClaim { takeService(shape, bytes, place, &recorder) }
        case .clp: takeClaim(shape, bytes, place, &recorder)
        case .dtm where hasClaim:
            situations.takeDate(shape, bytes, place, &recorder)
            if collects { takeServiceDay(shape, bytes) }
        case .ref: if collects { takeReference(shape, bytes) }
        case .nm1:
            PersonName.check(shape, bytes, place, &recorder)
            situations.takeName(bytes.packed(shape.range(1)))
            if collects, hasClaim { takePatient(shape, bytes) }
        case .lq: situations.takeRemark(shape, bytes, place, &recorder)
        case .mia, .moa: situations.takeAdjudication(shape, bytes, place, &recorder)
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
        if details != nil {
            details?.takeClaimPayment(ReceivedSegment(shape, bytes, component: component, place))
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
        situations.beginClaim(place, status: claim.status)
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
        ClaimStatusCheck.check(claim, shape, place, &recorder)
        if collects || pairing.wantsNames(isReversal: claim.isReversal) {
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
        closeLine(place, &recorder)
        let charge = AmountElement.read(shape, bytes, 2, place, &recorder)
        let paid = AmountElement.read(shape, bytes, 3, place, &recorder)
        beginLine(charged: charge, paid: paid, place)
        if !shape.isEmpty(6) { ClaimStatusCheck.checkProcedure(shape, bytes, place, &recorder) }
        if collects, claim.services.count < ClaimPayment.keptServices {
            claim.services.append(
                ServicePayment(procedure: shape.text(1, in: bytes), charged: charge ?? 0, paid: paid ?? 0))
        }
    }

    @inline(__always)
    private mutating func beginLine(charged: Int64?, paid: Int64?, _ place: Place) {
        payment.services &+= 1
        situations.beginLine(place)
        claim.beginLine(place, charged: charged, paid: paid)
    }

    /// Takes SVC whose amounts are read, and that names no other procedure; in a plain claim.
    @inline(never)
    mutating func beginService(charged: Int64, paid: Int64, _ place: Place, _ recorder: inout Recorder) {
        closeLine(place, &recorder)
        beginLine(charged: charged, paid: paid, place)
    }

    /// NM1 of the patient (QC) or of the subscriber (IL): its number.
    private mutating func takePatient(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        let role = bytes.packed(shape.range(1))
        guard role == 0x5143 || role == 0x494C, !shape.isEmpty(9) else { return }
        keepPatient(shape.text(9, in: bytes))
    }

    private mutating func keepPatient(_ number: String) {
        if claim.patientNumbers.count < 4, !claim.patientNumbers.contains(number) {
            claim.patientNumbers.append(number)
        }
    }

    private mutating func takeServiceDay(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        let qualifier = bytes.packed(shape.range(1))
        let isOfClaim = qualifier == 0x32_3332  // 232
        guard isOfClaim || qualifier == 0x34_3732 || qualifier == 0x31_3530,  // 472, 150
            let day = DateElement.day(bytes, shape.range(2))
        else { return }
        claim.note(day: day, isOfClaim: isOfClaim)
    }

    private mutating func takeReference(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        if hasClaim, bytes.packed(shape.range(1)) == 0x4541 { return keepPatient(shape.text(2, in: bytes)) }  // EA
        guard hasClaim, let last = claim.services.indices.last, bytes.packed(shape.range(1)) == 0x3652 else { return }
        claim.services[last].lineControlNumber = shape.text(2, in: bytes)
    }

    private mutating func takeAdjustments(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        let group = bytes.packed(shape.range(1))
        if group == 0x4352, situations.isBound { AdjustmentFaults.group(place, &recorder) }
        let usual = ReasonTraits.of(group: group).union(.listed)
        var element = 2
        while element <= shape.readable {
            let reason = shape.present(element)
            let value = element < shape.readable ? shape.present(element &+ 1) : reason.upperBound..<reason.upperBound
            if reason.isEmpty != value.isEmpty, element > 2 {
                AdjustmentFaults.half(place, element, lacksReason: reason.isEmpty, &recorder)
            }
            if !value.isEmpty || !reason.isEmpty {
                let traits = reason.isEmpty ? usual : reasons.traits(bytes, reason)
                if !traits.isUsual(usual) { situations.take(traits, usual, bytes, reason, element, place, &recorder) }
                let amount = AmountElement.read(shape, bytes, element &+ 1, place, &recorder)
                if amount == 0, !value.isEmpty { AdjustmentFaults.zero(place, element + 1, &recorder) }
                claim.adjust(group: group, isDenial: traits.contains(.denial), by: amount)
                if collects { claim.note(reason: bytes.packed(reason), group: group, amount ?? 0) }
                if let amount { adjustments.add(amount) } else { adjustments.addUnreadable() }
            } else {
                AdjustmentFaults.empty(shape, place, element, &recorder)
            }
            element &+= 3
        }
    }

    /// `next`: the segment behind the line.
    private mutating func closeLine(_ next: Place, _ recorder: inout Recorder) {
        if !hasClaim { return }
        situations.closeLine(next, &recorder)
        guard let imbalance = claim.closeLine() else { return }
        hasImbalance = true
        recorder.find(
            X12Findings.lineBalance, imbalance.place, element: 3,
            "Line \(imbalance.number) of claim \(payment.claims): "
                + BalanceText.sides("SVC02 less its CAS", imbalance.due, "SVC03", imbalance.paid))
    }

    private mutating func closeClaim(_ place: Place, _ recorder: inout Recorder) {
        if !hasClaim { return }
        closeLine(place, &recorder)
        hasClaim = false
        situations.closeClaim(place, lines: claim.lines, &recorder)
        if !claim.isBalanced {
            hasImbalance = true
            recorder.find(
                X12Findings.claimBalance, claim.place, element: 4,
                "Claim \(payment.claims): "
                    + BalanceText.sides("CLP03 less all its CAS", claim.due, "CLP04", claim.paid))
        }
        if !claim.linesAddUp { reportLines(&recorder) }
        if let responsibility = claim.responsibility, responsibility != claim.byGroup.patient {
            recorder.find(
                X12Findings.patientResponsibility, claim.place, element: 5,
                "CLP05 is \(amountText(responsibility)); the claim's PR adjustments are \(amountText(claim.byGroup.patient))."
            )
        }
        var correction: ClaimCorrection?
        if claim.isReversal { payment.reversals &+= 1 }
        if pairing.wantsNames(isReversal: claim.isReversal) {
            correction = pairing.take(claim, isReversal: claim.isReversal, &recorder)
        }
        if !collects { return }
        var closed = claim.claim
        if let correction { closed.correction = correction }
        closed.detail = details?.closeClaim()
        if let correction, payment.corrections.count < PaymentTransaction.keptAdjustments {
            payment.corrections.append(correction)
        }
        events.append(.claim(closed))
    }

    private func reportLines(_ recorder: inout Recorder) {
        let sums = claim.ofLines
        let isCharge = !sums.charged.equals(claim.charged)
        recorder.find(
            X12Findings.claimLines, claim.place, element: isCharge ? 3 : 4,
            "Claim \(payment.claims): "
                + (isCharge
                    ? BalanceText.sides("the SVC02 of its \(claim.lines) lines", sums.charged, "CLP03", claim.charged)
                    : BalanceText.sides(
                        "the SVC03 of its \(claim.lines) lines less its own CAS", sums.paid, "CLP04", claim.paid)))
    }

    private mutating func begin() {
        if hasBegun { return }
        hasBegun = true
        payment.detail = details?.payment
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
                    keep(bytes, identifier, component, amount, place, element, &recorder)
                } else {
                    provider.addUnreadable()
                }
            }
            element += 2
        }
    }

    private mutating func keep(
        _ bytes: RawSpan, _ identifier: Range<Int>, _ component: UInt8, _ amount: Int64, _ place: Place, _ element: Int,
        _ recorder: inout Recorder
    ) {
        let cut = identifier.first { bytes.byte($0) == component } ?? identifier.upperBound
        let adjustment = PaymentAdjustment(
            reason: bytes.text(identifier.lowerBound..<cut),
            reference: cut < identifier.upperBound ? bytes.text((cut + 1)..<identifier.upperBound) : "",
            hundredths: amount)
        ProviderAdjustmentCheck.check(adjustment, place, element, &recorder)
        if payment.adjustments.count < PaymentTransaction.keptAdjustments { payment.adjustments.append(adjustment) }
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
                "TS304 says \(closed.declaredClaims / 100) claims, \(closed.claims) follow; TS305 says \(amountText(closed.declaredCharges)), they charge \(amountText(closed.charged.total))."
            )
        }
    }

    // MARK: End

    mutating func finish(_ place: Place, isComplete: Bool, _ recorder: inout Recorder) -> PaymentTransaction {
        closeClaim(place, &recorder)
        closeSummary(&recorder)
        begin()
        payment.isComplete = isComplete
        payment.detail = details?.payment
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
                BalanceText.sides("the claims' CLP04 less PLB", moved, "BPR02", payment.hundredths))
            ProviderAdjustmentCheck.explain(payment, moved.total, place, &recorder)
        }
        payment.reversalsAlone = isComplete ? pairing.finish(&recorder) : 0
        if isComplete { ProviderAdjustmentCheck.checkForward(payment, place, &recorder) }
        if payment.claims > ClaimPayment.recommendedClaims {
            recorder.find(X12Findings.manyClaims, place, "The set has \(payment.claims) claims.")
        }
        if collects { events.append(.transactionEnded(payment)) }
        return payment
    }
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
