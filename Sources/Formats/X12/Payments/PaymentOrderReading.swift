// Reads an 820's items and adjustments and balances them: BPR02 is the sum of RMR04 and of the ADX amounts outside RMR;
// an ADX under an RMR only explains the way from RMR05 to RMR04 (X218, section 1.10; the generic 820 alike).

import Money
import Parsing

struct PaymentOrderReading {
    private(set) var payment: PaymentTransaction
    private let collects: Bool
    private(set) var events: [X12Event] = []

    private var remitted = AmountSum()
    private var outside = AmountSum()
    private var item: RemittanceItem?
    private var itemPlace = Place()
    private var hasItem = false
    private var hasBegun = false
    private let isPremium: Bool
    private var entities = 0
    private var hasPersons = false
    private var hasOrganizations = false
    private var hasReportedMixture = false

    private var details: DetailKeeping?

    init(_ payment: PaymentTransaction, collectsEvents: Bool, collectsDetails: Bool = false) {
        self.payment = payment
        collects = collectsEvents
        details = collectsEvents && collectsDetails ? DetailKeeping() : nil
        isPremium = payment.version == "005010X218"
    }

    mutating func drainEvents() -> [X12Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    var hasEvents: Bool { !events.isEmpty }

    /// Whether anything is to be read of a segment: under an item, few say anything of money. Whoever asked for details gets all
    /// of them.
    @inline(__always)
    func concerns(_ tag: SegmentTag) -> Bool {
        if !hasBegun || details != nil { return true }
        switch tag {
        case .ent, .rmr, .adx, .nm1: return true
        default: return false
        }
    }

    @inline(never)
    mutating func take(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, component: UInt8, _ place: Place, _ recorder: inout Recorder
    ) {
        switch shape.tag {
        case .ent:
            closeItem(&recorder)
            hasItem = false
            recorder.businessUnit = BusinessUnit(.entity, shape.text(1, in: bytes))
            begin()
            takeEntity(shape, bytes, place, &recorder)
        case .rmr: takeItem(shape, bytes, place, &recorder)
        case .adx: takeAdjustment(shape, bytes, place, &recorder)
        case .nm1: PersonName.check(shape, bytes, place, &recorder)
        default:
            if !hasBegun { _ = PaymentOpening.take(shape, bytes, place, &recorder, into: &payment) }
        }
        if details != nil {
            details?.takePaymentOrder(ReceivedSegment(shape, bytes, component: component, place))
        }
    }

    private mutating func takeEntity(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        if shape.count > 1 { SegmentSyntax.check(shape, place, &recorder) }
        entities &+= 1
        if !isPremium { return }
        if let number = DateElement.number(bytes, shape.range(1).lowerBound, min(9, shape.range(1).count)),
            number != entities
        {
            recorder.find(
                X12Findings.entityNumber, place, element: 1, "ENT01 is \(number); it is entity \(entities) of the set.")
            entities = number
        }
        if bytes.packed(shape.range(2)) == 0x324A { hasPersons = true } else { hasOrganizations = true }
        if hasPersons, hasOrganizations, !hasReportedMixture {
            hasReportedMixture = true
            recorder.find(
                X12Findings.remittanceMixed, place, element: 2, "Entities before it are of the other kind.")
        }
    }

    private mutating func takeItem(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        closeItem(&recorder)
        begin()
        if SegmentSyntax.isSuspicious(shape, .rmr) { SegmentSyntax.check(shape, place, &recorder) }
        payment.remittances &+= 1
        let paid = AmountElement.read(shape, bytes, 4, place, &recorder)
        if let paid { remitted.add(paid) } else { remitted.addUnreadable() }
        let billed = shape.isEmpty(5) ? nil : AmountElement.read(shape, bytes, 5, place, &recorder)
        let discount = AmountElement.read(shape, bytes, 6, place, &recorder)
        if let discount, discount < 0 {
            recorder.find(X12Findings.discountSign, place, element: 6, "RMR06 is \(amountText(discount)).")
        }
        item = RemittanceItem(
            qualifier: collects ? shape.text(1, in: bytes) : "",
            reference: collects ? bytes.text(bytes.withoutTrailingBlanks(shape.range(2))) : "", paid: paid ?? 0,
            billed: billed, discount: discount ?? 0, offset: place.offset)
        itemPlace = place
        hasItem = true
    }

    private mutating func takeAdjustment(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        if SegmentSyntax.isSuspicious(shape, .adx) { SegmentSyntax.check(shape, place, &recorder) }
        let amount = AmountElement.read(shape, bytes, 1, place, &recorder)
        if amount == 0, !shape.isEmpty(1) {
            recorder.find(X12Findings.orderAdjustmentZero, place, element: 1, "The adjustment is zero.")
        }
        if isPremium { checkReason(shape, bytes, place, &recorder) }
        if hasItem {
            let (sum, overflow) = (item?.adjustments ?? 0).addingReportingOverflow(amount ?? 0)
            if !overflow { item?.adjustments = sum }
            return
        }
        guard let amount else { return outside.addUnreadable() }
        outside.add(amount)
        if payment.adjustments.count < PaymentTransaction.keptAdjustments {
            payment.adjustments.append(
                PaymentAdjustment(
                    reason: shape.text(2, in: bytes), reference: shape.text(4, in: bytes), hundredths: amount))
        }
    }

    private func checkReason(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        let codes = hasItem ? OrderCodes.currentPayment : OrderCodes.earlierPayment
        let reason = shape.text(2, in: bytes)
        if !codes.contains(reason) {
            recorder.find(
                X12Findings.adjustmentReason, place, element: 2,
                "The guide has no such reason \(hasItem ? "under an item" : "before the items").")
        }
    }

    private mutating func closeItem(_ recorder: inout Recorder) {
        guard let closed = item else { return }
        item = nil
        if let billed = closed.billed {
            var rest = AmountSum()
            rest.add(billed)
            rest.add(closed.adjustments)
            var paid = AmountSum()
            paid.add(closed.paid)
            paid.add(closed.discount)
            if !rest.equals(paid) {
                var due = rest
                var discount = AmountSum()
                discount.add(closed.discount)
                due.subtract(discount)
                recorder.find(
                    X12Findings.itemBalance, itemPlace, element: 4,
                    "Item \(payment.remittances): "
                        + BalanceText.sides("RMR05 less RMR06 with its ADX", due, "RMR04", closed.paid))
            }
        }
        if !collects { return }
        var item = closed
        item.detail = details?.closeItem()
        events.append(.item(item))
    }

    private mutating func begin() {
        if hasBegun { return }
        hasBegun = true
        payment.detail = details?.payment
        if collects { events.append(.transactionBegan(payment)) }
    }

    mutating func finish(_ place: Place, isComplete: Bool, _ recorder: inout Recorder) -> PaymentTransaction {
        closeItem(&recorder)
        begin()
        payment.isComplete = isComplete
        payment.detail = details?.payment
        payment.remitted = remitted.total
        payment.adjustmentTotal = outside.total
        var moved = remitted
        moved.add(outside)
        payment.isBalanced = payment.hundredths != nil && moved.total == payment.hundredths
        if isComplete, !payment.isBalanced {
            recorder.find(
                X12Findings.orderBalance, place,
                BalanceText.sides("RMR04 with the ADX outside RMR", moved, "BPR02", payment.hundredths))
            ProviderAdjustmentCheck.explain(payment, moved.total, place, &recorder)
        }
        if collects { events.append(.transactionEnded(payment)) }
        return payment
    }
}
