// The pages of one statement put together (MsgPgntn, StmtPgntn): which are missing, and whether the whole balances.
// Relies on Money. A pure value: pages may come in any order, in any number of messages.

public import Money

/// One page of a statement, as far as the whole needs it.
public struct StatementPage: Sendable, Hashable {
    /// PgNb, from 1.
    public let number: Int
    /// LastPgInd.
    public let isLast: Bool
    public let opening: StatementBalance?
    public let closing: StatementBalance?
    /// Sums of the booked entries, in the account's currency; nil where they could not be formed.
    public let credits: Money?
    public let debits: Money?
    public let entries: Int64

    public init(
        number: Int, isLast: Bool, opening: StatementBalance?, closing: StatementBalance?, credits: Money?,
        debits: Money?, entries: Int64
    ) {
        self.number = number
        self.isLast = isLast
        self.opening = opening
        self.closing = closing
        self.credits = credits
        self.debits = debits
        self.entries = entries
    }

    /// The page that a handler was given at the statement's end.
    public init(_ header: StatementHeader, _ summary: StatementSummary) {
        let isPlain = summary.otherCurrencies.isEmpty
        self.init(
            number: header.page ?? 1, isLast: header.isLastPage, opening: header.opening, closing: header.closing,
            credits: isPlain ? summary.credits : nil, debits: isPlain ? summary.debits : nil, entries: summary.entries)
    }
}

/// Gathers the pages of one statement. The caller puts pages together by account, Stmt/Id and sequence number; the same Id
/// on each page is no duplicate.
public struct StatementPages: Sendable {
    /// What became of a page that was added.
    public enum Admission: Sendable, Hashable {
        case taken
        /// The same page came before, with the same content: a duplicate.
        case repeated
        /// The page's number came before with other content, or contradicts which page is the last.
        case conflicting
    }

    public enum State: Sendable, Hashable {
        /// Pages that have not come, in order. The last page has no number before it is here.
        case incomplete(missing: [Int], isLastMissing: Bool)
        case complete(Balance)
    }

    /// Opening balance of the first page, booked entries of all pages, closing balance of the last one.
    public enum Balance: Sendable, Hashable {
        case holds
        /// By how much the closing balance is above what opening and entries give.
        case fails(difference: Money)
        /// A page does not open with what the page before it carries over; the number of that page.
        case notCarried(page: Int)
        case notCheckable
    }

    /// Pages of one statement at most; a higher number is refused as conflicting.
    public static let limit = 10_000
    private var pages: [Int: StatementPage] = [:]
    private var last: Int?

    public init() {}

    public mutating func add(_ page: StatementPage) -> Admission {
        if let known = pages[page.number] { return known == page ? .repeated : .conflicting }
        guard page.number >= 1, page.number <= StatementPages.limit else { return .conflicting }
        if let last, page.isLast || page.number > last { return .conflicting }
        if page.isLast, let highest = pages.keys.max(), highest > page.number { return .conflicting }
        pages[page.number] = page
        if page.isLast { last = page.number }
        return .taken
    }

    public var state: State {
        let highest = last ?? pages.keys.max() ?? 0
        let missing = (1..<max(1, highest + 1)).filter { pages[$0] == nil }
        if last == nil || !missing.isEmpty { return .incomplete(missing: missing, isLastMissing: last == nil) }
        return .complete(balance)
    }

    private var balance: Balance {
        let ordered = pages.values.sorted { $0.number < $1.number }
        guard let first = ordered.first, let final = ordered.last, let opening = first.opening?.amount,
            let closing = final.closing?.amount, !final.isIntermediateAtEnd
        else { return .notCheckable }
        var expected: Money? = opening
        for (index, page) in ordered.enumerated() {
            if index > 0, let carried = ordered[index - 1].closing?.amount, let own = page.opening?.amount,
                carried != own
            {
                return .notCarried(page: page.number)
            }
            if page.entries == 0 { continue }
            guard let credits = page.credits, let debits = page.debits else { return .notCheckable }
            expected = expected?.adding(credits)?.subtracting(debits)
        }
        guard let expected, let difference = closing.subtracting(expected) else { return .notCheckable }
        return difference.isZero ? .holds : .fails(difference: difference)
    }
}

extension StatementPage {
    /// A last page that closes with a balance to be carried on closes nothing.
    fileprivate var isIntermediateAtEnd: Bool { closing?.isIntermediate == true }
}
