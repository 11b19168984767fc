import Facts
import Money
import Testing

@testable import Configuration

/// Config/rules/*.yaml: what a bank line must say to need no partner.
@Suite struct BankRuleReaderTests {
    private func read(_ rules: String) throws -> [BankRule] {
        try GatewayReader.read(
            ComplaintTests.Files(texts: [
                "gateway.yaml": "organisation: { name: H }", "partners/bank.yaml": ComplaintTests.bank,
                "rules/bank.yaml": rules,
            ]), rules: []
        ).bankRules
    }

    private func complaints(_ rules: String) -> [String] {
        do {
            _ = try read(rules)
            return []
        } catch {
            return (error as? ConfigurationFailure)?.complaints.map(\.description) ?? ["\(error)"]
        }
    }

    @Test func aRuleIsReadWhole() throws {
        let rules = try read(
            """
            bank-lines:
              - name: courier
                category: bank-fee
                bank-code: "699"
                text: armored courier
                direction: debit
                limit: 250.00
            """)
        #expect(
            rules == [
                BankRule(
                    name: "courier", category: .bankFee, bankCode: "699", words: ["armored", "courier"],
                    direction: .debit, limit: .dollars(cents: 25_000))
            ])
    }

    @Test func aDomainFitsWholeOrByItsBeginning() throws {
        let rules = try read(
            "bank-lines:\n  - { name: fees, category: bank-fee, domain: PMNT/MDOP }\n"
                + "  - { name: sweeps, category: zba-transfer, domain: CAMT/ACCB/ZABA }\n")
        func fits(_ domain: String) -> [Bool] {
            rules.map { $0.fits(bankCode: "", domain: domain, texts: [], amount: .dollars(cents: -100)) }
        }
        #expect(fits("PMNT/MDOP/FEES") == [true, false] && fits("PMNT/MDOP") == [true, false])
        #expect(fits("CAMT/ACCB/ZABA") == [false, true])
        #expect(fits("PMNT/MDOPX") == [false, false] && fits("PMNT") == [false, false] && fits("") == [false, false])
    }

    @Test(arguments: [
        ("bank-lines:\n  - category: interest\n    text: a", "Config/rules/bank.yaml:2: `name` is missing"),
        ("bank-lines:\n  - name: x\n    text: a", "Config/rules/bank.yaml:2: `category` is missing"),
        (
            "bank-lines:\n  - name: x\n    category: interest",
            "Config/rules/bank.yaml:2: a rule needs `bank-code`, `domain` or `text`, or it would fit every line"
        ),
        (
            "bank-lines:\n  - name: x\n    category: interest\n    text: a\n    limit: -1",
            "Config/rules/bank.yaml:5: `limit` takes an amount above zero like 250.00, not `-1`"
        ),
        (
            "bank-lines:\n  - name: x\n    category: interest\n    domain: PMNT/fee",
            "Config/rules/bank.yaml:4: `domain` takes codes of four capitals, DOMAIN/FAMILY/SUBFAMILY or its beginning, "
                + "not `PMNT/fee`"
        ),
        (
            "bank-lines:\n  - name: x\n    category: interest\n    bank-code: 69",
            "Config/rules/bank.yaml:4: `bank-code` takes a BAI2 code, three digits in quotes, not `69`"
        ),
        ("rules: []", "Config/rules/bank.yaml:1: `bank-lines` is missing or empty"),
    ])
    func everyFaultHasItsLine(text: String, complaint: String) {
        #expect(complaints(text).contains(complaint), "\(complaints(text))")
    }

    @Test func twoOfOneNameAreComplainedOf() {
        let one = "  - name: x\n    category: interest\n    text: a\n"
        #expect(complaints("bank-lines:\n\(one)\(one)").contains { $0.hasSuffix("there are two rules named `x`") })
    }

    @Test func aRuleFitsWhereAllThatItNamesAgrees() {
        let rule = BankRule(
            name: "courier", category: .bankFee, bankCode: "699", words: ["armored", "courier"], direction: .debit,
            limit: .dollars(cents: 25_000))
        func fits(_ code: String, _ text: String, _ cents: Int64) -> Bool {
            rule.fits(bankCode: code, texts: ["x", text], amount: .dollars(cents: cents))
        }
        #expect(fits("699", "Armored-Courier MARCH", -25_000))
        #expect(!fits("698", "ARMORED COURIER", -100) && !fits("699", "ARMORED COURIER", 100))
        #expect(!fits("699", "ARMORED COURIER", -25_001) && !fits("699", "COURIER ARMORED", -100))
        #expect(!fits("699", "UNARMORED COURIER", -100))
        #expect(!rule.fits(bankCode: "699", texts: ["armored courier"], amount: Money(minorUnits: -1, currency: .eur)))
    }
}
