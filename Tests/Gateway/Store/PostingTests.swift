import Facts
import Foundation
import Money
import Testing

@testable import Store

/// Nothing that a posting stages counts before its number is reached; moves are compare-and-set.
@Suite struct PostingTests {
    private func database() throws -> Database {
        try Database(path: NSTemporaryDirectory() + "hms-store-\(UInt32.random(in: 0 ... .max)).sqlite")
    }

    private func entry(_ id: String) throws -> JournalEntry {
        try #require(
            JournalEntry(
                id: id, event: "bank-line", effectiveOn: CalendarDate(dayNumber: 20_000),
                lines: [
                    JournalLine(account: "1010", side: .debit, amount: .dollars(cents: 5)),
                    JournalLine(account: "2010", side: .credit, amount: .dollars(cents: 5)),
                ], description: "", matchID: "", arrival: ArrivalID(1)))
    }

    private func visibleLines(_ session: Session) throws -> Int {
        var count = 0
        try session.forEachJournalRow { _ in count += 1 }
        return count
    }

    @Test func stagedRowsShowWithTheirPosting() throws {
        let database = try database()
        let entry = try entry("B1.0")
        try database.write { try $0.stageJournal([entry], posting: 1) }
        #expect(try database.read(visibleLines) == 0)
        try database.write { try $0.commitPosting(1) }
        #expect(try database.read(visibleLines) == 2)
        #expect(throws: StateConflict.self) { try database.write { try $0.commitPosting(1) } }
        #expect(throws: StateConflict.self) { try database.write { try $0.commitPosting(3) } }
    }

    @Test func whatAnInterruptedPostingLeftIsDiscarded() throws {
        let database = try database()
        let (first, second) = (try entry("B1.0"), try entry("B1.1"))
        try database.write {
            try $0.stageJournal([first], posting: 1)
            try $0.commitPosting(1)
            try $0.stageJournal([second], posting: 2)
        }
        #expect(try database.write { try $0.discardStagedRows(after: 1, limit: 1) } == 1)
        #expect(try database.write { try $0.discardStagedRows(after: 1, limit: 10) } == 1)
        #expect(try database.write { try $0.discardStagedRows(after: 1, limit: 10) } == 0)
        #expect(try database.read(visibleLines) == 2)
    }

    @Test func anEntryCannotBePostedTwice() throws {
        let database = try database()
        let entry = try entry("B1.0")
        try database.write { try $0.stageJournal([entry], posting: 1) }
        #expect(throws: (any Error).self) { try database.write { try $0.stageJournal([entry], posting: 1) } }
    }

    @Test func arrivalsMoveOnlyAsTheirStatesAllow() throws {
        let database = try database()
        let arrival = try database.write { session in
            try session.insertArrival(
                ArrivalRecord(
                    partner: "p", channel: "folder", folder: "inbox/p", name: "n", bytes: 1, sha256: "s",
                    receivedAt: "t", receivedOn: "2026-03-09", device: 1, inode: 2, spool: "f"))
        }
        try database.write { try $0.moveArrival(arrival.id, from: .taken, to: .opened) }
        #expect(throws: StateConflict.self) {
            try database.write { try $0.moveArrival(arrival.id, from: .taken, to: .opened) }
        }
        #expect(throws: StateConflict.self) {
            try database.write { try $0.moveArrival(arrival.id, from: .opened, to: .posted) }
        }
        #expect(try database.read { try $0.arrival(arrival.id)?.state } == .opened)
    }

    @Test func statesEndWhereTheySay() {
        for state in ArrivalState.allCases where state.successors.isEmpty {
            #expect([.answered, .duplicate, .rejected, .quarantined].contains(state))
        }
    }
}
