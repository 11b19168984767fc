// Typed views of an 820's segments: ENT, RMR, ADX, IT1, SLN, SAC.

extension ReceivedSegment {
    /// ENT.
    public struct Entity: Sendable, Hashable {
        public let segment: ReceivedSegment
        public var number: String { segment[1] }
        /// ENT02: 2J person, 2L corporation, AG, NH, RGA, UN.
        public var entity: String { segment[2] }
        /// ENT03 and ENT04.
        public var identifierQualifier: String { segment[3] }
        public var identifier: String { segment[4] }
    }

    /// RMR: what the typed item does not hold.
    public struct RemittanceHeader: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// RMR03: PI pay item, PO on account, PP partial, PA in advance.
        public var action: String { segment[3] }
        /// RMR07 and RMR08.
        public var adjustmentReason: String { segment[7] }
        public var adjustment: Int64? { segment.hundredths(8) }
    }

    /// ADX.
    public struct OrderAdjustment: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// ADX01: positive raises the payment.
        public var hundredths: Int64? { segment.hundredths(1) }
        public var reason: String { segment[2] }
        /// ADX03 and ADX04.
        public var referenceQualifier: String { segment[3] }
        public var reference: String { segment[4] }
    }

    /// IT1: a line of an invoice.
    public struct InvoiceLine: Sendable, Hashable {
        public let segment: ReceivedSegment
        public var number: String { segment[1] }
        /// IT102 to IT104 as sent.
        public var quantity: String { segment[2] }
        public var unit: String { segment[3] }
        public var price: String { segment[4] }
        /// IT106, IT107 and the pairs behind them.
        public var products: [(qualifier: String, identifier: String)] {
            stride(from: 6, through: 24, by: 2).filter { !segment[$0].isEmpty }.map { (segment[$0], segment[$0 + 1]) }
        }
    }

    /// SLN: members of a premium payment's line.
    public struct SubLine: Sendable, Hashable {
        public let segment: ReceivedSegment
        public var number: String { segment[1] }
        /// SLN03: O for information.
        public var relationship: String { segment[3] }
        /// SLN04 and SLN05: how many, of what (10 groups, IE persons, PR pairs).
        public var quantity: String { segment[4] }
        public var unit: String { segment.components(5).first ?? "" }
    }

    /// SAC: a charge or an allowance of an invoice's line.
    public struct Charge: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// SAC01: C charge, A allowance.
        public var indicator: String { segment[1] }
        public var service: String { segment[2] }
        /// SAC05 counts hundredths, without a point.
        public var hundredths: Int64? { Int64(segment[5]) }
    }
}
