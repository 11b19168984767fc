// The statements of accounts as a succession: what came before, what is missing, what does not join on.
// Relies on Money. A pure value: who keeps it decides what becomes of a statement that does not fit.

public import Money

/// Remembers statements of any number of accounts, and says of each further one how it follows. ElctrncSeqNb counts the
/// statements of an account, and begins anew at times, mostly with a year; a closing booked balance is the next opening
/// one, which is the stronger tie where banks give no numbers.
public struct StatementSeries: Sendable {
    /// How a statement does not follow those before it.
    public enum Trouble: Sendable, Hashable {
        /// The same account, Id, page and year came before.
        case repeated
        /// Another statement of the account has this sequence number in the same year.
        case sequenceTaken(Int64)
        /// Numbers between the two are missing.
        case sequenceGap(after: Int64, before: Int64)
        /// It does not open with the closing balance of the one before it.
        case opening(Money, afterClosing: Money)
    }

    private struct Identity: Hashable {
        var account: String
        var id: String
        var page: Int
        var year: Int
    }

    private struct Numbering: Hashable {
        var account: String
        var sequence: Int64
        var isLegal: Bool
        var page: Int
        var year: Int
    }

    private struct Last {
        var sequence: Int64?
        var closing: Money?
        var date: CalendarDate?
        var isLastPage: Bool
    }

    /// Statements remembered at most. What comes after is no longer looked at.
    public let limit: Int
    private var identities: Set<Identity> = []
    private var numbers: Set<Numbering> = []
    private var lastByAccount: [String: Last] = [:]

    public init(limit: Int = 100_000) { self.limit = limit }

    public var isFull: Bool { identities.count >= limit }

    /// Takes a statement whose header is whole, in the order of the days, and says how it does not follow.
    public mutating func take(_ statement: StatementHeader) -> [Trouble] {
        if isFull { return [] }
        let date = statement.closing?.date ?? statement.periodTo ?? statement.periodFrom
        let year = date?.components.year ?? 0
        let page = statement.page ?? 0
        let sequence = statement.electronicSequence ?? statement.legalSequence
        var troubles: [Trouble] = []
        let identity = Identity(account: statement.account, id: statement.id, page: page, year: year)
        if !identities.insert(identity).inserted {
            troubles.append(.repeated)
        } else if let sequence {
            let number = Numbering(
                account: statement.account, sequence: sequence, isLegal: statement.electronicSequence == nil,
                page: page, year: year)
            if !numbers.insert(number).inserted { troubles.append(.sequenceTaken(sequence)) }
        }
        let next = Last(
            sequence: sequence, closing: statement.closing?.amount, date: date, isLastPage: statement.isLastPage)
        if let last = lastByAccount[statement.account], troubles.isEmpty {
            troubles += StatementSeries.troubles(from: last, to: next, opening: statement.opening?.amount)
        }
        lastByAccount[statement.account] = next
        return troubles
    }

    private static func troubles(from last: Last, to next: Last, opening: Money?) -> [Trouble] {
        var isNext = last.isLastPage
        if let before = last.sequence, let sequence = next.sequence {
            // A lower number is a new count.
            if sequence > before, sequence - before > 1 { return [.sequenceGap(after: before, before: sequence)] }
            isNext = isNext && sequence - before == 1
        } else if let before = last.date, let date = next.date {
            isNext = isNext && last.sequence == nil && next.sequence == nil && date > before
        } else {
            isNext = false
        }
        guard isNext, let closing = last.closing, let opening, closing.currency == opening.currency, closing != opening
        else { return [] }
        return [.opening(opening, afterClosing: closing)]
    }
}
