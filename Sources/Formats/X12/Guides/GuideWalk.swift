// Walks a set's segments through its guide: unrecognized, unexpected, missing, repeated too often, out of order.
// Relies on Guide for the steps. A segment that finds no place leaves the walk where it was.

import Parsing

/// A required segment that was passed over; it may still come, and then the segment that came too early is to blame.
private struct PassedOver {
    let slot: Int
    let culprit: Place
    let culpritLoop: String
}

/// Where a segment was placed: the variant that it took, among the guide's, and whether its first element's code is thereby
/// known to be on the variant's list.
struct GuidePlace {
    let variant: Int
    let isFirstKnown: Bool
}

struct GuideWalk: ~Copyable {
    let flat: FlatGuide
    private var slot = 0
    /// How often each variant of the slot was taken: the count in the lower half, in the upper half the stay for which it
    /// counts. So nothing need be cleared when a slot is left.
    private let variantCounts = FixedRow<UInt64>(0, count: 16)
    private var stay: UInt64 = 1
    /// Required variants of the slot that were not seen yet.
    private var pending: UInt32 = 0
    private let loopCounts: FixedRow<Int32>
    private var passedOver: [PassedOver] = []

    var guide: Guide { flat.guide }

    init(_ flat: FlatGuide) {
        self.flat = flat
        loopCounts = FixedRow(0, count: flat.guide.table.loops.count)
        restart()
    }

    /// Begins another set: its ST is taken.
    mutating func restart() {
        slot = 0
        stay &+= 1
        variantCounts[0] = stay &<< 32 | 1
        pending = 0
        for loop in 0..<loopCounts.count { loopCounts[loop] = 0 }
        passedOver.removeAll(keepingCapacity: true)
    }

    /// Takes one segment after ST; where it was placed, or nil where it has no place.
    @inline(__always)
    mutating func take(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) -> GuidePlace? {
        let step = plainStep(to: shape.tag)
        if !step.isPlain || hasPassedOver { return takeUnusual(shape, bytes, place, &recorder) }
        return take(step, bytes.packed(shape.range(1)), place, &recorder)
    }

    /// Where a tag leads from here at first sight.
    @inline(__always)
    func plainStep(to tag: SegmentTag) -> FlatStep { flat.step(from: slot, to: tag) }

    /// Whether a required segment was passed over that may still come; it never is by plain steps.
    @inline(__always)
    var hasPassedOver: Bool { !passedOver.isEmpty }

    /// Takes one segment by a plain step. `qualifier`: its first element as a number.
    @inline(__always)
    mutating func take(
        _ step: FlatStep, _ qualifier: UInt64, _ place: Place, _ recorder: inout Recorder
    ) -> GuidePlace {
        let target = Int(step.slot)
        if target == slot, step.kind == .inLoop { return count(step, qualifier, place, &recorder) }
        if pending != 0 { reportMissing(slot, at: place, &recorder) }
        if step.kind != .inLoop { enterLoop(step, step.kind, place, &recorder) }
        // The first segment of a slot is never one too many.
        let (variant, isFirstKnown) = flat.variant(at: step, qualifier: qualifier)
        slot = target
        stay &+= 1
        pending = step.requiredMask & ~(1 &<< UInt32(truncatingIfNeeded: variant))
        variantCounts[sure: min(variant, 15)] = stay &<< 32 | 1
        return GuidePlace(variant: Int(step.firstVariant) &+ variant, isFirstKnown: isFirstKnown)
    }

    /// The same for what is not plain: tags unknown or out of place, required segments passed over, parties.
    @inline(never)
    private mutating func takeUnusual(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) -> GuidePlace? {
        let tagIndex = guide.tagIndex(shape.tag)
        if tagIndex < 0 {
            recorder.segment(X12Findings.unrecognizedSegment, code: "1", place, "The guide knows no such segment.")
            return nil
        }
        let qualifier = bytes.packed(shape.range(1))
        let cell = guide.cell(from: slot, tagIndex: tagIndex)
        var index = Int(cell.start)
        let end = index &+ Int(cell.count)
        // Only parties (N1) are told apart by their code where a loop begins; for all others the first step is the one.
        if shape.tag == .n1 { while index < end, !admits(guide.steps[index], qualifier) { index &+= 1 } }
        if index >= end { return takeLate(shape, qualifier, place, &recorder) }
        let chosen = guide.steps[index]
        if !passedOver.isEmpty { passedOver.removeAll { $0.slot == Int(chosen.slot) } }
        return advance(to: Int(chosen.slot), chosen.kind, chosen.missing, qualifier, place, &recorder)
    }

    private func admits(_ step: GuideStep, _ qualifier: UInt64) -> Bool {
        step.kind == .inLoop || admits(Int(step.slot), qualifier)
    }

    /// Whether the code in a loop's first segment lets the segment begin it.
    private func admits(_ slot: Int, _ qualifier: UInt64) -> Bool {
        guard guide.slots[slot].tag == .n1 else { return true }
        let variant = guide.variant(slot, 0)
        return !variant.hasQualifiers || guide.contains(variant.qualifiers, qualifier)
    }

    private mutating func advance(
        to target: Int, _ kind: GuideStep.Kind, _ missing: Stretch, _ qualifier: UInt64, _ place: Place,
        _ recorder: inout Recorder
    ) -> GuidePlace {
        let step = flat.arrivals[target]
        if target != slot || kind != .inLoop {
            leaveSlot(place, &recorder)
            if kind == .again { flushPassedOver(&recorder) }
            for index in missing.range { passOver(guide.passedOver[index], place, target) }
            if kind != .inLoop { enterLoop(step, kind, place, &recorder) }
            enterSlot(step)
        }
        return count(step, qualifier, place, &recorder)
    }

    /// Nothing is counted yet of the slot just taken.
    private mutating func enterSlot(_ step: FlatStep) {
        slot = Int(step.slot)
        stay &+= 1
        pending = step.requiredMask
    }

    /// Counts a segment of the slot.
    @inline(__always)
    private mutating func count(
        _ step: FlatStep, _ qualifier: UInt64, _ place: Place, _ recorder: inout Recorder
    ) -> GuidePlace {
        let (variant, isFirstKnown) = flat.variant(at: step, qualifier: qualifier)
        pending &= ~(1 &<< UInt32(truncatingIfNeeded: variant))
        let counted = min(variant, 15)
        let before = variantCounts[counted]
        let taken = before &>> 32 == stay ? before &+ 1 : stay &<< 32 | 1
        variantCounts[counted] = taken
        let number = Int(step.firstVariant) &+ variant
        let maximum = flat.variants[number].maximum
        if maximum > 0, taken & 0xFFFF_FFFF > UInt64(truncatingIfNeeded: maximum) {
            reportMaximum(Int(maximum), place, &recorder)
        }
        return GuidePlace(variant: number, isFirstKnown: isFirstKnown)
    }

    @inline(never)
    private mutating func reportMaximum(_ maximum: Int, _ place: Place, _ recorder: inout Recorder) {
        recorder.segment(
            X12Findings.segmentMaximum, code: "5", place, loop: loopName(slot), "At most \(maximum) here.")
    }

    @inline(__always)
    private mutating func enterLoop(
        _ step: FlatStep, _ kind: GuideStep.Kind, _ place: Place, _ recorder: inout Recorder
    ) {
        let loop = Int(step.loop)
        loopCounts[loop] = kind == .again ? loopCounts[loop] &+ 1 : 1
        if kind == .again { checkRepeat(loop, Int(step.slot), place, &recorder) }
    }

    @inline(never)
    private mutating func checkRepeat(_ loop: Int, _ target: Int, _ place: Place, _ recorder: inout Recorder) {
        let maximum = guide.loopMaxima[loop]
        if maximum > 0, loopCounts[loop] > maximum {
            recorder.segment(
                X12Findings.loopMaximum, code: "4", place, loop: loopName(target),
                "The loop repeats at most \(maximum) times.")
        }
    }

    /// A required variant of the slot that is left and was not seen is missing here.
    @inline(__always)
    private mutating func leaveSlot(_ place: Place, _ recorder: inout Recorder) {
        if pending != 0 { reportMissing(slot, at: place, &recorder) }
    }

    @inline(never)
    private mutating func passOver(_ missing: Int, _ place: Place, _ target: Int) {
        passedOver.append(PassedOver(slot: missing, culprit: place, culpritLoop: loopName(target) ?? ""))
    }

    /// No step leads on. If the segment was passed over before, what came in its stead stood too early.
    @inline(never)
    private mutating func takeLate(
        _ shape: borrowing SegmentShape, _ qualifier: UInt64, _ place: Place, _ recorder: inout Recorder
    ) -> GuidePlace? {
        if let index = passedOver.firstIndex(where: {
            guide.table.slots[$0.slot].tag == shape.tag && admits($0.slot, qualifier)
        }) {
            let late = passedOver.remove(at: index)
            recorder.segment(
                X12Findings.segmentSequence, code: "7", late.culprit, loop: late.culpritLoop,
                "\(shape.tag.text) stands behind it and belongs before it.")
            let step = flat.arrivals[late.slot]
            enterSlot(step)
            return count(step, qualifier, place, &recorder)
        }
        var loop: Int? = guide.table.slots[slot].loop
        while let inner = loop {
            if guide.hasSlot(tag: shape.tag, inLoop: inner) {
                recorder.segment(
                    X12Findings.segmentSequence, code: "7", place, loop: loopName(slot),
                    "It stands behind segments that it belongs before.")
                return nil
            }
            loop = guide.table.loops[inner].parent
        }
        recorder.segment(X12Findings.unexpectedSegment, code: "2", place, "The guide has no place for it here.")
        return nil
    }

    /// The set ends: what is still missing is missing.
    mutating func finish(_ place: Place, _ recorder: inout Recorder) {
        leaveSlot(place, &recorder)
        flushPassedOver(&recorder)
        for missing in guide.missingAtEnd[slot] { reportMissing(missing, at: place, &recorder) }
    }

    private mutating func flushPassedOver(_ recorder: inout Recorder) {
        if passedOver.isEmpty { return }
        for missing in passedOver { reportMissing(missing.slot, at: missing.culprit, &recorder) }
        passedOver.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func reportMissing(_ missing: Int, at place: Place, _ recorder: inout Recorder) {
        var there = place
        there.tag = guide.table.slots[missing].tag
        recorder.segment(
            X12Findings.missingSegment, code: "3", there, loop: loopName(missing),
            "\(there.tag.text) is required and does not stand before \(place.tag.text).")
    }

    private func loopName(_ slot: Int) -> String? {
        let name = guide.table.loops[guide.table.slots[slot].loop].name
        return name.isEmpty ? nil : name
    }
}
