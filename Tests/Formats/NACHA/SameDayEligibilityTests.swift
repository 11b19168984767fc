// Whether an entry settles on the day it is processed: each obstacle, and the windows.

import Money
import Testing

@testable import NACHA

@Suite struct SameDayEligibilityTests {
    private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    private func judge(
        _ secCode: String = "PPD", code: Int = 22, cents: Int64 = 100, effective: String? = "2026-03-04",
        on day: String = "2026-03-04", hour: Int = 9, minute: Int = 0, schedule: SameDaySchedule = .fedACH
    ) throws -> SameDayEligibility {
        SameDayEligibility(
            SameDayEligibility.Entry(
                secCode: secCode, transactionCode: code, amount: cents, effectiveDate: try effective.map(date)),
            processedOn: try date(day), at: try #require(EasternTime(hour: hour, minute: minute)), schedule: schedule)
    }

    @Test(arguments: [(10, 30, "13:00"), (10, 31, "17:00"), (14, 45, "17:00"), (14, 46, "18:00"), (16, 45, "18:00")])
    func `an entry settles in the next window`(hour: Int, minute: Int, settlement: String) throws {
        let result = try judge(hour: hour, minute: minute)
        #expect(result.isEligible && !result.isByDefault)
        #expect(result.settlementDate.description == "2026-03-04" && result.settlementTime.description == settlement)
    }

    @Test func `after the last window it settles on the next banking day`() throws {
        // A Thursday; the Friday is open.
        let result = try judge(effective: "2026-03-05", on: "2026-03-05", hour: 16, minute: 46)
        #expect(result.obstacle == .afterLastWindow && result.settlementTime.description == "08:30")
        #expect(result.settlementDate.description == "2026-03-06")
    }

    @Test(arguments: [
        ("2016-09-22", 22, 100, SameDayEligibility.Obstacle.notYetOffered),
        ("2016-09-23", 27, 100, .debitsNotYetAllowed),
        ("2017-09-15", 27, 2_500_001, .amountAboveLimit(2_500_000)),
        ("2020-03-20", 22, 10_000_001, .amountAboveLimit(10_000_000)),
        ("2022-03-18", 22, 100_000_001, .amountAboveLimit(100_000_000)),
    ]) func `the limit is that of the day`(day: String, code: Int, cents: Int64, obstacle: SameDayEligibility.Obstacle)
        throws
    {
        let result = try judge(code: code, cents: cents, effective: day, on: day)
        #expect(result.obstacle == obstacle)
        if case .amountAboveLimit(let limit) = obstacle {
            #expect(try judge(code: code, cents: limit, effective: day, on: day).isEligible)
        }
    }

    @Test(arguments: ["IAT", "ENR", "ADV"]) func `some classes never settle on the same day`(secCode: String) throws {
        #expect(try judge(secCode).obstacle == .entryClass(secCode))
    }

    @Test func `a later effective date is kept, across a weekend`() throws {
        let result = try judge(effective: "2026-03-07")
        let saturday = try date("2026-03-07")
        #expect(result.obstacle == .laterEffectiveDate(saturday))
        #expect(result.settlementDate.description == "2026-03-09")
    }

    @Test(arguments: [nil, "2026-03-03", "2026-02-28"] as [String?])
    func `a missing or stale date settles at the next opportunity`(effective: String?) throws {
        let result = try judge(effective: effective)
        #expect(result.isEligible && result.isByDefault)
    }

    @Test func `nothing settles on a holiday`() throws {
        // Juneteenth, a Friday.
        let result = try judge(effective: "2026-06-19", on: "2026-06-19")
        #expect(result.obstacle == .closedDay && result.settlementDate.description == "2026-06-22")
    }

    @Test func `a bank's own cut-off counts`() throws {
        let early = SameDaySchedule(
            windows: [
                SameDayWindow(
                    deadline: try #require(EasternTime(hour: 12, minute: 0)),
                    settlement: try #require(EasternTime(hour: 17, minute: 0)))
            ], otherSettlement: SameDaySchedule.fedACH.otherSettlement)
        #expect(try judge(hour: 12, minute: 0, schedule: early).isEligible)
        #expect(try judge(hour: 12, minute: 1, schedule: early).obstacle == .afterLastWindow)
    }

    @Test func `a batch header's same-day mark is a time`() throws {
        let text = ComposedFile.lines([ComposedBatch(descriptiveDate: "SD1300")])[1]
        let bytes = Array(text.utf8)
        let read = NACHARecord(BatchHeaderFields.layout, reading: bytes.span.bytes)
        let record = try #require(read)
        #expect(NACHABatchHeader(record, isInternational: false).sameDayMark?.description == "13:00")
        #expect(EasternTime(hour: 24, minute: 0) == nil && EasternTime(hour: 0, minute: 60) == nil)
    }
}
