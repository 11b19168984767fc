// Which money belongs to which remittance, deposit or invoice, and which lines and remittances stay alone.
// Relies on Facts only. The result is a function of the set of facts given: their order plays no part, and time is the
// business date, which comes from the statements.

public import Facts
public import Money

/// Passes (a) remittance and funds, (e) bank lines that clear by rule, reference or deposit slip, and the links
/// between ACH entries and bank lines.
///
/// Conclusions that rest on an exact key (TRN, trace, check number, reference, slip) are drawn at once. What rests on
/// weaker evidence is a match only when the windows of both sides have closed by the business date without a rival.
/// What stays alone is waiting until its window has closed, then an exception. Where two fit equally well the line is
/// ambiguous.
public enum FundsMatching {
    /// More candidates of one amount than this are not compared one by one: nothing could tell them apart.
    public static let blockLimit = 256
    /// How far, in days, evidence that rests on an amount may reach.
    public static let reach = 10

    /// The facts that are open, and the helpers that may tie them.
    public struct Input: Sendable {
        /// The latest day for which a statement was posted; nil before the first.
        public var businessDate: CalendarDate?
        /// Remittances without funds, also those with an active exception. Duplicates among them are found here.
        public var remittances: [Remittance]
        /// Bank lines without owner, also those with an active exception. A line that has an owner may be given with
        /// its matches in `standing`: it is then offered only what it lacks (an ACH entry, the rest of a batch).
        public var lines: [BankLine]
        /// ACH entries: those without bank line (with a TRN, or with a trace or batch that a line names; returns),
        /// and those tied to a line given here, because they tell which remittance it pays.
        public var achItems: [ACHItem]
        /// Items that the lines may pay: by reference key or party name key (not claims), and cashier's logs by slip,
        /// location or day.
        public var items: [OpenItem]
        /// What earlier matches have applied, by item id.
        public var applied: [String: Money]
        /// Matches that hold on facts in this input. One whose both facts are given is decided anew, and withdrawn
        /// where it no longer follows: give both only together with what tied them. `applied` includes what standing
        /// matches have applied.
        public var standing: [Match]
        public var windows: MatchingWindows
        /// Facts with more than `blockLimit` others of their amount near: amounts alone say nothing of them, and not all
        /// of those others need to be given.
        public var crowded: Set<Evidence>
        /// The day up to which statements ought to have come by now, whether they did or not. What waits since before it is
        /// an exception all the same; nothing is matched because of it.
        public var overdueDate: CalendarDate?

        public init(
            businessDate: CalendarDate?, remittances: [Remittance] = [], lines: [BankLine] = [],
            achItems: [ACHItem] = [], items: [OpenItem] = [], applied: [String: Money] = [:], standing: [Match] = [],
            windows: MatchingWindows = .standard, crowded: Set<Evidence> = [], overdueDate: CalendarDate? = nil
        ) {
            self.businessDate = businessDate
            self.remittances = remittances
            self.lines = lines
            self.achItems = achItems
            self.items = items
            self.applied = applied
            self.standing = standing
            self.windows = windows
            self.crowded = crowded
            self.overdueDate = overdueDate
        }
    }

    /// What follows from an input. All lists are sorted by evidence: equal inputs give equal outcomes.
    public struct Outcome: Sendable, Hashable {
        /// All matches that hold for this input, the standing ones that still follow included (same id).
        public var matches: [Match] = []
        /// All exceptions that should exist for this input; one that exists and is not here is solved.
        public var exceptions: [ReconciliationException] = []
        /// Exceptions that have been, by the dates of the documents, and are solved by a match here.
        public var solved: [ReconciliationException] = []
        /// What is still inside its window.
        public var waiting: [Waiting] = []
        /// Standing matches that a rival has overturned: to be withdrawn, their journal entries mirrored.
        public var withdrawn: [Match] = []
        /// Cash that a deposit has over or under its logs: to be booked, and in `exceptions` as amount-differs.
        public var differences: [CashDifference] = []

        public init() {}
    }

    /// How a payer's id may be written: the tax id, with or without the 1 of TRN03 before it.
    public static func spellings(ofPayer id: String) -> [String] {
        let core = PayerID.core(id)
        return [core, "1" + core] + ([core, "1" + core].contains(id) ? [] : [id])
    }

    public static func decide(_ input: Input) -> Outcome {
        var matcher = FundsMatcher(input)
        return matcher.run()
    }
}

/// What a cashier's deposit brought over (positive) or short of (negative) the sum of its logs.
public struct CashDifference: Sendable, Hashable {
    public let line: Evidence
    public let amount: Money
    public init(line: Evidence, amount: Money) {
        self.line = line
        self.amount = amount
    }
}
