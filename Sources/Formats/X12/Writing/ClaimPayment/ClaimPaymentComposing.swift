// Writes an 835's segments in the guide's order (005010X221A1). What is missing or too often there is the guide's matter:
// the proof-reading behind finds it.

import Money

extension SetComposer {
    mutating func compose(_ advice: ClaimPaymentAdvice) {
        payment(advice.payment)
        trace(advice.trace)
        if let originator = advice.payment.originator, originator != advice.trace.originator {
            refuse("TRN03 is the originating company of BPR10.")
        }
        currency(advice.currency)
        if let receiver = advice.receiverIdentifier { reference(ReferenceIdentification("EV", receiver)) }
        if let version = advice.versionIdentifier { reference(ReferenceIdentification("F2", version)) }
        day("405", advice.producedOn)
        compose(advice.payer)
        partyName("PE", advice.payee)
        address(advice.payee.address)
        references(advice.payee.references)
        delivery(advice.payee.delivery)
        for section in advice.sections {
            compose(section)
            for index in section.claims.indices { compose(section.claims[index]) }
        }
        for adjustment in advice.providerAdjustments { compose(adjustment) }
    }

    private mutating func compose(_ payer: ClaimPaymentAdvice.Payer) {
        partyName(
            "PR",
            OutgoingParty(
                name: payer.name, identifier: payer.planIdentifier.map { QualifiedIdentifier("XV", $0) }))
        address(payer.address)
        references(payer.references)
        if let contact = payer.claimContact { contacts([contact.serving("CX")]) }
        contacts(payer.technicalContacts.map { $0.serving("BL") })
        if let website = payer.website {
            contacts([AdministrativeContact("IC", numbers: [QualifiedIdentifier("UR", website)])])
        }
    }

    private mutating func compose(_ section: ClaimPaymentAdvice.Section) {
        begin("LX")
        number(section.number)
        end()
        if let totals = section.providerTotals {
            begin("TS3")
            text(totals.provider, 127)
            text(totals.facilityType, 1331)
            date(totals.fiscalPeriodEnd)
            number(totals.claims)
            money(totals.charges)
            skip(7)
            money(totals.secondaryPayer)
            skip()
            money(totals.nonLaboratory)
            skip()
            money(totals.procedureCodesReportable)
            money(totals.procedureCodesPayable)
            skip()
            money(totals.professionalComponent)
            money(totals.secondaryPayerLiability)
            money(totals.patientReimbursement)
            number(totals.periodicInterimClaims)
            money(totals.periodicInterimAdjustment)
            end()
        }
        if let totals = section.diagnosisTotals { compose(totals) }
    }

    private mutating func compose(_ totals: ClaimPaymentAdvice.DiagnosisTotals) {
        begin("TS2")
        for amount in [
            totals.diagnosisGroup, totals.federal, totals.hospital, totals.disproportionateShare, totals.capital,
            totals.indirectTeaching,
        ] { money(amount) }
        quantity(totals.outlierDays)
        money(totals.dayOutlier)
        money(totals.costOutlier)
        for days in [
            totals.averageStay, totals.discharges, totals.costReportDays, totals.coveredDays, totals.noncoveredDays,
        ] { quantity(days) }
        money(totals.secondaryPayerPassThrough)
        quantity(totals.averageWeight)
        for amount in [totals.capitalFederalPart, totals.capitalHospitalPart, totals.capitalShare] { money(amount) }
        end()
    }

    private mutating func compose(_ adjustment: ClaimPaymentAdvice.ProviderAdjustment) {
        for first in stride(from: 0, to: adjustment.items.count, by: 6) {
            begin("PLB")
            text(adjustment.provider, 127)
            date(adjustment.fiscalPeriodEnd)
            for item in adjustment.items[first..<min(first + 6, adjustment.items.count)] {
                composite {
                    $0.text(item.reason, 426)
                    $0.text(item.reference, 127)
                }
                money(item.hundredths)
            }
            end()
        }
    }
}

extension AdministrativeContact {
    /// The same contact under the function that its place demands.
    fileprivate func serving(_ function: String) -> AdministrativeContact {
        var contact = self
        contact.function = function
        return contact
    }
}
