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
        // Two lines one by one, then their entry.
        for removed in [1, 1, 1, 0] {
            #expect(try database.write { try $0.discardStagedRows(after: 1, limit: 1) } == removed)
        }
        #expect(try database.read(visibleLines) == 2)
        // Its place is free again.
        try database.write {
            try $0.stageJournal([second], posting: 2)
            try $0.commitPosting(2)
        }
        #expect(try database.read(visibleLines) == 4)
    }

    @Test func discardingLoosensWhatThePostingHadMadeFirm() throws {
        let database = try database()
        let match = Match(
            kind: .rule, left: MatchSide(evidence: nil, reference: "bank-fee"),
            right: MatchSide(evidence: Evidence(arrival: ArrivalID(1), ordinal: 0), reference: "L1"),
            amount: .dollars(cents: -500), rule: "bank-fee", explanation: "")
        let line = BankLine(
            evidence: Evidence(arrival: ArrivalID(1), ordinal: 0), reference: "L1", account: LookupKey(high: 1, low: 2),
            amount: .dollars(cents: -500), bookedOn: CalendarDate(dayNumber: 20_000), isReversal: false,
            bankCode: "699",
            category: .bankFee, traceKey: nil, tracePayerID: nil, achTrace: nil, achBatchNumber: nil, checkNumber: nil,
            references: [], partyNameKey: nil)
        func firm() throws -> Int64 {
            try database.read { try $0.number("SELECT COUNT(*) FROM bank_lines WHERE firm IS NOT NULL") }
        }
        try database.write { session in
            try session.insertBankLines([StoredBankLine(line: line, sealedText: [])])
            try session.stageMatches([match], posting: 1)
            try session.markFirm([match], posting: 1)
        }
        #expect(try firm() == 1)
        #expect(try database.read { try $0.matchExists("R1.0") })
        try database.write { _ = try $0.discardStagedRows(after: 0, limit: 10) }
        #expect(try firm() == 0)
        #expect(try !database.read { try $0.matchExists("R1.0") })
    }

    private func match(_ ordinal: Int) -> Match {
        Match(
            kind: .claimPayment,
            left: MatchSide(evidence: Evidence(arrival: ArrivalID(4), ordinal: ordinal), reference: "T"),
            right: MatchSide(evidence: Evidence(arrival: ArrivalID(2), ordinal: 3), reference: "C"),
            amount: .dollars(cents: 500), rule: "reference", explanation: "")
    }

    @Test func aPostingKnowsItsOwnMatches() throws {
        let database = try database()
        for (posting, matches) in [(Int64(1), [match(1), match(2)]), (2, []), (3, [match(3)])] {
            try database.write { session in
                try session.beginPosting(posting, for: nil)
                try session.stageMatches(matches, posting: posting)
                #expect(try session.matchCount(posting: posting) == Int64(matches.count))
                #expect(try session.matches(posting: posting, limit: 9).map(\.id) == matches.map(\.id))
                try session.commitPosting(posting)
            }
        }
        // One that is interrupted loses its own, and those before it stay.
        try database.write { session in
            try session.beginPosting(4, for: nil)
            try session.stageMatches([match(4), match(5)], posting: 4)
        }
        for removed in [1, 1, 0] {
            #expect(try database.write { try $0.discardStagedRows(after: 3, limit: 1) } == removed)
        }
        #expect(try database.read { try $0.number("SELECT COUNT(*) FROM matches") } == 3)
    }

    /// A posting that an earlier program had begun when it was replaced.
    @Test func whatAnInterruptedPostingLeftIsDiscardedAfterAnUpgrade() throws {
        let path = NSTemporaryDirectory() + "hms-store-\(UInt32.random(in: 0 ... .max)).sqlite"
        let old = try Database(path: path, through: "17 receivers")
        try old.write { session in
            try session.stageMatches([match(1)], posting: 1)
            try session.commitPosting(1)
            try session.execute("UPDATE posting_being_staged SET number = 2")
            try session.stageMatches([match(2), match(3)], posting: 2)
        }
        try old.close()
        let database = try Database(path: path)
        #expect(try database.read { try $0.matchCount(posting: 2) } == 2)
        #expect(try database.write { try $0.discardStagedRows(after: 1, limit: 10) } == 2)
        try database.write { session in
            try session.beginPosting(2, for: nil)
            try session.stageMatches([match(2)], posting: 2)
            #expect(try session.matchCount(posting: 2) == 1)
            try session.commitPosting(2)
        }
    }

    @Test func aMatchIsFoundByItsId() throws {
        let database = try database()
        let match = Match(
            kind: .claimPayment,
            left: MatchSide(evidence: Evidence(arrival: ArrivalID(4), ordinal: 17), reference: "T"),
            right: MatchSide(evidence: Evidence(arrival: ArrivalID(2), ordinal: 3), reference: "C"),
            amount: .dollars(cents: 500), rule: "reference", explanation: "")
        try database.write { try $0.stageMatches([match], posting: 1) }
        for (id, isThere) in [
            ("C4.17-2.3", true), ("I4.17-2.3", false), ("C4.17-2.4", false), ("", false), ("C4", false),
        ] {
            #expect(try database.read { try $0.matchExists(id) } == isThere, "\(id)")
        }
        // Twice under one posting is refused; once more after it was withdrawn is not.
        #expect(throws: (any Error).self) { try database.write { try $0.stageMatches([match], posting: 1) } }
        try database.write { session in
            try session.stageMatchWithdrawal(match.id, posting: 2)
            try session.stageMatches([match], posting: 2)
        }
        #expect(try database.read { try $0.matchExists(match.id) })
    }

    @Test func anEntryThatComesAgainGetsTheNameItIsGiven() throws {
        let database = try database()
        let entry = try entry("B1.0")
        try database.write { session in
            try session.stageJournal([entry], posting: 1)
            try session.stageJournal([entry], posting: 1, again: "~1")
            try session.commitPosting(1)
        }
        #expect(try database.read(visibleLines) == 4)
        #expect(try database.read { try $0.journalEntryExists("B1.0~1") })
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
