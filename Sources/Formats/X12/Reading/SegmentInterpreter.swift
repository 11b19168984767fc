// Gives each segment to whom it belongs: control segments to the envelope, the others to the guide's walk, the element
// checks and the reader of their set.
// Relies on the reader for cutting segments and finding interchanges.

import Parsing

/// What the reader must do after a segment.
enum SegmentEffect {
    case none
    /// IEA was read: what follows is outside.
    case leave
    /// An ISA stands where none may: look at it as the begin of the next interchange.
    case reconsider
}

struct SegmentInterpreter: ~Copyable {
    var recorder: Recorder
    var control = ControlSegments()
    var place = Place()
    private(set) var summary = X12Summary()
    let collectsEvents: Bool
    private let collectsDetails: Bool
    private(set) var events: [X12Event] = []

    private var isInSet = false
    /// The walk through the guide of the set at hand, or of one before it.
    private(set) var walk = GuideWalk(.none)
    private var isWalking = false
    /// The latest date that the element check found to be a day, as its eight bytes.
    var latestDay: UInt64 = 0
    /// Which of the two readers below has the set at hand.
    private var reading = Reading.none
    private var claims: ClaimPaymentReading
    private var orders: PaymentOrderReading
    private(set) var acknowledgements = AcknowledgementReading()

    /// Payments of the file, to find those sent twice.
    private var paymentsSeen = PaymentsSeen()

    private enum Reading { case none, claims, orders, acknowledgements }

    init(keptFindings: Int, collectsEvents: Bool, collectsDetails: Bool = false) {
        recorder = Recorder(log: FindingLog(keptPerCode: keptFindings))
        self.collectsEvents = collectsEvents
        self.collectsDetails = collectsDetails
        claims = ClaimPaymentReading(.unread(.claimPayment), collectsEvents: collectsEvents)
        orders = PaymentOrderReading(.unread(.paymentOrder), collectsEvents: collectsEvents)
    }

    /// Events since the last call.
    mutating func drainEvents() -> [X12Event] {
        collectEvents()
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    private mutating func collectEvents() {
        switch reading {
        case .none: break
        case .claims: if claims.hasEvents { events += claims.drainEvents() }
        case .orders: if orders.hasEvents { events += orders.drainEvents() }
        case .acknowledgements: break
        }
    }

    /// Takes one segment. `trailing`: empty elements that were dropped from its end.
    @inline(__always)
    mutating func take(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ delimiters: Delimiters, offset: Int, trailing: Int
    ) -> SegmentEffect {
        place.offset = offset
        place.ordinal &+= 1
        place.tag = shape.tag
        if isInSet, !isControl(shape, bytes) {
            takeInSet(shape, bytes, delimiters, trailing)
            return .none
        }
        return takeControl(shape, bytes, delimiters, trailing)
    }

    @inline(__always)
    private func isControl(_ shape: borrowing SegmentShape, _ bytes: RawSpan) -> Bool {
        shape.tag.isControl || (shape.tag.code == 0 && beginsHeader(shape, bytes))
    }

    /// Whether the segment is an ISA with other delimiters than those at hand.
    private func beginsHeader(_ shape: borrowing SegmentShape, _ bytes: RawSpan) -> Bool {
        let start = shape.start
        return shape.end - start >= 100 && start + 3 < bytes.byteCount && bytes.byte(start) == 0x49
            && bytes.byte(start + 1) == 0x53 && bytes.byte(start + 2) == 0x41
            && !ASCII.isAlphanumeric(bytes.byte(start + 3)) && bytes.byte(start + 3) != ASCII.space
    }

    private mutating func takeInSet(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ delimiters: Delimiters, _ trailing: Int
    ) {
        if shape.count == 0, shape.range(0).isEmpty {
            place.position = control.segmentCount + 1
            recorder.segment(X12Findings.emptySegment, code: "1", place, "Nothing stands between two terminators.")
            return
        }
        place.position = control.countSegment()
        if trailing > 0 { noteTrailing(trailing) }
        if shape.isSuspicious { CharacterCheck.segment(shape, bytes, delimiters, place, &recorder) }
        if isWalking, let taken = walk.take(shape, bytes, place, &recorder) {
            checkUnusualElements(shape, bytes, taken, component: delimiters.component)
        }
        read(shape, bytes, component: delimiters.component)
    }

    /// Gives a segment of the set to the set's reader.
    @inline(__always)
    private mutating func read(_ shape: borrowing SegmentShape, _ bytes: RawSpan, component: UInt8) {
        switch reading {
        case .none: break
        case .claims:
            if claims.concerns(shape.tag) { claims.take(shape, bytes, component: component, place, &recorder) }
        case .orders:
            if orders.concerns(shape.tag) { orders.take(shape, bytes, component: component, place, &recorder) }
        case .acknowledgements: acknowledgements.take(shape, bytes, component: component)
        }
    }

    /// Takes segments of the set at hand as long as they are usual and the guide has one plain place for each: nearly all of
    /// a file. What is asked of each segment elsewhere is asked here once for all of them. The rest is left to `take`.
    mutating func takeUsual(_ scanner: inout SegmentScanner, _ bytes: RawSpan) {
        guard isInSet, isWalking, !walk.hasPassedOver, var stand = scanner.stand else { return }
        let component = scanner.delimiters.component
        while let segment = scanner.usual(stand, in: bytes) {
            let step = walk.plainStep(to: segment.tag)
            if !step.isPlain { break }
            let count = segment.last &- stand.before &- 1
            scanner.shape.take(from: stand.start, first: stand.before, count: count, tag: segment.tag)
            place.offset = stand.base &+ stand.start
            place.ordinal &+= 1
            place.position = control.countSegment()
            place.tag = segment.tag
            stand.before = segment.last
            stand.start = segment.end &+ 1
            stand.nextTerminator &+= 1
            let taken = walk.take(step, bytes.packed(segment.first), place, &recorder)
            checkElements(scanner.shape, bytes, taken, component: component)
            read(scanner.shape, bytes, component: component)
        }
        scanner.resume(stand)
    }

    private mutating func noteTrailing(_ count: Int) {
        recorder.segment(
            X12Findings.trailingSeparators, code: "8", place, isFatal: false,
            "\(count) separators stand at the end of the segment.")
    }

    private mutating func takeControl(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ delimiters: Delimiters, _ trailing: Int
    ) -> SegmentEffect {
        place.position = 0
        if shape.tag == .isa || (shape.tag.code == 0 && beginsHeader(shape, bytes)) {
            place.ordinal -= 1
            endInterchangeEarly()
            return .reconsider
        }
        if trailing > 0 {
            recorder.find(
                X12Findings.trailingSeparators, place, "\(trailing) separators stand at the end of the segment.")
        }
        switch shape.tag {
        case .se:
            if isInSet { endSet(shape, bytes) } else { misplaced() }
        case .st:
            if isInSet { cutSet() }
            if control.group == nil { misplaced() }
            beginSet(shape, bytes)
        case .gs:
            if isInSet { cutSet() }
            control.endGroupWithoutTrailer(place, &recorder)
            beginGroup(shape, bytes)
        case .ge:
            if isInSet { cutSet() }
            if control.group == nil { misplaced() } else { control.endGroup(shape, bytes, place, &recorder) }
        case .iea:
            if isInSet { cutSet() }
            control.endInterchange(shape, bytes, place, &recorder)
            return .leave
        case .ta1 where control.group == nil:
            control.interchange?.acknowledgements += 1
            acknowledgements.takeInterchange(shape, bytes, control.interchange?.header, place)
        case .isb, .ise: break
        default:
            if shape.count == 0, shape.range(0).isEmpty {
                recorder.find(X12Findings.emptySegment, place, "Nothing stands between two terminators.")
            } else {
                misplaced()
            }
        }
        return .none
    }

    private mutating func misplaced() {
        if control.group != nil {
            recorder.find(X12Findings.groupStructure, place, "The segment stands in the group and outside any set.")
        } else {
            recorder.find(X12Findings.interchangeStructure, place, "The segment stands outside any group.")
            control.interchange?.note("024", rejects: true)
        }
    }

    /// The file or the interchange ends without IEA.
    mutating func endInterchangeEarly() {
        if isInSet { cutSet() }
        control.endInterchangeWithoutTrailer(place, &recorder)
    }

    /// A segment that is too long to be one: its tag and elements are not looked at.
    mutating func takeTooLong(offset: Int) {
        place.offset = offset
        place.tag = SegmentTag(code: 0)
        place.position = isInSet ? control.segmentCount + 1 : 0
        recorder.segment(X12Findings.longSegment, code: "1", place, "No terminator within 16,384 bytes.")
    }

    // MARK: Groups and sets

    private mutating func beginGroup(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        let outcome = GroupOutcome(
            functionalIdentifier: shape.text(1, in: bytes), controlNumber: shape.text(6, in: bytes),
            version: bytes.text(bytes.trimmed(shape.range(8))), applicationSender: shape.text(2, in: bytes),
            applicationReceiver: shape.text(3, in: bytes))
        let isNew = control.beginGroup(outcome, place)
        let rejects = GroupCheck.check(outcome, shape, bytes, isNew: isNew, place, &recorder)
        for code in rejects.codes { control.refuseGroup(code) }
        if rejects.refusesInterchange { control.interchange?.note("024", rejects: true) }
    }

    private mutating func beginSet(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        recorder.beginSet()
        place.position = 1
        let implementation = shape.isEmpty(3) ? nil : shape.text(3, in: bytes)
        let outcome = SetOutcome(
            identifier: shape.text(1, in: bytes), controlNumber: shape.text(2, in: bytes),
            implementation: implementation)
        let isNew = control.beginSet(outcome, place)
        isInSet = true
        let version = implementation ?? control.group?.version ?? ""
        let codes = SetCheck.check(outcome, in: control.group, isNew: isNew, place, &recorder)
        for code in codes { control.refuseSet(code) }
        let isRefused = control.group?.codes.contains { $0 == "1" || $0 == "2" } ?? false
        beginWalk(isRefused ? nil : GuideCatalogue.guide(set: outcome.identifier, version: version))
        if AcknowledgementReading.sets.contains(outcome.identifier) {
            acknowledgements.begin(outcome.identifier, control.interchange?.header, place)
            reading = .acknowledgements
        }
        guard let kind = PaymentKind(rawValue: outcome.identifier) else { return }
        var payment = PaymentTransaction(
            kind: kind, controlNumber: outcome.controlNumber, version: version, offset: place.offset)
        if let header = control.interchange?.header {
            let date = Array("20\(header.date)".utf8)
            payment.interchangeDate = DateElement.day(date.span.bytes, 0..<date.count)
        }
        switch kind {
        case .claimPayment:
            claims = ClaimPaymentReading(
                payment, collectsEvents: collectsEvents, collectsDetails: collectsDetails)
            reading = .claims
        case .paymentOrder:
            orders = PaymentOrderReading(
                payment, collectsEvents: collectsEvents, collectsDetails: collectsDetails)
            reading = .orders
        }
    }

    /// Walks through the guide from its beginning. The walk before is taken again where it is the same guide's.
    private mutating func beginWalk(_ guide: Guide?) {
        isWalking = guide != nil
        guard let guide else { return }
        if walk.guide === guide { walk.restart() } else { walk = GuideWalk(.of(guide)) }
    }

    private mutating func endSet(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        place.position = control.countSegment()
        if isWalking { walk.finish(place, &recorder) }
        control.endSet(shape, bytes, place, &recorder)
        finishSet(isComplete: true)
        control.closeSet(recorder)
    }

    /// The set ends without SE.
    private mutating func cutSet() {
        finishSet(isComplete: false)
        control.endSetWithoutTrailer(place, &recorder)
    }

    private mutating func finishSet(isComplete: Bool) {
        var payment: PaymentTransaction?
        switch reading {
        case .none: break
        case .claims: payment = claims.finish(place, isComplete: isComplete, &recorder)
        case .orders: payment = orders.finish(place, isComplete: isComplete, &recorder)
        case .acknowledgements:
            let isSound = isComplete && !recorder.hasFatalNotes && control.set?.codes.isEmpty == true
            acknowledgements.end(isSound: isSound)
        }
        collectEvents()
        if isComplete, let payment, !paymentsSeen.isNew(payment) {
            recorder.find(X12Findings.duplicatePayment, control.setPlace, "The same payment stood in this file before.")
        }
        payment?.adjustments = []
        payment?.corrections = []
        payment?.detail = nil
        summary.transactionCount += 1
        if let set = control.set, summary.transactions.count < Limits.transactions {
            summary.transactions.append(
                X12TransactionSummary(
                    set: set.identifier, version: set.implementation ?? control.group?.version ?? "",
                    controlNumber: set.controlNumber, groupControlNumber: control.group?.controlNumber ?? "",
                    interchange: control.interchangeCount - 1, payment: isComplete ? payment : nil))
        }
        reading = .none
        isWalking = false
        isInSet = false
    }

    /// The counts, when all is read.
    mutating func finish() {
        summary.interchanges = control.interchangeCount
        summary.groups = control.groupCount
        if control.hasCut || summary.isCut || acknowledgements.omitted > 0 {
            recorder.find(X12Findings.listCut, place, "The file has more sets than are listed.")
        }
    }
}
