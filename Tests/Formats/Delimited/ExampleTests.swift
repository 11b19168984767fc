import Parsing
import Testing

@testable import Delimited

/// The examples of the catalogue are true: the wrong one breaks its rule, the right one does not.
@Suite struct ExampleTests {
    @Test(arguments: DelimitedRules.all.filter { !$0.wrong.isEmpty })
    func `the wrong example breaks the rule and the right one keeps it`(rule: FindingRule) throws {
        #expect(try codes(rule.wrong).contains(rule.code))
        #expect(try !codes(rule.right).contains(rule.code))
    }

    private func codes(_ example: String) throws -> Set<String> {
        let isRow = example.hasPrefix("I1") || example.hasPrefix("P")
        let columns = example.hasPrefix("P") ? PaymentRow.columns : OpenItemRow.columns
        let text = isRow ? columns.joined(separator: ",") + "\n" + example + "\n" : example + "\n"
        var source = MemoryByteSource(Array(text.utf8))
        return Set(try DelimitedDocument.read(&source).findings.counts.keys)
    }
}
