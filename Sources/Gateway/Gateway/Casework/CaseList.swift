// The exceptions as a list to work from: open amounts, ages in banking days as of the business date, owners.

import Casework
public import Facts
public import Money
import Store

/// One exception of the list.
public struct CaseLine: Sendable {
    public let id: String
    public let category: ExceptionCategory
    public let subject: String
    public let amount: Money
    /// What people have not settled of it.
    public let open: Money
    public let openedOn: CalendarDate
    /// Banking days up to the business date, or up to `openedOn` itself where nothing was posted since.
    public let age: Int
    public let bucket: String
    /// `open`, `resolved` or `withdrawn`.
    public let state: String
    public let owner: String
    public let explanation: String
}

/// What of the list is asked for.
public struct CaseQuestion: Sendable {
    public var category: ExceptionCategory?
    public var owner: String?
    /// Banking days.
    public var olderThan: Int?
    /// In units of each exception's own currency's hundredths.
    public var amountOver: Int64?
    public var includesEnded = false
    public init() {}
}

extension Installation {
    /// The latest day for which a statement was posted; the clock's day before the first.
    func businessDay() throws -> CalendarDate {
        try database.read { try $0.businessDate(in: FactScope(arrivalBeingPosted: nil)) } ?? clock.now().date
    }

    /// The exception whose id is this, or begins so. Throws `CaseMissing` where none or several do.
    public func wholeID(of text: String) throws -> String {
        let found = try database.read { session in
            try session.exception(text).map { [$0.id] } ?? session.exceptionIDs(beginning: text, limit: 3)
        }
        guard found.count == 1, let id = found.first else {
            throw CaseMissing(
                what: found.isEmpty
                    ? "exception `\(text)`" : "one exception whose id begins `\(text)`: there are several")
        }
        return id
    }

    /// Goes through the exceptions that are asked for, oldest first.
    public func forEachCase(_ question: CaseQuestion, _ body: (CaseLine) throws -> Void) throws {
        let ageing = Ageing(asOf: try businessDay())
        var filter = ExceptionFilter()
        filter.category = question.category
        filter.amountOver = question.amountOver
        filter.includesEnded = question.includesEnded
        filter.openedBefore = question.olderThan.map(ageing.firstDayWithin)
        if let owner = question.owner {
            filter.owner = owner
            filter.unassignedCategories = ExceptionCategory.allCases.filter { ExceptionOwner.of($0) == owner }
        }
        let subjects = exceptionSubjects()
        var ages: [CalendarDate: Int] = [:]
        try database.read { session in
            try session.forEachCase(filter) { row in
                let exception = row.stored.exception
                let age = ages[exception.openedOn] ?? ageing.days(since: exception.openedOn)
                ages[exception.openedOn] = age
                let isEnded = row.stored.closedAs != nil
                let open = isEnded ? 0 : exception.amount.minorUnits - row.settled
                try body(
                    CaseLine(
                        id: row.stored.id, category: exception.category, subject: try subjects.open(row.stored),
                        amount: exception.amount, open: Money(minorUnits: open, currency: exception.amount.currency),
                        openedOn: exception.openedOn, age: age, bucket: AgeBucket(days: age).rawValue,
                        state: row.stored.closedAs?.rawValue ?? "open",
                        owner: row.owner ?? ExceptionOwner.of(exception.category), explanation: exception.explanation))
            }
        }
    }
}
