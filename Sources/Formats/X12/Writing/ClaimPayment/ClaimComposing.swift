// Writes one claim's segments, loop 2100, and those of its lines, loop 2110 (005010X221A1).

import Money

extension SetComposer {
    mutating func compose(_ claim: ClaimPaymentAdvice.Claim) {
        begin("CLP")
        text(claim.patientControlNumber, 1028)
        text(claim.status.rawValue, 1029)
        money(claim.charged)
        money(claim.paid)
        if claim.status == .predetermination, claim.paid != 0 { refuse("A predetermination pays nothing.") }
        money(claim.patientResponsibility)
        text(claim.filingIndicator, 1032)
        text(claim.payerControlNumber, 127)
        text(claim.facilityType, 1331)
        text(claim.frequency, 1325)
        skip()
        text(claim.diagnosisGroup, 1354)
        quantity(claim.diagnosisWeight)
        quantity(claim.dischargeFraction)
        end()
        adjustments(claim.adjustments)
        name("QC", claim.patient)
        name("IL", claim.insured)
        name("74", claim.correctedPatient)
        name("82", claim.renderingProvider)
        name("TT", claim.crossoverCarrier)
        name("PR", claim.correctedPriorityPayer)
        name("GB", claim.otherSubscriber)
        if let inpatient = claim.inpatient { compose(inpatient) }
        if let outpatient = claim.outpatient {
            compose(outpatient)
            if claim.inpatient != nil { refuse("A claim has MIA or MOA, not both.") }
        }
        references(claim.references)
        references(claim.renderingReferences)
        day("232", claim.statementFrom)
        day("233", claim.statementTo)
        day("036", claim.coverageExpired)
        day("050", claim.receivedOn)
        contacts(claim.contacts)
        amounts(claim.amounts)
        quantities(claim.quantities)
        // By index: a value taken out of the array would be copied with all it holds.
        for index in claim.services.indices { compose(claim.services[index]) }
    }

    private mutating func compose(_ service: ClaimPaymentAdvice.Service) {
        begin("SVC")
        procedure(service.procedure)
        money(service.charged)
        money(service.paid)
        text(service.revenueCode, 234)
        quantity(service.units)
        if let submitted = service.submittedProcedure { procedure(submitted) } else { skip() }
        quantity(service.submittedUnits)
        end()
        if let from = service.from, let to = service.to, to != from {
            day("150", from)
            day("151", to)
        } else {
            day("472", service.from ?? service.to)
        }
        adjustments(service.adjustments)
        references(service.references)
        if let number = service.lineControlNumber { reference(ReferenceIdentification("6R", number)) }
        references(service.renderingReferences)
        for policy in service.policies { reference(ReferenceIdentification("0K", policy)) }
        amounts(service.amounts)
        quantities(service.quantities)
        for remark in service.remarks {
            begin("LQ")
            text(remark.qualifier, 1270)
            text(remark.identifier, 1271)
            end()
        }
    }

    private mutating func procedure(_ procedure: ClaimPaymentAdvice.Procedure) {
        composite {
            $0.text(procedure.qualifier, 235)
            $0.text(procedure.code, 234)
            for modifier in procedure.modifiers { $0.text(modifier, 1339) }
            if procedure.modifiers.count > 4 { $0.refuse("A procedure has at most four modifiers.") }
        }
    }

    /// Up to six of one group in a row share a segment.
    private mutating func adjustments(_ adjustments: [ClaimPaymentAdvice.Adjustment]) {
        var open: ClaimPaymentAdvice.Adjustment.Group?
        var written = 0
        for adjustment in adjustments {
            if adjustment.group != open || written == 6 {
                if open != nil { end() }
                begin("CAS")
                text(adjustment.group.rawValue, 1033)
                open = adjustment.group
                written = 0
            }
            text(adjustment.reason, 1034)
            money(adjustment.hundredths)
            if adjustment.hundredths == 0 { refuse("An adjustment of zero is not sent.") }
            quantity(adjustment.quantity)
            written += 1
        }
        if open != nil { end() }
    }

    private mutating func compose(_ inpatient: ClaimPaymentAdvice.InpatientAdjudication) {
        let remarks = inpatient.remarks
        begin("MIA")
        quantity(inpatient.coveredDays)
        money(inpatient.operatingOutlier)
        quantity(inpatient.lifetimePsychiatricDays)
        money(inpatient.diagnosisGroupAmount)
        text(remarks.first, 127)
        for amount in [
            inpatient.disproportionateShare, inpatient.secondaryPayerPassThrough, inpatient.capital,
            inpatient.capitalFederalPart, inpatient.capitalHospitalPart, inpatient.capitalShare,
            inpatient.oldCapital, inpatient.capitalTeaching, inpatient.operatingHospitalPart,
        ] { money(amount) }
        quantity(inpatient.costReportDays)
        for amount in [
            inpatient.operatingFederalPart, inpatient.capitalOutlier, inpatient.indirectTeaching,
            inpatient.professionalComponent,
        ] { money(amount) }
        for index in 1...4 { text(remarks.indices.contains(index) ? remarks[index] : nil, 127) }
        money(inpatient.capitalException)
        if remarks.count > 5 { refuse("At most five remark codes have a place.") }
        end()
    }

    private mutating func compose(_ outpatient: ClaimPaymentAdvice.OutpatientAdjudication) {
        let remarks = outpatient.remarks
        begin("MOA")
        quantity(outpatient.reimbursementRate)
        money(outpatient.procedureCodesPayable)
        for index in 0..<5 { text(remarks.indices.contains(index) ? remarks[index] : nil, 127) }
        money(outpatient.renalDisease)
        money(outpatient.professionalComponent)
        if remarks.count > 5 { refuse("At most five remark codes have a place.") }
        end()
    }
}
