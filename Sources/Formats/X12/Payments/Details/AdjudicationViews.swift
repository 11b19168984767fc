// Typed views of what an 835 says of a claim's adjudication: MIA, MOA, TS2, TS3. Amounts are hundredths, nil where not sent.

public import Money

extension ReceivedSegment {
    /// MIA: inpatient.
    public struct InpatientAdjudication: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// MIA01 and MIA03, MIA15: days as sent.
        public var coveredDays: String { segment[1] }
        public var lifetimePsychiatricDays: String { segment[3] }
        public var costReportDays: String { segment[15] }
        public var operatingOutlier: Int64? { segment.hundredths(2) }
        public var diagnosisGroup: Int64? { segment.hundredths(4) }
        /// MIA05, MIA20 to MIA23.
        public var remarks: [String] { [5, 20, 21, 22, 23].compactMap { segment.sent($0) } }
        public var disproportionateShare: Int64? { segment.hundredths(6) }
        public var secondaryPayerPassThrough: Int64? { segment.hundredths(7) }
        public var capital: Int64? { segment.hundredths(8) }
        public var capitalFederalSpecific: Int64? { segment.hundredths(9) }
        public var capitalHospitalSpecific: Int64? { segment.hundredths(10) }
        public var capitalDisproportionateShare: Int64? { segment.hundredths(11) }
        public var oldCapital: Int64? { segment.hundredths(12) }
        public var capitalMedicalEducation: Int64? { segment.hundredths(13) }
        public var operatingHospitalSpecific: Int64? { segment.hundredths(14) }
        public var operatingFederalSpecific: Int64? { segment.hundredths(16) }
        public var capitalOutlier: Int64? { segment.hundredths(17) }
        public var indirectTeaching: Int64? { segment.hundredths(18) }
        public var nonPayableProfessional: Int64? { segment.hundredths(19) }
        public var capitalException: Int64? { segment.hundredths(24) }
    }

    /// MOA: outpatient and professional.
    public struct OutpatientAdjudication: Sendable, Hashable {
        public let segment: ReceivedSegment
        /// MOA01 as sent, a fraction.
        public var reimbursementRate: String { segment[1] }
        public var payableProcedures: Int64? { segment.hundredths(2) }
        /// MOA03 to MOA07.
        public var remarks: [String] { (3...7).compactMap { segment.sent($0) } }
        public var renalDisease: Int64? { segment.hundredths(8) }
        public var nonPayableProfessional: Int64? { segment.hundredths(9) }
    }

    /// TS3: totals of the claims of one LX loop.
    public struct ProviderSummary: Sendable, Hashable {
        public let segment: ReceivedSegment
        public var provider: String { segment[1] }
        public var facilityType: String { segment[2] }
        public var fiscalPeriodEnd: CalendarDate? { segment.day(3) }
        /// TS304 as sent.
        public var claims: String { segment[4] }
        public var charges: Int64? { segment.hundredths(5) }
        public var secondaryPayer: Int64? { segment.hundredths(13) }
        public var nonLaboratory: Int64? { segment.hundredths(15) }
        public var reportableProcedures: Int64? { segment.hundredths(17) }
        public var payableProcedures: Int64? { segment.hundredths(18) }
        public var professionalComponent: Int64? { segment.hundredths(20) }
        public var secondaryPayerPatientLiability: Int64? { segment.hundredths(21) }
        public var patientReimbursement: Int64? { segment.hundredths(22) }
        /// TS323 as sent: claims under periodic interim payment.
        public var interimPaymentClaims: String { segment[23] }
        public var interimPaymentAdjustment: Int64? { segment.hundredths(24) }
    }

    /// TS2: diagnosis group totals of the claims of one LX loop.
    public struct DiagnosisSummary: Sendable, Hashable {
        public let segment: ReceivedSegment
        public var diagnosisGroup: Int64? { segment.hundredths(1) }
        public var federalSpecific: Int64? { segment.hundredths(2) }
        public var hospitalSpecific: Int64? { segment.hundredths(3) }
        public var disproportionateShare: Int64? { segment.hundredths(4) }
        public var capital: Int64? { segment.hundredths(5) }
        public var indirectEducation: Int64? { segment.hundredths(6) }
        /// TS207 as sent.
        public var outlierDays: String { segment[7] }
        public var dayOutlier: Int64? { segment.hundredths(8) }
        public var costOutlier: Int64? { segment.hundredths(9) }
        /// TS210 to TS214 as sent.
        public var averageStay: String { segment[10] }
        public var discharges: String { segment[11] }
        public var costReportDays: String { segment[12] }
        public var coveredDays: String { segment[13] }
        public var noncoveredDays: String { segment[14] }
        public var secondaryPayerPassThrough: Int64? { segment.hundredths(15) }
        /// TS216 as sent.
        public var averageWeight: String { segment[16] }
        public var capitalFederalSpecific: Int64? { segment.hundredths(17) }
        public var capitalHospitalSpecific: Int64? { segment.hundredths(18) }
        public var capitalDisproportionateShare: Int64? { segment.hundredths(19) }
    }
}
