// The claim adjustment reason codes (CARC, X12 external code list 139): which exist and have existed, since when and until
// when, and what they mean in our own words. Data; `CodeText` says how it is read.
// The letter is the class (`AdjustmentReason.Category`): P patient's share, K contractual, D denial, C coordination with
// another payer, R reduction or penalty, X information; it is our own judgement. `!`: at least one remark code must come
// with it. `=OA`: only in these groups. Retired codes stay, for payers keep sending them. The codes that begin with a letter
// stand in LetteredReasonCodes.

enum AdjustmentReasonCodes {
    static let text = """
        @19950101
        1 P deductible
        2 P coinsurance
        3 P copayment
        4 D modifier missing or inconsistent with the procedure
        5 D place of service or type of bill inconsistent with the procedure
        6 D procedure or revenue code inconsistent with the patient's age
        7 D procedure or revenue code inconsistent with the patient's sex
        8 D procedure inconsistent with the provider's specialty
        9 D diagnosis inconsistent with the patient's age
        10 D diagnosis inconsistent with the patient's sex
        11 D diagnosis inconsistent with the procedure
        12 D diagnosis inconsistent with the provider's type
        13 D died before the date of service
        14 D born after the date of service
        15 D authorization number missing, invalid or not for this service
        16 D! information is lacking or the submission has errors
        17 D! >20090701 requested information not given
        18 D exact duplicate
        19 D work injury: the workers' compensation carrier is liable
        20 D the liability carrier is liable
        21 D the no-fault carrier is liable
        22 C another payer may cover it
        23 C=OA effect of what prior payers paid and adjusted
        24 K covered under capitation or a managed care plan
        25 P >20080401 stop-loss deductible not met
        26 D before coverage began
        27 D after coverage ended
        28 D >20031016 coverage not in effect
        29 D filing limit passed
        30 D >20060201 eligibility, spend-down, waiting or residency not met
        31 D patient not identified as insured
        32 D dependent not eligible
        33 D no dependent coverage
        34 D no coverage of newborns
        35 D lifetime maximum reached
        36 P >20031016 balance does not exceed the copayment
        37 P >20031016 balance does not exceed the deductible
        38 D >20130101 not provided or authorized by network providers
        39 D denied when authorization was asked for
        40 D no emergency or urgent care
        41 K >20031016 discount of a preferred provider contract
        42 K >20070601 above fee schedule or maximum allowed
        43 R >20060701 Gramm-Rudman reduction
        44 K prompt-payment discount
        45 K=PR,CO above fee schedule or contracted amount
        46 D >20031016 service not covered
        47 D >20060201 diagnosis not covered, missing or invalid
        48 D >20031016 procedure not covered
        49 D routine or preventive service
        50 D not medically necessary
        51 D pre-existing condition
        52 D >20060201 provider not eligible to refer, order or perform
        53 D by a relative or member of the household
        54 D several physicians or assistants not covered
        55 D experimental
        56 D not proven to be effective
        57 D >20070630 information does not support level, number, length or dosage
        58 D wrong place of service
        59 R multiple or concurrent procedure rules
        60 D outpatient service too near an inpatient stay
        61 R no second surgical opinion
        62 D >20070401 authorization absent or exceeded
        63 X >20031016 correction to a prior claim
        64 X >20031016 denial reversed by medical review
        65 X >20031016 procedure code corrected
        66 P blood deductible
        67 X >20031016 lifetime reserve days
        68 X >20031016 DRG weight
        69 X day outlier
        70 X cost outlier
        71 C >20000630 primary payer's amount
        72 X >20031016 coinsurance day
        73 X >20031016 administrative days
        74 X indirect medical education
        75 X direct medical education
        76 X disproportionate share
        77 X >20031016 covered days
        78 R non-covered days or room charge
        79 X >20031016 cost report days
        80 X >20031016 outlier days
        81 X >20031016 discharges
        82 X >20031016 periodic interim payment days
        83 X >20031016 total visits
        84 X >20031016 capital adjustment
        85 P=PR interest that the patient owes
        86 K >20031016 statutory adjustment
        87 X >20120101 transfer amount
        88 X >20070630 collected against an earlier overpayment
        89 K professional fees removed from charges
        90 K ingredient cost
        91 X dispensing fee
        92 X >20031016 claim paid in full
        93 X >20031016 no adjustments at claim level
        94 X paid more than charged
        95 R plan's procedures not followed
        96 D! non-covered charge
        97 D included in another service
        98 D >20031016 the hospital must file this inpatient service
        99 C >20031016 Medicare secondary payer amount
        100 X paid to the patient or insured
        101 X predetermination: what would be paid
        102 K major medical
        103 K promotional discount of the provider
        104 K managed care withhold
        105 R tax withheld
        106 X patient's payment option not in effect
        107 D related or qualifying service not on this claim
        108 D rent or purchase guidelines not met
        109 D not this payer's: send it to the right one
        110 D billed before the date of service
        111 D not covered unless assignment is accepted
        112 D not furnished directly to the patient or not documented
        113 D >20070630 outside the country or result of war
        114 D not approved by the FDA
        115 D postponed, cancelled or delayed
        116 D advance notice signed by the patient was not in order
        117 D transport only to the nearest suitable facility
        118 K ESRD network support
        119 D benefit maximum of the period reached
        120 K >20070630 covered by a managed care plan
        121 X indemnification for the member's outstanding share
        122 K psychiatric reduction
        123 X >20070630 payer refund for overpayment
        124 X >20070630 payer refund, not our patient
        125 D! >20131101 submission or billing errors
        @19970228
        126 P >20080401 deductible, major medical
        127 P >20080401 coinsurance, major medical
        128 D newborn covered in the mother's allowance
        129 C! prior processing information seems wrong
        130 X claim submission fee
        131 K discount negotiated for the claim
        132 K demonstration project, arranged beforehand
        @20140701
        133 X=OA pending further review
        @19981031
        134 X technical fees removed from charges
        135 D interim bills cannot be processed
        136 R=OA prior payer's rules not followed
        @19990228
        137 X regulatory surcharge, assessment or tax
        @19990630
        138 D appeal procedures or time limits not met
        139 K contracted funding: subscriber works for the provider
        140 D identification number and name do not match
        141 X >20120701 spans eligible and ineligible periods
        @20000630
        142 P patient's monthly Medicaid liability
        @20010228
        143 X part of the payment deferred
        @20010630
        144 X incentive
        @20020630
        145 K >20080401 premium payment withheld
        146 D diagnosis invalid for the date
        147 K provider's rate expired or not on file
        148 D! another provider's information not given or incomplete
        @20021031
        149 D lifetime maximum for this service
        150 D information does not support this level of service
        151 D information does not support this many services
        152 D information does not support this length of service
        153 D information does not support this dosage
        154 D information does not support this supply of days
        @20030630
        155 D patient refused the service
        @20030930
        156 P >20091001 flexible spending account
        157 D result of war
        158 D outside the United States
        159 D result of terrorism
        160 D injury from an excluded activity
        @20040229
        161 X performance bonus of the provider
        162 K >20140701 property and casualty: state requirement
        @20040630
        163 D attachment not received
        164 D attachment late
        @20041031
        165 D referral absent or exceeded
        @20050228
        166 D payer's responsibility under the plan ended
        @20050630
        167 D diagnosis not covered
        168 D medical plan's matter, not the dental plan's
        169 K alternate benefit given
        170 D not payable to this type of provider
        171 D not payable to this type of provider in this type of facility
        172 D not payable to this specialty
        173 D not prescribed by a physician
        174 D not prescribed before delivery
        175 D prescription incomplete
        176 D prescription not current
        177 D eligibility not met
        178 P spend-down not met
        179 D waiting period
        180 D residency
        181 D procedure code invalid on the date
        182 D modifier invalid on the date
        183 D referring provider not eligible
        184 D ordering or prescribing provider not eligible
        185 D rendering provider not eligible
        186 K level of care changed
        187 P paid from a consumer spending account
        188 D only as the FDA recommends
        189 D unlisted code where a specific one exists
        @20051031
        190 K in the allowance of a skilled nursing stay
        191 D >20140701 no work injury
        192 X non-standard code from a paper remittance
        @20060228
        193 X original decision upheld
        194 D anaesthesia by the operating physician
        195 X refund to a payer that paid by mistake
        @20060630
        196 D >20070201 denied for the prior payer's determination
        @20061031
        197 D authorization or notification absent
        198 D authorization exceeded
        199 D revenue code and procedure code do not match
        200 D during a lapse in coverage
        201 P!=PR patient's by a set-aside or other agreement
        @20070228
        202 D personal comfort or convenience
        203 X service discontinued or reduced
        204 D not covered under the patient's plan
        @20070709
        205 X pharmacy discount card fee
        206 D NPI missing
        207 D NPI of the wrong format
        208 D NPI not matched
        209 K=OA may not be collected from the patient by regulation
        210 R authorization not in time
        211 D drug not eligible for rebate
        @20071105
        212 X administrative surcharge not covered
        @20080127
        213 D self-referral forbidden
        214 D >20140701 workers' compensation: not compensable
        215 C settlement of a third party
        216 X findings of a review organization
        217 K >20140701 reasonable and customary fees
        218 D >20140701 entitlement to benefits
        219 D extent of injury
        220 D >20140701 fee schedule does not hold the billed code
        221 X >20140701 under investigation
        @20080601
        222 K above the contracted maximum of the period
        223 K mandated by law and without a code of its own
        224 D identity theft
        225 X penalty or interest by the payer
        @20080921
        226 D! information asked of the provider not given or late
        227 D! information asked of the patient not given
        228 D information not given to a previous payer
        @20090125
        229 C=PR part not considered by Medicare
        230 D >20140701 no procedure code describes the service
        @20090701
        231 D mutually exclusive procedures
        @20091101
        232 K institutional transfer
        @20100124
        233 D hospital-acquired condition
        234 D! not paid separately
        @20100606
        235 X sales tax
        @20110130
        236 D not compatible with another procedure by the coding initiative
        @20110605
        237 R! legislated penalty
        @20120301
        238 X=PR reduction for the ineligible period
        239 D spans eligible and ineligible periods: bill apart
        @20120603
        240 D diagnosis inconsistent with birth weight
        241 P low-income subsidy copayment
        242 D not by network providers
        243 D not authorized by network providers
        @20120930
        244 X >20140701 reduced to zero during litigation
        245 R performance programme withhold
        246 X for reporting only, not payable
        247 P deductible of a professional service on an institutional claim
        248 P coinsurance of a professional service on an institutional claim
        249 D=CO readmission
        250 D! wrong attachment received
        251 D! attachment incomplete
        252 D! attachment required
        @20130602
        253 R sequestration: reduction of federal payment
        254 D medical plan's matter, refused by the dental plan
        255 X >20140701 related claim pending in litigation
        256 D not payable by the managed care contract
        @20131101
        257 X=OA undetermined during the premium grace period
        258 D patient in custody
        @20140126
        259 X additional payment for dental or vision use
        260 K enhanced Medicaid fee schedule
        @20140601
        261 D inconsistent with the patient's history
        @20141101
        262 X delivery cost
        263 X shipping cost
        264 X postage
        265 X administrative cost
        266 X cost of compounding
        267 D! spans several months
        268 D spans two calendar years
        @20150301
        269 D anaesthesia not covered for this service
        @20150701
        270 D dental plan's matter, refused by the medical plan
        @20151101
        271 X=OA contractual reductions of earlier deferred amounts
        272 D coverage guidelines not met
        273 D coverage guidelines exceeded
        274 D not payable by the care coordination arrangement
        275 X=PR prior payer's patient share not covered
        276 D denied by prior payers and not covered here
        277 X=OA undetermined during the exchange's grace period
        @-
        278 K performance programme proficiency
        279 D not by preferred network providers
        280 D pharmacy plan's matter, refused by the medical plan
        281 K=CO deductible waived by contract
        282 D procedure or revenue code inconsistent with the type of bill
        283 D attending provider not eligible
        284 D authorization valid but not for this service
        285 D appeal procedures not followed
        286 D appeal limit passed
        287 D referral exceeded
        288 D referral absent
        289 D considered under dental and medical plans, no benefits
        290 C forwarded to the medical plan
        291 C forwarded to the dental plan
        292 C forwarded to the pharmacy plan
        293 X paid to the employer
        294 X paid to an attorney
        295 K pharmacy remuneration, direct or indirect
        296 D authorization valid but not for this provider
        297 D vision plan's matter, refused by the medical plan
        298 C forwarded to the vision plan
        299 D billing provider not eligible to be paid
        300 D behavioural health plan's matter, refused by the medical plan
        301 C forwarded to the behavioural health plan
        302 D time limit of the authorization passed
        303 K prior payer's patient share not covered for a qualified beneficiary
        304 D hearing plan's matter, refused by the medical plan
        305 C forwarded to the hearing plan
        306 D type of bill inconsistent with the patient's status
        307 X listed since; meaning not held here
        308 X listed since; meaning not held here
        309 X listed since; meaning not held here
        310 X listed since; meaning not held here
        311 X listed since; meaning not held here
        312 X listed since; meaning not held here
        """
}
