// The claim adjustment reason codes that begin with a letter: A and B of old, D and W to Y long retired, P for property and
// casualty. Written and read as AdjustmentReasonCodes.

enum LetteredReasonCodes {
    static let text = """
        @19950101
        A0 X patient refund
        A1 D! denied
        A2 K >20080101 contractual adjustment
        A3 C >20031016 Medicare secondary payer liability met
        A4 X >20080401 capital day outlier
        A5 K capital cost outlier
        A6 D prior hospitalization or transfer requirement not met
        A7 X >20150701 presumptive payment
        A8 D DRG cannot be grouped
        B1 K non-covered visits
        B2 X >20031016 covered visits
        B3 X >20031016 covered charges
        B4 R late filing penalty
        B5 D >20160501 coverage guidelines not met or exceeded
        B6 D >20060201 not payable to this type of provider, facility or specialty
        B7 D provider not certified on the date
        B8 D alternative services should have been used
        B9 D patient is in a hospice
        B10 K component of the procedure paid elsewhere
        B11 X transferred to the proper payer
        B12 D not documented in the medical record
        B13 D paid before
        B14 D one visit a day
        B15 D qualifying service not received
        B16 D new-patient rule not met
        B17 D >20060201 not prescribed, or prescription not in order
        B18 D >20090301 procedure code and modifier invalid on the date
        B19 X >20031016 findings of a review organization
        B20 D furnished by another provider
        B21 R >20031016 partly furnished by another physician
        B22 R adjusted for the diagnosis
        B23 D laboratory not certified for the procedure
        D1 D >20031016 level of subluxation missing
        D2 D >20031016 drug name, strength or dosage missing
        D3 D >20031016 ownership of equipment missing
        D4 D >20031016 period of need missing
        D5 D >20031016 laboratory codes missing
        D6 D >20031016 medical record missing
        D7 D >20031016 last physician visit missing
        D8 D >20031016 x-ray indicator missing
        D9 D >20031016 invoice of the lens missing
        D10 D >20031016 financial relationship form missing
        D11 D >20031016 pacemaker form missing
        D12 D >20031016 performer of the purchased test missing
        D13 D >20031016 financial interest of the referring physician
        D14 D >20031016 plan of treatment missing
        D15 D >20031016 supervision missing
        D16 D >20070630 prior payer's information missing
        D17 D >20070630 non-covered days invalid
        D18 D >20070630 diagnosis missing
        D19 D >20070630 supporting documents missing
        D20 D >20070630 product information missing
        D21 D >20070630 diagnosis missing or invalid
        @20080127
        D22 X >20090101 workers' compensation: reasons by separate letter
        @20091101
        D23 D! >20120101 covered by Medicare Part D retroactively
        @20131101
        P1 K state requirement for property and casualty
        P2 D no work injury
        P3 P=PR workers' compensation settled: patient's by set-aside
        P4 D workers' compensation: not compensable
        P5 K reasonable and customary fees
        P6 D entitlement to benefits
        P7 D fee schedule does not hold the billed code
        P8 X under investigation
        P9 D no procedure code describes the service
        P10 X reduced to zero during litigation
        P11 X=OA related claim pending in litigation
        P12 K workers' compensation fee schedule
        P13 R workers' compensation rules or payment policies
        P14 D included in another service of the same day
        P15 R workers' compensation treatment guideline
        P16 D provider not authorized to treat injured workers
        P17 D referral not authorized by the attending physician
        P18 K comparable service allowed, procedure not on the fee schedule
        P19 K relative value of zero
        P20 K not paid under the outpatient facility fee schedule
        P21 D denied under medical payments or injury protection coverage
        P22 R adjusted under medical payments or injury protection coverage
        P23 K fee schedule of medical payments or injury protection coverage
        @-
        P24 K preferred provider organization
        P25 K medical provider network
        P26 K voluntary provider network
        P27 R liability coverage rules
        P28 R liability coverage payment policies
        P29 K liability coverage fee schedule
        P30 D exacerbation not documented
        P31 D treatment beyond the time allowed
        P32 R apportionment
        @20000229
        W1 K >20140701 workers' compensation fee schedule
        @20101017
        W2 R >20140701 workers' compensation rules or payment policies
        @20120930
        W3 D >20140701 included in another service of the same day
        W4 R >20140701 workers' compensation treatment guideline
        Y1 D >20140701 denied under medical payments or injury protection coverage
        Y2 R >20140701 adjusted under medical payments or injury protection coverage
        Y3 K >20140701 fee schedule of medical payments or injury protection coverage
        @20130602
        W5 D >20140701 provider not authorized to treat injured workers
        W6 D >20140701 referral not authorized by the attending physician
        W7 K >20140701 comparable service allowed
        W8 K >20140701 relative value of zero
        W9 K >20140701 not paid under the outpatient facility fee schedule
        """
}
