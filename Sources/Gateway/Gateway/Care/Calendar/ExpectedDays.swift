// When a file is expected, and which arrival is the file of which day. Pure: the moment is passed in. Relies on the time
// zone database for the hours and on BankingCalendar for the days.

import Configuration
import Foundation
import Money

/// One day of an expected file.
struct ExpectedDay: Sendable, Hashable {
    let date: CalendarDate
    /// The moment from which it is missing: due time and grace.
    let deadline: Instant
}

/// An arrival that may be an expected file.
struct CameIn: Sendable, Hashable {
    let receivedAt: Instant
    /// The business date that the document names.
    let documentDate: CalendarDate?
}

struct ExpectedDays: Sendable {
    let file: ExpectedFile
    private let zone: TimeZone

    /// Nil for a zone that this machine does not know.
    init?(_ file: ExpectedFile) {
        guard let zone = TimeZone(identifier: file.zone) else { return nil }
        self.file = file
        self.zone = zone
    }

    /// The days whose due time lies after `since` and not more than `ahead` days after `now`.
    func days(since: Instant, now: Instant, ahead: Int = 7) -> [ExpectedDay] {
        var days: [ExpectedDay] = []
        var date = localDate(since)
        let last = localDate(now).advanced(byDays: ahead)
        while date <= last {
            let due = moment(date)
            if due > since, isExpected(date) {
                let grace = Int64(file.graceMinutes) * 60
                days.append(ExpectedDay(date: date, deadline: due.advanced(bySeconds: grace)))
            }
            date = date.advanced(byDays: 1)
        }
        return days
    }

    /// The days that no arrival serves and whose deadline has passed.
    func missing(_ days: [ExpectedDay], _ arrivals: [CameIn], now: Instant) -> [ExpectedDay] {
        var served: Set<CalendarDate> = []
        for arrival in arrivals.sorted(by: { $0.receivedAt < $1.receivedAt }) {
            if let day = day(of: arrival, days, served) { served.insert(day.date) }
        }
        return days.filter { $0.deadline <= now && !served.contains($0.date) }
    }

    /// The day that an arrival is the file of. What is due in the morning is about the day before: a document of an earlier
    /// day belongs to the next expected day after it. What is due later is about the day itself. A second file for a day
    /// serves the first one without.
    private func day(of arrival: CameIn, _ days: [ExpectedDay], _ served: Set<CalendarDate>) -> ExpectedDay? {
        let received = localDate(arrival.receivedAt)
        guard let named = arrival.documentDate else {
            let late = days.first { $0.deadline < arrival.receivedAt && !served.contains($0.date) }
            return late ?? days.first { $0.date >= received && !served.contains($0.date) }
        }
        let date = min(named, received)
        let isAboutTheDayBefore = file.dueMinute < 12 * 60 && date < received
        let preferred = days.first { isAboutTheDayBefore ? $0.date > date : $0.date >= date }
        if let preferred, !served.contains(preferred.date) { return preferred }
        return days.first { $0.date >= date && !served.contains($0.date) }
    }

    private func isExpected(_ date: CalendarDate) -> Bool {
        switch file.days {
        case .bankingDays: BankingCalendar.federalReserve.isBankingDay(date)
        case .weekdays: date.weekday <= 5
        case .everyDay: true
        }
    }

    func localDate(_ moment: Instant) -> CalendarDate {
        moment.advanced(bySeconds: offset(moment.seconds)).date
    }

    /// The due time of a day; in the hour that a change of the clocks leaves out, the moment of the change.
    private func moment(_ date: CalendarDate) -> Instant {
        let local = Int64(date.dayNumber) * 86_400 + Int64(file.dueMinute) * 60
        let guess = local - offset(local)
        return Instant(milliseconds: (local - offset(guess)) * 1000)
    }

    private func offset(_ seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}
