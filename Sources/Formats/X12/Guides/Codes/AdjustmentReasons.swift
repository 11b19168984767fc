// The reason codes as the reader of claims asks for them: for every adjustment, without making text.
// Relies on AdjustmentReason for the list.

/// What the reader must know of a reason code at once.
struct ReasonTraits: OptionSet, Sendable {
    let rawValue: UInt8
    static let listed = ReasonTraits(rawValue: 1)
    /// In a group that is not the patient's, a refusal.
    static let denial = ReasonTraits(rawValue: 2)
    /// Something more must be looked at: it is retired, needs a remark, or belongs into certain groups.
    static let special = ReasonTraits(rawValue: 4)
}

struct AdjustmentReasons: Sendable {
    /// By number, for the codes that are numbers.
    private let numbered: [ReasonTraits]
    private let lettered: [UInt64: ReasonTraits]

    static let list = AdjustmentReasons()

    private init() {
        var numbered = [ReasonTraits](repeating: [], count: 1000)
        var lettered: [UInt64: ReasonTraits] = [:]
        for reason in AdjustmentReason.all {
            var traits: ReasonTraits = .listed
            if reason.category == .denial { traits.insert(.denial) }
            if reason.needsRemark || reason.validTo != nil || !reason.groups.isEmpty { traits.insert(.special) }
            if let number = Int(reason.code), numbered.indices.contains(number) {
                numbered[number] = traits
            } else {
                lettered[AdjustmentReasons.pack(reason.code)] = traits
            }
        }
        self.numbered = numbered
        self.lettered = lettered
    }

    /// Empty for a code that is not on the list.
    func traits(_ bytes: RawSpan, _ range: Range<Int>) -> ReasonTraits {
        if range.count <= 3, !range.isEmpty, let number = DateElement.number(bytes, range.lowerBound, range.count) {
            return numbered[number]
        }
        return lettered[bytes.packed(range)] ?? []
    }

    static func pack(_ text: String) -> UInt64 { text.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
}
