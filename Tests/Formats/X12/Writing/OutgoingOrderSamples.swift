// 820s to be written, made by the same generator.

import Money

@testable import X12

extension OutgoingSamples {
    static func premium(_ seed: Int) -> PremiumPayment {
        var numbers = SeededNumbers(seed)
        let isSummary = numbers.isOne(in: 2)
        let count = 1 + numbers.below(4)
        var total: Int64 = 0
        func adjustments() -> [OutgoingAdjustment] {
            if numbers.isOne(in: 2) { return [] }
            let adjustment = OutgoingAdjustment(
                numbers.one(of: ["52", "53"]), hundredths: (numbers.isOne(in: 2) ? 1 : -1) * numbers.cents(500))
            total += adjustment.hundredths
            return [adjustment]
        }
        func remittances(_ qualifier: String) -> [OutgoingRemittance] {
            (0...numbers.below(3)).map { _ in
                let item = remittance(qualifier, action: qualifier == "1L" ? "PI" : nil, reason: "52", &numbers)
                total += item.paid
                return item
            }
        }
        let detail: PremiumPayment.Detail
        if isSummary {
            var organisation = PremiumPayment.Organisation(role: "2L", remittances: [])
            organisation.identifier = QualifiedIdentifier("FI", "541234567")
            organisation.earlierAdjustments = adjustments()
            organisation.remittances = remittances("1L")
            if numbers.isOne(in: 2) {
                var line = OutgoingInvoiceLine(number: "1")
                line.count = 12
                line.unit = "IE"
                line.charge = numbers.cents(9_000)
                line.chargeCode = "G740"
                organisation.remittances[0].lines = [line]
            }
            detail = .organisation(organisation)
        } else {
            detail = .individuals(
                (0..<count).map { _ in
                    var individual = PremiumPayment.Individual(
                        QualifiedIdentifier("EI", numbers.digits(9)),
                        name: .person(
                            last: numbers.name(), first: "PAT", identifier: QualifiedIdentifier("EI", numbers.digits(9))
                        ),
                        remittances: [])
                    individual.earlierAdjustments = adjustments()
                    individual.remittances = remittances("AZ")
                    return individual
                })
        }
        var order = PremiumPayment(
            payment: instruction(total, &numbers), trace: TraceNumber("PR" + numbers.digits(8), kind: "3"),
            receiver: OutgoingParty(
                name: "HEALTH PLAN", identifier: QualifiedIdentifier("FI", "541234567"), address: address),
            payer: OutgoingParty(name: "GENERAL HOSPITAL", identifier: QualifiedIdentifier("FI", "541234568")),
            detail: detail)
        order.references = [ReferenceIdentification("38", "GROUP 7")]
        order.dates = [DateReference("582", from: numbers.day(), to: CalendarDate(dayNumber: 20_818))]
        return order
    }

    static func exchange(_ seed: Int) -> ExchangePayment {
        var numbers = SeededNumbers(seed)
        var total: Int64 = 0
        let entities = (0..<(1 + numbers.below(5))).map { index in
            var entity = ExchangePayment.Entity(remittances: [])
            if index > 0 {
                entity.role = "2J"
                entity.identifier = QualifiedIdentifier("34", numbers.digits(9))
                entity.subscriber = .person(
                    last: numbers.name(), first: "PAT", identifier: QualifiedIdentifier("C1", numbers.digits(6)))
                entity.references = [ReferenceIdentification("38", "POLICY" + numbers.digits(4))]
            }
            entity.remittances = (0...numbers.below(3)).map { _ in
                var item = OutgoingRemittance(
                    QualifiedIdentifier("ZZ", numbers.one(of: ["APTC", "CSR", "UF"])), paid: numbers.cents(90_000))
                item.dates = [DateReference("582", from: numbers.day(), to: CalendarDate(dayNumber: 20_818))]
                total += item.paid
                return item
            }
            return entity
        }
        return ExchangePayment(
            payment: instruction(total, &numbers), trace: TraceNumber("HX" + numbers.digits(8), kind: "3"),
            payee: OutgoingParty(name: "HEALTH PLAN", identifier: QualifiedIdentifier("FI", "541234567")),
            payer: OutgoingParty(name: "EXCHANGE", identifier: QualifiedIdentifier("58", "CMSFFM")), entities: entities)
    }

    static func order(_ seed: Int, release: PaymentOrderAdvice.Release = .r005010) -> PaymentOrderAdvice {
        var numbers = SeededNumbers(seed)
        var total: Int64 = 0
        var entities = (0..<(1 + numbers.below(4))).map { index in
            var entity = PaymentOrderAdvice.Entity(remittances: [])
            if numbers.isOne(in: 3) {
                entity.role = "PE"
                entity.identifier = QualifiedIdentifier("1", "123456789")
                entity.names = [.init("PE", .organisation("SUPPLIER"))]
            }
            if numbers.isOne(in: 2) {
                let amount = (numbers.isOne(in: 2) ? 1 : -1) * numbers.cents(500)
                var adjustment = OutgoingAdjustment("01", hundredths: amount)
                adjustment.reference = QualifiedIdentifier("CM", "C" + numbers.digits(4))
                adjustment.references = [ReferenceIdentification("ZZ", "EARLIER BILL")]
                adjustment.dates = [DateReference("003", numbers.day())]
                entity.adjustments = [adjustment]
                total += amount
            }
            entity.remittances = (0...numbers.below(4)).map { _ in
                var item = remittance("IV", action: "PO", reason: "01", &numbers)
                if let billed = item.billed, numbers.isOne(in: 2) {
                    item.discount = billed / 50
                    item.paid -= billed / 50
                }
                if numbers.isOne(in: 3) {
                    item.lines = [OutgoingInvoiceLine(number: "1")]
                }
                total += item.paid
                return item
            }
            return entity
        }
        if total < 0 { entities = [] }
        var order = PaymentOrderAdvice(
            release: release, payment: instruction(max(0, total), &numbers),
            trace: TraceNumber("PO" + numbers.digits(8), originator: "1123456789"),
            parties: [
                .init("PR", OutgoingParty(name: "GENERAL HOSPITAL", address: address)),
                .init(
                    "PE",
                    OutgoingParty(
                        name: "SUPPLIER", identifier: QualifiedIdentifier("1", "123456789"),
                        contacts: [AdministrativeContact("IC", name: "A/R")])),
            ], entities: entities)
        order.dates = [DateReference("097", numbers.day())]
        if numbers.isOne(in: 2) { order.notes = [QualifiedIdentifier("PMT", "THANK YOU")] }
        return order
    }

    private static func remittance(
        _ qualifier: String, action: String?, reason: String, _ numbers: inout SeededNumbers
    ) -> OutgoingRemittance {
        var item = OutgoingRemittance(
            QualifiedIdentifier(qualifier, "REF" + numbers.digits(5)), paid: 600 + numbers.cents(90_000), action: action
        )
        item.references = [ReferenceIdentification("18", "PLAN 1")]
        item.dates = [DateReference("582", from: numbers.day(), to: CalendarDate(dayNumber: 20_818))]
        if numbers.isOne(in: 2) {
            let difference = -numbers.cents(500)
            item.billed = item.paid - difference
            item.adjustments = [OutgoingAdjustment(reason, hundredths: difference)]
        }
        return item
    }

    private static func instruction(_ hundredths: Int64, _ numbers: inout SeededNumbers) -> PaymentInstruction {
        if hundredths == 0 { return .nothing(adjudicatedOn: numbers.day()) }
        return .clearingHouse(
            hundredths: hundredths, from: BankAccount(routing: "021000021", account: "123"),
            to: BankAccount(routing: "091000019", account: "987"), originator: "1123456789",
            effectiveOn: numbers.day(), format: "CTX", handling: .moneyWithRemittance)
    }
}
