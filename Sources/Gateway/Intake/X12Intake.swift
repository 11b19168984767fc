// From an 835 or 820 to facts: a remittance for each transaction, a line for each claim or remittance item.
// Relies on X12Reader's events; meant for files that the reader has accepted before. A remittance is added after its
// lines, for its adjustments (PLB) stand behind them; its place in the evidence is taken when it begins.

public import Facts
import Money
public import Parsing
import X12

/// A transaction was cut off: its lines must not be used.
public struct X12IntakeFailure: Error, Sendable, CustomStringConvertible {
    /// Byte of the file at which the transaction begins.
    public let offset: Int
    public var description: String { "the transaction at byte \(offset) has no end; load nothing of this file" }
}

public enum X12Intake {
    /// Reads a file and adds its facts to the sink. Other sets (997, 999, 824, TA1) hold none.
    /// Throws what the source and the sink throw, and `X12IntakeFailure` for a transaction that is cut off.
    public static func load(
        _ source: inout some ByteSource, arrival: ArrivalID, keys: some KeyMaker, into sink: inout some FactSink
    ) throws {
        var options = X12Reader.Options()
        options.collectsEvents = true
        var reader = X12Reader(options: options)
        var mapping = X12Mapping(arrival: arrival, keys: keys)
        try source.forEachPiece { piece in
            reader.read(piece)
            try reader.drainEvents { try mapping.take($0, into: &sink) }
        }
        _ = reader.finish()
        try reader.drainEvents { try mapping.take($0, into: &sink) }
    }
}

/// The mapping of one file: counts places, remembers the transaction at hand.
private struct X12Mapping<Keys: KeyMaker> {
    let arrival: ArrivalID
    let keys: Keys
    private var nextOrdinal = 0
    private var transaction: PaymentTransaction?
    private var place = Evidence(arrival: ArrivalID(0), ordinal: 0)

    init(arrival: ArrivalID, keys: Keys) {
        self.arrival = arrival
        self.keys = keys
    }

    mutating func take(_ event: X12Event, into sink: inout some FactSink) throws {
        switch event {
        case .transactionBegan(let begun):
            transaction = begun
            place = takePlace()
        case .claim(let claim):
            // A predetermination pays nothing, and a prenotification moves nothing: neither has anything to post.
            guard let transaction, !claim.isPredetermination, transaction.handling != "P" else { return }
            let line = line(claim, of: transaction)
            try sink.add(line, reference: claim.patientControlNumber, claim: claimKeys(claim, line.charged))
            if claim.isDenied, !claim.mainReason.isEmpty {
                try sink.note(denialReason: claim.mainReason, of: line.evidence)
            }
        case .item(let item):
            guard let transaction, transaction.handling != "P" else { return }
            try sink.add(line(item, of: transaction), reference: item.reference, claim: .none)
        case .transactionEnded(let ended):
            guard ended.isComplete else { throw X12IntakeFailure(offset: ended.offset) }
            let remittance = remittance(ended)
            try sink.add(remittance)
            for adjustment in named(ended, remittance) { try sink.add(adjustment) }
            transaction = nil
        }
    }

    private func claimKeys(_ claim: ClaimPayment, _ charged: Money) -> ClaimKeys {
        let number = NormalisedReference.text(claim.payerControlNumber)
        var prints: [LookupKey] = []
        if let day = claim.servedOn {
            for patient in claim.patientNumbers {
                if let print = ClaimPrint.key(patient: patient, servedOn: day, charged: charged, keys) {
                    prints.append(print)
                }
            }
        }
        return ClaimKeys(payerClaim: number.isEmpty ? nil : keys.key(.payerClaim, number), prints: prints)
    }

    private mutating func takePlace() -> Evidence {
        defer { nextOrdinal += 1 }
        return Evidence(arrival: arrival, ordinal: nextOrdinal)
    }

    private func remittance(_ payment: PaymentTransaction) -> Remittance {
        Remittance(
            evidence: place, kind: payment.kind == .claimPayment ? .claimPayment : .paymentOrder, trace: payment.trace,
            payerID: payment.payerID, amount: money(payment.hundredths ?? 0, payment),
            method: RemittanceMethod(rawValue: payment.method) ?? .other,
            effectiveOn: payment.effectiveOn ?? payment.producedOn ?? payment.interchangeDate
                ?? CalendarDate(dayNumber: 0),
            adjustments: payment.adjustments.map {
                RemittanceAdjustment(reason: $0.reason, amount: money($0.hundredths, payment))
            })
    }

    /// The adjustments of an 835 that say what they belong to.
    private func named(_ payment: PaymentTransaction, _ remittance: Remittance) -> [ProviderAdjustment] {
        if payment.kind != .claimPayment { return [] }
        return payment.adjustments.enumerated().compactMap { position, adjustment in
            let references = references(adjustment.reference)
            if references.isEmpty { return nil }
            return ProviderAdjustment(
                remittance: remittance.evidence, position: position, reason: adjustment.reason,
                amount: money(adjustment.hundredths, payment), payerID: remittance.payerID, trace: remittance.trace,
                traceReference: keys.key(.reference, remittance.traceKey), effectiveOn: remittance.effectiveOn,
                references: references)
        }
    }

    /// Keys of a reference as a whole and of its words.
    private func references(_ reference: String) -> [LookupKey] {
        var texts = [NormalisedReference.text(reference)]
        for word in reference.split(separator: " ").prefix(8) { texts.append(NormalisedReference.text(String(word))) }
        var found: [LookupKey] = []
        for text in texts where !text.isEmpty {
            let key = keys.key(.reference, text)
            if !found.contains(key) { found.append(key) }
        }
        return found
    }

    private mutating func line(_ claim: ClaimPayment, of payment: PaymentTransaction) -> RemittanceLine {
        let references = keys.referenceKeys(claim.patientControlNumber)
        return RemittanceLine(
            evidence: takePlace(), remittance: place, trace: payment.trace, payerID: payment.payerID,
            exactReference: references.exact, reference: references.normalised,
            charged: money(claim.charged, payment), paid: money(claim.paid, payment),
            patientShare: money(claim.adjustments.patient, payment),
            contractual: money(claim.adjustments.contractual, payment),
            otherAdjustment: money(settled(claim.adjustments), payment),
            status: claim.status, isDenied: claim.isDenied,
            isReversal: claim.isReversal)
    }

    private mutating func line(_ item: RemittanceItem, of payment: PaymentTransaction) -> RemittanceLine {
        let references = keys.referenceKeys(item.reference)
        let charged = item.billed ?? sum(item.paid, item.discount)
        return RemittanceLine(
            evidence: takePlace(), remittance: place, trace: payment.trace, payerID: payment.payerID,
            exactReference: references.exact, reference: references.normalised, charged: money(charged, payment),
            paid: money(item.paid, payment), patientShare: money(0, payment),
            contractual: money(item.discount, payment), otherAdjustment: money(item.adjustments, payment), status: "",
            isDenied: false, isReversal: false)
    }

    /// Saturates; amounts of at most sixteen digits cannot come near.
    /// What the other groups take off the claim for good; all of them where 64 bits do not hold the difference.
    private func settled(_ adjustments: ClaimAdjustments) -> Int64 {
        let (rest, overflow) = adjustments.other.subtractingReportingOverflow(adjustments.otherUnsettled)
        return overflow ? adjustments.other : rest
    }

    private func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? left : sum
    }

    /// The reader refuses currencies whose minor unit is not a hundredth.
    private func money(_ hundredths: Int64, _ payment: PaymentTransaction) -> Money {
        Money(minorUnits: hundredths, currency: payment.currency)
    }
}
