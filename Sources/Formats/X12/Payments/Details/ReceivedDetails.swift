// All that an 835 or 820 says beside the typed payment, claim and item: the segments of each level as received, and what is in
// them by name. Made only for those who ask (`X12Reader.Options.collectsDetails`); what is not asked for is not read.

/// The heading of a payment, and what stands behind its last claim.
public struct PaymentDetail: Sendable, Hashable {
    /// BPR to the last segment before the first LX, CLP or ENT.
    public internal(set) var heading: [ReceivedSegment] = []
    /// PLB, known when the payment has ended.
    public internal(set) var closing: [ReceivedSegment] = []

    public var instruction: ReceivedSegment? { heading.first("BPR") }
    public var currency: ReceivedSegment.CurrencyOfPayment? {
        heading.first("CUR").map(ReceivedSegment.CurrencyOfPayment.init)
    }
    /// REF and DTM of the payment itself, before its parties.
    public var references: [ReceivedSegment.Reference] { ofPayment.all("REF").map(ReceivedSegment.Reference.init) }
    public var dates: [ReceivedSegment.DateReference] { ofPayment.all("DTM").map(ReceivedSegment.DateReference.init) }
    /// The N1 loops in their order.
    public var parties: [ReceivedSegment.Party] {
        var loops: [[ReceivedSegment]] = []
        for segment in heading {
            if segment.tag == "N1" {
                loops.append([segment])
            } else if let last = loops.indices.last {
                loops[last].append(segment)
            }
        }
        return loops.map(ReceivedSegment.Party.init)
    }

    private var ofPayment: [ReceivedSegment] { Array(heading.prefix { $0.tag != "N1" }) }
}

/// A claim with its lines.
public struct ClaimDetail: Sendable, Hashable {
    /// LX, TS3 and TS2 of the loop that the claim stands in.
    public internal(set) var section: [ReceivedSegment] = []
    /// CLP to the last segment before the first SVC.
    public internal(set) var own: [ReceivedSegment] = []
    public internal(set) var services: [ServiceDetail] = []

    public var header: ReceivedSegment.ClaimHeader? { own.first("CLP").map(ReceivedSegment.ClaimHeader.init) }
    public var summary: ReceivedSegment.ProviderSummary? {
        section.first("TS3").map(ReceivedSegment.ProviderSummary.init)
    }
    public var diagnosisSummary: ReceivedSegment.DiagnosisSummary? {
        section.first("TS2").map(ReceivedSegment.DiagnosisSummary.init)
    }
    public var adjustments: [ReceivedSegment.Adjustment] { own.flatMap(\.adjustments) }
    public var names: [ReceivedSegment.Name] { own.all("NM1").map(ReceivedSegment.Name.init) }
    public func name(_ role: ReceivedSegment.Name.Role) -> ReceivedSegment.Name? { names.first { $0.role == role } }
    public var inpatient: ReceivedSegment.InpatientAdjudication? {
        own.first("MIA").map(ReceivedSegment.InpatientAdjudication.init)
    }
    public var outpatient: ReceivedSegment.OutpatientAdjudication? {
        own.first("MOA").map(ReceivedSegment.OutpatientAdjudication.init)
    }
    public var references: [ReceivedSegment.Reference] { own.all("REF").map(ReceivedSegment.Reference.init) }
    public var dates: [ReceivedSegment.DateReference] { own.all("DTM").map(ReceivedSegment.DateReference.init) }
    public var contacts: [ReceivedSegment.Contact] { own.all("PER").map(ReceivedSegment.Contact.init) }
    public var amounts: [ReceivedSegment.Amount] { own.all("AMT").map(ReceivedSegment.Amount.init) }
    public var quantities: [ReceivedSegment.Quantity] { own.all("QTY").map(ReceivedSegment.Quantity.init) }
}

/// A line of a claim.
public struct ServiceDetail: Sendable, Hashable {
    /// SVC to the last segment of the line.
    public internal(set) var own: [ReceivedSegment]

    public var service: ReceivedSegment.Service? { own.first("SVC").map(ReceivedSegment.Service.init) }
    public var dates: [ReceivedSegment.DateReference] { own.all("DTM").map(ReceivedSegment.DateReference.init) }
    public var adjustments: [ReceivedSegment.Adjustment] { own.flatMap(\.adjustments) }
    public var references: [ReceivedSegment.Reference] { own.all("REF").map(ReceivedSegment.Reference.init) }
    public var amounts: [ReceivedSegment.Amount] { own.all("AMT").map(ReceivedSegment.Amount.init) }
    public var quantities: [ReceivedSegment.Quantity] { own.all("QTY").map(ReceivedSegment.Quantity.init) }
    public var remarks: [ReceivedSegment.Remark] { own.all("LQ").map(ReceivedSegment.Remark.init) }
}

/// An item of an 820, with the entity it stands under.
public struct ItemDetail: Sendable, Hashable {
    /// ENT, NM1 and what follows them, to the first RMR; adjustments outside items (ADX) among them.
    public internal(set) var entitySegments: [ReceivedSegment] = []
    /// RMR to the last segment of the item.
    public internal(set) var own: [ReceivedSegment] = []

    public var entity: ReceivedSegment.Entity? { entitySegments.first("ENT").map(ReceivedSegment.Entity.init) }
    public var names: [ReceivedSegment.Name] { entitySegments.all("NM1").map(ReceivedSegment.Name.init) }
    public var entityReferences: [ReceivedSegment.Reference] {
        entitySegments.all("REF").map(ReceivedSegment.Reference.init)
    }
    /// ADX before the items of the entity: of an earlier payment.
    public var earlierAdjustments: [ReceivedSegment.OrderAdjustment] {
        entitySegments.all("ADX").map(ReceivedSegment.OrderAdjustment.init)
    }
    public var header: ReceivedSegment.RemittanceHeader? {
        own.first("RMR").map(ReceivedSegment.RemittanceHeader.init)
    }
    public var references: [ReceivedSegment.Reference] { own.all("REF").map(ReceivedSegment.Reference.init) }
    public var dates: [ReceivedSegment.DateReference] { own.all("DTM").map(ReceivedSegment.DateReference.init) }
    public var invoiceLines: [ReceivedSegment.InvoiceLine] { own.all("IT1").map(ReceivedSegment.InvoiceLine.init) }
    public var subLines: [ReceivedSegment.SubLine] { own.all("SLN").map(ReceivedSegment.SubLine.init) }
    public var charges: [ReceivedSegment.Charge] { own.all("SAC").map(ReceivedSegment.Charge.init) }
    /// ADX under the item: what makes RMR04 of RMR05.
    public var adjustments: [ReceivedSegment.OrderAdjustment] {
        own.all("ADX").map(ReceivedSegment.OrderAdjustment.init)
    }
}
