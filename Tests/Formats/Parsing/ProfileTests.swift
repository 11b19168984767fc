import Money
import Testing

@testable import Parsing

/// A profile changes what a finding weighs, never that it was found.
@Suite struct ProfileTests {
    private static let count = FindingRule("test.count", .error, meaning: "Counts agree.", cure: "Count again.")
    private static let style = FindingRule("test.style", .warning, meaning: "Blanks fill.", cure: "None.")
    private static let amount = FindingRule(
        "test.amount", .error, meaning: "Amounts are digits.", cure: "Ask for it.", leavesGap: true)

    private func log(_ rules: FindingRule..., keeping kept: Int = 100) -> FindingLog {
        var log = FindingLog(keptPerCode: kept)
        for rule in rules { log.add(rule, "m", at: Location(offset: 7)) }
        return log
    }

    private func profile(_ code: String, _ treatment: Deviation.Treatment) throws -> Profile {
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        return Profile(
            name: "bank",
            deviations: [Deviation(code: code, treatment: treatment, who: "treasury", when: day, why: "agreed")])
    }

    @Test func strictChangesNothing() {
        let (findings, uses) = log(Self.count, Self.style).judged(by: .strict)
        #expect(findings.verdict == .rejected)
        #expect(uses.isEmpty)
    }

    @Test func anErrorCanBecomeAWarning() throws {
        let (findings, uses) = log(Self.count, Self.count, keeping: 1).judged(
            by: try profile("test.count", .warning))
        #expect(findings.verdict == .warnings)
        #expect(findings.warningCount == 2 && findings.errorCount == 0)
        #expect(findings.kept.map(\.severity) == [.warning])
        #expect(findings.kept.first?.location == Location(offset: 7))
        #expect(uses.map(\.count) == [2])
    }

    @Test func whatIsIgnoredIsNotToldButCounted() throws {
        let (findings, uses) = log(Self.style, Self.count).judged(by: try profile("test.style", .ignored))
        #expect(findings.kept.map(\.code) == ["test.count"])
        #expect(findings.counts["test.style"] == nil)
        #expect(uses.map(\.count) == [1])
    }

    @Test func aWarningCanBecomeAnError() throws {
        let (findings, _) = log(Self.style).judged(by: try profile("test.style", .error))
        #expect(findings.verdict == .rejected)
    }

    @Test(arguments: [Deviation.Treatment.warning, .ignored])
    func whatLeavesAGapStaysAnError(_ treatment: Deviation.Treatment) throws {
        let (findings, uses) = log(Self.amount).judged(by: try profile("test.amount", treatment))
        #expect(findings.verdict == .rejected)
        #expect(uses.isEmpty)
    }

    @Test func aDeviationThatMeetsNothingIsNoUse() throws {
        let (findings, uses) = log(Self.style).judged(by: try profile("test.count", .warning))
        #expect(findings.verdict == .warnings)
        #expect(uses.isEmpty)
    }
}
