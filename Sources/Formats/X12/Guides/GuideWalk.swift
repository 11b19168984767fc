// Walks a set's segments through its guide: unrecognized, unexpected, missing, repeated too often, out of order.
// Relies on Guide for the steps. A segment that finds no place leaves the walk where it was.

import Parsing

/// A required segment that was passed over; it may still come, and then the segment that came too early is to blame.
private struct PassedOver {
    let slot: Int
    let culprit: Place
    let culpritLoop: String
}

/// Where a segment was placed: its slot, which of the slot's variants, and whether its first element's code is thereby
/// known to be on the variant's list.
struct GuidePlace {
    let slot: Int
    let variant: Int
    let isFirstKnown: Bool
}

struct GuideWalk: ~Copyable {
    private let guide: Guide
    private var slot = 0
    private let variantCounts = FixedRow<Int32>(0, count: 16)
    private var seenVariants: UInt32 = 1
    private let loopCounts: FixedRow<Int32>
    private var passedOver: [PassedOver] = []

    init(guide: Guide) {
        self.guide = guide
        loopCounts = FixedRow(0, count: guide.table.loops.count)
        variantCounts[0] = 1
    }

    /// Takes one segment after ST; the variant of the slot that it took, or nil where it has no place.
    mutating func take(
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
        return advance(to: chosen, qualifier, place, &recorder)
    }

    private func admits(_ step: GuideStep, _ qualifier: UInt64) -> Bool {
        step.kind == .inLoop || admits(Int(step.slot), qualifier)
    }

    /// Whether the code in a loop's first segment lets the segment begin it.
    @inline(__always)
    private func admits(_ slot: Int, _ qualifier: UInt64) -> Bool {
        guard guide.slots[slot].tag == .n1 else { return true }
        let variant = guide.variant(slot, 0)
        return !variant.hasQualifiers || guide.contains(variant.qualifiers, qualifier)
    }

    @inline(__always)
    private mutating func advance(
        to step: GuideStep, _ qualifier: UInt64, _ place: Place, _ recorder: inout Recorder
    ) -> GuidePlace {
        let target = Int(step.slot)
        if target != slot || step.kind != .inLoop {
            leaveSlot(place, &recorder)
            if step.kind == .again { flushPassedOver(&recorder) }
            for index in step.missing.range { passOver(guide.passedOver[index], place, target) }
            if step.kind != .inLoop { enterLoop(step, place, &recorder) }
            slot = target
            resetCounts()
            seenVariants = 0
        }
        let (variant, isFirstKnown) = guide.variant(of: slot, qualifier: qualifier)
        count(variant, place, &recorder)
        return GuidePlace(slot: slot, variant: variant, isFirstKnown: isFirstKnown)
    }

    /// Nothing is counted yet of the slot just taken.
    @inline(__always)
    private func resetCounts() {
        variantCounts[0] = 0
        var index = 1
        while index < min(16, Int(guide.slots[slot].variants.count)) {
            variantCounts[index] = 0
            index &+= 1
        }
    }

    @inline(__always)
    private mutating func count(_ variant: Int, _ place: Place, _ recorder: inout Recorder) {
        seenVariants |= 1 << UInt32(truncatingIfNeeded: variant)
        let counted = min(variant, 15)
        variantCounts[counted] &+= 1
        let maximum = guide.variant(slot, variant).maximum
        if maximum > 0, variantCounts[counted] > maximum {
            recorder.segment(
                X12Findings.segmentMaximum, code: "5", place, loop: loopName(slot), "At most \(maximum) here.")
        }
    }

    @inline(__always)
    private func enterLoop(_ step: GuideStep, _ place: Place, _ recorder: inout Recorder) {
        let loop = Int(guide.slots[Int(step.slot)].loop)
        switch step.kind {
        case .inLoop: return
        case .enter: loopCounts[loop] = 1
        case .again:
            loopCounts[loop] &+= 1
            let maximum = guide.loopMaxima[loop]
            if maximum > 0, loopCounts[loop] > maximum {
                recorder.segment(
                    X12Findings.loopMaximum, code: "4", place, loop: loopName(Int(step.slot)),
                    "The loop repeats at most \(maximum) times.")
            }
        }
    }

    /// A required variant of the slot that is left and was not seen is missing here.
    @inline(__always)
    private mutating func leaveSlot(_ place: Place, _ recorder: inout Recorder) {
        let required = guide.slots[slot].requiredMask
        if required & ~seenVariants != 0 { reportMissing(slot, at: place, &recorder) }
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
            slot = late.slot
            resetCounts()
            seenVariants = 0
            let (variant, isFirstKnown) = guide.variant(of: slot, qualifier: qualifier)
            count(variant, place, &recorder)
            return GuidePlace(slot: slot, variant: variant, isFirstKnown: isFirstKnown)
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
    private func reportMissing(_ missing: Int, at place: Place, _ recorder: inout Recorder) {
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
