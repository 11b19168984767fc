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

    /// An entry that writes what it says, true or not: `lines` are accounts and what they move.
    private func insert(
        _ session: Session, _ number: Int64, _ id: String, _ lines: [(account: Int64, units: Int64)], count: Int? = nil,
        posting: Int64 = 1
    ) throws {
        try session.execute(
            """
            INSERT INTO journal_entries (number, posting, id, line_count, effective_on, description, event, match_id,
                arrival) VALUES ($1, $2, $3, $4, '2026-03-09', '', 'e', '', 1)
            """, [.integer(number), .integer(posting), .text(id), .integer(count ?? lines.count)])
        for (place, line) in lines.enumerated() {
            try session.execute(
                "INSERT INTO journal_lines (sequence, entry, account, units) VALUES ($1, $2, $3, $4)",
                [.integer(number + Int64(place)), .integer(number), .integer(line.account), .integer(line.units)])
        }
    }

    /// Accounts 1 and 2 are of one book, 3 is of another currency, 4 of another entity.
    private func insertAccounts(_ session: Session) throws {
        for (account, currency, entity) in [
            ("1010", "USD", ""), ("2010", "USD", ""), ("2010", "EUR", ""), ("2010", "USD", "20"),
        ] {
            try session.execute(
                """
                INSERT INTO journal_accounts (account, currency, entity, cost_center, fund)
                VALUES ($1, $2, $3, '', '')
                """, [.text(account), .text(currency), .text(entity)])
        }
    }

    @Test func aBalancedEntryIsTaken() throws {
        let database = try database()
        try database.write { session in
            try insertAccounts(session)
            try insert(session, 1, "A", [(1, 5), (2, -3), (1, -2)])
            try insert(session, 4, "B", [(1, 7), (3, 9), (2, -7), (3, -9)])
            try session.proveJournal(through: 7)
            try session.commitPosting(1)
        }
        #expect(try database.read { try $0.number("SELECT COUNT(DISTINCT book) FROM journal_accounts") } == 3)
        #expect(
            try database.read {
                try $0.rows("SELECT id, line_no, debit, credit FROM journal WHERE sequence > 3") {
                    "\($0.text(0)) \($0.integer(1)) \($0.integer(2)) \($0.integer(3))"
                }
            } == ["B 1 7 0", "B 2 9 0", "B 3 0 7", "B 4 0 9"])
    }

    @Test(arguments: [
        [(Int64(1), Int64(5)), (2, -4)], [(1, 5), (3, -5)], [(1, 5), (4, -5)], [(1, 5), (2, -5), (3, 1), (4, -1)],
        [(1, 5)],
    ]) func anEntryThatDoesNotBalanceIsRefused(lines: [(Int64, Int64)]) throws {
        let database = try database()
        try database.write { try insertAccounts($0) }
        #expect(throws: (any Error).self) {
            try database.write { session in
                try insert(session, 1, "A", lines.map { (account: $0.0, units: $0.1) })
                try session.proveJournal(through: Int64(lines.count))
            }
        }
    }

    @Test func whatIsNotProvedCannotBePosted() throws {
        let database = try database()
        try database.write { session in
            try insertAccounts(session)
            try insert(session, 1, "A", [(1, 5), (2, -5)])
        }
        #expect(throws: (any Error).self) { try database.write { try $0.commitPosting(1) } }
        // Not half of it, and not more than there is.
        for through in [Int64(1), 3] {
            #expect(throws: (any Error).self) { try database.write { try $0.proveJournal(through: through) } }
        }
        try database.write { session in
            try session.proveJournal(through: 2)
            try session.commitPosting(1)
        }
    }

    @Test func anEntryIsThereWhole() throws {
        let database = try database()
        try database.write { try insertAccounts($0) }
        // Two lines of three; and three lines of which the entry knows two.
        for (lines, count) in [(2, 3), (3, 2)] {
            #expect(throws: (any Error).self) {
                try database.write { session in
                    try insert(
                        session, 1, "A", [(1, 5), (2, -5), (1, 1)].prefix(lines).map { ($0.0, $0.1) }, count: count)
                    try session.proveJournal(through: Int64(lines))
                }
            }
        }
    }

    @Test func whatIsPostedIsNeitherChangedNorRemoved() throws {
        let database = try database()
        try database.write { session in
            try insertAccounts(session)
            try insert(session, 1, "A", [(1, 5), (2, -5)])
            try session.proveJournal(through: 2)
            try session.commitPosting(1)
        }
        for statement in [
            "UPDATE journal_lines SET account = 2", "DELETE FROM journal_lines WHERE sequence = 1",
            "UPDATE journal_entries SET event = 'f'", "DELETE FROM journal_entries WHERE number = 1",
            "UPDATE journal_accounts SET account = '2010'", "DELETE FROM journal_accounts", "DELETE FROM journal",
        ] {
            #expect(throws: (any Error).self, "\(statement)") { try database.write { try $0.execute(statement) } }
        }
        #expect(try database.read { try $0.number("SELECT COUNT(*) FROM journal") } == 2)
    }

    /// An entry that would take a line of another for its own, proved or not, and beside entries that are sound.
    @Test(arguments: [false, true]) func anEntryBehindTheLastLineCannotBePosted(hasSoundOnes: Bool) throws {
        let database = try database()
        try database.write { session in
            try insertAccounts(session)
            try insert(session, 1, "A", [(1, 5), (2, -5)])
            try session.proveJournal(through: 2)
            try session.commitPosting(1)
        }
        #expect(throws: (any Error).self) {
            try database.write { session in
                try insert(session, 2, "B", [], count: 1, posting: 2)
                if hasSoundOnes {
                    try insert(session, 3, "C", [(1, 7), (2, -7)], posting: 2)
                    try session.proveJournal(through: 4)
                }
                try session.commitPosting(2)
            }
        }
        try database.write { session in
            try insert(session, 3, "C", [(1, 7), (2, -7)], posting: 2)
            try session.proveJournal(through: 4)
            try session.commitPosting(2)
        }
        #expect(try database.read { try $0.number("SELECT COUNT(*) FROM journal") } == 4)
    }

    /// The same among the entries that are about to be posted, behind their proof.
    @Test func anEntryAmongProvedOnesCannotBePosted() throws {
        let database = try database()
        try database.write { session in
            try insertAccounts(session)
            try insert(session, 1, "A", [(1, 5), (2, -5)])
            try session.proveJournal(through: 2)
        }
        for posting in [Int64(1), 0] {
            #expect(throws: (any Error).self) {
                try database.write { session in
                    try insert(session, 2, "B", [], count: 1, posting: posting)
                    try session.commitPosting(1)
                }
            }
        }
        try database.write { try $0.commitPosting(1) }
    }

    @Test func aLineOfAnUnknownAccountIsRefused() throws {
        let database = try database()
        try database.write { try insertAccounts($0) }
        #expect(throws: (any Error).self) {
            try database.write { session in
                try insert(session, 1, "A", [(1, 5), (9, -5)])
                try session.proveJournal(through: 2)
            }
        }
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
