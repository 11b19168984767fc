import Facts
import Money
import Testing

@testable import Gateway

/// Days and pages of one account; amounts in cents.
@Suite struct StatementGapsTests {
    private func page(
        _ arrival: Int64, _ day: String, _ sequence: Int64?, _ opening: Int64, _ closing: Int64
    ) throws -> StatementFact {
        StatementFact(
            evidence: Evidence(arrival: ArrivalID(arrival), ordinal: 0), account: LookupKey(high: 1, low: 1),
            accountMask: "•••3456", bookedThrough: try #require(CalendarDate(iso: day)), sequence: sequence,
            opening: .dollars(cents: opening), closing: .dollars(cents: closing))
    }

    private func gaps(_ statements: [StatementFact]) -> [String] {
        StatementGaps.find(statements, account: "A").map { "\($0.subject) \($0.amount.decimalText)" }
    }

    @Test func daysThatCarryOnHaveNoGap() throws {
        let days = [try page(1, "2026-03-09", 1, 100, 150), try page(2, "2026-03-10", 2, 150, 90)]
        #expect(gaps(days).isEmpty && gaps(days.reversed()).isEmpty)
    }

    @Test func aMissingDayIsOneGap() throws {
        let days = [try page(1, "2026-03-06", 1, 100, 150), try page(2, "2026-03-10", 3, 170, 90)]
        #expect(gaps(days) == ["A/2026-03-09 0.20"])
    }

    @Test func pagesOfADayAreOneStatementInWhateverOrderTheyCame() throws {
        let pages = [
            try page(3, "2026-03-09", 1, 100, 150), try page(1, "2026-03-09", 1, 150, 120),
            try page(2, "2026-03-09", 1, 120, 130), try page(4, "2026-03-10", 2, 130, 130),
        ]
        #expect(gaps(pages).isEmpty && gaps(pages.reversed()).isEmpty)
        #expect(StatementGaps.ordered(pages).map(\.evidence.arrival.number) == [3, 1, 2, 4])
        #expect(StatementGaps.ordered(pages.reversed()).map(\.evidence.arrival.number) == [3, 1, 2, 4])
        // The last day goes down and up again to where it began.
        let there = [
            try page(1, "2026-03-09", 1, 100, 150), try page(3, "2026-03-10", 2, 120, 150),
            try page(2, "2026-03-10", 2, 150, 120),
        ]
        #expect(gaps(there).isEmpty)
    }

    @Test func aMissingPageIsAGapOfThatDay() throws {
        let pages = [
            try page(1, "2026-03-09", 1, 100, 150), try page(2, "2026-03-09", 1, 120, 130),
            try page(3, "2026-03-10", 2, 130, 130),
        ]
        #expect(gaps(pages) == ["A/2026-03-09 -0.30"])
        #expect(gaps([pages[0], pages[2]]) == ["A/2026-03-10 -0.20"])
    }

    @Test func aPageThatCameTwiceIsNoGap() throws {
        let pages = [try page(1, "2026-03-09", 1, 100, 150), try page(2, "2026-03-09", 1, 100, 150)]
        #expect(gaps(pages).isEmpty)
    }
}
