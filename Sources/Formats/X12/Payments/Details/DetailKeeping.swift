// Keeps the segments of the level at hand while a payment is read, for those who asked for details. One claim or item at a
// time, bounded: a claim of more segments than the guide allows loses the rest, and its findings say why.

struct DetailKeeping {
    /// Segments kept of one claim, item or heading; 999 lines with all they may hold stay below.
    static let kept = 100_000

    private var heading: [ReceivedSegment] = []
    private var closing: [ReceivedSegment] = []
    private var section: [ReceivedSegment] = []
    private var claim: ClaimDetail?
    private var entity: [ReceivedSegment] = []
    private var item: ItemDetail?
    private var hasBegun = false
    private var count = 0

    /// A segment of an 835.
    mutating func takeClaimPayment(_ segment: ReceivedSegment) {
        switch segment.tag {
        case "LX":
            hasBegun = true
            section = [segment]
        case "TS3", "TS2": if section.count < 3 { section.append(segment) }
        case "CLP":
            hasBegun = true
            claim = ClaimDetail(section: section, own: [segment], services: [])
            count = 0
        case "PLB": if closing.count < DetailKeeping.kept { closing.append(segment) }
        case "SVC":
            if let count = claim?.services.count, count < ClaimPayment.keptServices {
                claim?.services.append(ServiceDetail(own: [segment]))
            }
        default: keep(segment)
        }
    }

    private mutating func keep(_ segment: ReceivedSegment) {
        count &+= 1
        if count > DetailKeeping.kept { return }
        if claim == nil {
            if !hasBegun { heading.append(segment) }
        } else if let last = claim?.services.indices.last {
            claim?.services[last].own.append(segment)
        } else {
            claim?.own.append(segment)
        }
    }

    /// A segment of an 820.
    mutating func takePaymentOrder(_ segment: ReceivedSegment) {
        switch segment.tag {
        case "ENT":
            hasBegun = true
            entity = [segment]
            item = nil
            count = 0
        case "RMR":
            hasBegun = true
            item = ItemDetail(entitySegments: entity, own: [segment])
            count = 0
        default:
            count &+= 1
            if count > DetailKeeping.kept { return }
            if item != nil {
                item?.own.append(segment)
            } else if hasBegun {
                entity.append(segment)
            } else {
                heading.append(segment)
            }
        }
    }

    var payment: PaymentDetail { PaymentDetail(heading: heading, closing: closing) }

    mutating func closeClaim() -> ClaimDetail? {
        defer { claim = nil }
        return claim
    }

    mutating func closeItem() -> ItemDetail? {
        defer { item = nil }
        return item
    }
}
