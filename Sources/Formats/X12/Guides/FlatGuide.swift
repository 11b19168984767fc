// A guide as the walk and the element check read it, for every segment and element of a file: all that is usual in flat
// rows of plain values, what is rare left to the guide itself. Made once for each guide.
// Relies on Guide; rows that Guide has too have the same numbers here.

import Synchronization

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

/// Where a tag leads from a slot, with all that is asked of the slot there.
struct FlatStep {
    /// Where it leads at first sight.
    let slot: Int32
    let loop: Int32
    let firstVariant: Int32
    /// Bit i: variant i must have been seen when the slot is left.
    let requiredMask: UInt32
    let kind: GuideStep.Kind
    /// Whether that is all there is to say: the step passes over nothing required and the tag decides by itself.
    let isPlain: Bool
    let hasQualifiers: Bool
    /// Codes of the first element that tell the slot's variants apart.
    let qualifiers: CodeTable

    static let none = FlatStep(
        slot: 0, loop: 0, firstVariant: 0, requiredMask: 0, kind: .inLoop, isPlain: false, hasQualifiers: false,
        qualifiers: .none)
}

/// One of the uses of a segment at its place.
struct FlatVariant {
    /// First of its rules, and how many there are.
    let elements: Int32
    let elementCount: Int32
    /// Number of the last required element.
    let lastRequired: Int32
    /// How often it may stand there; 0: without bound.
    let maximum: Int32
    let isUnchecked: Bool

    init(_ variant: SlotVariant) {
        elements = variant.elements.start
        elementCount = variant.elements.count
        lastRequired = variant.lastRequired
        maximum = variant.maximum
        isUnchecked = variant.isUnchecked
    }
}

/// `@unchecked Sendable`: the rows are written while it is made and only read from then on; nobody but this class holds them.
final class FlatGuide: @unchecked Sendable {
    let guide: Guide
    let variants: FixedRow<FlatVariant>
    let rules: FixedRow<FlatRule>
    private let codes: FixedRow<UInt64>
    private let qualified: FixedRow<QualifiedVariant>
    private let steps: FixedRow<FlatStep>
    /// By slot, what a step to it says of it, however it is come to.
    let arrivals: FixedRow<FlatStep>
    private let tagCount: Int
    private let buckets: FixedRow<Guide.Bucket>

    /// The flat rows of the guide of no set.
    static let none = FlatGuide(.none)
    private static let made = Mutex<[ObjectIdentifier: FlatGuide]>([:])

    /// The flat rows of a guide: made when they are first asked for, and kept with the guide for all readers.
    static func of(_ guide: Guide) -> FlatGuide {
        made.withLock { made in
            if let flat = made[ObjectIdentifier(guide)] { return flat }
            let flat = FlatGuide(guide)
            made[ObjectIdentifier(guide)] = flat
            return flat
        }
    }

    init(_ guide: Guide) {
        self.guide = guide
        variants = FixedRow(guide.variants.map(FlatVariant.init), else: FlatVariant(.none))
        var codes: [UInt64] = []
        let rules = guide.rules.map { rule in
            FlatRule(rule, codes: CodeTable.lay(Array(guide.codes[rule.codes.range]), code: { $0 }, into: &codes))
        }
        self.rules = FixedRow(rules, else: FlatRule(.none, codes: .none))
        self.codes = FixedRow(codes, else: 0)
        var qualified: [QualifiedVariant] = []
        let tables = guide.slots.map { slot in
            CodeTable.lay(Array(guide.qualified[slot.qualified.range]), code: \.code, into: &qualified)
        }
        self.qualified = FixedRow(qualified, else: QualifiedVariant(code: 0, variant: 0, isChecked: false))
        tagCount = guide.tagCount
        steps = FixedRow(guide.cells.map { FlatGuide.step($0, guide, tables) }, else: .none)
        arrivals = FixedRow(
            guide.slots.indices.map { FlatGuide.step(to: $0, .inLoop, isPlain: false, guide, tables) }, else: .none)
        buckets = FixedRow(guide.buckets, else: Guide.Bucket(tag: SegmentTag(code: 0), number: -1))
    }

    private static func step(_ cell: Stretch, _ guide: Guide, _ tables: [CodeTable]) -> FlatStep {
        guard cell.count > 0 else { return .none }
        let step = guide.steps[Int(cell.start)]
        return self.step(to: Int(step.slot), step.kind, isPlain: step.missing.count == 0, guide, tables)
    }

    private static func step(
        to slot: Int, _ kind: GuideStep.Kind, isPlain: Bool, _ guide: Guide, _ tables: [CodeTable]
    ) -> FlatStep {
        let row = guide.slots[slot]
        // Parties (N1) are told apart by their code where a loop begins; ST begins another set.
        return FlatStep(
            slot: Int32(truncatingIfNeeded: slot), loop: row.loop, firstVariant: row.variants.start,
            requiredMask: row.requiredMask, kind: kind, isPlain: isPlain && row.tag != .n1 && !row.tag.isControl,
            hasQualifiers: row.qualified.count > 0, qualifiers: tables[slot])
    }

    /// Where a tag leads from a slot; none where the guide does not have the tag.
    @inline(__always)
    func step(from slot: Int, to tag: SegmentTag) -> FlatStep {
        var at = Guide.hash(tag)
        while true {
            let bucket = buckets[sure: at]
            if bucket.number < 0 { return .none }
            if bucket.tag == tag { return steps[sure: slot &* tagCount &+ Int(bucket.number)] }
            at = (at &+ 1) & 255
        }
    }

    /// Whether a rule lists the code.
    @inline(__always)
    func lists(_ rule: FlatRule, _ code: UInt64) -> Bool { codes[sure: rule.codes.place(of: code)] == code }

    /// Which variant of a step's slot a first element's code means, and whether that has checked the element; the first
    /// variant where none says so.
    @inline(__always)
    func variant(at step: FlatStep, qualifier: UInt64) -> (variant: Int, isFirstKnown: Bool) {
        if !step.hasQualifiers { return (0, false) }
        let entry = qualified[sure: step.qualifiers.place(of: qualifier)]
        return entry.code == qualifier ? (Int(entry.variant), entry.isChecked) : (0, false)
    }
}
