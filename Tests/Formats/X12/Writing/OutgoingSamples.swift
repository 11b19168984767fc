// Sets to be written, made by a generator: balanced, valid by the guide, different for each seed.

import Money

@testable import X12

/// Numbers that are the same for the same seed (SplitMix64).
struct SeededNumbers {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

    /// 0 up to, not including, the bound.
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }

    mutating func isOne(in bound: Int) -> Bool { below(bound) == 0 }
    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
    mutating func cents(_ bound: Int) -> Int64 { Int64(1 + below(bound)) }
    mutating func day() -> CalendarDate { CalendarDate(dayNumber: Int32(20_400 + below(400))) }
    mutating func name() -> String { one(of: ["DOE", "ROE", "O'NEIL", "DE LA CRUZ", "SMITH-JONES", "LI"]) }
    mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(below(10)) }.joined() }
}

enum OutgoingSamples {
    static let interchange: OutgoingInterchange = {
        var interchange = OutgoingInterchange(
            sender: InterchangeParty(qualifier: "ZZ", identifier: "PAYER"),
            receiver: InterchangeParty(qualifier: "ZZ", identifier: "HOSPITAL"), applicationSender: "PAYER",
            applicationReceiver: "HOSPITAL", controlNumber: 1, firstGroupControlNumber: 1,
            date: CalendarDate(dayNumber: 20_514), hour: 9, minute: 30)
        interchange.usage = .test
        return interchange
    }()

    static let address = PostalAddress(lines: ["1 PLAN WAY"], city: "RICHMOND", state: "VA", postalCode: "23219")

    // MARK: 835

    static func advice(_ seed: Int, claims count: Int? = nil) -> ClaimPaymentAdvice {
        var numbers = SeededNumbers(seed)
        var sections: [ClaimPaymentAdvice.Section] = []
        for number in 1...(1 + numbers.below(2)) {
            let claims = (0..<(count ?? 1 + numbers.below(5))).flatMap { index in
                let claim = claim(index, &numbers)
                return claim.status == .reversal ? [claim, correction(of: claim)] : [claim]
            }
            var section = ClaimPaymentAdvice.Section(number, claims: claims)
            if numbers.isOne(in: 2) { section.providerTotals = totals(claims, &numbers) }
            if numbers.isOne(in: 3) { section.diagnosisTotals = diagnosisTotals(&numbers) }
            sections.append(section)
        }
        let paid = sections.flatMap(\.claims).reduce(0) { $0 + $1.paid }
        var adjustments = providerAdjustments(&numbers)
        let moved = paid - adjustments.flatMap(\.items).reduce(0) { $0 + $1.hundredths }
        if moved < 0 {
            // What is owed back goes forward, and nothing is paid.
            adjustments.append(
                ClaimPaymentAdvice.ProviderAdjustment(
                    provider: "1234567893", fiscalPeriodEnd: CalendarDate(dayNumber: 20_818),
                    items: [.init("FB", reference: "NEXT", hundredths: moved)]))
        }
        var advice = ClaimPaymentAdvice(
            payment: payment(max(0, moved), &numbers), trace: TraceNumber("EFT" + numbers.digits(8)),
            payer: payer(&numbers),
            payee: OutgoingParty(name: "GENERAL HOSPITAL", identifier: QualifiedIdentifier("XX", "1234567893")),
            sections: sections)
        advice.trace.originator = "1123456789"
        advice.providerAdjustments = adjustments
        if numbers.isOne(in: 2) {
            advice.payee.address = address
            advice.payee.references = [ReferenceIdentification("TJ", "541234567")]
        }
        if numbers.isOne(in: 3) {
            advice.payee.delivery = RemittanceDelivery("EM", name: "CASH POSTING", number: "A/B")
        }
        if numbers.isOne(in: 4) { advice.currency = CurrencyReference(.usd) }
        if numbers.isOne(in: 2) { advice.receiverIdentifier = "CLEARING 7" }
        if numbers.isOne(in: 2) { advice.versionIdentifier = "R12.1" }
        if numbers.isOne(in: 2) { advice.producedOn = numbers.day() }
        return advice
    }

    private static func payment(_ hundredths: Int64, _ numbers: inout SeededNumbers) -> PaymentInstruction {
        if hundredths == 0 { return .nothing(adjudicatedOn: numbers.day()) }
        if numbers.isOne(in: 4) { return .cheque(hundredths: hundredths, issuedOn: numbers.day()) }
        return .clearingHouse(
            hundredths: hundredths, from: BankAccount(routing: "021000021", account: "123"),
            to: BankAccount(routing: "091000019", account: "987", kind: "SG"), originator: "1123456789",
            effectiveOn: numbers.day())
    }

    private static func payer(_ numbers: inout SeededNumbers) -> ClaimPaymentAdvice.Payer {
        var payer = ClaimPaymentAdvice.Payer(
            name: "HEALTH PLAN", address: address,
            technicalContacts: [
                AdministrativeContact("BL", name: "EDI DESK", numbers: [QualifiedIdentifier("TE", "8005550100")])
            ])
        if numbers.isOne(in: 2) { payer.planIdentifier = "12345" }
        if numbers.isOne(in: 2) {
            payer.references = [ReferenceIdentification("2U", "P7"), ReferenceIdentification("NF", "12345")]
        }
        if numbers.isOne(in: 2) {
            payer.claimContact = AdministrativeContact(
                "CX", numbers: [QualifiedIdentifier("TE", "8005550101"), QualifiedIdentifier("EX", "7")])
        }
        if numbers.isOne(in: 2) { payer.website = "WWW.PLAN.EXAMPLE" }
        return payer
    }

    private static func totals(
        _ claims: [ClaimPaymentAdvice.Claim], _ numbers: inout SeededNumbers
    ) -> ClaimPaymentAdvice.ProviderTotals {
        var totals = ClaimPaymentAdvice.ProviderTotals(
            provider: "1234567893", facilityType: "11", fiscalPeriodEnd: CalendarDate(dayNumber: 20_818),
            claims: claims.count, charges: claims.reduce(0) { $0 + $1.charged })
        if numbers.isOne(in: 2) {
            totals.nonLaboratory = numbers.cents(90_000)
            totals.professionalComponent = numbers.cents(90_000)
            totals.periodicInterimClaims = 2
            totals.periodicInterimAdjustment = -numbers.cents(5_000)
        }
        return totals
    }

    private static func diagnosisTotals(_ numbers: inout SeededNumbers) -> ClaimPaymentAdvice.DiagnosisTotals {
        var totals = ClaimPaymentAdvice.DiagnosisTotals()
        totals.diagnosisGroup = numbers.cents(9_000_000)
        totals.outlierDays = 3
        totals.averageStay = Quantity(45, decimals: 1)
        totals.capitalShare = numbers.cents(9_000)
        return totals
    }

    private static func providerAdjustments(
        _ numbers: inout SeededNumbers
    ) -> [ClaimPaymentAdvice.ProviderAdjustment] {
        if numbers.isOne(in: 2) { return [] }
        let items = (0..<(1 + numbers.below(9))).map { index in
            let reason = numbers.one(of: ["WO", "CS", "L6", "IR"])
            // Interest is paid, withholding is taken; the others go either way.
            let sign: Int64 = reason == "L6" ? -1 : reason == "IR" ? 1 : numbers.isOne(in: 2) ? 1 : -1
            return ClaimPaymentAdvice.ProviderAdjustment.Item(
                reason, reference: "R" + String(index), hundredths: sign * numbers.cents(20_000))
        }
        return [.init(provider: "1234567893", fiscalPeriodEnd: CalendarDate(dayNumber: 20_818), items: items)]
    }

    private static func claim(_ index: Int, _ numbers: inout SeededNumbers) -> ClaimPaymentAdvice.Claim {
        let sign: Int64 = numbers.isOne(in: 6) ? -1 : 1
        var claim = ClaimPaymentAdvice.Claim(
            "PCN" + numbers.digits(6),
            status: sign < 0 ? .reversal : numbers.one(of: [.primary, .secondary, .tertiary]),
            charged: 0, paid: 0, filingIndicator: numbers.one(of: ["12", "HM", "MB", "MC"]),
            payerControlNumber: "ICN" + numbers.digits(9),
            patient: .person(
                last: numbers.name(), first: "PAT", middle: numbers.isOne(in: 2) ? "Q" : nil,
                identifier: QualifiedIdentifier("MI", "W" + numbers.digits(8))))
        claim.facilityType = "11"
        claim.frequency = sign < 0 ? "8" : "1"
        if sign < 0 { claim.references = [ReferenceIdentification("F8", claim.payerControlNumber)] }
        if numbers.isOne(in: 4) {
            makeInpatient(&claim, sign, &numbers)
        } else {
            claim.services = (0...numbers.below(4)).map { service($0, sign, &numbers) }
            claim.charged = claim.services.reduce(0) { $0 + $1.charged }
            claim.paid = claim.services.reduce(0) { $0 + $1.paid }
            if numbers.isOne(in: 3), claim.paid > 200 {
                claim.adjustments = [.init(.contractual, "253", hundredths: 100)]
                claim.paid -= 100
            }
            if numbers.isOne(in: 3) { claim.outpatient = .init(remarks: ["MA01"]) }
        }
        addNames(to: &claim, &numbers)
        let shares = (claim.adjustments + claim.services.flatMap(\.adjustments))
            .filter { $0.group == .patientResponsibility }
        if sign > 0, !shares.isEmpty { claim.patientResponsibility = shares.reduce(0) { $0 + $1.hundredths } }
        claim.statementFrom = numbers.day()
        claim.receivedOn = numbers.isOne(in: 2) ? numbers.day() : nil
        if numbers.isOne(in: 3) { claim.amounts = [MonetaryAmount("AU", hundredths: numbers.cents(90_000))] }
        if numbers.isOne(in: 3) { claim.quantities = [QuantityInformation("CA", 4)] }
        return claim
    }

    /// The claim that follows its reversal: the same with all signs turned.
    private static func correction(of reversal: ClaimPaymentAdvice.Claim) -> ClaimPaymentAdvice.Claim {
        func turned(_ adjustments: [ClaimPaymentAdvice.Adjustment]) -> [ClaimPaymentAdvice.Adjustment] {
            adjustments.map { .init($0.group, $0.reason, hundredths: -$0.hundredths, quantity: $0.quantity) }
        }
        var claim = reversal
        claim.status = .primary
        claim.frequency = "7"
        claim.references = []
        claim.charged = -reversal.charged
        claim.paid = -reversal.paid
        claim.adjustments = turned(reversal.adjustments)
        for index in claim.services.indices {
            claim.services[index].charged = -reversal.services[index].charged
            claim.services[index].paid = -reversal.services[index].paid
            claim.services[index].adjustments = turned(reversal.services[index].adjustments)
        }
        return claim
    }

    private static func makeInpatient(
        _ claim: inout ClaimPaymentAdvice.Claim, _ sign: Int64, _ numbers: inout SeededNumbers
    ) {
        claim.diagnosisGroup = "470"
        claim.diagnosisWeight = Quantity(20_345, decimals: 4)
        claim.adjustments = (0..<(1 + numbers.below(9))).map { index in
            .init(
                index < 7 ? .contractual : .patientResponsibility, index < 7 ? numbers.one(of: ["45", "253"]) : "1",
                hundredths: sign * numbers.cents(500_000), quantity: numbers.isOne(in: 4) ? 1 : nil)
        }
        claim.paid = sign * numbers.cents(2_000_000)
        claim.charged = claim.paid + claim.adjustments.reduce(0) { $0 + $1.hundredths }
        var inpatient = ClaimPaymentAdvice.InpatientAdjudication(coveredDays: 4)
        inpatient.diagnosisGroupAmount = numbers.cents(2_000_000)
        inpatient.capital = numbers.cents(9_000)
        inpatient.remarks = ["MA18", "N130"]
        claim.inpatient = inpatient
    }

    private static func addNames(to claim: inout ClaimPaymentAdvice.Claim, _ numbers: inout SeededNumbers) {
        if numbers.isOne(in: 4) {
            claim.insured = .person(
                last: numbers.name(), first: "SAM", identifier: QualifiedIdentifier("MI", "W" + numbers.digits(8)))
        }
        if numbers.isOne(in: 4) { claim.correctedPatient = .person(last: numbers.name()) }
        if numbers.isOne(in: 3) {
            claim.renderingProvider = .person(
                last: numbers.name(), first: "DR", identifier: QualifiedIdentifier("XX", "1234567893"))
            claim.renderingReferences = [ReferenceIdentification("G2", "77")]
        }
        if numbers.isOne(in: 5) {
            claim.crossoverCarrier = .organisation("OTHER PLAN", identifier: QualifiedIdentifier("PI", "60054"))
        }
        if numbers.isOne(in: 5) {
            claim.contacts = [AdministrativeContact("CX", numbers: [QualifiedIdentifier("TE", "8005550102")])]
        }
    }

    private static func service(
        _ index: Int, _ sign: Int64, _ numbers: inout SeededNumbers
    ) -> ClaimPaymentAdvice.Service {
        let paid = sign * (numbers.isOne(in: 5) ? 0 : numbers.cents(40_000))
        var adjustments: [ClaimPaymentAdvice.Adjustment] = [
            .init(.contractual, "45", hundredths: sign * numbers.cents(20_000))
        ]
        if numbers.isOne(in: 2) {
            adjustments.append(.init(.patientResponsibility, "2", hundredths: sign * numbers.cents(5_000)))
        }
        if numbers.isOne(in: 6) { adjustments.append(.init(.other, "23", hundredths: sign * numbers.cents(5_000))) }
        var service = ClaimPaymentAdvice.Service(
            .init("99213", modifiers: numbers.isOne(in: 3) ? ["25", "59"] : []),
            charged: paid + adjustments.reduce(0) { $0 + $1.hundredths }, paid: paid, adjustments: adjustments)
        service.units = numbers.isOne(in: 3) ? Quantity(15, decimals: 1) : 1
        if numbers.isOne(in: 4) {
            service.submittedProcedure = .init("99214")
            service.submittedUnits = 2
        }
        service.from = numbers.day()
        if numbers.isOne(in: 4) { service.to = service.from?.advanced(byDays: 2) }
        service.lineControlNumber = "L" + String(index + 1)
        if numbers.isOne(in: 4) { service.references = [ReferenceIdentification("G1", "AUTH1")] }
        if numbers.isOne(in: 5) { service.policies = ["POL9"] }
        if numbers.isOne(in: 3) { service.amounts = [MonetaryAmount("B6", hundredths: numbers.cents(40_000))] }
        if numbers.isOne(in: 4) { service.remarks = [QualifiedIdentifier("HE", "N130")] }
        return service
    }
}
