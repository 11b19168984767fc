// Everything of an 835 and an 820 by name, for those who ask; nothing kept for those who do not. Reversals with their
// corrections, balances carried on, provider adjustments by what they mean.

import Money
import Parsing
import Testing

@testable import X12

private func events(_ segments: [String], details: Bool = true) throws -> [X12Event] {
    var options = X12Reader.Options()
    options.collectsEvents = true
    options.collectsDetails = details
    var reader = X12Reader(options: options)
    var events: [X12Event] = []
    let bytes = Array(Fixtures.text(segments).utf8)
    reader.read(bytes.span.bytes)
    reader.drainEvents { events.append($0) }
    _ = reader.finish()
    reader.drainEvents { events.append($0) }
    return events
}

private func claims(_ events: [X12Event]) -> [ClaimPayment] {
    events.compactMap { if case .claim(let claim) = $0 { claim } else { nil } }
}

private func items(_ events: [X12Event]) -> [RemittanceItem] {
    events.compactMap { if case .item(let item) = $0 { item } else { nil } }
}

private func ended(_ events: [X12Event]) -> PaymentTransaction? {
    events.compactMap { if case .transactionEnded(let payment) = $0 { payment } else { nil } }.first
}

/// A claim with every segment that a claim and a line may have.
private let full = [
    "BPR*I*120*C*ACH*CCP*01*021000021*DA*123*1123456789*UNIT00001*01*091000019*DA*987*20260302",
    "TRN*1*EFT0001*1123456789*UNIT00001", "CUR*PR*CAD*1.2500", "REF*EV*HOSPITAL", "REF*F2*V5", "DTM*405*20260301",
    "N1*PR*HEALTH PLAN*XV*12345", "N3*1 PLAN WAY*SUITE 2", "N4*RICHMOND*VA*23219", "REF*2U*999",
    "PER*CX*CLAIMS*TE*8005550100*EX*12", "PER*BL*EDI DESK*EM*edi@plan.example", "PER*IC**UR*plan.example",
    "N1*PE*GENERAL HOSPITAL*XX*1234567893", "N3*2 HOSPITAL DR", "N4*ROANOKE*VA*24011", "REF*TJ*541234567",
    "RDM*EM*DESK*remit@hospital.example", "LX*1", "TS3*1234567893*11*20261231*1*200********5**6**7*8**9*10*11*2*12",
    "TS2*1*2*3*4*5*6*7*8*9*1.5*11*12*13*14*15*1.2*17*18*19",
    "CLP*A-1*19*200*120*30*MA*ICN1*11*1**470*1.5*0.75", "CAS*CO*253*10*1", "NM1*QC*1*DOE*JANE*Q**JR*MI*W1",
    "NM1*IL*1*DOE*JOHN****MI*W1", "NM1*74*1*DOE*JANET****C*W2", "NM1*82*2*CLINIC*****XX*1234567893",
    "NM1*TT*2*NEXT PLAN*****PI*99999", "NM1*PR*2*FIRST PLAN*****PI*88888", "NM1*GB*1*ROE*PAT****MI*W9",
    "MIA*3*1.5*2*120*M51*6*7*8*9*10*11*12*13*14*15*16*17*18*19*N1*N4*N30*N56*24", "REF*1L*GROUP9", "REF*F8*ICN0",
    "REF*1C*PROV", "DTM*232*20260101", "DTM*233*20260103", "DTM*036*20261231", "DTM*050*20260110",
    "PER*CX*CLAIM DESK*TE*8005550101", "AMT*AU*150", "AMT*I*1.25", "QTY*CA*3",
    "SVC*HC:99213:25:59*200*130*0450*2*HC:99214*3", "DTM*150*20260101", "DTM*151*20260102", "CAS*CO*45*40*2",
    "CAS*PR*1*30", "REF*LU*11", "REF*6R*L1", "REF*HPI*1234567893", "REF*0K*POLICY", "AMT*B6*160", "QTY*ZK*1",
    "LQ*HE*N130", "LQ*RX*70",
]

struct DetailTests {
    private func file() -> [String] { Fixtures.interchange([Fixtures.group([Fixtures.set("835", full)])]) }

    @Test("Without asking nothing is kept; asking changes no finding and no figure")
    func unasked() throws {
        let plain = try events(file(), details: false)
        let asked = try events(file())
        #expect(claims(plain).allSatisfy { $0.detail == nil } && ended(plain)?.detail == nil)
        #expect(plain.count == asked.count && claims(plain).first?.paid == claims(asked).first?.paid)
        let document = try Fixtures.read(file())
        #expect(document.allCodes.isEmpty, "\(document.allCodes)")
        #expect(document.summary.transactions.first?.payment?.detail == nil)
    }

    @Test("The heading of an 835")
    func heading() throws {
        let detail = try #require(ended(try events(file()))?.detail)
        #expect(detail.currency?.currency?.code == "CAD" && detail.currency?.rate == "1.2500")
        #expect(detail.references.map(\.qualifier) == ["EV", "F2"] && detail.dates.first?.qualifier == "405")
        #expect(detail.instruction?[10] == "1123456789")
        let payer = try #require(detail.parties.first)
        #expect(payer.entity == "PR" && payer.identifier == "12345" && payer.addressLines == ["1 PLAN WAY", "SUITE 2"])
        #expect(payer.city == "RICHMOND" && payer.references.first?.identifier == "999" && payer.contacts.count == 3)
        #expect(payer.contacts.first?.numbers.map(\.qualifier) == ["TE", "EX"])
        let payee = try #require(detail.parties.last)
        #expect(payee.entity == "PE" && payee.delivery?.method == "EM" && payee.references.first?.qualifier == "TJ")
    }

    @Test("A claim, its names, adjudication and summaries")
    func claim() throws {
        let claim = try #require(claims(try events(file())).first)
        let detail = try #require(claim.detail)
        #expect(detail.header?.filingIndicator == "MA" && detail.header?.diagnosisGroup == "470")
        #expect(detail.header?.dischargeFraction == "0.75" && detail.summary?.patientReimbursement == 1100)
        #expect(detail.summary?.interimPaymentAdjustment == 1200 && detail.diagnosisSummary?.averageWeight == "1.2")
        #expect(detail.diagnosisSummary?.capitalDisproportionateShare == 1900)
        #expect(
            detail.names.map(\.role) == [
                .patient, .subscriber, .correctedPatient, .renderingProvider, .crossoverCarrier,
                .correctedPriorityPayer,
                .otherSubscriber,
            ])
        #expect(detail.name(.patient)?.suffix == "JR" && detail.name(.crossoverCarrier)?.identifier == "99999")
        let inpatient = try #require(detail.inpatient)
        #expect(inpatient.remarks == ["M51", "N1", "N4", "N30", "N56"] && inpatient.coveredDays == "3")
        #expect(inpatient.diagnosisGroup == 12_000 && inpatient.capitalException == 2400)
        #expect(inpatient.operatingFederalSpecific == 1600 && detail.outpatient == nil)
        #expect(detail.dates.map(\.qualifier) == ["232", "233", "036", "050"])
        #expect(detail.amounts.map(\.hundredths) == [15_000, 125] && detail.quantities.first?.quantity == "3")
        #expect(detail.adjustments.first?.listed?.category == .reduction && detail.adjustments.first?.quantity == "1")
        #expect(detail.references.contains { $0.qualifier == "F8" && $0.identifier == "ICN0" })
    }

    @Test("A line")
    func line() throws {
        let detail = try #require(claims(try events(file())).first?.detail?.services.first)
        let service = try #require(detail.service)
        #expect(service.procedure.code == "99213" && service.procedure.modifiers == ["25", "59"])
        #expect(service.billedProcedure?.code == "99214" && service.paidUnits == "2" && service.billedUnits == "3")
        #expect(service.revenueCode == "0450" && service.charged == 20_000 && service.paid == 13_000)
        #expect(
            detail.adjustments.map(\.hundredths) == [4000, 3000] && detail.adjustments.map(\.group) == ["CO", "PR"])
        #expect(detail.references.map(\.qualifier) == ["LU", "6R", "HPI", "0K"])
        #expect(detail.remarks.first?.listed?.meaning.isEmpty == false && detail.remarks.last?.listed == nil)
        #expect(detail.dates.first?.day == CalendarDate(year: 2026, month: 1, day: 1))
    }

    @Test("An 820: entity, names, invoice lines, members, adjustments in their places")
    func order() throws {
        let body = [
            "BPR*C*970*C*ACH*CTX*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
            "TRN*1*PO1*1123456789", "N1*PR*ACME", "N1*PE*GENERAL HOSPITAL", "ENT*1*2J*EI*E1", "NM1*EY*1*DOE*JANE",
            "ADX*-10*ZZ", "RMR*IV*INV-1*PO*980*1000**01*5", "REF*PO*P1", "DTM*003*20260101",
            "IT1*1*2*EA*500**VC*X1", "SAC*C*D340***250", "SLN*1**O*4*IE", "ADX*-20*01*CM*C1",
        ]
        let file = Fixtures.interchange([Fixtures.group([Fixtures.set("820", body)], type: "RA", version: "005010")])
        let item = try #require(items(try events(file)).first)
        let detail = try #require(item.detail)
        #expect(detail.entity?.entity == "2J" && detail.names.first?.role == .employee)
        #expect(detail.earlierAdjustments.map(\.hundredths) == [-1000] && detail.adjustments.first?.reference == "C1")
        #expect(detail.header?.action == "PO" && detail.header?.adjustment == 500)
        #expect(detail.invoiceLines.first?.products.first?.identifier == "X1" && detail.subLines.first?.unit == "IE")
        #expect(detail.charges.first?.hundredths == 250 && detail.references.first?.identifier == "P1")
        #expect(items(try events(file, details: false)).first?.detail == nil)
    }

    @Test("A premium's period is read as two days")
    func period() throws {
        let file = Fixtures.premium("", to: [Fixtures.premiumPayment[0]])
        let date = try #require(items(try events(file)).first?.detail?.dates.first)
        #expect(date.period?.lowerBound.description == "2026-02-01" && date.day == nil)
    }

    @Test("A reversal is paired with the claim that corrects it, by both numbers where several wait")
    func corrections() throws {
        let found = try events(Fixtures.file)
        let correction = try #require(ended(found)?.corrections.first)
        #expect(correction.patientControlNumber == "A-3" && !correction.isSamePayerClaim)
        #expect(correction.reversedPaid == -4000 && correction.correctedPaid == 5000 && correction.netPaid == 1000)
        #expect(claims(found).last?.correction == correction && claims(found)[2].correction == nil)
        #expect(ended(found)?.reversals == 1 && ended(found)?.reversalsAlone == 0)

        let line = ["NM1*QC*1*POE*PAT", "DTM*232*20260103"]
        let several =
            ["LX*1", "CLP*B*22*-10*-10**12*I1"] + line + ["CLP*B*22*-20*-20**12*I2"] + line
            + ["CLP*B*1*20*20**12*I2"] + line + ["CLP*B*1*10*10**12*I1"] + line
        let paired = try #require(ended(try events(Fixtures.claim("LX", to: several))))
        #expect(paired.corrections.prefix(2).map(\.isSamePayerClaim) == [true, true])
        #expect(paired.corrections.prefix(2).map(\.reversedPaid) == [-2000, -1000])
    }

    @Test("Balances carried on, and provider adjustments by what they mean")
    func adjustments() throws {
        let payment = try #require(ended(try events(Fixtures.file)))
        #expect(payment.forwardBalances == [ForwardBalance(reference: "X", hundredths: 500)])
        #expect(payment.forwardBalances.first?.isCarriedOn == false)
        #expect(payment.providerAdjustments == [.recoupment: 2000, .interest: -7500, .forwardBalance: 500])
        #expect(payment.adjustments.first?.providerReason?.needsReference == true)
        #expect(ended(try events(Fixtures.orderFile))?.providerAdjustments == [:])
    }
}
