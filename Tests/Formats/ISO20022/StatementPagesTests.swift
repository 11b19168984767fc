import Money
import Parsing
import Testing

@testable import ISO20022

@Suite struct StatementPagesTests {
    private func balance(_ cents: Int64, isIntermediate: Bool = false) -> StatementBalance {
        StatementBalance(
            kind: .closingBooked, isIntermediate: isIntermediate, amount: .dollars(cents: cents), date: nil)
    }

    private func page(
        _ number: Int, isLast: Bool = false, opening: Int64?, closing: Int64?, credits: Int64 = 0, debits: Int64 = 0
    ) -> StatementPage {
        StatementPage(
            number: number, isLast: isLast, opening: opening.map { balance($0, isIntermediate: number > 1) },
            closing: closing.map { balance($0, isIntermediate: !isLast) }, credits: .dollars(cents: credits),
            debits: .dollars(cents: debits), entries: 1)
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
    func pagesInAnyOrderBalance(order: [Int]) {
        let all = [
            page(1, opening: 100, closing: 150, credits: 50), page(2, opening: 150, closing: 120, debits: 30),
            page(3, isLast: true, opening: 120, closing: 125, credits: 5),
        ]
        var pages = StatementPages()
        for (count, place) in order.enumerated() {
            #expect(pages.add(all[place]) == .taken)
            if count < 2, case .complete = pages.state { Issue.record("complete with \(count + 1) of 3 pages") }
        }
        #expect(pages.state == .complete(.holds))
    }

    @Test func carriedBalancesMayBeLeftOut() {
        var pages = StatementPages()
        _ = pages.add(page(1, opening: 100, closing: nil, credits: 50))
        _ = pages.add(page(2, isLast: true, opening: nil, closing: 150))
        #expect(pages.state == .complete(.holds))
    }

    @Test func missingPagesAreNamed() {
        var pages = StatementPages()
        #expect(pages.state == .incomplete(missing: [], isLastMissing: true))
        _ = pages.add(page(4, opening: 1, closing: 1))
        #expect(pages.state == .incomplete(missing: [1, 2, 3], isLastMissing: true))
        _ = pages.add(page(5, isLast: true, opening: 1, closing: 1))
        #expect(pages.state == .incomplete(missing: [1, 2, 3], isLastMissing: false))
    }

    @Test func wrongSumsAndBrokenCarriesAreTold() {
        var wrong = StatementPages()
        _ = wrong.add(page(1, opening: 100, closing: 150, credits: 50))
        _ = wrong.add(page(2, isLast: true, opening: 150, closing: 151))
        #expect(wrong.state == .complete(.fails(difference: .dollars(cents: 1))))
        var broken = StatementPages()
        _ = broken.add(page(1, opening: 100, closing: 150, credits: 50))
        _ = broken.add(page(2, isLast: true, opening: 140, closing: 140))
        #expect(broken.state == .complete(.notCarried(page: 2)))
    }

    @Test func repeatedAndConflictingPagesAreTold() {
        var pages = StatementPages()
        let first = page(1, opening: 1, closing: 1)
        #expect(pages.add(first) == .taken)
        #expect(pages.add(first) == .repeated)
        #expect(pages.add(page(1, opening: 1, closing: 2)) == .conflicting)
        #expect(pages.add(page(2, isLast: true, opening: 1, closing: 1)) == .taken)
        #expect(pages.add(page(3, opening: 1, closing: 1)) == .conflicting)
        #expect(pages.add(page(0, opening: 1, closing: 1)) == .conflicting)
        #expect(pages.add(page(Int.max, opening: 1, closing: 1)) == .conflicting)
    }

    /// From two messages, through the reader, the last page first.
    @Test func pagesOfMessagesAreGathered() throws {
        struct Gatherer: StatementHandler {
            var pages = StatementPages()
            mutating func statementBegan(_ header: StatementHeader) {}
            mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {}
            mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {
                if let summary { _ = pages.add(StatementPage(header, summary)) }
            }
        }
        func message(_ page: Int, _ isLast: Bool, _ opening: String, _ closing: String) -> [UInt8] {
            let statement = SampleMessage.statement(opening: opening, closing: closing, SampleMessage.entry("12.50"))
                .replacing(
                    "</Id><ElctrncSeqNb>",
                    with:
                        "</Id><StmtPgntn><PgNb>\(page)</PgNb><LastPgInd>\(isLast)</LastPgInd></StmtPgntn><ElctrncSeqNb>"
                )
            return Array(SampleMessage.document(statement).utf8)
        }
        var gatherer = Gatherer()
        for bytes in [message(2, true, "", "125.00"), message(1, false, "100.00", "")] {
            var source = MemoryByteSource(bytes)
            let report = try ISO20022Reader.read(&source, into: &gatherer)
            #expect(report.findings.verdict == .accepted, "\(report.codes)")
        }
        #expect(gatherer.pages.state == .complete(.holds))
    }
}
