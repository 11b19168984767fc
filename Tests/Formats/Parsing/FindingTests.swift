import Parsing
import Testing

@Suite struct FindingTests {
    @Test func severitiesAreOrdered() {
        #expect(Severity.allCases.sorted() == [.notice, .warning, .error])
        #expect(Severity.notice < .warning && Severity.warning < .error && !(Severity.error < .error))
    }

    @Test func aFindingSpeaksForItsRule() {
        let rule = FindingRule(
            "test.rule", .warning, meaning: "A meaning.", cure: "A cure.", wrong: "1,00", right: "1.00", leavesGap: true
        )
        let finding = rule.finding("Found 1,00.", at: Location(offset: 94, line: 2, record: "6"))
        #expect(finding.code == "test.rule" && finding.severity == .warning)
        #expect(finding.rule == rule && finding.message == "Found 1,00.")
        #expect(finding.location == Location(offset: 94, line: 2, record: "6"))
        #expect(finding != rule.finding("Found 1,00.", at: Location(offset: 95, line: 2, record: "6")))
    }

    @Test func whatARuleNeedNotSayIsEmpty() {
        let rule = FindingRule("test.plain", .notice, meaning: "A meaning.", cure: "A cure.")
        #expect(rule.wrong.isEmpty && rule.right.isEmpty && !rule.leavesGap)
    }

    /// Each format fills its own parts of a place; the others stay nil.
    @Test func locationsOfTheFormats() {
        let plain = Location(offset: 7)
        #expect(plain.offset == 7 && plain.line == nil && plain.record == nil)
        #expect(plain.segment == nil && plain.element == nil && plain.path == nil)
        var x12 = Location(offset: 120, line: 4, segment: "BPR", element: "BPR02")
        #expect(x12.segment == "BPR" && x12.element == "BPR02")
        let xml = Location(offset: 120, line: 4, path: "Document/BkToCstmrStmt/Stmt[1]")
        #expect(x12 != xml && Set([x12, xml, x12]).count == 2)
        x12.offset = 121
        #expect(x12.offset == 121)
    }
}
