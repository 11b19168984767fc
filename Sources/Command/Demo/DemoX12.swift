// Writes the payers' 835 and 820: envelopes with their counts, balanced unless told otherwise.

import Money

struct DemoX12 {
    private var segments: [String] = []

    /// The 835 of a claim payment (005010X221A1).
    static func bytes(of payment: DemoClaimPayment) -> [UInt8] {
        var set = DemoX12()
        let total = payment.amount + payment.error
        set.payment("I", total, payment.payer, payment.effective)
        set.add("TRN", "1", payment.trace, payment.payer.payerID)
        set.add("DTM", "405", payment.effective.basicText)
        set.add("N1", "PR", payment.payer.title.uppercased(), "XV", String(payment.payer.employerID.prefix(5)))
        set.add("N3", "1 HARBOR ROAD")
        set.add("N4", "MAPLETON", "MN", "55999")
        set.add("PER", "BL", "EDI DESK", "TE", "5550100100")
        set.add("N1", "PE", DemoCast.hospital.uppercased(), "XX", DemoCast.hospitalProviderID)
        set.add("REF", "TJ", DemoCast.hospitalEmployerID)
        set.add("LX", "1")
        for (index, claim) in payment.claims.enumerated() { set.add(claim, payment, index) }
        if payment.interest != 0 {
            set.add(
                "PLB", DemoCast.hospitalProviderID, "20261231", "L6:\(payment.trace)", amount(-payment.interest))
        }
        return set.wrapped(
            "835", group: "HP", version: "005010X221A1", from: payment.payer, on: payment.effective,
            control: payment.control)
    }

    /// The 820 of a payment order (005010).
    static func bytes(of order: DemoPaymentOrder) -> [UInt8] {
        var set = DemoX12()
        set.payment("C", order.amount, order.payer, order.effective)
        set.add("TRN", "1", order.trace, order.payer.payerID)
        set.add("DTM", "097", order.effective.basicText)
        set.add("N1", "PE", DemoCast.hospital.uppercased(), "FI", DemoCast.hospitalEmployerID)
        set.add("N1", "PR", order.payer.title.uppercased(), "FI", order.payer.employerID)
        set.add("ENT", "1")
        for invoice in order.invoices {
            if invoice.discount == 0 {
                set.add("RMR", "IV", invoice.reference, "", amount(invoice.paid), amount(invoice.amount))
            } else {
                set.add(
                    "RMR", "IV", invoice.reference, "", amount(invoice.paid), amount(invoice.amount),
                    amount(invoice.discount))
            }
        }
        return set.wrapped(
            "820", group: "RA", version: "005010", from: order.payer, on: order.effective, control: order.control)
    }

    private mutating func add(_ elements: String...) { segments.append(elements.joined(separator: "*")) }

    private mutating func payment(_ handling: String, _ cents: Int64, _ payer: DemoPartner, _ effective: CalendarDate) {
        add(
            "BPR", handling, DemoX12.amount(cents), "C", "ACH", "CCP", "01", payer.routing, "DA", "7700000101",
            payer.payerID, "", "01", DemoCast.bank.routing, "DA", DemoCast.hospitalAccount, effective.basicText)
    }

    private mutating func add(_ claim: DemoClaim, _ payment: DemoClaimPayment, _ index: Int) {
        let served = payment.effective.advanced(byDays: -25).basicText
        // Status 1: processed as primary; 4: denied.
        let patientShare = claim.patientShare == 0 ? "" : DemoX12.amount(claim.patientShare)
        add(
            "CLP", claim.claimNumber, claim.isDenied ? "4" : "1", DemoX12.amount(claim.charge),
            DemoX12.amount(claim.paid), patientShare, "12", "26\(payment.control)\(index + 1)", "11", "1")
        add(
            "NM1", "QC", "1", claim.patient.last, claim.patient.first, "", "", "", "MI", "W\(payment.control)\(index)77"
        )
        add("DTM", "232", served)
        add("DTM", "233", served)
        add("SVC", "HC:99213", DemoX12.amount(claim.charge), DemoX12.amount(claim.paid), "", "1")
        add("DTM", "472", served)
        if claim.isDenied {
            // 29: the time limit for filing has expired.
            add("CAS", "CO", "29", DemoX12.amount(claim.charge))
            return
        }
        // 45: charge exceeds the contracted fee. PR 1: deductible.
        if claim.contractual != 0 { add("CAS", "CO", "45", DemoX12.amount(claim.contractual)) }
        if claim.patientShare != 0 { add("CAS", "PR", "1", DemoX12.amount(claim.patientShare)) }
        add("AMT", "B6", DemoX12.amount(claim.charge - claim.contractual))
    }

    /// ISA to IEA, one segment a line.
    private func wrapped(
        _ set: String, group: String, version: String, from payer: DemoPartner, on date: CalendarDate, control: Int
    ) -> [UInt8] {
        let interchange = DemoText.padded(control, 9)
        let sender = DemoText.left(payer.employerID, 15)
        let receiver = DemoText.left(DemoCast.hospitalEmployerID, 15)
        let blank = String(repeating: " ", count: 10)
        let lines =
            [
                "ISA*00*\(blank)*00*\(blank)*30*\(sender)*30*\(receiver)*\(date.basicText.dropFirst(2))*0615*^*00501*"
                    + "\(interchange)*0*P*:",
                "GS*\(group)*\(payer.employerID)*\(DemoCast.hospitalEmployerID)*\(date.basicText)*0615*\(control)*X*\(version)",
                "ST*\(set)*0001",
            ] + segments + [
                "SE*\(segments.count + 2)*0001", "GE*1*\(control)", "IEA*1*\(interchange)",
            ]
        return Array(lines.map { $0 + "~\n" }.joined().utf8)
    }

    /// X12 R: no zeros at the end of the fraction, no point without one.
    private static func amount(_ cents: Int64) -> String {
        var text = Money.dollars(cents: cents).decimalText
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
