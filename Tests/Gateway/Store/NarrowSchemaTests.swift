import Facts
import Foundation
import Money
import Testing

@testable import Store

/// A database of the program before the narrow tables keeps all that it held.
@Suite struct NarrowSchemaTests {
    @Test func whatWasThereIsTakenOver() throws {
        let path = NSTemporaryDirectory() + "hms-store-\(UInt32.random(in: 0 ... .max)).sqlite"
        let old = try Database(path: path, through: "7 people")
        try old.write { session in
            for (sequence, id, line, account, debit, credit, posting) in [
                (1, "B1.0", 1, "1010", 5, 0, 1), (2, "B1.0", 2, "2010", 0, 5, 1),
                (3, "MC3.4-1.2", 1, "2010", 7, 0, 2), (4, "MC3.4-1.2", 2, "1200", 0, 7, 2),
            ] {
                try session.execute(
                    """
                    INSERT INTO journal (sequence, posting, id, line_no, effective_on, account, debit, credit, currency,
                        description, event, match_id, arrival, entity, cost_center, original_on, entry_lines)
                    VALUES ($1, $2, $3, $4, '2026-03-09', $5, $6, $7, 'USD', 'd', 'e', $8, $9, '10', '47', '2026-02-27', 2)
                    """,
                    [
                        .integer(sequence), .integer(posting), .text(id), .integer(line), .text(account),
                        .integer(debit),
                        .integer(credit), .text(posting == 2 ? "C3.4-1.2" : ""), .integer(posting + 1),
                    ])
            }
            try session.execute(
                """
                INSERT INTO matches (id, posting, kind, left_reference, left_arrival, left_ordinal, right_reference,
                    right_arrival, right_ordinal, amount, currency, rule, explanation)
                VALUES ('C3.4-1.2', 2, 'claim-payment', 'T', 3, 4, 'C', 1, 2, 700, 'USD', 'reference', '')
                """)
            try session.commitPosting(1)
            try session.commitPosting(2)
        }
        func journal(_ database: Database) throws -> [String] {
            try database.read {
                try $0.rows(
                    """
                    SELECT sequence, posting, id, line_no, effective_on, account, debit, credit, currency, description,
                        event, match_id, arrival, entity, cost_center, fund, original_on, entry_lines
                    FROM journal ORDER BY sequence
                    """
                ) { row in (0..<18).map { row.text($0) }.joined(separator: "|") }
            }
        }
        let before = try journal(old)
        try old.close()
        let database = try Database(path: path)
        #expect(try journal(database) == before && before.count == 4)
        #expect(try database.read { try $0.matchExists("C3.4-1.2") })
        #expect(try database.read { try $0.standingEntries(ofMatch: "C3.4-1.2") } == ["MC3.4-1.2"])
        // And goes on behind it.
        let entry = try #require(try database.read { try $0.journalEntry("B1.0") })
        try database.write { session in
            try session.stageJournal([entry], posting: 3, again: "~3")
            try session.commitPosting(3)
        }
        #expect(try journal(database).count == 6)
        #expect(try database.read { try $0.openJournalSpan()?.last } == 6)
    }
}
