// Reads TA1, 997, 999 and 824 into receipts, segment by segment as the reader hands them on. Their syntax is the guides'
// matter; here wrong values become nil or stay text.

import Parsing

extension SegmentTag {
    fileprivate static var ak1: SegmentTag { SegmentTag(code: 0x41_4B31) }
    fileprivate static var ak2: SegmentTag { SegmentTag(code: 0x41_4B32) }
    fileprivate static var ak3: SegmentTag { SegmentTag(code: 0x41_4B33) }
    fileprivate static var ak4: SegmentTag { SegmentTag(code: 0x41_4B34) }
    fileprivate static var ak5: SegmentTag { SegmentTag(code: 0x41_4B35) }
    fileprivate static var ak9: SegmentTag { SegmentTag(code: 0x41_4B39) }
    fileprivate static var ik3: SegmentTag { SegmentTag(code: 0x49_4B33) }
    fileprivate static var ik4: SegmentTag { SegmentTag(code: 0x49_4B34) }
    fileprivate static var ik5: SegmentTag { SegmentTag(code: 0x49_4B35) }
    fileprivate static var bgn: SegmentTag { SegmentTag(code: 0x42_474E) }
    fileprivate static var oti: SegmentTag { SegmentTag(code: 0x4F_5449) }
    fileprivate static var ted: SegmentTag { SegmentTag(code: 0x54_4544) }
    fileprivate static var red: SegmentTag { SegmentTag(code: 0x52_4544) }
}

struct AcknowledgementReading {
    /// Sets that are acknowledgements.
    static let sets: Set<String> = ["997", "999", "824"]
    /// Receipts kept of one file.
    static let kept = 10_000

    private(set) var receipts: [ReceivedAcknowledgement] = []
    private(set) var omitted = 0
    private var group: GroupReceipt?
    private var application: ApplicationReceipt?

    // MARK: TA1

    mutating func takeInterchange(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ header: InterchangeHeader?, _ place: Place
    ) {
        guard let header else { return }
        keep(
            .interchange(
                InterchangeReceipt(
                    origin: origin(header, place), controlNumber: shape.text(1, in: bytes),
                    date: shape.text(2, in: bytes), time: shape.text(3, in: bytes),
                    verdict: AcknowledgementCode(rawValue: shape.text(4, in: bytes)), note: shape.text(5, in: bytes))))
    }

    // MARK: Sets

    mutating func begin(_ identifier: String, _ header: InterchangeHeader?, _ place: Place) {
        guard let header else { return }
        if identifier == "824" {
            application = ApplicationReceipt(origin: origin(header, place))
        } else {
            group = GroupReceipt(origin: origin(header, place), set: identifier)
        }
    }

    mutating func take(_ shape: borrowing SegmentShape, _ bytes: RawSpan, component: UInt8) {
        switch shape.tag {
        case .ak1:
            group?.functionalIdentifier = shape.text(1, in: bytes)
            group?.controlNumber = shape.text(2, in: bytes)
            group?.version = shape.text(3, in: bytes)
        case .ak2: takeSet(shape, bytes)
        case .ak3, .ik3: takeSegment(shape, bytes)
        case .ak4, .ik4: takeElement(shape, bytes, component)
        case .ak5, .ik5:
            guard let last = group?.sets.indices.last else { return }
            let verdict = verdict(shape.text(1, in: bytes))
            let reasons = reasons(shape, bytes, from: 2)
            group?.sets[last].verdict = verdict
            group?.sets[last].reasons = reasons
        case .ak9: takeGroup(shape, bytes)
        case .bgn: application?.reference = shape.text(2, in: bytes)
        case .oti: takeItem(shape, bytes)
        case .ted: takeCode(shape.text(1, in: bytes))
        case .red: takeCode(shape.text(6, in: bytes))
        default: break
        }
    }

    /// The set is over; `isSound`: it broke none of its own rules and has its trailer.
    mutating func end(isSound: Bool) {
        if var receipt = group {
            receipt.origin.isSound = isSound
            keep(.group(receipt))
        }
        if var receipt = application {
            receipt.origin.isSound = isSound
            keep(.application(receipt))
        }
        group = nil
        application = nil
    }

    // MARK: Segments

    private mutating func takeSet(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        guard (group?.sets.count ?? 0) < GroupReceipt.keptSets else {
            group?.omittedSets += 1
            return
        }
        group?.sets.append(
            SetReceipt(
                identifier: shape.text(1, in: bytes), controlNumber: shape.text(2, in: bytes),
                implementation: shape.text(3, in: bytes)))
    }

    private mutating func takeSegment(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        add(
            ReceivedError(
                segment: shape.text(1, in: bytes), position: Int(shape.text(2, in: bytes)),
                loop: shape.text(3, in: bytes), segmentCode: shape.text(4, in: bytes)))
    }

    /// The first element in error completes its segment's entry; further ones repeat the segment.
    private mutating func takeElement(_ shape: borrowing SegmentShape, _ bytes: RawSpan, _ component: UInt8) {
        guard let set = group?.sets.indices.last, let last = group?.sets[set].errors.last,
            group?.sets[set].omittedErrors == 0
        else { return }
        var error = last
        let parts = shape.text(1, in: bytes).utf8.split(separator: component, omittingEmptySubsequences: false)
        func number(_ index: Int) -> Int? { parts.indices.contains(index) ? Int(String(parts[index]) ?? "") : nil }
        error.element = number(0)
        error.component = number(1)
        error.reference = Int(shape.text(2, in: bytes))
        error.elementCode = shape.text(3, in: bytes)
        if last.elementCode.isEmpty { group?.sets[set].errors.removeLast() }
        add(error)
    }

    private mutating func add(_ error: ReceivedError) {
        guard let last = group?.sets.indices.last else { return }
        if (group?.sets[last].errors.count ?? 0) < SetReceipt.keptErrors {
            group?.sets[last].errors.append(error)
        } else {
            group?.sets[last].omittedErrors += 1
        }
    }

    private mutating func takeGroup(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        let verdict = verdict(shape.text(1, in: bytes))
        let reasons = reasons(shape, bytes, from: 5)
        group?.verdict = verdict
        group?.declaredSets = Int(shape.text(2, in: bytes))
        group?.countedSets = Int(shape.text(3, in: bytes))
        group?.acceptedSets = Int(shape.text(4, in: bytes))
        group?.reasons = reasons
    }

    private mutating func takeItem(_ shape: borrowing SegmentShape, _ bytes: RawSpan) {
        guard (application?.items.count ?? 0) < ApplicationReceipt.keptItems else {
            application?.omittedItems += 1
            return
        }
        let code = shape.text(1, in: bytes)
        application?.items.append(
            ApplicationItem(
                scope: ApplicationItem.Scope(rawValue: String(code.prefix(1))),
                verdict: code.utf8.count == 2 ? AcknowledgementCode(rawValue: String(code.suffix(1))) : nil,
                groupControlNumber: shape.text(8, in: bytes), setControlNumber: shape.text(9, in: bytes),
                setIdentifier: shape.text(10, in: bytes), version: shape.text(11, in: bytes)))
    }

    private mutating func takeCode(_ code: String) {
        guard !code.isEmpty, let last = application?.items.indices.last else { return }
        if (application?.items[last].codes.count ?? 0) < 100 { application?.items[last].codes.append(code) }
    }

    private mutating func keep(_ receipt: ReceivedAcknowledgement) {
        if receipts.count < AcknowledgementReading.kept { receipts.append(receipt) } else { omitted += 1 }
    }

    private func reasons(_ shape: borrowing SegmentShape, _ bytes: RawSpan, from first: Int) -> [String] {
        var reasons: [String] = []
        for element in first..<(first + 5) where !shape.isEmpty(element) {
            reasons.append(shape.text(element, in: bytes))
        }
        return reasons
    }

    private func verdict(_ code: String) -> AcknowledgementCode? {
        ["M", "W", "X"].contains(code) ? .rejected : AcknowledgementCode(rawValue: code)
    }

    private func origin(_ header: InterchangeHeader, _ place: Place) -> AcknowledgementOrigin {
        AcknowledgementOrigin(
            sender: header.sender, receiver: header.receiver, controlNumber: header.controlNumber, offset: place.offset)
    }
}
