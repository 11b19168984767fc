// What the rules say of a code by which an ACH entry comes back, as far as finance acts on it.

/// One return or change code: at which step of the exchange it stands, and until when it may come.
public struct ReturnTerm: Sendable, Hashable {
    /// Who speaks, and on what.
    public enum Step: Int, Sendable, Hashable, Comparable {
        /// The receiving bank or an operator sends an entry back.
        case returned
        /// The originating bank does not take the return.
        case dishonored
        /// The receiving bank insists on it, or corrects it.
        case contested
        /// The receiving bank asks for other data in entries to come.
        case change
        /// The originating bank refuses to pass that on.
        case refusedChange

        public static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }

        /// By the code's letter and number, as the rules divide them (Nacha Operating Rules, Appendices Four and Five).
        public init(code: String) {
            let number = Int(code.dropFirst()) ?? 0
            self =
                switch (code.first, number) {
                case ("C", 61...69): .refusedChange
                case ("C", _): .change
                case (_, 61...70): .dishonored
                case (_, 71...77): .contested
                default: .returned
                }
        }
    }

    public enum TimeFrame: Sendable, Hashable {
        /// Banking days after settlement.
        case bankingDays(Int)
        /// The banking day after the sixtieth calendar day after settlement.
        case sixtyDays
        /// Nothing that dates could tell.
        case untold
    }

    /// `R01`.
    public let code: String
    public let meaning: String
    public let timeFrame: TimeFrame
    public var step: Step { Step(code: code) }
    /// May be tried again without asking the receiver.
    public let allowsRetry: Bool
    public let isUnauthorized: Bool
    public let isAdministrative: Bool

    public init(
        code: String, meaning: String, timeFrame: TimeFrame, allowsRetry: Bool = false, isUnauthorized: Bool = false,
        isAdministrative: Bool = false
    ) {
        self.code = code
        self.meaning = meaning
        self.timeFrame = timeFrame
        self.allowsRetry = allowsRetry
        self.isUnauthorized = isUnauthorized
        self.isAdministrative = isAdministrative
    }
}
