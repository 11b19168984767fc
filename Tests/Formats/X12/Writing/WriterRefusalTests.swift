// What is refused: before a byte is written, with both sides or the exact place.

import Money
import Testing

@testable import X12

/// The error of writing a set; nil where it is written.
private func refusal(_ set: OutgoingSet, _ repertoire: CharacterRepertoire = .basic) throws -> X12WritingError? {
    var writer = try X12Writer(OutgoingSamples.interchange, repertoire: repertoire)
    do throws(X12WritingError) {
        _ = try writer.write(set)
        return nil
    } catch {
        #expect(writer.sent.groups.isEmpty, "a refused set leaves no trace")
        #expect(!error.description.contains("PCN"), "the message holds no identifier")
        return error
    }
}

/// A small advice that balances: one claim of 100.00, 80.00 paid on one line.
private func small() -> ClaimPaymentAdvice {
    var claim = ClaimPaymentAdvice.Claim(
        "PCN1", status: .primary, charged: 10_000, paid: 8_000, filingIndicator: "12", payerControlNumber: "ICN1",
        patient: .person(last: "DOE", first: "JANE", identifier: QualifiedIdentifier("MI", "W1")))
    var service = ClaimPaymentAdvice.Service(
        .init("99213"), charged: 10_000, paid: 8_000, adjustments: [.init(.contractual, "45", hundredths: 2_000)])
    service.from = CalendarDate(dayNumber: 20_500)
    claim.services = [service]
    return ClaimPaymentAdvice(
        payment: .cheque(hundredths: 8_000, issuedOn: CalendarDate(dayNumber: 20_510)),
        trace: TraceNumber("CHK1", originator: "1123456789"),
        payer: .init(
            name: "PLAN", address: OutgoingSamples.address,
            technicalContacts: [
                AdministrativeContact("BL", name: "EDI", numbers: [QualifiedIdentifier("TE", "8005550100")])
            ]),
        payee: OutgoingParty(name: "GENERAL HOSPITAL", identifier: QualifiedIdentifier("XX", "1234567893")),
        sections: [.init(1, claims: [claim])])
}

private func small(_ change: (inout ClaimPaymentAdvice) -> Void) -> OutgoingSet {
    var advice = small()
    change(&advice)
    return .claimPayment(advice)
}

struct WriterRefusalTests {
    @Test("The small advice itself is written")
    func taken() throws {
        #expect(try refusal(.claimPayment(small())) == nil)
    }

    @Test("Each balance of the 835 is proven, with both sides")
    func claimPaymentBalances() throws {
        let cases: [(OutgoingSet, Imbalance)] = [
            (
                small { $0.sections[0].claims[0].services[0].paid = 7_999 },
                Imbalance(level: .line(1, ofClaim: 1), declared: 7_999, derived: 8_000)
            ),
            (
                small { $0.sections[0].claims[0].paid = 8_001 },
                Imbalance(level: .claim(1), declared: 8_001, derived: 8_000)
            ),
            (
                small {
                    $0.sections[0].claims[0].charged = 10_100
                    $0.sections[0].claims[0].paid = 8_100
                }, Imbalance(level: .claimCharges(1), declared: 10_100, derived: 10_000)
            ),
            (
                small { $0.sections[0].claims[0].patientResponsibility = 5 },
                Imbalance(level: .patientResponsibility(1), declared: 5, derived: 0)
            ),
            (
                small {
                    $0.sections[0].providerTotals = .init(
                        provider: "1", facilityType: "11", fiscalPeriodEnd: CalendarDate(dayNumber: 20_818), claims: 2,
                        charges: 10_000)
                }, Imbalance(level: .sectionClaims(1), declared: 2, derived: 1)
            ),
            (
                small {
                    $0.providerAdjustments = [
                        .init(
                            provider: "1", fiscalPeriodEnd: CalendarDate(dayNumber: 20_818),
                            items: [.init("WO", reference: "X", hundredths: 1)])
                    ]
                }, Imbalance(level: .transaction, declared: 8_000, derived: 7_999)
            ),
            (
                small { $0.sections[0].claims[0].services[0].adjustments[0].hundredths = .min },
                Imbalance(level: .line(1, ofClaim: 1), declared: 8_000, derived: nil)
            ),
        ]
        for (set, imbalance) in cases {
            #expect(try refusal(set) == .unbalanced(imbalance))
        }
        #expect(
            Imbalance(level: .transaction, declared: 8_000, derived: 7_999).description
                == "BPR02 is 80.00, the sum of what the payment consists of is 79.99.")
    }

    @Test("An 820's items and its whole are proven")
    func paymentOrderBalances() throws {
        var order = OutgoingSamples.order(3)
        order.payment.hundredths += 1
        let paid = order.payment.hundredths
        guard case .unbalanced(let whole) = try refusal(.paymentOrder(order)) else {
            Issue.record("not refused")
            return
        }
        #expect(whole.level == .transaction && whole.declared == paid && whole.derived == paid - 1)
        var item = OutgoingRemittance(QualifiedIdentifier("IV", "1"), paid: 90, billed: 100)
        item.discount = 5
        order.entities = [.init(remittances: [item])]
        order.payment.hundredths = 90
        #expect(
            try refusal(.paymentOrder(order))
                == .unbalanced(Imbalance(level: .item(1, ofEntity: 1), declared: 90, derived: 95)))
    }

    @Test("Characters and widths are checked at the value, and the place is named")
    func values() throws {
        let lower = small { $0.payer.name = "Plan" }
        let place = WritingPlace(segment: "N1", position: 4, element: 2)
        #expect(try refusal(lower) == .character(0x6C, at: place))
        #expect(try refusal(lower, .extended) == nil)
        #expect(try refusal(small { $0.payer.name = "PLAN\u{1D}X" }, .extended) == .character(0x1D, at: place))
        #expect(try refusal(small { $0.payer.name = "PLÁN" }, .extended) == .character(0xC3, at: place))
        let long = small { $0.sections[0].claims[0].patientControlNumber = String(repeating: "9", count: 39) }
        let claim = WritingPlace(segment: "CLP", position: 11, element: 1)
        guard case .width(39, 1...38, let found) = try refusal(long) else {
            Issue.record("not refused")
            return
        }
        #expect(found.segment == claim.segment && found.element == claim.element)
    }

    @Test("Rules that the values break by themselves")
    func rules() throws {
        let refused: [OutgoingSet] = [
            small {
                $0.payment.hundredths = -1
                $0.sections[0].claims = []
                $0.providerAdjustments = [
                    .init(
                        provider: "1", fiscalPeriodEnd: CalendarDate(dayNumber: 20_818),
                        items: [.init("WO", reference: "X", hundredths: 1)])
                ]
            },
            small { $0.payment.method = .automatedClearingHouse },
            small { $0.payment.format = "CCP" },
            small {
                $0.payment.originator = "1123456789"
                $0.trace.originator = "1999999999"
            },
            small {
                $0.sections[0].claims[0].inpatient = .init()
                $0.sections[0].claims[0].outpatient = .init()
            },
            small { $0.sections[0].claims[0].services[0].adjustments.append(.init(.other, "23", hundredths: 0)) },
        ]
        for set in refused {
            guard case .rule(let rule, _) = try refusal(set) else {
                Issue.record("not refused by a rule: \(set.identifier)")
                continue
            }
            #expect(!rule.isEmpty)
        }
    }

    @Test("An individual's item is none of an organisation's")
    func premiumItems() throws {
        func individual(_ change: (inout OutgoingRemittance) -> Void) -> OutgoingSet {
            var order = OutgoingSamples.premium(1)
            var item = OutgoingRemittance(QualifiedIdentifier("AZ", "P1"), paid: order.payment.hundredths)
            change(&item)
            order.detail = .individuals([
                .init(QualifiedIdentifier("EI", "123456789"), name: .person(last: "DOE"), remittances: [item])
            ])
            return .premiumPayment(order)
        }
        let clean = try refusal(individual { _ in })
        #expect(clean == nil, "\(String(describing: clean))")
        for set in [individual { $0.item.qualifier = "1L" }, individual { $0.action = "PI" }] {
            guard case .rule(_, let place) = try refusal(set) else {
                Issue.record("not refused")
                continue
            }
            #expect(place.segment == "RMR")
        }
    }

    @Test("An entity has a role and an identifier, or neither")
    func entities() throws {
        var order = OutgoingSamples.order(3)
        order.entities[0].role = "PE"
        order.entities[0].identifier = nil
        guard case .rule(_, let place) = try refusal(.paymentOrder(order)) else {
            Issue.record("not refused")
            return
        }
        #expect(place.segment == "ENT")
    }

    @Test("What the guide refuses is refused by it, at the element")
    func guide() throws {
        let refused: [(OutgoingSet, String)] = [
            (small { $0.payee.identifier = nil }, "N103"),
            (small { $0.sections[0].claims[0].filingIndicator = "CI" }, "CLP06"),
            (small { $0.payer.technicalContacts = [] }, ""),
            (small { $0.payer.address.state = "ZZ" }, "N402"),
        ]
        for (set, element) in refused {
            guard case .guide(let findings) = try refusal(set) else {
                Issue.record("not refused by the guide: \(element)")
                continue
            }
            #expect(element.isEmpty || findings.contains { $0.location.element == element })
        }
    }

    @Test("An envelope that cannot stand, and an interchange without sets")
    func envelopes() throws {
        for change: (inout OutgoingInterchange) -> Void in [
            { $0.controlNumber = 0 }, { $0.controlNumber = 1_000_000_000 }, { $0.hour = 24 },
            { $0.sender = InterchangeParty(qualifier: "Z", identifier: "X") },
            { $0.receiver = InterchangeParty(qualifier: "ZZ", identifier: "SIXTEEN-CHARSLONG") },
            { $0.applicationSender = "A*B" },
        ] {
            var interchange = OutgoingSamples.interchange
            change(&interchange)
            #expect(throws: X12WritingError.self) { try X12Writer(interchange) }
        }
        var writer = try X12Writer(OutgoingSamples.interchange)
        #expect(throws: X12WritingError.empty) { try writer.finish() }
        _ = try writer.write(.claimPayment(small()))
        _ = try writer.finish()
        #expect(throws: X12WritingError.self) { try writer.write(.claimPayment(small())) }
        #expect(throws: X12WritingError.self) { try writer.finish() }
    }
}
