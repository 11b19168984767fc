// A guide ready for use: its table laid out flat, and from each place where each tag leads. Built once for each guide.
// All rows are plain values in flat arrays: looking something up copies a few words and counts no references.

/// A stretch of one of the guide's flat arrays.
struct Stretch: Sendable {
    let start: Int32
    let count: Int32

    init(_ start: Int, _ count: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.count = Int32(truncatingIfNeeded: count)
    }

    @inline(__always) var range: Range<Int> { Int(start)..<(Int(start) &+ Int(count)) }
    static let none = Stretch(0, 0)
}

/// How an element is checked at first sight: right, or to be looked at whole.
enum ElementSight: UInt8, Sendable {
    /// Text: right in these bounds of length.
    case length
    /// A code: right when it is listed.
    case listed
    case amount, day, composite
    /// All else, among it what must be empty.
    case other

    init(_ element: TableElement) {
        switch element.type {
        case _ where element.usage == .notUsed: self = .other
        case .composite: self = .composite
        case .text where element.codes == nil, .code where element.codes == nil: self = .length
        case .code: self = .listed
        case .money, .decimal: self = .amount
        case .date: self = .day
        case .text, .whole, .time: self = .other
        }
    }
}

/// What the guide says of one element or component.
struct ElementRule: Sendable {
    let usage: Usage
    let type: ElementType
    let check: ElementSight
    /// Whether `codes` lists what is allowed.
    let hasCodes: Bool
    let minimum: Int32
    let maximum: Int32
    /// Data element number.
    let number: Int32
    let codes: Stretch
    /// Components of a composite, among the rules.
    let parts: Stretch
    /// Number of a composite's last required component.
    let lastRequiredPart: Int32

    /// What a guide without any element would have.
    static let none = ElementRule(
        usage: .notUsed, type: .text, check: .other, hasCodes: false, minimum: 0, maximum: 0, number: 0, codes: .none,
        parts: .none, lastRequiredPart: 0)
}

/// One of the uses of a segment at its place, told by the code in its first element.
struct SlotVariant: Sendable {
    let isUnchecked: Bool
    let hasQualifiers: Bool
    /// 0: without bound.
    let maximum: Int32
    let qualifiers: Stretch
    let elements: Stretch
    /// Number of the last required element: behind it and behind what was sent there is nothing to check.
    let lastRequired: Int32

    /// What a guide without any segment would have.
    static let none = SlotVariant(
        isUnchecked: true, hasQualifiers: false, maximum: 0, qualifiers: .none, elements: .none, lastRequired: 0)
}

/// A place for segments of one tag in one loop.
struct Slot: Sendable {
    let tag: SegmentTag
    let loop: Int32
    let variants: Stretch
    /// Bit i: variant i must have been seen when the slot is left.
    let requiredMask: UInt32
    /// Codes of the first element that tell the variants apart, where there are several.
    let qualified: Stretch
}

/// A code of a first element, and the variant that it means.
struct QualifiedVariant: Sendable {
    let code: UInt64
    let variant: Int32
    /// Whether the element's check would ask for no more than that the code is listed.
    let isChecked: Bool
}

/// A place that a segment may take next.
struct GuideStep: Sendable {
    enum Kind: UInt8, Sendable {
        /// Further on, or again, in the same loop.
        case inLoop
        /// The first segment of a loop that is entered.
        case enter
        /// The first segment of a loop that is repeated.
        case again
    }
    let slot: Int32
    let kind: Kind
    /// Required slots that the step passes over, among `passedOver`.
    let missing: Stretch
}

/// One implementation guide.
final class Guide: Sendable {
    /// Which GS08 or ST03 this guide answers to.
    let version: String
    let table: GuideTable
    let slots: [Slot]
    let variants: [SlotVariant]
    let rules: [ElementRule]
    let codes: [UInt64]
    let qualified: [QualifiedVariant]
    /// How often each loop may repeat; 0: without bound.
    let loopMaxima: [Int32]
    /// Steps in the order in which they are tried; `cells` by slot and tag says where.
    let steps: [GuideStep]
    let passedOver: [Int]
    /// What is missing when the set ends at a slot.
    let missingAtEnd: [[Int]]
    let cells: [Stretch]
    let tagCount: Int
    /// Tags and their numbers by their hash.
    let buckets: [Bucket]

    /// A tag and its number among the guide's tags; -1 where there is none.
    struct Bucket: Sendable {
        let tag: SegmentTag
        let number: Int32
    }

    /// The guide of no set.
    static let none = Guide(version: "", table: GuideTable(set: "", text: ""))

    init(version: String, table: GuideTable) {
        self.version = version
        self.table = table
        var layout = GuideLayout()
        for slot in table.slots { layout.add(slot) }
        slots = layout.slots
        variants = layout.variants
        rules = layout.rules
        codes = layout.codes
        qualified = layout.qualified
        loopMaxima = table.loops.map { Int32(truncatingIfNeeded: $0.maximum) }
        var tags: [SegmentTag] = []
        for slot in table.slots where !tags.contains(slot.tag) { tags.append(slot.tag) }
        var buckets = [Bucket](repeating: Bucket(tag: SegmentTag(code: 0), number: -1), count: 256)
        for (index, tag) in tags.enumerated() {
            var at = Guide.hash(tag)
            while buckets[at].number >= 0 { at = (at + 1) & 255 }
            buckets[at] = Bucket(tag: tag, number: Int32(truncatingIfNeeded: index))
        }
        tagCount = tags.count
        self.buckets = buckets
        let paths = GuidePaths(table: table)
        var steps: [GuideStep] = []
        var passedOver: [Int] = []
        var cells: [Stretch] = []
        for slot in table.slots.indices {
            for tag in tags {
                let found = paths.steps(from: slot, to: tag)
                cells.append(Stretch(steps.count, found.count))
                for step in found {
                    let missing = Stretch(passedOver.count, step.missing.count)
                    passedOver += step.missing
                    steps.append(
                        GuideStep(slot: Int32(truncatingIfNeeded: step.slot), kind: step.kind, missing: missing))
                }
            }
        }
        self.steps = steps
        self.passedOver = passedOver
        self.cells = cells
        missingAtEnd = table.slots.indices.map { paths.missingAtEnd(from: $0) }
    }

    /// Number of the tag among this guide's tags; -1 for a tag that it does not have.
    @inline(__always)
    func tagIndex(_ tag: SegmentTag) -> Int {
        var at = Guide.hash(tag)
        while true {
            let bucket = buckets[at]
            if bucket.tag == tag || bucket.number < 0 { return Int(bucket.number) }
            at = (at &+ 1) & 255
        }
    }

    /// Where among `steps` stands what leads from a slot to a tag.
    @inline(__always)
    func cell(from slot: Int, tagIndex: Int) -> Stretch { cells[slot &* tagCount &+ tagIndex] }

    /// Whether a stretch of `codes` holds the code.
    @inline(__always)
    func contains(_ stretch: Stretch, _ code: UInt64) -> Bool {
        var index = Int(stretch.start)
        let end = index &+ Int(stretch.count)
        while index < end {
            if codes[index] == code { return true }
            index &+= 1
        }
        return false
    }

    @inline(__always)
    func variant(_ slot: Int, _ variant: Int) -> SlotVariant { variants[Int(slots[slot].variants.start) &+ variant] }

    func hasSlot(tag: SegmentTag, inLoop loop: Int) -> Bool { slots.contains { $0.tag == tag && $0.loop == loop } }

    @inline(__always)
    static func hash(_ tag: SegmentTag) -> Int { Int((tag.code &* 2_654_435_769) >> 24) }
}

/// Lays a table out flat.
private struct GuideLayout {
    private(set) var slots: [Slot] = []
    private(set) var variants: [SlotVariant] = []
    private(set) var rules: [ElementRule] = []
    private(set) var codes: [UInt64] = []
    private(set) var qualified: [QualifiedVariant] = []

    mutating func add(_ slot: TableSlot) {
        let start = variants.count
        var required: UInt32 = 0
        for (index, variant) in slot.variants.enumerated() {
            if variant.isRequired, index < 32 { required |= 1 << UInt32(index) }
            variants.append(
                SlotVariant(
                    isUnchecked: variant.isUnchecked, hasQualifiers: variant.qualifiers != nil,
                    maximum: Int32(truncatingIfNeeded: variant.maximum), qualifiers: add(variant.qualifiers),
                    elements: add(variant.elements),
                    lastRequired: lastRequired(variant.elements)))
        }
        slots.append(
            Slot(
                tag: slot.tag, loop: Int32(truncatingIfNeeded: slot.loop),
                variants: Stretch(start, slot.variants.count), requiredMask: required, qualified: addQualified(slot)))
    }

    private mutating func addQualified(_ slot: TableSlot) -> Stretch {
        let start = qualified.count
        if slot.variants.count < 2 { return .none }
        for (index, variant) in slot.variants.enumerated() {
            let first = variant.elements.first.map { ElementSight($0) }
            for code in variant.qualifiers ?? [] {
                qualified.append(
                    QualifiedVariant(
                        code: AdjustmentReasons.pack(code), variant: Int32(truncatingIfNeeded: index),
                        isChecked: first == .listed))
            }
        }
        return Stretch(start, qualified.count - start)
    }

    private func lastRequired(_ elements: [TableElement]) -> Int32 {
        Int32(truncatingIfNeeded: (elements.lastIndex { $0.usage == .required } ?? -1) + 1)
    }

    private mutating func add(_ elements: [TableElement]) -> Stretch {
        let parts = elements.map { $0.parts.isEmpty ? Stretch.none : add($0.parts) }
        let start = rules.count
        for (element, parts) in zip(elements, parts) {
            rules.append(
                ElementRule(
                    usage: element.usage, type: element.type, check: ElementSight(element),
                    hasCodes: element.codes != nil,
                    minimum: Int32(truncatingIfNeeded: element.minimum),
                    maximum: Int32(truncatingIfNeeded: element.maximum),
                    number: Int32(truncatingIfNeeded: element.number), codes: add(element.codes), parts: parts,
                    lastRequiredPart: lastRequired(element.parts)))
        }
        return Stretch(start, elements.count)
    }

    private mutating func add(_ list: [String]?) -> Stretch {
        let start = codes.count
        codes += (list ?? []).map(AdjustmentReasons.pack)
        return Stretch(start, codes.count - start)
    }
}
