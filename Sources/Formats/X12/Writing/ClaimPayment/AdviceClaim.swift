// One claim of an 835 that is to be written: loop 2100 and its service lines, loop 2110.

public import Money

extension ClaimPaymentAdvice {
    /// CLP and what belongs to it.
    public struct Claim: Sendable, Hashable {
        /// CLP02.
        public enum Status: String, Sendable, Hashable, CaseIterable {
            case primary = "1"
            case secondary = "2"
            case tertiary = "3"
            case denied = "4"
            case primaryForwarded = "19"
            case secondaryForwarded = "20"
            case tertiaryForwarded = "21"
            case reversal = "22"
            case notOursForwarded = "23"
            case predetermination = "25"
        }

        /// CLP01: the provider's number of the claim (837 CLM01); `0` where it is unknown.
        public var patientControlNumber: String
        public var status: Status
        /// CLP03 and CLP04.
        public var charged: Int64
        public var paid: Int64
        /// CLP05: the sum of the PR adjustments where it is sent.
        public var patientResponsibility: Int64?
        /// CLP06: 12, 13, HM, MA, MB, MC …
        public var filingIndicator: String
        /// CLP07.
        public var payerControlNumber: String
        /// CLP08 and CLP09.
        public var facilityType: String?
        public var frequency: String?
        /// CLP11, CLP12, CLP13.
        public var diagnosisGroup: String?
        public var diagnosisWeight: Quantity?
        public var dischargeFraction: Quantity?
        public var adjustments: [Adjustment] = []
        /// NM1 QC.
        public var patient: OutgoingName
        /// NM1 IL, 74, 82, TT, PR, GB.
        public var insured: OutgoingName?
        public var correctedPatient: OutgoingName?
        public var renderingProvider: OutgoingName?
        public var crossoverCarrier: OutgoingName?
        public var correctedPriorityPayer: OutgoingName?
        public var otherSubscriber: OutgoingName?
        /// MIA or MOA, not both.
        public var inpatient: InpatientAdjudication?
        public var outpatient: OutpatientAdjudication?
        /// REF 1L, 1W, EA, F8, G1 …, five at most; then those of the rendering provider, ten at most.
        public var references: [ReferenceIdentification] = []
        public var renderingReferences: [ReferenceIdentification] = []
        /// DTM 232, 233, 036, 050.
        public var statementFrom: CalendarDate?
        public var statementTo: CalendarDate?
        public var coverageExpired: CalendarDate?
        public var receivedOn: CalendarDate?
        /// PER CX.
        public var contacts: [AdministrativeContact] = []
        public var amounts: [MonetaryAmount] = []
        public var quantities: [QuantityInformation] = []
        /// Loop 2110.
        public var services: [Service] = []

        public init(
            _ patientControlNumber: String, status: Status, charged: Int64, paid: Int64, filingIndicator: String,
            payerControlNumber: String, patient: OutgoingName
        ) {
            self.patientControlNumber = patientControlNumber
            self.status = status
            self.charged = charged
            self.paid = paid
            self.filingIndicator = filingIndicator
            self.payerControlNumber = payerControlNumber
            self.patient = patient
        }
    }

    /// SVC01 and SVC06: a procedure under a code list (HC HCPCS, NU revenue code, N4 drug, AD dental …).
    public struct Procedure: Sendable, Hashable {
        public var qualifier: String
        public var code: String
        /// Four at most.
        public var modifiers: [String]

        public init(_ code: String, qualifier: String = "HC", modifiers: [String] = []) {
            self.code = code
            self.qualifier = qualifier
            self.modifiers = modifiers
        }
    }

    /// SVC and what belongs to it.
    public struct Service: Sendable, Hashable {
        public var procedure: Procedure
        /// SVC02 and SVC03.
        public var charged: Int64
        public var paid: Int64
        /// SVC04, where the procedure is no revenue code itself.
        public var revenueCode: String?
        /// SVC05; absent means one.
        public var units: Quantity?
        /// SVC06 and SVC07: what was billed, where it differs from what is adjudicated.
        public var submittedProcedure: Procedure?
        public var submittedUnits: Quantity?
        /// DTM 472, or 150 and 151 where it ends on another day.
        public var from: CalendarDate?
        public var to: CalendarDate?
        public var adjustments: [Adjustment] = []
        /// REF 1S, APC, BB, E9, G1, G3, LU, RB; eight at most.
        public var references: [ReferenceIdentification] = []
        /// REF 6R: the provider's number of the line in the 837.
        public var lineControlNumber: String?
        /// Ten at most.
        public var renderingReferences: [ReferenceIdentification] = []
        /// REF 0K, five at most.
        public var policies: [String] = []
        /// AMT B6, KH, T, T2, ZK-ZO.
        public var amounts: [MonetaryAmount] = []
        public var quantities: [QuantityInformation] = []
        /// LQ HE (remittance advice remark) and RX.
        public var remarks: [QualifiedIdentifier] = []

        public init(_ procedure: Procedure, charged: Int64, paid: Int64, adjustments: [Adjustment] = []) {
            self.procedure = procedure
            self.charged = charged
            self.paid = paid
            self.adjustments = adjustments
        }
    }
}
