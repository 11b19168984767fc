// One column of a general-ledger file: what it holds and within which limits.

/// A column. What does not fit is cut where the column says so, else refused: a general ledger that refuses a whole file
/// for one long text is worse than a finding here.
public struct LayoutColumn: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
        case field(LayoutField)
        /// The same in every row; may be empty.
        case fixed(String)
    }

    /// What becomes of a text that is longer than the column.
    public enum Overlength: String, Sendable, Hashable, CaseIterable { case refuse, cut }

    /// What becomes of a value that `values` does not name.
    public enum Unmapped: String, Sendable, Hashable, CaseIterable { case keep, blank, refuse }

    /// Heads the column where the layout has a header, and names it in a refusal.
    public var name: String
    public var source: Source
    public var date: DatePattern = .iso
    /// Characters at most.
    public var length: Int?
    public var overlength = Overlength.refuse
    /// Digits before the decimal mark at most.
    public var digits: Int?
    /// Digits behind the decimal mark, exactly; nil for the currency's own.
    public var decimals: Int?
    public var decimalMark: UInt8 = 0x2E
    /// Own value to the general ledger's: accounts, events, entities, sides.
    public var values: [String: String] = [:]
    public var unmapped = Unmapped.keep
    /// Whether an empty value is refused.
    public var isRequired = false

    public init(_ name: String, _ source: Source) {
        self.name = name
        self.source = source
    }
}
