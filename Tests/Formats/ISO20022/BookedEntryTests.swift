import ISO20022
import Money
import Parsing
import Testing

@Suite struct BookedEntryTests {
    private func entry(
        _ cents: Int64, _ reference: String? = nil, number: String? = nil, batch: String? = nil, details: Int = 0,
        isCredit: Bool = true, day: String = "2026-03-02", account: String = "40 00"
    ) -> BookedEntry {
        BookedEntry(
            account: account, amount: .dollars(cents: cents), isCredit: isCredit, bookedOn: CalendarDate(iso: day),
            servicerReference: reference, entryReference: number, batches: batch.map { [$0] } ?? [], details: details)
    }

    @Test func bankReferencesJoin() {
        let book = [entry(100, "R1"), entry(100, "R2", details: 1)]
        #expect(
            EntryRelation.of([entry(100, "R2", details: 1), entry(100, " R1 ", details: 3)], to: book)
                == [.repeats(1), .details(of: 0)])
        // Another amount, direction, account, or day of a number that counts lines is another entry.
        let others = [
            entry(101, "R1"), entry(100, "R1", isCredit: false), entry(100, "R1", account: "5"), entry(100, "R3"),
        ]
        #expect(EntryRelation.of(others, to: book) == [.alone, .alone, .alone, .alone])
    }

    @Test func batchesAndNumbersJoinWithTheirDay() {
        let book = [entry(100, batch: "B1"), entry(70, number: "7")]
        #expect(
            EntryRelation.of([entry(100, "X", batch: "B1", details: 2), entry(70, number: "7")], to: book)
                == [.details(of: 0), .repeats(1)])
        #expect(EntryRelation.of([entry(70, number: "7", day: "2026-03-03")], to: book) == [.alone])
    }

    @Test func entriesOfANotificationAreDetailsOfTheirBatch() {
        let book = [entry(100, "R1")]
        #expect(EntryRelation.of([entry(60, "R1"), entry(40, "R1")], to: book) == [.details(of: 0), .details(of: 0)])
        #expect(EntryRelation.of([entry(60, "R1"), entry(41, "R1")], to: book) == [.alone, .alone])
        let byBatch = [entry(100, "R1", batch: "B1")]
        #expect(
            EntryRelation.of([entry(60, "A", batch: "B1"), entry(40, "B", batch: "B1")], to: byBatch)
                == [.details(of: 0), .details(of: 0)])
    }

    @Test func equalPaymentsAreNotTakenForOne() {
        #expect(EntryRelation.of([entry(100)], to: [entry(100)]) == [.alone])
        #expect(EntryRelation.of([entry(100, "NOTPROVIDED")], to: [entry(100, "NOTPROVIDED")]) == [.alone])
        // Two lines of the same number and day join with two, not with one twice.
        let twice = [entry(100, number: "1"), entry(100, number: "1")]
        #expect(EntryRelation.of(twice, to: twice) == [.repeats(0), .repeats(1)])
        #expect(EntryRelation.of(twice, to: [twice[0]]) == [.repeats(0), .alone])
    }

    /// A camt.054 with the details of an entry that the camt.053 books as one sum.
    @Test func aNotificationIsJoinedToItsStatement() throws {
        struct Collector: StatementHandler {
            var entries: [BookedEntry] = []
            mutating func statementBegan(_ header: StatementHeader) {}
            mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {
                if let booked = BookedEntry(entry, in: header) { entries.append(booked) }
            }
            mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {}
        }
        func entries(_ text: String) throws -> [BookedEntry] {
            var collector = Collector()
            var source = MemoryByteSource(Array(text.utf8))
            _ = try ISO20022Reader.read(&source, into: &collector)
            return collector.entries
        }
        let book = try entries(
            SampleMessage.document(
                SampleMessage.statement(closing: "112.50", SampleMessage.entry(reference: "R1"))))
        let notified = try entries(
            SampleMessage.document(
                SampleMessage.statement(
                    opening: "", closing: "", element: "Ntfctn",
                    SampleMessage.entry(
                        reference: "R1", details: SampleMessage.detail("10.00") + SampleMessage.detail("2.50"))),
                message: "camt.054.001.08", body: "BkToCstmrDbtCdtNtfctn"))
        #expect(EntryRelation.of(notified, to: book) == [.details(of: 0)])
    }
}
