// What banks announced and have not booked, decided anew around the days that an arrival announces or books, so that the order
// of arrival cannot matter. Exceptions only: an announcement books nothing and is matched with nothing.

import Facts
import Money
import Reconciliation
import Store

struct AnnouncementPosting {
    let posting: StagedPosting

    func post(_ arrival: Int64) throws {
        let days = try posting.database.read { try $0.daysAnnounced(by: arrival) }
        for (account, own) in Dictionary(grouping: days, by: \.account).sorted(by: { $0.key < $1.key }) {
            guard let first = own.map(\.day).min(), let last = own.map(\.day).max() else { continue }
            try decide(account, from: first, through: last)
        }
    }

    private func decide(_ account: LookupKey, from first: CalendarDate, through last: CalendarDate) throws {
        let (scope, visible) = (posting.scope, FactScope(arrivalBeingPosted: nil))
        let (outcome, places) = try posting.database.read { session in
            // A statement ends the patience of what was announced since the latest one before it.
            let before = try session.businessDate(ofAccount: account, in: visible) ?? first
            let span = Self.span(from: min(first, before), through: last)
            let announced = try session.announcedLines(account: account, in: span, scope)
            if announced.isEmpty { return (AnnouncedLines.Outcome(), [Evidence]()) }
            let booked = try session.linesAnnounced(account: account, in: span, scope)
            let business = try session.businessDate(ofAccount: account, in: scope)
            return (
                AnnouncedLines.decide(announced, booked: booked, business: business), announced.map(\.evidence)
            )
        }
        let told = Set(outcome.exceptions.map { posting.key(of: $0) })
        let solved = Set(outcome.solved.map { posting.key(of: $0) }).subtracting(told)
        let open = try posting.database.read { try $0.openExceptions(onEach: places) }
        try posting.close(
            open.filter { $0.exception.category == .unbookedLine && !told.contains($0.subjectKey) }
                .map { ($0.id, solved.contains($0.subjectKey) ? .resolved : .withdrawn) })
        let opened = try posting.stage(exceptions: outcome.exceptions + outcome.solved, solved: solved)
        try posting.close(opened.filter { solved.contains($0.subjectKey) }.map { ($0.id, .resolved) })
    }

    /// The days whose announcements lines of these days may book, and whose lines may book announcements of these days.
    static func span(from first: CalendarDate, through last: CalendarDate) -> DaySpan {
        DaySpan(first.advanced(byDays: -AnnouncedLines.reach), last.advanced(byDays: AnnouncedLines.reach))
    }
}
