// A partner's profile: what its files may get wrong, agreed and written down, rule by rule.
// Readers are always strict; a profile judges their findings afterwards. Relies on FindingLog.

public import Money

/// How one code is treated for one partner, and who decided so, when and why.
public struct Deviation: Sendable, Hashable {
    public enum Treatment: String, Sendable, Hashable, CaseIterable {
        /// Counts as an error, whatever the catalogue says.
        case error
        /// Is told and taken.
        case warning
        /// Is counted, and neither told nor weighed.
        case ignored
    }

    public let code: String
    public let treatment: Treatment
    /// Who decided; a function or a department, as in a letter.
    public let who: String
    public let when: CalendarDate
    public let why: String

    public init(code: String, treatment: Treatment, who: String, when: CalendarDate, why: String) {
        self.code = code
        self.treatment = treatment
        self.who = who
        self.when = when
        self.why = why
    }
}

/// A named set of deviations. `strict` has none.
public struct Profile: Sendable, Hashable {
    public let name: String
    public let deviations: [Deviation]

    public static let strict = Profile(name: "strict", deviations: [])

    /// A code that stands twice is taken as it stands first.
    public init(name: String, deviations: [Deviation]) {
        self.name = name
        self.deviations = deviations
    }

    /// How a code is treated; nil: as its rule says.
    public func deviation(for code: String) -> Deviation? { deviations.first { $0.code == code } }

    /// Whether a rule may be treated so: what leaves a gap in the document stays an error.
    public static func mayTreat(_ rule: FindingRule, as treatment: Deviation.Treatment) -> Bool {
        treatment == .error || !rule.leavesGap
    }
}

/// That a profile was used on a document: which code, how often, and how it was treated.
public struct DeviationUse: Sendable, Hashable {
    public let deviation: Deviation
    /// Findings of the code in the document.
    public let count: Int
}

extension FindingLog {
    /// The same findings as a profile weighs them, with the deviations that made a difference. A rule that leaves a gap is
    /// never weighed less than its catalogue says.
    public func judged(by profile: Profile) -> (findings: FindingLog, uses: [DeviationUse]) {
        if profile.deviations.isEmpty { return (self, []) }
        var uses: [DeviationUse] = []
        var judged = FindingLog(keptPerCode: keptPerCode)
        var treatments: [String: Deviation.Treatment] = [:]
        for rule in rulesInOrder {
            guard let deviation = profile.deviation(for: rule.code), Profile.mayTreat(rule, as: deviation.treatment),
                deviation.treatment.rawValue != rule.severity.rawValue
            else { continue }
            treatments[rule.code] = deviation.treatment
            uses.append(DeviationUse(deviation: deviation, count: counts[rule.code] ?? 0))
        }
        for finding in kept {
            switch treatments[finding.code] {
            case .ignored: continue
            case .error: judged.add(finding.weighed(as: .error))
            case .warning: judged.add(finding.weighed(as: .warning))
            case nil: judged.add(finding)
            }
        }
        for rule in rulesInOrder where treatments[rule.code] != .ignored {
            judged.raiseCount(of: rule.code, to: counts[rule.code] ?? 0)
        }
        return (judged, uses)
    }

    /// The rules of the kept findings, each once, in the order first found.
    private var rulesInOrder: [FindingRule] {
        var seen: Set<String> = []
        return kept.compactMap { seen.insert($0.code).inserted ? $0.rule : nil }
    }
}
