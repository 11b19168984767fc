// What came of a step through the guide, remembered by the slot that it left and the first bytes of its segment: files say the
// same again and again. A pure shortcut: it says what `GuideWalk` would say (a test holds that).
// A step is looked for by its key and the key before it, not by the slot, which is known only when the step before is taken.

/// The first bytes of a segment, up to eight: its tag and its first element with the separators behind both, else its tag
/// with the separator alone. Tells segments apart as long as the separators are the same.
struct SegmentKey {
    let word: UInt64
    /// Whether the first element is part of it.
    let holdsFirst: Bool

    /// `word`: eight bytes from the segment's first on. `tagLength`: 2 or 3. `firstEnd`: where the first element ends in it.
    @inline(__always)
    init(_ word: UInt64, tagLength: Int, firstEnd: Int) {
        holdsFirst = firstEnd < 8
        let length = holdsFirst ? firstEnd &+ 1 : tagLength &+ 1
        self.word = word & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length))
    }
}

/// A plain step, all that it needs worked out.
struct KnownStep {
    let key: UInt64
    /// The slot that it leaves; -1 for no step.
    let from: Int32
    let slot: Int32
    let loop: Int32
    let loopMaximum: Int32
    /// The variant among the guide's, and how often it may stand in its slot; 0: without bound.
    let variant: Int32
    let maximum: Int32
    let tag: SegmentTag
    /// All bits but the variant's: what is still to be seen of the slot.
    let unseen: UInt32
    /// What is to be seen of the slot when it is entered by this variant.
    let pending: UInt32
    /// Bounds of the second element.
    let minimumLength: UInt16
    let maximumLength: UInt16
    /// Which counter is the variant's.
    let counter: UInt8
    let kind: GuideStep.Kind
    let isFirstKnown: Bool
    let sight: SegmentSight
    /// Whether the reader of claims passes over such segments in a claim of which only the figures are wanted.
    let isPassedOverByClaims: Bool
    /// The first element packed, where the key holds it.
    let first: UInt64

    @inline(__always)
    var place: GuidePlace { GuidePlace(variant: Int(variant), isFirstKnown: isFirstKnown) }

    static let none = KnownStep()

    private init() {
        (key, from, slot, loop, loopMaximum, variant, maximum) = (0, -1, 0, 0, 0, 0, 0)
        (tag, unseen, pending, minimumLength, maximumLength) = (SegmentTag(code: 0), 0, 0, 0, 0)
        (counter, kind, isFirstKnown, sight, isPassedOverByClaims, first) = (0, .inLoop, false, .rows, false, 0)
    }

    /// Works a step out; nil where it depends on more than the key says.
    init?(_ key: SegmentKey, _ tag: SegmentTag, first: UInt64, from: Int, _ step: FlatStep, in flat: FlatGuide) {
        if !step.isPlain || step.hasQualifiers && !key.holdsFirst { return nil }
        let (variant, isKnown) = flat.variant(at: step, qualifier: first)
        let number = Int(step.firstVariant) &+ variant
        let row = flat.variants[number]
        var isFirstKnown = isKnown
        if key.holdsFirst, !isKnown, row.elementCount > 0, !row.isUnchecked {
            let rule = flat.rules[Int(row.elements)]
            isFirstKnown = rule.check == .listed && flat.lists(rule, first)
        }
        let second = row.elementCount > 1 ? flat.rules[Int(row.elements) &+ 1] : nil
        let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: variant)
        self.key = key.word
        self.from = Int32(truncatingIfNeeded: from)
        slot = step.slot
        loop = step.loop
        loopMaximum = flat.guide.loopMaxima[Int(step.loop)]
        self.variant = Int32(truncatingIfNeeded: number)
        maximum = row.maximum
        self.tag = tag
        unseen = ~bit
        pending = step.requiredMask & ~bit
        minimumLength = second?.minimum ?? 0
        maximumLength = second?.maximum ?? 0
        counter = UInt8(truncatingIfNeeded: min(variant, 15))
        kind = step.kind
        self.isFirstKnown = isFirstKnown
        sight = isFirstKnown || !row.sight.needsFirst ? row.sight : .rows
        isPassedOverByClaims = !ClaimPaymentReading.readsFigures(of: tag)
        self.first = key.holdsFirst ? first : 0
    }
}

/// Steps that were taken before.
struct KnownSteps: ~Copyable {
    private static var rowCount: Int { 2048 }

    /// No more than one step has its place in a row; one that is remembered there later replaces it.
    let rows: FixedRow<KnownStep>
    private var delimiters: Delimiters?

    /// `isWalked`: whether there are steps at all; the guide of no set has none.
    init(isWalked: Bool) { rows = FixedRow(.none, count: isWalked ? KnownSteps.rowCount : 1) }

    /// The only row for a key behind another; `before` is what `context` made of that.
    @inline(__always)
    static func row(of key: SegmentKey, before: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key.word ^ before) &* 0x9E37_79B9_7F4A_7C15) &>> 53)
    }

    /// What a key is for the row of the next one.
    @inline(__always)
    static func context(_ key: SegmentKey) -> UInt64 { key.word &* 0xD6E8_FEB8_6659_FD93 }

    @inline(__always)
    func applies(_ row: Int, to key: SegmentKey, from slot: Int) -> Bool {
        rows[sure: row].key == key.word && Int(rows[sure: row].from) == slot
    }

    /// Forgets steps that were remembered with other delimiters in their keys.
    @inline(__always)
    mutating func keepOnly(for delimiters: Delimiters) {
        if self.delimiters == delimiters { return }
        for row in 0..<rows.count where rows[row].from >= 0 { rows[row] = .none }
        self.delimiters = delimiters
    }
}
