// What institutional claims carry beside their figures: MIA, MOA, and the section's totals TS3 and TS2.
// Amounts are hundredths. Names follow the guide's industry names in shortened form.

public import Money

extension ClaimPaymentAdvice {
    /// MIA, Inpatient Adjudication Information.
    public struct InpatientAdjudication: Sendable, Hashable {
        /// MIA01 and MIA15.
        public var coveredDays: Quantity = 0
        public var costReportDays: Quantity?
        /// MIA03.
        public var lifetimePsychiatricDays: Quantity?
        /// MIA02, MIA04, MIA06, MIA07, MIA08.
        public var operatingOutlier: Int64?
        public var diagnosisGroupAmount: Int64?
        public var disproportionateShare: Int64?
        public var secondaryPayerPassThrough: Int64?
        public var capital: Int64?
        /// MIA09 to MIA14.
        public var capitalFederalPart: Int64?
        public var capitalHospitalPart: Int64?
        public var capitalShare: Int64?
        public var oldCapital: Int64?
        public var capitalTeaching: Int64?
        public var operatingHospitalPart: Int64?
        /// MIA16 to MIA19.
        public var operatingFederalPart: Int64?
        public var capitalOutlier: Int64?
        public var indirectTeaching: Int64?
        public var professionalComponent: Int64?
        /// MIA24.
        public var capitalException: Int64?
        /// MIA05, then MIA20 to MIA23.
        public var remarks: [String] = []

        public init(coveredDays: Quantity = 0) { self.coveredDays = coveredDays }
    }

    /// MOA, Outpatient Adjudication Information.
    public struct OutpatientAdjudication: Sendable, Hashable {
        /// MOA01, a fraction of one.
        public var reimbursementRate: Quantity?
        /// MOA02, MOA08, MOA09.
        public var procedureCodesPayable: Int64?
        public var renalDisease: Int64?
        public var professionalComponent: Int64?
        /// MOA03 to MOA07.
        public var remarks: [String] = []

        public init(remarks: [String] = []) { self.remarks = remarks }
    }

    /// TS3, Provider Summary Information.
    public struct ProviderTotals: Sendable, Hashable {
        /// TS301, TS302, TS303.
        public var provider: String
        public var facilityType: String
        public var fiscalPeriodEnd: CalendarDate
        /// TS304 and TS305: number and charges of the section's claims.
        public var claims: Int
        public var charges: Int64
        /// TS313, TS315, TS317, TS318, TS320, TS321, TS322.
        public var secondaryPayer: Int64?
        public var nonLaboratory: Int64?
        public var procedureCodesReportable: Int64?
        public var procedureCodesPayable: Int64?
        public var professionalComponent: Int64?
        public var secondaryPayerLiability: Int64?
        public var patientReimbursement: Int64?
        /// TS323 and TS324.
        public var periodicInterimClaims: Int?
        public var periodicInterimAdjustment: Int64?

        public init(
            provider: String, facilityType: String, fiscalPeriodEnd: CalendarDate, claims: Int, charges: Int64
        ) {
            self.provider = provider
            self.facilityType = facilityType
            self.fiscalPeriodEnd = fiscalPeriodEnd
            self.claims = claims
            self.charges = charges
        }
    }

    /// TS2, Provider Supplemental Summary Information.
    public struct DiagnosisTotals: Sendable, Hashable {
        /// TS201 to TS206.
        public var diagnosisGroup: Int64?
        public var federal: Int64?
        public var hospital: Int64?
        public var disproportionateShare: Int64?
        public var capital: Int64?
        public var indirectTeaching: Int64?
        /// TS207, TS208, TS209.
        public var outlierDays: Quantity?
        public var dayOutlier: Int64?
        public var costOutlier: Int64?
        /// TS210 to TS214.
        public var averageStay: Quantity?
        public var discharges: Quantity?
        public var costReportDays: Quantity?
        public var coveredDays: Quantity?
        public var noncoveredDays: Quantity?
        /// TS215, TS216.
        public var secondaryPayerPassThrough: Int64?
        public var averageWeight: Quantity?
        /// TS217 to TS219.
        public var capitalFederalPart: Int64?
        public var capitalHospitalPart: Int64?
        public var capitalShare: Int64?

        public init() {}
    }
}
