import Configuration
import Foundation
import Money
import Testing

@testable import Gateway
@testable import Store

/// A file that does not come in time is an exception; it closes by itself when the file comes.
@Suite struct CalendarTests {
    private let statement = ExpectedFile(
        kind: "camt.053", dueMinute: 450, days: .bankingDays, zone: "America/New_York", graceMinutes: 30)

    private func instant(_ text: String) throws -> Instant { try #require(Instant(iso: text)) }
    private func came(_ text: String, of date: String?) throws -> CameIn {
        CameIn(receivedAt: try instant(text), documentDate: date.flatMap { CalendarDate(iso: $0) })
    }

    private func missing(_ now: String, _ arrivals: [CameIn], _ file: ExpectedFile? = nil) throws -> [String] {
        let days = try #require(ExpectedDays(file ?? statement))
        let expected = days.days(since: try instant("2026-03-05T00:00:00.000Z"), now: try instant(now))
        return days.missing(expected, arrivals, now: try instant(now)).map(\.date.description)
    }

    @Test func deadlinesFollowTheZoneAndItsSummerTime() throws {
        let days = try #require(ExpectedDays(statement))
        let expected = days.days(
            since: try instant("2026-03-05T00:00:00.000Z"), now: try instant("2026-03-10T20:00:00.000Z"), ahead: 0)
        // Clocks go forward on Sunday 2026-03-08: 08:00 is 13:00Z before and 12:00Z after.
        #expect(
            expected.map(\.deadline.description) == [
                "2026-03-05T13:00:00.000Z", "2026-03-06T13:00:00.000Z", "2026-03-09T12:00:00.000Z",
                "2026-03-10T12:00:00.000Z",
            ])
    }

    @Test func holidaysAndWeekendsExpectNothing() throws {
        let days = try #require(ExpectedDays(statement))
        let expected = days.days(
            since: try instant("2026-12-24T00:00:00.000Z"), now: try instant("2026-12-29T00:00:00.000Z"), ahead: 0)
        #expect(expected.map(\.date.description) == ["2026-12-24", "2026-12-28"])
        var daily = statement
        daily.days = .everyDay
        let all = try #require(ExpectedDays(daily))
        #expect(
            all.days(
                since: try instant("2026-12-24T00:00:00.000Z"), now: try instant("2026-12-29T00:00:00.000Z"), ahead: 0
            ).count == 5)
    }

    @Test func aDayIsServedByTheStatementOfTheDayBefore() throws {
        let thursday = try came("2026-03-05T10:00:00.000Z", of: "2026-03-04")
        let friday = try came("2026-03-06T10:00:00.000Z", of: "2026-03-05")
        let monday = try came("2026-03-09T10:00:00.000Z", of: "2026-03-06")
        #expect(try missing("2026-03-09T11:59:00.000Z", [thursday, friday]) == [])
        #expect(try missing("2026-03-09T12:00:00.000Z", [thursday, friday]) == ["2026-03-09"])
        #expect(try missing("2026-03-09T12:00:00.000Z", [thursday, friday, monday]) == [])
        // Friday's never came, Monday's did: it is Friday that is missing.
        #expect(try missing("2026-03-09T12:00:00.000Z", [thursday, monday]) == ["2026-03-06"])
        // Both come late on Tuesday, in whatever order.
        let late = try came("2026-03-10T15:00:00.000Z", of: "2026-03-05")
        let tuesday = try came("2026-03-10T10:00:00.000Z", of: "2026-03-09")
        #expect(try missing("2026-03-10T16:00:00.000Z", [thursday, monday, tuesday, late]) == [])
    }

    @Test func withoutADocumentDateTheTimeOfReceiptDecides() throws {
        let first = try came("2026-03-05T11:00:00.000Z", of: nil)
        let late = try came("2026-03-06T18:00:00.000Z", of: nil)
        #expect(try missing("2026-03-06T13:00:00.000Z", [first]) == ["2026-03-06"])
        #expect(try missing("2026-03-06T19:00:00.000Z", [first, late]) == [])
        #expect(try missing("2026-03-09T12:00:00.000Z", [first, late]) == ["2026-03-09"])
    }

    @Test func whatIsDueInTheEveningIsAboutTheDay() throws {
        var evening = statement
        evening.dueMinute = 18 * 60
        let friday = try came("2026-03-07T03:00:00.000Z", of: "2026-03-06")
        let thursday = try came("2026-03-05T20:00:00.000Z", of: "2026-03-05")
        #expect(try missing("2026-03-07T02:00:00.000Z", [thursday], evening) == ["2026-03-06"])
        #expect(try missing("2026-03-07T04:00:00.000Z", [thursday, friday], evening) == [])
    }

    private func rootWithCalendar() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.partner(
            "first-bank", role: "bank", expects: "[nacha, camt.053]",
            send: "calendar:\n  - { kind: camt.053, by: \"07:30\", zone: America/New_York }")
        return root
    }

    /// Gives a dropped file a time before the test's own.
    private func age(_ root: HospitalRoot, _ name: String) throws {
        let time = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: "\(root.path)/\(name)")
    }

    /// One look at the calendar at a moment.
    private func look(_ root: HospitalRoot, _ clock: FixedClock, _ moment: String) throws {
        try clock.set(moment)
        try MissingFiles(try root.installation(clock)).look()
    }

    @Test func theExceptionOpensOnceAndClosesByItself() throws {
        let root = try rootWithCalendar()
        let clock = try FixedClock("2026-03-09T05:00:00.000Z")
        try look(root, clock, "2026-03-09T05:00:00.000Z")
        try look(root, clock, "2026-03-09T11:59:00.000Z")
        #expect(try root.export("exceptions").isEmpty)
        try look(root, clock, "2026-03-09T12:01:00.000Z")
        try look(root, clock, "2026-03-09T12:02:00.000Z")
        let open = try root.export("exceptions")
        #expect(open.count == 1)
        let exception = try #require(open.first)
        #expect(exception["category"] == "missing-file" && exception["owner"] == "treasury")
        #expect(exception["subject"] == "first-bank/camt.053/2026-03-09T07:30")
        #expect(exception["exception_id"] == "E-missing-file-first-bank/camt.053/2026-03-09T07:30")
        #expect(exception["opened_on"] == "2026-03-09" && exception["state"] == "open")

        try root.drop(HospitalFiles.statement([("T1", 100)], day: "2026-03-06"), "first-bank", "s.xml")
        try age(root, "inbox/first-bank/s.xml")
        try clock.set("2026-03-09T14:00:00.000Z")
        let installation = try root.installation(clock, purpose: .work)
        try GatewayRun(installation).once()
        #expect(
            try root.export("exceptions").filter { $0["category"] == "missing-file" }.map { $0["state"] } == [
                "resolved"
            ])
        try look(root, clock, "2026-03-09T15:00:00.000Z")
        #expect(try root.export("audit").filter { $0["action"] == "missed" }.count == 1)
    }

    @Test func aRejectedFileDoesNotCount() throws {
        let root = try rootWithCalendar()
        let clock = try FixedClock("2026-03-09T05:00:00.000Z")
        try look(root, clock, "2026-03-09T05:00:00.000Z")
        try root.drop(Array("<Document/>".utf8), "first-bank", "empty.xml")
        try age(root, "inbox/first-bank/empty.xml")
        try clock.set("2026-03-09T10:00:00.000Z")
        let installation = try root.installation(clock, purpose: .work)
        try GatewayRun(installation).once()
        #expect(try root.export("arrivals").map { $0["state"] } == ["rejected"])
        try look(root, clock, "2026-03-09T12:01:00.000Z")
        #expect(try root.export("exceptions").filter { $0["category"] == "missing-file" }.count == 1)
    }

    @Test func withoutACalendarNothingIsWritten() throws {
        let root = try HospitalRoot()
        let clock = try FixedClock("2026-03-09T05:00:00.000Z")
        try look(root, clock, "2026-03-09T05:00:00.000Z")
        clock.advance(days: 300)
        let installation = try root.installation(clock)
        try MissingFiles(installation).look()
        #expect(try installation.database.read { try $0.postingHead() } == 0)
        #expect(try root.export("audit").isEmpty)
    }

    @Test func momentsReadAsTheyAreWritten() throws {
        for text in ["2026-03-09T05:00:00.123Z", "1999-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z"] {
            #expect(Instant(iso: text)?.description == text)
        }
        for text in ["2026-03-09", "2026-03-09T25:00:00.000Z", "2026-02-30T00:00:00.000Z", "2026-03-09T05:0x:00.123Z"] {
            #expect(Instant(iso: text) == nil)
        }
    }
}
