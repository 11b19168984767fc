// The claim at hand: its figures and those of its line at hand, summed as segments come.

import Money

struct ClaimTally {
    let place: Place
    var status: UInt64 = 0
    var charged = AmountSum()
    var paid = AmountSum()
    var responsibility: Int64?
    var isReversal: Bool { status == 0x3232 }
    private(set) var byGroup = ClaimAdjustments()
    private(set) var lines = 0
    private(set) var areLinesBalanced = true

    // Texts, only when somebody wants the claim itself.
    var patientControlNumber = ""
    var payerControlNumber = ""
    var statusText = ""
    var services: [ServicePayment] = []
    var patientNumbers: [String] = []
    private var servedOn: CalendarDate?
    private var isDayOfClaim = false
    /// Group and reason of the largest adjustment, packed.
    private var mainReason: (group: UInt64, reason: UInt64, amount: Int64) = (0, 0, 0)

    /// CAS at the claim and at its lines.
    private var own = AmountSum()
    private var atLines = AmountSum()
    private var lineCharges = AmountSum()
    private var linePayments = AmountSum()

    private var linePlace: Place?
    private var lineCharged = AmountSum()
    private var linePaid = AmountSum()
    private var lineAdjusted = AmountSum()

    init(place: Place) { self.place = place }

    mutating func beginLine(_ place: Place, charged: Int64?, paid: Int64?) {
        lines &+= 1
        linePlace = place
        lineCharged = AmountSum()
        linePaid = AmountSum()
        lineAdjusted = AmountSum()
        if let charged { lineCharged.add(charged) } else { lineCharged.addUnreadable() }
        if let paid { linePaid.add(paid) } else { linePaid.addUnreadable() }
        lineCharges.add(lineCharged)
        linePayments.add(linePaid)
    }

    /// A line that does not balance: where, what its charge less its adjustments is, and what it says it pays.
    struct LineImbalance {
        let place: Place
        let number: Int
        let due: AmountSum
        let paid: AmountSum
    }

    /// Ends the line at hand; nil when it balances.
    mutating func closeLine() -> LineImbalance? {
        guard let place = linePlace else { return nil }
        linePlace = nil
        lineCharged.subtract(lineAdjusted)
        if lineCharged.equals(linePaid) { return nil }
        areLinesBalanced = false
        return LineImbalance(place: place, number: lines, due: lineCharged, paid: linePaid)
    }

    /// One adjustment of the line at hand, else of the claim.
    mutating func adjust(group: UInt64, isDenial: Bool, by amount: Int64?) {
        guard let amount else {
            if linePlace == nil { own.addUnreadable() } else { lineAdjusted.addUnreadable() }
            if linePlace != nil { atLines.addUnreadable() }
            return
        }
        if linePlace == nil {
            own.add(amount)
        } else {
            lineAdjusted.add(amount)
            atLines.add(amount)
            if let last = services.indices.last { services[last].adjustments = sum(services[last].adjustments, amount) }
        }
        switch group {
        case 0x434F:
            byGroup.contractual = sum(byGroup.contractual, amount)
            if isDenial { byGroup.contractualDenial = sum(byGroup.contractualDenial, amount) }
        case 0x5052: byGroup.patient = sum(byGroup.patient, amount)
        default: byGroup.other = sum(byGroup.other, amount)
        }
    }

    /// Keeps the reason of the largest adjustment, of equal ones the first, and sums what settles nothing.
    mutating func note(reason: UInt64, group: UInt64, _ amount: Int64) {
        if amount > mainReason.amount { mainReason = (group, reason, amount) }
        let isOther = group != 0x434F && group != 0x5052
        if isOther, reason == 0x3233 || reason == 0x31_3333 {  // 23, 133
            byGroup.otherUnsettled = sum(byGroup.otherUnsettled, amount)
        }
    }

    /// The text of at most eight packed bytes.
    private static func text(_ packed: UInt64) -> String {
        var bytes: [UInt8] = []
        for shift in stride(from: 56, through: 0, by: -8) {
            let byte = UInt8(truncatingIfNeeded: packed >> UInt64(shift))
            if byte != 0 { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Saturates: what does not fit is found by the checked sums.
    private func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? left : sum
    }

    /// CLP03 less all CAS is CLP04.
    var isBalanced: Bool { due.equals(paid) }

    /// CLP03 less all CAS.
    var due: AmountSum {
        var rest = charged
        rest.subtract(own)
        rest.subtract(atLines)
        return rest
    }

    /// The lines' SVC02, and their SVC03 less the claim's own CAS: what CLP03 and CLP04 should be.
    var ofLines: (charged: AmountSum, paid: AmountSum) {
        var rest = linePayments
        rest.subtract(own)
        return (lineCharges, rest)
    }

    /// With lines: SVC02 add up to CLP03, SVC03 less the claim's own CAS to CLP04.
    var linesAddUp: Bool {
        if lines == 0 { return true }
        let sums = ofLines
        return sums.charged.equals(charged) && sums.paid.equals(paid)
    }

    /// Of a claim its own day counts; without one the earliest of its lines.
    mutating func note(day: CalendarDate, isOfClaim: Bool) {
        if isOfClaim {
            servedOn = day
            isDayOfClaim = true
        } else if !isDayOfClaim {
            servedOn = servedOn.map { min($0, day) } ?? day
        }
    }

    var claim: ClaimPayment {
        var claim = ClaimPayment(
            patientControlNumber: patientControlNumber, status: statusText, charged: charged.total ?? 0,
            paid: paid.total ?? 0, patientResponsibility: responsibility, payerControlNumber: payerControlNumber,
            offset: place.offset)
        claim.adjustments = byGroup
        claim.serviceCount = lines
        claim.services = services
        claim.patientNumbers = patientNumbers
        claim.servedOn = servedOn
        if mainReason.amount > 0 {
            claim.mainReason = "\(Self.text(mainReason.group))-\(Self.text(mainReason.reason))"
        }
        claim.isBalanced = isBalanced && areLinesBalanced && linesAddUp
        return claim
    }
}
