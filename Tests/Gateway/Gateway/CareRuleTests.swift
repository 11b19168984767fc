import Testing

@testable import Gateway

/// The codes of the operator's care can be explained, each by itself.
@Suite struct CareRuleTests {
    @Test func codesAreUniqueAndKnownToExplain() {
        let codes = CareRules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for rule in CareRules.all {
            #expect(RuleCatalogue.all.filter { $0.code == rule.code }.count == 1)
            #expect(RuleCatalogue.rule(rule.code) == rule)
            #expect(!rule.cure.isEmpty && !rule.wrong.isEmpty && !rule.right.isEmpty)
        }
    }
}
