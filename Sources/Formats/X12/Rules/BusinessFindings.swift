// What can be wrong with the money of a set whose syntax is right: balances and the guide's business rules. They reject
// the document, not the syntax that a 999 answers.

public import Parsing

extension X12Findings {
    public static let unreadableAmount = FindingRule(
        "x12.amount.unreadable", .error,
        meaning: "An amount that enters a balance can be read and summed.",
        cure: "Ask the sender for the amount; the transaction cannot be balanced without it.",
        wrong: "CLP*A-1*1*2A*120**12*ICN1~",
        right: "CLP*A-1*1*200*120**12*ICN1~", leavesGap: true)
    public static let currency = FindingRule(
        "x12.amount.currency", .error,
        meaning: "Amounts are in a currency of two decimals (CUR02).",
        cure: "Such remittances are not supported: post by hand.",
        wrong: "CUR*PR*JPY~",
        right: "CUR*PR*USD~", leavesGap: true)
    public static let negativePayment = FindingRule(
        "x12.835.payment-negative", .error,
        meaning: "BPR02 is not negative: what is owed back goes forward with PLB FB (X221A1, balancing).",
        cure: "Do not post; ask the payer to carry the balance forward.",
        wrong: "BPR*I*-50*C*CHK************20260302~",
        right: "BPR*H*0*C*NON************20260302~\n...\nPLB*1234567893*20261231*FB:10001*-50~", leavesGap: true)
    public static let lineBalance = FindingRule(
        "x12.835.line-balance", .error,
        meaning: "SVC02 less the line's CAS amounts is SVC03 (X221A1, balancing).",
        cure: "Do not post the claim; ask the payer for a corrected 835.",
        wrong: "SVC*HC:99213*150*101~\nCAS*CO*45*50~",
        right: "SVC*HC:99213*150*100~\nCAS*CO*45*50~", leavesGap: true)
    public static let claimBalance = FindingRule(
        "x12.835.claim-balance", .error,
        meaning: "CLP03 less all CAS amounts of the claim and its lines is CLP04 (X221A1, balancing).",
        cure: "Do not post the claim; ask the payer for a corrected 835.",
        wrong: "CLP*A-1*1*200*121**12*ICN1~\nCAS*CO*45*80~",
        right: "CLP*A-1*1*200*120**12*ICN1~\nCAS*CO*45*80~", leavesGap: true)
    public static let claimLines = FindingRule(
        "x12.835.claim-lines", .error,
        meaning:
            "The lines of a claim add up to it: SVC02 to CLP03, SVC03 less the claim's own CAS to CLP04 (X221A1, balancing).",
        cure: "Do not post the claim; ask the payer for a corrected 835.",
        wrong: "CLP*A-1*1*200*120**12*ICN1~\nSVC*HC:99213*150*120~\nCAS*CO*45*30~",
        right: "CLP*A-1*1*200*120**12*ICN1~\nSVC*HC:99213*200*120~\nCAS*CO*45*80~", leavesGap: true)
    public static let transactionBalance = FindingRule(
        "x12.835.transaction-balance", .error,
        meaning: "The claims' CLP04 less the PLB amounts is BPR02 (X221A1, balancing).",
        cure: "Do not post; ask the payer for a corrected 835.",
        wrong: "BPR*I*121*C*CHK************20260302~\n...\nCLP*A-1*1*200*120**12*ICN1~",
        right: "BPR*I*120*C*CHK************20260302~\n...\nCLP*A-1*1*200*120**12*ICN1~", leavesGap: true)
    public static let patientResponsibility = FindingRule(
        "x12.835.patient-responsibility", .notice,
        meaning: "CLP05 is the claim's total of CAS group PR.",
        cure: "Bill the patient by the CAS amounts.",
        wrong: "CLP*A-1*1*200*170*31*12*ICN1~\nCAS*PR*1*30~",
        right: "CLP*A-1*1*200*170*30*12*ICN1~\nCAS*PR*1*30~")
    public static let zeroAdjustment = FindingRule(
        "x12.835.adjustment-zero", .warning,
        meaning: "A CAS amount is not zero.",
        cure: "None needed.",
        wrong: "CAS*CO*45*0~",
        right: "CAS*CO*45*20~")
    public static let unknownReason = FindingRule(
        "x12.835.reason-unknown", .warning,
        meaning: "A CAS reason is on the list of claim adjustment reason codes.",
        cure: "Check whether the list at hand is current; read the payer's companion guide.",
        wrong: "CAS*CO*999*10~",
        right: "CAS*CO*45*10~")
    public static let providerSummary = FindingRule(
        "x12.835.provider-summary", .warning,
        meaning: "TS304 and TS305 count and sum the claims of their LX loop.",
        cure: "Trust the claims; tell the payer.",
        wrong: "TS3*1234567893*11*20261231*3*500~\nCLP*A-1*1*200*120~",
        right: "TS3*1234567893*11*20261231*1*200~\nCLP*A-1*1*200*120~")
    public static let predeterminationPaid = FindingRule(
        "x12.835.predetermination-paid", .error,
        meaning: "A predetermination (CLP02 25) pays nothing.",
        cure: "Do not post; ask the payer what was meant.",
        wrong: "CLP*A-1*25*200*120**12*ICN1~",
        right: "CLP*A-1*25*200*0**12*ICN1~\nCAS*OA*101*200~", leavesGap: true)
    public static let orderBalance = FindingRule(
        "x12.820.transaction-balance", .error,
        meaning: "BPR02 is the sum of RMR04 and of the ADX amounts outside RMR (X218, balancing).",
        cure: "Do not post; ask the payer for a corrected 820.",
        wrong: "BPR*C*1001*C*CHK************20260302~\n...\nRMR*IV*INV-1*PO*1000~",
        right: "BPR*C*1000*C*CHK************20260302~\n...\nRMR*IV*INV-1*PO*1000~", leavesGap: true)
    public static let orderNegative = FindingRule(
        "x12.820.payment-negative", .error,
        meaning: "BPR02 is not negative.",
        cure: "Do not post; ask the payer what was meant.",
        wrong: "BPR*C*-5*C*CHK************20260302~",
        right: "BPR*C*5*D*CHK************20260302~", leavesGap: true)
    public static let itemBalance = FindingRule(
        "x12.820.item-balance", .warning,
        meaning: "RMR05 less RMR06 and with the ADX amounts under it is RMR04.",
        cure: "Check the item with the payer: the difference is not explained.",
        wrong: "RMR*IV*INV-1*PO*980*1000*10~",
        right: "RMR*IV*INV-1*PO*980*1000*20~")

    static let business: [FindingRule] = [
        unreadableAmount, currency, negativePayment, lineBalance, claimBalance, claimLines, transactionBalance,
        patientResponsibility, zeroAdjustment, unknownReason, providerSummary, predeterminationPaid,
        orderBalance, orderNegative, itemBalance,
    ]
}
