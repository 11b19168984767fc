// What came of a step through the guide, remembered by the slot that it left and the first bytes of its segment: files say the
// same again and again. A pure shortcut: it says what `GuideWalk` would say (a test holds that).

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
    /// How the second element is checked, where no more than two may have to be looked at and the first is right; else `other`.
    let second: ElementSight

    @inline(__always)
    var place: GuidePlace { GuidePlace(variant: Int(variant), isFirstKnown: isFirstKnown) }

    static let none = KnownStep()

    private init() {
        (key, from, slot, loop, loopMaximum, variant, maximum) = (0, -1, 0, 0, 0, 0, 0)
        (tag, unseen, pending, minimumLength, maximumLength) = (SegmentTag(code: 0), 0, 0, 0, 0)
        (counter, kind, isFirstKnown, second) = (0, .inLoop, false, .other)
    }

    /// Works a step out; nil where it depends on more than the key says, or the first element's code is not listed.
    init?(_ key: SegmentKey, _ tag: SegmentTag, first: UInt64, from: Int, _ step: FlatStep, in flat: FlatGuide) {
        if !step.isPlain || step.hasQualifiers && !key.holdsFirst { return nil }
        let (variant, isKnown) = flat.variant(at: step, qualifier: first)
        let number = Int(step.firstVariant) &+ variant
        let row = flat.variants[number]
        var isFirstKnown = isKnown
        if key.holdsFirst, !isKnown, !row.isUnchecked {
            guard row.elementCount > 0 else { return nil }
            let rule = flat.rules[Int(row.elements)]
            guard rule.check == .listed, flat.lists(rule, first) else { return nil }
            isFirstKnown = true
        }
        var second: FlatRule?
        if isFirstKnown, row.elementCount > 1, row.lastRequired <= 2, !row.isUnchecked {
            second = flat.rules[Int(row.elements) &+ 1]
        }
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
        self.second = second?.check ?? .other
    }
}

extension KnownStep {
    /// How many steps are remembered at a time.
    static var rowCount: Int { 1024 }

    /// The only row in which a step can be remembered.
    @inline(__always)
    static func row(of key: UInt64, from slot: Int) -> Int {
        let mixed = (key ^ UInt64(truncatingIfNeeded: slot) &<< 56) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed &>> 54)
    }
}
