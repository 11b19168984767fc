// How a segment's elements are checked at first sight where their number and the guide's rules for them are the usual ones:
// in straight code, without going from rule to rule. Told of each step when it is remembered.

enum SegmentSight: UInt8 {
    /// By the rules, one after the other.
    case rows
    /// A code that is known, and a text, day or amount: REF, DTM, AMT and their like.
    case text, day, amount
    /// CAS: a group that is known; reason, amount and quantity up to twice.
    case adjustments
    /// SVC: a procedure, what is charged and paid, perhaps a revenue code and a quantity.
    case service
    /// NM1: a qualifier that is known, the kind of name, its parts and a number of an identified kind.
    case name

    /// Whether it is for segments only whose first element is known to be right.
    var needsFirst: Bool { self != .service }

    init(_ variant: SlotVariant, _ tag: SegmentTag, in guide: Guide) {
        let rules = guide.rules[variant.elements.range]
        let checks = rules.map(\.check)
        let lastRequired = Int(variant.lastRequired)
        self = .rows
        if variant.isUnchecked { return }
        switch tag {
        case .cas:
            let isUsual = checks.prefix(7) == [.listed, .length, .amount, .amount, .length, .amount, .amount]
            let reasons = rules.filter { $0.check == .length }.allSatisfy { $0.minimum <= 1 && $0.maximum >= 3 }
            if isUsual, reasons, lastRequired <= 3 { self = .adjustments }
        case .svc:
            let isUsual = checks.prefix(5) == [.composite, .amount, .amount, .length, .amount]
            guard isUsual, lastRequired <= 3, let procedure = rules.first, procedure.lastRequiredPart <= 2 else {
                return
            }
            if guide.rules[procedure.parts.range].prefix(2).map(\.check) == [.listed, .length] { self = .service }
        case .nm1:
            if checks.count >= 9, checks[1] == .listed, checks[7] == .listed, checks[8] == .length { self = .name }
        default:
            guard checks.count > 1, lastRequired <= 2 else { return }
            switch checks[1] {
            case .length: self = .text
            case .day: self = .day
            case .amount: self = .amount
            case .listed, .composite, .other: break
            }
        }
    }
}
