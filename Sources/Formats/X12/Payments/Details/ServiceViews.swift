// Typed views of what a claim and its lines consist of: CLP beyond its amounts, SVC, CAS, LQ.

extension ReceivedSegment {
    /// CLP: what the typed claim does not hold.
    public struct ClaimHeader: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// CLP06; `ClaimCodes.filingIndicators` says what it means.
        public var filingIndicator: String { segment[6] }
        /// CLP08 and CLP09.
        public var facilityType: String { segment[8] }
        public var frequency: String { segment[9] }
        /// CLP11 to CLP13 as sent.
        public var diagnosisGroup: String { segment[11] }
        public var diagnosisGroupWeight: String { segment[12] }
        public var dischargeFraction: String { segment[13] }
    }

    /// A procedure: SVC01 or SVC06.
    public struct Procedure: Sendable, Hashable {
        let components: [String]
        /// HC, AD, HP, NU, N4, ER, IV, N6, UI, WK.
        public var qualifier: String { components.first ?? "" }
        public var code: String { components.count > 1 ? components[1] : "" }
        public var modifiers: [String] { components.dropFirst(2).prefix(4).filter { !$0.isEmpty } }
        public var text: String { components.count > 6 ? components[6] : "" }
    }

    /// SVC.
    public struct Service: Sendable, Hashable {
        public let segment: ReceivedSegment
        public var procedure: Procedure { Procedure(components: segment.components(1)) }
        public var charged: Int64? { segment.hundredths(2) }
        public var paid: Int64? { segment.hundredths(3) }
        public var revenueCode: String { segment[4] }
        /// SVC05 as sent; 1 where it is not.
        public var paidUnits: String { segment.sent(5) ?? "1" }
        /// SVC06: what was billed, where another procedure was paid.
        public var billedProcedure: Procedure? {
            segment.sent(6).map { _ in Procedure(components: segment.components(6)) }
        }
        public var billedUnits: String { segment[7] }
    }

    /// One adjustment of CAS.
    public struct Adjustment: Sendable, Hashable {
        /// CAS01.
        public let group: String
        public let reason: String
        /// Positive lowers the payment.
        public let hundredths: Int64?
        /// As sent; empty where it was not.
        public let quantity: String

        /// The reason looked up; nil where it is not on the list.
        public var listed: AdjustmentReason? { AdjustmentReason.find(reason) }
    }

    /// CAS: its adjustments, up to six.
    public var adjustments: [Adjustment] {
        guard tag == "CAS" else { return [] }
        return stride(from: 2, through: 17, by: 3).filter { !self[$0].isEmpty }.map {
            Adjustment(group: self[1], reason: self[$0], hundredths: hundredths($0 + 1), quantity: self[$0 + 2])
        }
    }

    /// LQ.
    public struct Remark: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// LQ01: HE remark, RX reject code of the drug programmes.
        public var list: String { segment[1] }
        public var code: String { segment[2] }
        /// The remark looked up; nil where it is not on the list or of another one.
        public var listed: RemarkCode? { list == "HE" ? RemarkCode.find(code) : nil }
    }
}
