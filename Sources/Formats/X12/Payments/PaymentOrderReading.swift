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

    init(_ payment: PaymentTransaction, collectsEvents: Bool) {
        self.payment = payment
        collects = collectsEvents
    }

    mutating func drainEvents() -> [X12Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    var hasEvents: Bool { !events.isEmpty }

    /// Whether anything is to be read of a segment: behind the header, most say nothing of money.
    @inline(__always)
    func concerns(_ tag: SegmentTag) -> Bool {
        switch tag {
        case .ent, .rmr, .adx, .nm1: true
        default: !hasBegun
        }
    }

    @inline(never)
    mutating func take(_ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder) {
        switch shape.tag {
        case .ent:
            closeItem(&recorder)
            hasItem = false
            begin()
        case .rmr: takeItem(shape, bytes, place, &recorder)
        case .adx: takeAdjustment(shape, bytes, place, &recorder)
        case .nm1: PersonName.check(shape, bytes, place, &recorder)
        default:
            if !hasBegun { _ = PaymentOpening.take(shape, bytes, place, &recorder, into: &payment) }
        }
    }

    private mutating func takeItem(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        closeItem(&recorder)
        begin()
        payment.remittances &+= 1
        let paid = AmountElement.read(shape, bytes, 4, place, &recorder)
        if let paid { remitted.add(paid) } else { remitted.addUnreadable() }
        let billed = shape.isEmpty(5) ? nil : AmountElement.read(shape, bytes, 5, place, &recorder)
        let discount = AmountElement.read(shape, bytes, 6, place, &recorder)
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
        let amount = AmountElement.read(shape, bytes, 1, place, &recorder)
        if hasItem {
            let (sum, overflow) = (item?.adjustments ?? 0).addingReportingOverflow(amount ?? 0)
            if !overflow { item?.adjustments = sum }
            return
        }
        guard let amount else { return outside.addUnreadable() }
        outside.add(amount)
        if payment.adjustments.count < PaymentTransaction.keptAdjustments {
            payment.adjustments.append(
                PaymentAdjustment(reason: shape.text(2, in: bytes), reference: "", hundredths: amount))
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
                recorder.find(
                    X12Findings.itemBalance, itemPlace, element: 4,
                    "Billed less discount, with its adjustments, is not what is paid for the item.")
            }
        }
        if collects { events.append(.item(closed)) }
    }

    private mutating func begin() {
        if hasBegun { return }
        hasBegun = true
        if collects { events.append(.transactionBegan(payment)) }
    }

    mutating func finish(_ place: Place, isComplete: Bool, _ recorder: inout Recorder) -> PaymentTransaction {
        closeItem(&recorder)
        begin()
        payment.isComplete = isComplete
        payment.remitted = remitted.total
        payment.adjustmentTotal = outside.total
        var moved = remitted
        moved.add(outside)
        payment.isBalanced = payment.hundredths != nil && moved.total == payment.hundredths
        if isComplete, !payment.isBalanced {
            recorder.find(
                X12Findings.orderBalance, place,
                "Items and adjustments are \(amountText(moved.total)); BPR02 is \(amountText(payment.hundredths)).")
        }
        if collects { events.append(.transactionEnded(payment)) }
        return payment
    }
}
