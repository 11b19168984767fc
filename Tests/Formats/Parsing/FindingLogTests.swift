import Parsing
import Testing

/// Findings are counted without end and kept within bounds.
@Suite struct FindingLogTests {
    static let wrong = FindingRule("test.wrong", .error, meaning: "It is right.", cure: "Put it right.")
    static let odd = FindingRule("test.odd", .warning, meaning: "It is even.", cure: "Nothing to do.")
    static let news = FindingRule("test.news", .notice, meaning: "Nothing is new.", cure: "Nothing to do.")

    @Test func anEmptyLogAccepts() {
        let log = FindingLog()
        #expect(log.verdict == .accepted && !log.hasErrors && log.omittedCount == 0 && log.kept.isEmpty)
    }

    @Test func verdictIsThatOfTheHeaviestFinding() {
        var log = FindingLog()
        log.add(Self.news, "new", at: Location(offset: 1))
        #expect(log.verdict == .accepted)
        log.add(Self.odd, "odd", at: Location(offset: 2))
        #expect(log.verdict == .warnings)
        log.add(Self.wrong, "wrong", at: Location(offset: 3))
        #expect(log.verdict == .rejected && log.hasErrors)
        log.add(Self.news, "new", at: Location(offset: 4))
        #expect(log.verdict == .rejected)
        #expect((log.errorCount, log.warningCount) == (1, 1))
        #expect(log.kept.map(\.code) == ["test.news", "test.odd", "test.wrong", "test.news"])
    }

    @Test func keepsTheFirstOfEachCodeAndCountsAll() {
        var log = FindingLog(keptPerCode: 3)
        for offset in 0..<10 { log.add(Self.wrong, "wrong \(offset)", at: Location(offset: offset)) }
        log.add(Self.odd, "odd", at: Location(offset: 10))
        #expect(log.kept.map(\.message) == ["wrong 0", "wrong 1", "wrong 2", "odd"])
        #expect(log.counts == ["test.wrong": 10, "test.odd": 1])
        #expect(log.errorCount == 10 && log.omittedCount == 7)
    }

    /// A message that nobody will read is not made.
    @Test func messagesBeyondTheBoundAreNotMade() {
        var log = FindingLog(keptPerCode: 1)
        var made = 0
        func message() -> String {
            made += 1
            return "text"
        }
        for offset in 0..<5 { log.add(Self.odd, message(), at: Location(offset: offset)) }
        #expect(made == 1 && log.warningCount == 5)
    }

    @Test func aLogThatKeepsNothingStillCounts() {
        var log = FindingLog(keptPerCode: 0)
        log.add(Self.wrong.finding("wrong", at: Location(offset: 0)))
        #expect(log.kept.isEmpty && log.errorCount == 1 && log.omittedCount == 1 && log.verdict == .rejected)
    }
}
