import ISO20022
import Money
import Parsing
import Testing

/// Every check before sending, and the smallest order that fails it.
@Suite struct CreditTransferRulesTests {
    typealias Sample = SampleOrder

    @Test func codesAreUniqueAndExplained() {
        let codes = CreditTransferRules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for rule in CreditTransferRules.all {
            #expect(rule.code.hasPrefix("pain.write."))
            #expect(!rule.wrong.isEmpty && !rule.right.isEmpty, "\(rule.code)")
        }
    }

    @Test(arguments: Array(provocations.keys).sorted())
    func isProvoked(code: String) throws {
        let provoke = try #require(Self.provocations[code])
        let (order, profile) = provoke()
        let findings: FindingLog
        do {
            findings = try CreditTransferWriter(profile).check(order).findings
        } catch let refused as OrderRefused {
            findings = refused.findings
        }
        let found = try #require(findings.kept.first { $0.code == code }, "\(findings.kept.map(\.code))")
        #expect(found.location.path?.hasPrefix("Document/CstmrCdtTrfInitn") == true)
        // Nothing but this rule is broken, so that the example is one of this rule.
        #expect(Set(findings.kept.map(\.code)).subtracting([code]) == Self.besides[code, default: []])
        #expect(!found.message.contains("Example Supplies") && !found.message.contains("000001001"))
    }

    /// `source-changed` has a test of its own among the writer's.
    @Test func allAreProvoked() {
        let missing = Set(CreditTransferRules.all.map(\.code)).subtracting(Self.provocations.keys)
        #expect(missing == ["pain.write.source-changed"])
    }

    /// What is broken along with the rule because one cannot be without the other.
    static let besides: [String: Set<String>] = [
        "pain.write.sum-too-large": ["pain.write.amount-limit"],
        "pain.write.instruction-repeated": [],
    ]

    typealias Provocation = @Sendable () -> (CreditTransferOrder, OrderProfile)

    static func transfer(
        _ version: CreditTransferVersion = .v09, type: PaymentType? = .ach(.corporate),
        _ change: @escaping @Sendable (inout CreditTransfer) -> Void
    ) -> Provocation {
        {
            var transfer = Sample.transfer()
            change(&transfer)
            return (Sample.order([transfer], Sample.instruction(type: type)), Sample.profile(version))
        }
    }

    static func block(_ change: @escaping @Sendable (inout PaymentInstruction) -> Void) -> Provocation {
        {
            var instruction = Sample.instruction()
            change(&instruction)
            return (Sample.order([Sample.transfer()], instruction), Sample.profile())
        }
    }

    static func twice(_ change: @escaping @Sendable (inout CreditTransfer) -> Void) -> Provocation {
        {
            var (first, second) = (Sample.transfer("E1"), Sample.transfer("E2"))
            change(&first)
            change(&second)
            return (Sample.order([first, second]), Sample.profile())
        }
    }

    static let provocations: [String: Provocation] = form.merging(numbers) { one, _ in one }
        .merging(rails) { one, _ in one }

    static let form: [String: Provocation] = [
        "pain.write.missing": transfer { $0.endToEndID = "" },
        "pain.write.too-long": transfer { $0.creditor?.name = String(repeating: "N", count: 141) },
        "pain.write.characters": transfer { $0.endToEndID = "INV/17/" },
        "pain.write.transliterated": transfer { $0.creditor?.name = "Müller" },
        "pain.write.replaced": transfer { $0.creditor?.name = "Dr 王" },
        "pain.write.version": transfer(.v03) { $0.uniqueReference = "0f0f0f0f-0000-4000-8000-000000000001" },
        "pain.write.code": transfer { $0.purpose = .code("GOODS") },
        "pain.write.too-many": transfer { $0.creditor?.address?.lines = Array(repeating: "L", count: 8) },
        "pain.write.empty": { (Sample.order([]), Sample.profile()) },
        "pain.write.address": transfer { $0.creditor?.address = PostalAddress(lines: ["1 Main Street", "Oak City"]) },
        "pain.write.end-to-end-repeated": twice { $0.endToEndID = "SAME" },
        "pain.write.instruction-repeated": twice { $0.instructionID = "SAME" },
        "pain.write.unique-reference-repeated": twice { $0.uniqueReference = "0f0f0f0f-0000-4000-8000-000000000001" },
        "pain.write.payment-repeated": {
            let block = CreditTransferBlock(Sample.instruction(), [Sample.transfer("E1")])
            let other = CreditTransferBlock(Sample.instruction(), [Sample.transfer("E2")])
            return (CreditTransferOrder(Sample.header(), [block, other]), Sample.profile())
        },
        "pain.write.unique-reference": transfer { $0.uniqueReference = "0F0F0F0F-0000-1000-8000-000000000001" },
        "pain.write.date-past": block { $0.execution = .on(Sample.today.advanced(byDays: -3)) },
        "pain.write.date-not-banking-day": block { $0.execution = .on(Sample.today.advanced(byDays: 5)) },
        "pain.write.date-shifted": {
            var profile = Sample.profile()
            profile.nonBankingDay = .following
            var instruction = Sample.instruction()
            instruction.execution = .on(Sample.today.advanced(byDays: 6))
            return (Sample.order([Sample.transfer()], instruction), profile)
        },
    ]

    static let numbers: [String: Provocation] = [
        "pain.write.routing-number": transfer { $0.creditorAgent = .routingNumber("091000018") },
        "pain.write.iban": transfer(type: .wire) {
            $0.creditorAccount = PaymentAccount(.iban("GB82WEST12345698765433"))
        },
        "pain.write.bic": transfer(type: .wire) { $0.creditorAgent = PaymentAgent(bic: "ABCDUS3") },
        "pain.write.legal-entity": transfer { $0.creditorAgent?.legalEntity = "00000000000000000000" },
        "pain.write.creditor-reference": transfer {
            $0.remittance.structured = [StructuredRemittance(creditorReference: CreditorReference("RF19539007547034"))]
        },
        "pain.write.country": transfer { $0.creditor?.address?.country = "USA" },
        "pain.write.phone": transfer { $0.creditor?.contact = ContactDetails(phone: "(555) 010-0100") },
        "pain.write.amount-not-positive": transfer { $0.amount = .instructed(.dollars(cents: 0)) },
        "pain.write.amount-limit": transfer { $0.amount = .instructed(.dollars(cents: 10_000_000_000)) },
        "pain.write.currency-of-account": transfer(type: .wire) {
            $0.amount = .instructed(Money(minorUnits: 100, currency: .eur))
        },
        "pain.write.sum-too-large": {
            let large = Money.dollars(cents: 999_999_999_999_999_999)
            let transfers = (1...11).map { number in
                var transfer = Sample.transfer("E\(number)")
                transfer.amount = .instructed(large)
                return transfer
            }
            return (Sample.order(transfers), Sample.profile())
        },
    ]

    static let rails: [String: Provocation] = [
        "pain.write.creditor-agent-missing": transfer { $0.creditorAgent = nil },
        "pain.write.creditor-account-missing": transfer { $0.creditorAccount = nil },
        "pain.write.account-type": transfer { $0.creditorAccount?.type = nil },
        "pain.write.check-mismatch": transfer { $0.check = CheckInstruction(type: "CCHQ") },
        "pain.write.remittance-length": transfer {
            $0.remittance = RemittanceInformation(String(repeating: "R", count: 81))
        },
        "pain.write.sepa": {
            var instruction = Sample.instruction(type: .sepa)
            instruction.debtorAccount = PaymentAccount(.iban("GB82WEST12345698765432"))
            var transfer = Sample.transfer()
            transfer.creditorAccount = PaymentAccount(.iban("GB82WEST12345698765432"))
            return (Sample.order([transfer], instruction), Sample.profile())
        },
    ]
}
