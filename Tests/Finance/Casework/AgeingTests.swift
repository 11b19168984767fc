import Facts
import Ledger
import Money
import Testing

@testable import Casework

/// Ages in banking days, and where money stands.
@Suite struct AgeingTests {
    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    @Test func weekendsAndHolidaysDoNotAge() throws {
        // Friday; Monday the 19th of January 2026 is a holiday.
        let ageing = Ageing(asOf: try day("2026-01-20"))
        #expect(ageing.days(since: try day("2026-01-16")) == 1)
        #expect(ageing.days(since: try day("2026-01-20")) == 0)
        #expect(ageing.days(since: try day("2026-01-25")) == 0)
        #expect(ageing.bucket(of: try day("2026-01-09")) == .upTo7)
    }

    @Test func bucketsMeetWithoutGaps() {
        let expected = [
            (0, "0-1"), (1, "0-1"), (2, "2-3"), (3, "2-3"), (4, "4-7"), (7, "4-7"), (8, "8-30"), (30, "8-30"),
            (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, ">90"),
        ]
        for (days, bucket) in expected { #expect(AgeBucket(days: days).rawValue == bucket) }
    }

    @Test(arguments: 0..<12)
    func theFirstDayWithinIsTheBorder(count: Int) throws {
        let ageing = Ageing(asOf: try day("2026-01-21"))
        let border = ageing.firstDayWithin(count)
        #expect(ageing.days(since: border) <= count)
        #expect(ageing.days(since: border.advanced(byDays: -1)) > count)
    }

    @Test func everyWayOfGivingUpBalancesInTheStandardChart() throws {
        let books = try Bookkeeping(chart: .standard)
        let kinds = OpenItemKind.allCases
        let all = [CaseMoney.unapplied, .promised] + kinds.map { .owed($0) } + kinds.map { .overpaid($0) }
        for money in all {
            for cents: Int64 in [-700, 700] {
                let entry = try books.entry(
                    .writeOff, id: "W1", on: try day("2026-01-20"), amounts: money.writeOff(of: .dollars(cents: cents)),
                    description: "", arrival: ArrivalID(1))
                #expect(entry?.lines.count == 2)
            }
        }
        for kind in kinds where kind != .cashierDeposit {
            let (event, amounts) = try #require(CaseMoney.overpaid(kind).makingUnapplied(.dollars(cents: 700)))
            let entry = try #require(
                try books.entry(
                    event, id: "W1", on: try day("2026-01-20"), amounts: amounts, description: "", arrival: ArrivalID(1)
                ))
            #expect(entry.lines.map(\.account).contains(kind == .claim ? "2060" : "2010"))
            #expect(!entry.lines.contains { $0.account == "5050" })
        }
        #expect(CaseMoney.none.writeOff(of: .dollars(cents: 5)).isEmpty)
    }
}
