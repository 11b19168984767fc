// The reason codes as the reader of claims asks for them: for every adjustment, without making text. Read from the same lists as
// AdjustmentReason, byte by byte, so that beginning to read costs next to nothing.

/// What the reader must know of a reason code at once.
struct ReasonTraits: OptionSet, Sendable {
    let rawValue: UInt16
    static let listed = ReasonTraits(rawValue: 1)
    /// In a group that is not the patient's, a refusal.
    static let denial = ReasonTraits(rawValue: 2)
    /// At least one remark that is no alert must come with it.
    static let needsRemark = ReasonTraits(rawValue: 4)
    /// It has been withdrawn; the list says when.
    static let retired = ReasonTraits(rawValue: 8)
    // The groups that the reason may stand in.
    static let contractual = ReasonTraits(rawValue: 0x100)
    static let other = ReasonTraits(rawValue: 0x200)
    static let payerInitiated = ReasonTraits(rawValue: 0x400)
    static let patient = ReasonTraits(rawValue: 0x800)
    static let anyGroup = ReasonTraits(rawValue: 0xF00)

    /// Whether there is nothing to tell of the reason: it has the usual traits, and needs no remark and is in force.
    @inline(__always)
    func isUsual(_ usual: ReasonTraits) -> Bool { rawValue & (usual.rawValue | 0xC) == usual.rawValue }

    /// The trait that a reason must have to stand in a group; any will do for groups that the guide does not have.
    @inline(__always)
    static func of(group: UInt64) -> ReasonTraits {
        switch group {
        case 0x434F: contractual
        case 0x5052: patient
        case 0x4F41: other
        case 0x5049: payerInitiated
        default: []
        }
    }
}

struct AdjustmentReasons: Sendable {
    /// By number, for the codes that are numbers.
    private var numbered = [ReasonTraits](repeating: [], count: 1000)
    private var lettered: [UInt64: ReasonTraits] = [:]

    static let list = AdjustmentReasons()

    private init() {
        take(Array(AdjustmentReasonCodes.text.utf8))
        take(Array(LetteredReasonCodes.text.utf8))
    }

    private mutating func take(_ text: [UInt8]) {
        let bytes = text.span.bytes
        var start = 0
        while start < text.count {
            let end = EightBytes.first(ASCII.lineFeed, in: bytes, from: start, to: text.count)
            if bytes.byte(start) != 0x40 { take(bytes, start..<end) }
            start = end + 1
        }
    }

    /// `CODE CLASS[!][=GROUPS] [>DAY] meaning`.
    private mutating func take(_ bytes: RawSpan, _ line: Range<Int>) {
        let codeEnd = EightBytes.first(ASCII.space, in: bytes, from: line.lowerBound, to: line.upperBound)
        if codeEnd + 2 >= line.upperBound { return }
        let markEnd = EightBytes.first(ASCII.space, in: bytes, from: codeEnd + 1, to: line.upperBound)
        var traits: ReasonTraits = .listed
        if bytes.byte(codeEnd + 1) == 0x44 { traits.insert(.denial) }
        var groups: ReasonTraits = []
        var at = codeEnd + 2
        while at < markEnd {
            if bytes.byte(at) == 0x21 { traits.insert(.needsRemark) }
            if bytes.byte(at) == 0x3D || bytes.byte(at) == 0x2C, at + 2 < markEnd {
                groups.formUnion(.of(group: bytes.packed((at + 1)..<(at + 3))))
            }
            at += 1
        }
        traits.formUnion(groups.isEmpty ? .anyGroup : groups)
        if markEnd + 1 < line.upperBound, bytes.byte(markEnd + 1) == 0x3E { traits.insert(.retired) }
        let code = line.lowerBound..<codeEnd
        if let number = DateElement.number(bytes, code.lowerBound, code.count), numbered.indices.contains(number) {
            numbered[number] = traits
        } else {
            lettered[bytes.packed(code)] = traits
        }
    }

    /// Empty for a code that is not on the list.
    @inline(__always)
    func traits(_ bytes: RawSpan, _ range: Range<Int>) -> ReasonTraits {
        if range.count <= 3, let number = EightBytes.whole(bytes, range.lowerBound, range.count) {
            return numbered[number]
        }
        return unusual(bytes, range)
    }

    @inline(never)
    private func unusual(_ bytes: RawSpan, _ range: Range<Int>) -> ReasonTraits {
        if range.count <= 3, !range.isEmpty, let number = DateElement.number(bytes, range.lowerBound, range.count) {
            return numbered[number]
        }
        return lettered[bytes.packed(range)] ?? []
    }

    static func pack(_ text: String) -> UInt64 { text.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
}
