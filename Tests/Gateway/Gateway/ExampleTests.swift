import Gateway
import Testing

/// Every code that `explain` knows comes with an example of the wrong and the right, or with the reason why none can be shown.
@Suite struct ExampleTests {
    /// Codes that no text can show, with the reason.
    static let withoutExample: [String: String] = [
        "csv.empty": "an empty file has nothing to show", "csv.nul": "a NUL byte cannot be printed",
        "csv.encoding": "bytes that are no UTF-8 cannot be printed", "csv.row.too-long": "a row above one MiB",
        "csv.row.too-many-fields": "a row of more than 1000 fields", "csv.no-rows": "nothing is wrong",
        "csv.duplicates-unchecked": "shows only among millions of rows", "document.empty": "nothing to show",
        "open.signature-bad": "one changed byte of a binary file", "open.key-expired": "a matter of the calendar",
        "open.key-revoked": "a matter of the key", "open.exploding": "a binary file",
        "duplicate.bytes": "the same file twice", "duplicate.document": "the same file under two names",
        "route.not-carried-out": "the file is sound", "gateway.fault": "the file is not the cause",
    ]

    /// Modules whose rules are held to this. Their first word stands before the first dot of a code.
    static let modules: Set<String> = ["csv", "document", "open", "route", "duplicate", "gateway"]

    @Test func `every rule has an example or a reason`() {
        let rules = RuleCatalogue.all.filter { Self.modules.contains(String($0.code.prefix { $0 != "." })) }
        #expect(rules.count > 50)
        for rule in rules {
            let hasExample = !rule.wrong.isEmpty && !rule.right.isEmpty
            #expect(hasExample != (Self.withoutExample[rule.code] != nil), "\(rule.code)")
            #expect(rule.wrong.isEmpty == rule.right.isEmpty, "\(rule.code)")
            #expect(rule.wrong.isEmpty || rule.wrong != rule.right, "\(rule.code)")
        }
    }

    @Test func `every reason belongs to a rule`() {
        #expect(Self.withoutExample.keys.allSatisfy { RuleCatalogue.rule($0) != nil })
    }
}
