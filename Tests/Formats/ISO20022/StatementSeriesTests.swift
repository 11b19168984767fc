import Money
import Testing

@testable import ISO20022

@Suite struct StatementSeriesTests {
    private func statement(
        _ id: String, sequence: Int64? = nil, opening: Int64 = 0, closing: Int64 = 0, day: String = "2026-03-02",
        account: String = "A", page: Int? = nil, isLastPage: Bool = true
    ) -> StatementHeader {
        var header = StatementHeader()
        header.id = id
        header.account = account
        header.electronicSequence = sequence
        header.page = page
        header.isLastPage = isLastPage
        let date = CalendarDate(iso: day)
        header.balances = [
            StatementBalance(kind: .openingBooked, amount: .dollars(cents: opening), date: date),
            StatementBalance(kind: .closingBooked, amount: .dollars(cents: closing), date: date),
        ]
        return header
    }

    private func troubles(_ statements: StatementHeader...) -> [[StatementSeries.Trouble]] {
        var series = StatementSeries()
        return statements.map { series.take($0) }
    }

    @Test func statementsThatFollowAreQuiet() {
        #expect(
            troubles(
                statement("S1", sequence: 1, opening: 0, closing: 5),
                statement("T1", sequence: 1, opening: 9, closing: 9, account: "B"),
                statement("S2", sequence: 2, opening: 5, closing: 7)) == [[], [], []])
    }

    @Test func gapsAndRepeatsAreTold() {
        #expect(
            troubles(statement("S1", sequence: 1), statement("S4", sequence: 4), statement("S5", sequence: 4))
                == [[], [.sequenceGap(after: 1, before: 4)], [.sequenceTaken(4)]])
        #expect(troubles(statement("S1", sequence: 1), statement("S1", sequence: 2)) == [[], [.repeated]])
    }

    @Test func aNewYearBeginsANewCountAndMayReuseIds() {
        #expect(
            troubles(
                statement("S1", sequence: 1, day: "2025-01-02"), statement("S250", sequence: 2, day: "2025-12-31"),
                statement("S1", sequence: 1, day: "2026-01-02")) == [[], [], []])
    }

    @Test func theOpeningIsTheClosingBefore() {
        let broken = StatementSeries.Trouble.opening(.dollars(cents: 6), afterClosing: .dollars(cents: 5))
        #expect(
            troubles(statement("S1", sequence: 1, closing: 5), statement("S2", sequence: 2, opening: 6))
                == [[], [broken]])
        // Without numbers the days stand for them; of the same day or an earlier one nothing is said.
        #expect(
            troubles(statement("S1", closing: 5), statement("S2", opening: 6, day: "2026-03-03")) == [[], [broken]])
        #expect(troubles(statement("S1", closing: 5), statement("S2", opening: 6)) == [[], []])
    }

    @Test func pagesOfOneStatementAreOneLinkOfTheSeries() {
        #expect(
            troubles(
                statement("S1", sequence: 1, closing: 3, page: 1, isLastPage: false),
                statement("S1", sequence: 1, opening: 3, closing: 5, page: 2),
                statement("S2", sequence: 2, opening: 5)) == [[], [], []])
    }

    @Test func whatIsFullSaysNothing() {
        var series = StatementSeries(limit: 1)
        #expect(series.take(statement("S1", sequence: 1)).isEmpty)
        #expect(series.isFull)
        #expect(series.take(statement("S1", sequence: 1)).isEmpty)
    }
}
