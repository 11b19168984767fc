// What can be wrong between segments and elements that are right by themselves: the guides' situational rules. They are noted
// in the 999 (codes I6, I9, I13, with the trigger), or only told; the money is judged by the balances.

public import Parsing

extension X12Findings {
    public static let bankDataMissing = FindingRule(
        "x12.payment.bank-data-missing", .warning,
        meaning: "BPR05 to BPR10 and BPR12 to BPR15 are sent when BPR04 is ACH (X221A1, X218, notes to BPR; IK403 I9).",
        cure: "Match the payment by its trace; ask the payer to send the bank data.",
        wrong: "BPR*I*180*C*ACH************20260302~",
        right: "BPR*I*180*C*ACH*CCP*01*021000021*DA*123*1999999999**01*091000019*DA*987*20260302~")
    public static let bankDataNeedless = FindingRule(
        "x12.payment.bank-data-needless", .warning,
        meaning: "BPR05 to BPR15 are not sent when BPR04 is CHK or NON (X221A1, notes to BPR; IK403 I13).",
        cure: "None needed; do not expect a bank transfer.",
        wrong: "BPR*I*180*C*CHK**01*021000021*DA*123*******20260302~", right: "BPR*I*180*C*CHK************20260302~")
    public static let nothingPaid = FindingRule(
        "x12.payment.nothing-paid", .warning,
        meaning:
            "A payment of zero has BPR04 NON and, in an 835, BPR01 H; NON is sent with zero only (X221A1, notes to BPR).",
        cure: "If BPR02 is not zero, look for the money elsewhere: a card, a cheque, another trace.",
        wrong: "BPR*I*180*C*NON************20260302~", right: "BPR*H*0*C*NON************20260302~")
    public static let payerIdentifier = FindingRule(
        "x12.payment.payer-identifier", .warning,
        meaning: "TRN03 is BPR10 and TRN04 is BPR11, where those are sent (X221A1, notes to TRN).",
        cure: "Match by both identifiers; ask the payer which one the bank will send.",
        wrong:
            "BPR*I*180*C*ACH*CCP*01*021000021*DA*123*1999999999**01*091000019*DA*987*20260302~\nTRN*1*EFT1*1888888888~",
        right:
            "BPR*I*180*C*ACH*CCP*01*021000021*DA*123*1999999999**01*091000019*DA*987*20260302~\nTRN*1*EFT1*1999999999~")
    public static let duplicatePayment = FindingRule(
        "x12.payment.duplicate", .warning,
        meaning: "TRN02, TRN03, BPR02 and BPR16 name a payment: no two sets of a file have all four alike.",
        cure: "Post it once; ask the payer why it was sent again.",
        wrong:
            "BPR*I*180*C*CHK************20260302~\nTRN*1*10001*1999999999~\n...\nBPR*I*180*C*CHK************20260302~\nTRN*1*10001*1999999999~",
        right:
            "BPR*I*180*C*CHK************20260302~\nTRN*1*10001*1999999999~\n...\nBPR*I*190*C*CHK************20260302~\nTRN*1*10002*1999999999~"
    )
    public static let adjudicationTwice = FindingRule(
        "x12.835.adjudication-twice", .warning,
        meaning: "MIA is for inpatient claims, MOA for all others: a claim has one of them (X221A1, notes; IK304 I9).",
        cure: "None needed; read the remark codes of both.",
        wrong: "MIA*3~\nMOA***MA01~", right: "MIA*3****MA01~")
    public static let reversalResponsibility = FindingRule(
        "x12.835.reversal-responsibility", .warning,
        meaning: "CLP05 is not sent on a reversal (X221A1, section 1.10.2.8; IK403 I13).",
        cure: "None needed; the PR adjustments say what is taken back.",
        wrong: "CLP*A-3*22*-60*-40*-5*12*ICN3~", right: "CLP*A-3*22*-60*-40**12*ICN3~")
    public static let reversalSign = FindingRule(
        "x12.835.reversal-sign", .error,
        meaning:
            "A reversal (CLP02 22) repeats the earlier amounts with their signs turned (X221A1, section 1.10.2.8).",
        cure: "Do not post the claim: it cannot be told whether money is given or taken; ask the payer.",
        wrong: "CLP*A-3*22*60*40**12*ICN3~", right: "CLP*A-3*22*-60*-40**12*ICN3~", leavesGap: true)
    public static let negativeClaim = FindingRule(
        "x12.835.claim-negative", .warning,
        meaning: "CLP03 and CLP04 are negative only on a reversal, CLP02 22 (X221A1, section 1.10.2.8).",
        cure: "Look for the claim that it takes back before posting it.",
        wrong: "CLP*A-3*1*-60*-40**12*ICN3~", right: "CLP*A-3*22*-60*-40**12*ICN3~")
    public static let deniedPaid = FindingRule(
        "x12.835.denied-paid", .warning,
        meaning: "A claim that is denied (CLP02 4) or another payer's (23) is paid nothing (X221A1, notes to CLP02).",
        cure: "Ask the payer whether the claim was paid.",
        wrong: "CLP*A-2*4*80*20**12*ICN2~", right: "CLP*A-2*4*80*0**12*ICN2~")
    public static let crossoverMissing = FindingRule(
        "x12.835.crossover-missing", .warning,
        meaning: "NM1 TT names the payer a claim was forwarded to, CLP02 19, 20, 21 or 23 (X221A1, notes; IK304 I6).",
        cure: "Ask the payer where the claim went before billing the next one.",
        wrong: "CLP*A-1*19*200*120**12*ICN1~\nNM1*QC*1*DOE*JANE~",
        right: "CLP*A-1*19*200*120**12*ICN1~\nNM1*QC*1*DOE*JANE~\nNM1*TT*2*NEXT PLAN*****PI*99999~")
    public static let serviceDates = FindingRule(
        "x12.835.service-dates", .warning,
        meaning:
            "A line has a single date (472) or a begin and an end (150, 151), not both (X221A1, notes; IK304 I9, I6).",
        cure: "None needed; take the date from the claim.",
        wrong: "DTM*150*20260101~\nDTM*472*20260101~", right: "DTM*472*20260101~")
    public static let datesMissing = FindingRule(
        "x12.835.dates-missing", .warning,
        meaning: "Each line has a date, or the claim has statement dates (X221A1, notes to DTM in 2100 and 2110).",
        cure: "Take the date of service from the bill.",
        wrong: "CLP*A-1*1*200*120**12*ICN1~\nSVC*HC:99213*200*120~",
        right: "CLP*A-1*1*200*120**12*ICN1~\nDTM*232*20260101~\nSVC*HC:99213*200*120~")
    public static let dateOrder = FindingRule(
        "x12.835.date-order", .warning,
        meaning: "A period does not end before it begins (DTM 150 and 151, 232 and 233).",
        cure: "Take the dates of service from the bill.",
        wrong: "DTM*150*20260105~\nDTM*151*20260101~", right: "DTM*150*20260101~\nDTM*151*20260105~")
    public static let remarkMissing = FindingRule(
        "x12.835.remark-missing", .warning,
        meaning:
            "Some reasons, such as 16, 96, 226, 252 and A1, need a remark code that is no alert (list 139; IK304 I6).",
        cure: "Ask the payer what is lacking; the reason alone does not say it.",
        wrong: "CAS*CO*16*80~", right: "CAS*CO*16*80~\nLQ*HE*M51~")
    public static let procedureUnchanged = FindingRule(
        "x12.835.procedure-unchanged", .notice,
        meaning: "SVC06 is sent when the procedure paid is not the one billed (X221A1, notes to SVC06).",
        cure: "None needed.",
        wrong: "SVC*HC:99213*150*100**1*HC:99213~", right: "SVC*HC:99213*150*100**1~")
    public static let adjustmentGap = FindingRule(
        "x12.835.adjustment-gap", .warning,
        meaning: "The adjustments of a CAS stand one behind the other without a gap (X12.3, CAS; X221A1, notes).",
        cure: "None needed.",
        wrong: "CAS*CO*45*10*****253*2~", right: "CAS*CO*45*10**253*2~")
    public static let groupRetired = FindingRule(
        "x12.835.adjustment-group-retired", .notice,
        meaning: "Group CR was left out of release 005010: corrections are a reversal and a new claim.",
        cure: "Post it as the reason says; ask the payer to send reversals.",
        wrong: "CAS*CR*45*10~", right: "CAS*CO*45*10~")
    public static let retiredReason = FindingRule(
        "x12.835.reason-retired", .notice,
        meaning: "A reason code is in force on the day of the file (X12 external code list 139).",
        cure: "None needed; the meaning is still known.",
        wrong: "CAS*CO*125*10~", right: "CAS*CO*16*10~")
    public static let reasonGroup = FindingRule(
        "x12.835.reason-group", .notice,
        meaning: "Some reasons belong into certain groups, such as 23 into OA (X12 external code list 139).",
        cure: "Post by the reason; tell the payer if it happens often.",
        wrong: "CAS*CO*23*10~", right: "CAS*OA*23*10~")
    public static let unknownRemark = FindingRule(
        "x12.835.remark-unknown", .warning,
        meaning: "A remark code is on the list of remittance advice remark codes (X12 external code list 411).",
        cure: "Check whether the list at hand is current; read the payer's companion guide.",
        wrong: "LQ*HE*Q99~", right: "LQ*HE*N130~")
    public static let retiredRemark = FindingRule(
        "x12.835.remark-retired", .notice,
        meaning: "A remark code is in force on the day of the file (X12 external code list 411).",
        cure: "None needed; the meaning is still known.",
        wrong: "LQ*HE*M78~", right: "LQ*HE*N519~")
    public static let providerReference = FindingRule(
        "x12.835.provider-reference", .warning,
        meaning: "PLB03-2 says what WO, 72 and FB belong to (X221A1, section 1.10.2.10; IK403 I9).",
        cure: "Ask the payer for the claim number; the adjustment cannot be tied to a claim.",
        wrong: "PLB*1234567893*20261231*WO*20~", right: "PLB*1234567893*20261231*WO:ICN9*20~")
    public static let providerAdjustmentZero = FindingRule(
        "x12.835.provider-adjustment-zero", .warning,
        meaning: "A provider adjustment is not zero.", cure: "None needed.",
        wrong: "PLB*1234567893*20261231*CS:X*0~", right: "PLB*1234567893*20261231*CS:X*5~")
    public static let providerAdjustmentSign = FindingRule(
        "x12.835.provider-adjustment-sign", .notice,
        meaning:
            "A positive PLB amount lowers the payment: interest and bonuses are normally negative, levies positive.",
        cure: "Check the sign with the payer if the books do not expect it.",
        wrong: "PLB*1234567893*20261231*L6*75~", right: "PLB*1234567893*20261231*L6*-75~")
    public static let forwardBalancePaid = FindingRule(
        "x12.835.forward-balance-paid", .notice,
        meaning:
            "A negative forward balance (PLB FB) makes up for claims that take back more than is paid: BPR02 is then zero.",
        cure: "Expect the balance in a later remittance; ask the payer why it was not paid.",
        wrong: "BPR*I*100*C*CHK************20260302~\nPLB*1234567893*20261231*FB:X*-50~",
        right: "BPR*H*0*C*NON************20260302~\nPLB*1234567893*20261231*FB:X*-50~")
    public static let adjustmentSign = FindingRule(
        "x12.payment.adjustment-sign", .notice,
        meaning: "A PLB or ADX amount with its sign turned puts a payment out of balance by twice the amount.",
        cure: "Ask the sender whether the adjustment's sign is right; nothing is repaired here.",
        wrong: "PLB*1234567893*20261231*L6*75~", right: "PLB*1234567893*20261231*L6*-75~")
    public static let manyClaims = FindingRule(
        "x12.835.claims-many", .notice,
        meaning: "The guide recommends at most 10,000 claims in one set (X221A1, note to CLP).", cure: "None needed.",
        wrong: "CLP*A-10001*1*60*50**12*ICN4~", right: "ST*835*0002~")
    public static let correctionCharge = FindingRule(
        "x12.835.correction-charge", .notice,
        meaning: "A reversal takes back the charge that its correction charges anew (X221A1, section 1.10.2.8).",
        cure: "Check that the two belong together before posting them.",
        wrong: "CLP*A-3*22*-60*-40**12*ICN3~\nCLP*A-3*1*70*50**12*ICN4~",
        right: "CLP*A-3*22*-60*-40**12*ICN3~\nCLP*A-3*1*60*50**12*ICN4~")
    public static let reversalAlone = FindingRule(
        "x12.835.reversal-alone", .notice,
        meaning: "The corrected claim usually follows its reversal in the same set (X221A1, section 1.10.2.8).",
        cure: "Expect the correction in a later remittance, or none if the claim was cancelled.",
        wrong: "CLP*A-3*22*-60*-40**12*ICN3~",
        right: "CLP*A-3*22*-60*-40**12*ICN3~\nCLP*A-3*1*60*50**12*ICN4~")
    public static let remittanceMixed = FindingRule(
        "x12.820.remittance-mixed", .warning,
        meaning: "A premium payment lists organizations or persons (ENT02 2J), not both (X218, loops 2000A and 2000B).",
        cure: "None needed; tell the sender.",
        wrong: "ENT*1*2J*34*900000001~\nENT*2*2L*FI*541234567~", right: "ENT*1*2J*34*900000001~\nENT*2*2J*34*900000002~"
    )
    public static let entityNumber = FindingRule(
        "x12.820.entity-number", .notice,
        meaning: "ENT01 counts the entities of a set from 1 (X218, notes to ENT01).", cure: "None needed.",
        wrong: "ENT*1*2J*34*900000001~\nENT*3*2J*34*900000002~", right: "ENT*1*2J*34*900000001~\nENT*2*2J*34*900000002~"
    )
    public static let adjustmentReason = FindingRule(
        "x12.820.adjustment-reason", .notice,
        meaning: "ADX02 of a premium payment is one of the guide's codes for its place (X218, notes to ADX02).",
        cure: "Ask the sender what the adjustment is for.", wrong: "ADX*-20*ZZ~", right: "ADX*-20*52~")
    public static let orderAdjustmentZero = FindingRule(
        "x12.820.adjustment-zero", .warning,
        meaning: "An ADX amount is not zero.", cure: "None needed.", wrong: "ADX*0*52~", right: "ADX*-20*52~")
    public static let discountSign = FindingRule(
        "x12.820.discount-negative", .warning,
        meaning: "RMR06 is the discount taken, a positive amount (X12.3, RMR).",
        cure: "Ask the sender which sign is meant.",
        wrong: "RMR*IV*INV-1*PO*980*1000*-20~", right: "RMR*IV*INV-1*PO*980*1000*20~")

    static let situational: [FindingRule] = [
        bankDataMissing, bankDataNeedless, nothingPaid, payerIdentifier, duplicatePayment, adjudicationTwice,
        reversalResponsibility,
        reversalSign, negativeClaim, deniedPaid, crossoverMissing, serviceDates, datesMissing, dateOrder, remarkMissing,
        procedureUnchanged, adjustmentGap, groupRetired, retiredReason, reasonGroup, unknownRemark, retiredRemark,
        providerReference, providerAdjustmentZero, providerAdjustmentSign, forwardBalancePaid, adjustmentSign,
        manyClaims, correctionCharge, reversalAlone, remittanceMixed, entityNumber, adjustmentReason,
        orderAdjustmentZero, discountSign,
    ]
}
