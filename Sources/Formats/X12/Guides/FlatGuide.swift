// A guide as the walk and the element check read it, for every segment and element of a file: all that is usual in flat
// rows of plain values, what is rare left to the guide itself. Each reader has its own, so that nothing is counted or locked.
// Relies on Guide; rows that Guide has too have the same numbers here.

/// What is looked at of an element that is as it should be.
struct FlatRule {
    let check: ElementSight
    let isRequired: Bool
    /// Components of a composite, and the number of the last one that is required.
    let partCount: UInt8
    let lastRequiredPart: UInt8
    let minimum: UInt16
    let maximum: UInt16
    /// First of the components, among the rules.
    let parts: Int32
    /// Codes that the element may hold.
    let codes: CodeTable

    init(_ rule: ElementRule, codes: CodeTable) {
        check = rule.check
        isRequired = rule.usage == .required
        partCount = UInt8(clamping: rule.parts.count)
        lastRequiredPart = UInt8(clamping: rule.lastRequiredPart)
        minimum = UInt16(clamping: rule.minimum)
        maximum = UInt16(clamping: rule.maximum)
        parts = rule.parts.start
        self.codes = codes
    }
}

/// Where a tag leads from a slot.
struct FlatStep {
    /// Where it leads at first sight.
    let slot: Int32
    let kind: GuideStep.Kind
    /// Whether that is all there is to say: the step passes over nothing required and the tag decides by itself.
    let isPlain: Bool

    static let none = FlatStep(slot: 0, kind: .inLoop, isPlain: false)
}

/// A place for segments.
struct FlatSlot {
    let firstVariant: Int32
    let requiredMask: UInt32
    let loop: Int32
    let hasQualifiers: Bool
    let qualifiers: CodeTable
}

final class FlatGuide {
    let guide: Guide
    let variants: FixedRow<SlotVariant>
    let rules: FixedRow<FlatRule>
    let slots: FixedRow<FlatSlot>
    private let codes: FixedRow<UInt64>
    private let qualified: FixedRow<QualifiedVariant>
    private let steps: FixedRow<FlatStep>
    private let tagCount: Int
    private let buckets: FixedRow<Guide.Bucket>

    init(_ guide: Guide) {
        self.guide = guide
        variants = FixedRow(guide.variants, else: SlotVariant.none)
        var codes: [UInt64] = []
        let rules = guide.rules.map { rule in
            FlatRule(rule, codes: CodeTable.lay(Array(guide.codes[rule.codes.range]), code: { $0 }, into: &codes))
        }
        self.rules = FixedRow(rules, else: FlatRule(.none, codes: .none))
        self.codes = FixedRow(codes, else: 0)
        var qualified: [QualifiedVariant] = []
        let slots = guide.slots.map { slot in
            FlatSlot(
                firstVariant: slot.variants.start, requiredMask: slot.requiredMask, loop: slot.loop,
                hasQualifiers: slot.qualified.count > 0,
                qualifiers: CodeTable.lay(
                    Array(guide.qualified[slot.qualified.range]), code: \.code, into: &qualified))
        }
        self.slots = FixedRow(
            slots,
            else: FlatSlot(firstVariant: 0, requiredMask: 0, loop: 0, hasQualifiers: false, qualifiers: .none))
        self.qualified = FixedRow(qualified, else: QualifiedVariant(code: 0, variant: 0, isChecked: false))
        tagCount = guide.tagCount
        steps = FixedRow(FlatGuide.steps(guide), else: .none)
        buckets = FixedRow(guide.buckets, else: Guide.Bucket(tag: SegmentTag(code: 0), number: -1))
    }

    private static func steps(_ guide: Guide) -> [FlatStep] {
        guide.cells.map { cell in
            guard cell.count > 0 else { return .none }
            let step = guide.steps[Int(cell.start)]
            // Parties (N1) are told apart by their code where a loop begins; ST begins another set.
            let tag = guide.slots[Int(step.slot)].tag
            let isPlain = step.missing.count == 0 && tag != .n1 && !tag.isControl
            return FlatStep(slot: step.slot, kind: step.kind, isPlain: isPlain)
        }
    }

    /// Where a tag leads from a slot; none where the guide does not have the tag.
    @inline(__always)
    func step(from slot: Int, to tag: SegmentTag) -> FlatStep {
        var at = Guide.hash(tag)
        while true {
            let bucket = buckets[at]
            if bucket.number < 0 { return .none }
            if bucket.tag == tag { return steps[slot &* tagCount &+ Int(bucket.number)] }
            at = (at &+ 1) & 255
        }
    }

    /// Whether a rule lists the code.
    @inline(__always)
    func lists(_ rule: FlatRule, _ code: UInt64) -> Bool { codes[rule.codes.place(of: code)] == code }

    /// Which variant of a slot a first element's code means, and whether that has checked the element; the first variant
    /// where none says so.
    @inline(__always)
    func variant(of slot: FlatSlot, qualifier: UInt64) -> (variant: Int, isFirstKnown: Bool) {
        if !slot.hasQualifiers { return (0, false) }
        let entry = qualified[slot.qualifiers.place(of: qualifier)]
        return entry.code == qualifier ? (Int(entry.variant), entry.isChecked) : (0, false)
    }
}
