// Who may do what about exceptions, up to which amount, and who must approve it. Four eyes: nobody approves what he
// proposed. Pure: users are names of system accounts, however they were found out.

public import Money

/// The users, their roles and the limits of each.
public struct Authority: Sendable, Hashable {
    /// An amount up to which something is allowed; in units of whichever currency the amount has.
    public enum Limit: Sendable, Hashable {
        case any
        /// Hundredths of the unit: 25000 is 250.00 in dollars and 250 in yen.
        case upTo(hundredths: Int64)

        public func allows(_ amount: Money) -> Bool {
            switch self {
            case .any: return true
            case .upTo(let hundredths):
                let units = amount.magnitude.minorUnits
                switch amount.currency.exponent {
                case 0: return units <= hundredths / 100
                case 2: return units <= hundredths
                case 3: return units / 10 + (units % 10 > 0 ? 1 : 0) <= hundredths
                default: return units == 0
                }
            }
        }
    }

    /// What a role may do.
    public struct Role: Sendable, Hashable {
        public let name: String
        /// Acts that it may do or propose.
        public var acts: Set<CaseAct>
        /// Up to how much without a second person; an act that is not named here needs one as soon as it moves money.
        public var alone: [CaseAct: Limit]
        /// Up to how much it may approve what others propose.
        public var approves: [CaseAct: Limit]

        public init(
            name: String, acts: Set<CaseAct>, alone: [CaseAct: Limit] = [:], approves: [CaseAct: Limit] = [:]
        ) {
            self.name = name
            self.acts = acts
            self.alone = alone
            self.approves = approves
        }
    }

    /// What follows for somebody who wants to act.
    public enum Ruling: Sendable, Hashable {
        case alone
        /// Somebody else has to approve it.
        case withSecond
        case refused
    }

    /// User to roles; nil where nothing is configured: then everybody may propose everything, and whatever moves money
    /// takes two.
    public var users: [String: [Role]]?

    public init(users: [String: [Role]]? = nil) { self.users = users }

    /// Nothing configured.
    public static let everybodyInPairs = Authority()

    private func roles(of user: String) -> [Role]? { users.map { $0[user] ?? [] } }

    /// Whether a user may do something.
    /// - Parameters:
    ///   - amount: what the act disposes of.
    ///   - movesMoney: whether it posts to the journal or makes or ends a match.
    public func ruling(_ user: String, _ act: CaseAct, _ amount: Money, movesMoney: Bool) -> Ruling {
        guard let roles = roles(of: user) else { return movesMoney ? .withSecond : .alone }
        let fitting = roles.filter { $0.acts.contains(act) }
        if fitting.isEmpty { return .refused }
        let isAlone = fitting.contains { role in
            role.alone[act].map { $0.allows(amount) } ?? (!movesMoney || amount.isZero && act != .undoMatch)
        }
        return isAlone ? .alone : .withSecond
    }

    /// Whether a user may approve, or refuse, what somebody proposed.
    public func mayApprove(_ user: String, proposedBy proposer: String, _ act: CaseAct, _ amount: Money) -> Bool {
        if user == proposer { return false }
        guard let roles = roles(of: user) else { return true }
        return roles.contains { $0.approves[act]?.allows(amount) ?? false }
    }
}
