import Facts
import Foundation
import Money
import Testing

@testable import Store

/// What the database itself holds the books to, whoever writes.
@Suite struct LedgerConstraintTests {
    private func database() throws -> Database {
        try Database(path: NSTemporaryDirectory() + "hms-store-\(UInt32.random(in: 0 ... .max)).sqlite")
    }

    private func insert(
        _ session: Session, _ sequence: Int, _ id: String, line: Int, of lines: Int, debit: Int = 0, credit: Int = 0,
        entity: String = "", currency: String = "USD"
    ) throws {
        try session.execute(
            """
            INSERT INTO journal (sequence, posting, id, line_no, effective_on, account, debit, credit, currency,
                description, event, match_id, arrival, entity, entry_lines)
            VALUES ($1, 1, $2, $3, '2026-03-09', '1010', $4, $5, $6, '', 'e', '', 1, $7, $8)
            """,
            [
                .integer(sequence), .text(id), .integer(line), .integer(debit), .integer(credit), .text(currency),
                .text(entity), .integer(lines),
            ])
    }

    @Test func aBalancedEntryIsTaken() throws {
        try database().write { session in
            try insert(session, 1, "A", line: 1, of: 3, debit: 5)
            try insert(session, 2, "A", line: 2, of: 3, debit: 2)
            try insert(session, 3, "A", line: 3, of: 3, credit: 7)
            try session.commitPosting(1)
        }
    }

    @Test(arguments: [("", "", "USD", "EUR"), ("10", "20", "USD", "USD")]) func eachCurrencyOfEachEntityBalances(
        first: String, second: String, currency: String, other: String
    ) throws {
        #expect(throws: (any Error).self) {
            try database().write { session in
                try insert(session, 1, "A", line: 1, of: 2, debit: 5, entity: first, currency: currency)
                try insert(session, 2, "A", line: 2, of: 2, credit: 5, entity: second, currency: other)
            }
        }
    }

    @Test func oneCentOffIsRefused() throws {
        #expect(throws: (any Error).self) {
            try database().write { session in
                try insert(session, 1, "A", line: 1, of: 2, debit: 5)
                try insert(session, 2, "A", line: 2, of: 2, credit: 4)
            }
        }
    }

    @Test func halfAnEntryCannotBePosted() throws {
        let database = try database()
        try database.write { try insert($0, 1, "A", line: 1, of: 2, debit: 5) }
        #expect(throws: (any Error).self) { try database.write { try $0.commitPosting(1) } }
        #expect(throws: (any Error).self) { try database.write { try insert($0, 2, "B", line: 1, of: 2, debit: 5) } }
        #expect(throws: (any Error).self) {
            try database.write { try insert($0, 2, "A", line: 3, of: 2, credit: 5) }
        }
    }

    @Test func whatIsPostedIsNeitherChangedNorRemoved() throws {
        let database = try database()
        try database.write { session in
            try insert(session, 1, "A", line: 1, of: 2, debit: 5)
            try insert(session, 2, "A", line: 2, of: 2, credit: 5)
            try session.commitPosting(1)
        }
        for statement in ["UPDATE journal SET account = '2010'", "DELETE FROM journal WHERE sequence = 1"] {
            #expect(throws: (any Error).self) { try database.write { try $0.execute(statement) } }
        }
        #expect(try database.read { try $0.number("SELECT COUNT(*) FROM journal") } == 2)
    }

    @Test func theLastActOnPeriodsCounts() throws {
        let database = try database()
        #expect(try database.read { try $0.closedThrough() } == nil)
        for day in ["2026-02-28", "2026-03-31", nil, "2026-01-31"] {
            try database.write {
                try $0.add(
                    PeriodAct(through: day.flatMap { CalendarDate(iso: $0) }, at: "t", actor: "a", reason: "r"))
            }
            #expect(try database.read { try $0.closedThrough()?.description } == day)
        }
        #expect(try database.read { try $0.periodActs().count } == 4)
    }

    @Test func dimensionsAndOriginalDaysComeBack() throws {
        let database = try database()
        let dimensions = Dimensions(entity: "10", costCenter: "4711", fund: "RE")
        let entry = try #require(
            JournalEntry(
                id: "B1", event: "bank-line", effectiveOn: CalendarDate(dayNumber: 20_500),
                lines: [
                    JournalLine(
                        account: "1010", side: .debit, amount: .dollars(cents: 5), dimensions: dimensions),
                    JournalLine(
                        account: "2010", side: .credit, amount: .dollars(cents: 5),
                        dimensions: Dimensions(entity: "10")),
                ], description: "d", matchID: "", arrival: ArrivalID(1),
                originalOn: CalendarDate(dayNumber: 20_490)))
        try database.write {
            try $0.stageJournal([entry], posting: 1)
            try $0.commitPosting(1)
        }
        #expect(try database.read { try $0.journalEntry("B1") } == entry)
        var days: [CalendarDate] = []
        try database.read { session in
            try session.dailySums(byDayOfEvent: true) { days.append($0.date) }
            try session.dailySums(accounts: ["1010"]) { days.append($0.date) }
        }
        #expect(days.map(\.dayNumber) == [20_490, 20_490, 20_500])
    }
}
