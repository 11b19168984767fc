// The catalogue: rules that one class, one description or the calendar adds to what holds for all batches and entries.

public import Parsing

extension NACHARules {
    static let classes: [FindingRule] = [
        requiredDescription, descriptionUse, effectiveDateClosed, effectiveDateStale, effectiveDateFar,
        healthcareAddenda, healthcareTrace, microAmount, microBalance, loanDebit, paymentType, checkSerial,
        acknowledgedTrace, cardExpiry, terminalDate,
    ]

    public static let requiredDescription = FindingRule(
        "nacha.batch.description-required", .warning,
        meaning: "RCK batches are described REDEPCHECK, XCK batches NO CHECK, ENR batches AUTOENROLL.",
        cure: "Nothing to do: the class says the same. Tell the sender.",
        wrong: "51-63: RCKPAYMENT   ", right: "51-63: RCKREDEPCHECK")
    public static let descriptionUse = FindingRule(
        "nacha.batch.description-use", .notice,
        meaning:
            "A description with a meaning stands in the classes and on the side it is for: HCCLAIMPMT on CCD credits, "
            + "since 2026-03-20 PAYROLL on PPD credits and PURCHASE on WEB debits.",
        cure: "Nothing to do; tell the sender.",
        wrong: "2-4: 225 ... 51-63: PPDHCCLAIMPMT", right: "2-4: 220 ... 51-63: CCDHCCLAIMPMT")
    public static let effectiveDateClosed = FindingRule(
        "nacha.batch.effective-date-closed", .notice,
        meaning: "The effective entry date is a banking day; else the operator settles at the next opportunity.",
        cure: "Expect the money on the next banking day.",
        wrong: "70-75: 260117 (a Saturday)", right: "70-75: 260120 (the Tuesday after the holiday)")
    public static let effectiveDateStale = FindingRule(
        "nacha.batch.effective-date-stale", .notice,
        meaning: "The effective entry date is not before the day the file was created.",
        cure: "Nothing to do: the operator settles at the next opportunity.",
        wrong: "1 record 24-29: 260115; 5 record 70-75: 260112", right: "1 record 24-29: 260115; 5 record 70-75: 260116"
    )
    public static let effectiveDateFar = FindingRule(
        "nacha.batch.effective-date-far", .notice,
        meaning: "Credits settle at most two banking days after processing, debits one.",
        cure: "Nothing to do: the operator or the bank holds or settles earlier. Ask the sender.",
        wrong: "1 record 24-29: 260115; 5 record 70-75: 260130", right: "1 record 24-29: 260115; 5 record 70-75: 260116"
    )
    public static let healthcareAddenda = FindingRule(
        "nacha.entry.healthcare-addenda", .warning,
        meaning: "A healthcare claim payment (CCD, HCCLAIMPMT) carries exactly one addenda 05 (CAQH CORE 370).",
        cure: "The payment cannot be tied to its remittance advice by itself; ask the payer for the trace number.",
        wrong: "622...                                         0071000280000001 (and no 705)",
        right: "622...                                         1071000280000001\n705TRN*1*7000012345*1123456789~")
    public static let healthcareTrace = FindingRule(
        "nacha.addenda.healthcare-trace", .warning,
        meaning: "The addenda of a healthcare claim payment holds the 835's TRN segment: TRN*1*, the trace number, the "
            + "payer's ten-character identification, ended by ~ or \\.",
        cure: "The payment cannot be tied to its remittance advice by itself; ask the payer for the trace number.",
        wrong: "705CLAIM PAYMENT 7000012345", right: "705TRN*1*7000012345*1123456789~")
    public static let microAmount = FindingRule(
        "nacha.entry.micro-amount", .warning,
        meaning: "Credits of an account verification (ACCTVERIFY) are below 1.00.",
        cure: "Ask the sender what the entry is.", wrong: "30-39: 0000000100", right: "30-39: 0000000042")
    public static let microBalance = FindingRule(
        "nacha.batch.micro-balance", .warning,
        meaning: "The debits of an account verification (ACCTVERIFY) are not above its credits.",
        cure: "Ask the sender: more would be taken than was given.",
        wrong: "8 record 21-44: 000000000050000000000042", right: "8 record 21-44: 000000000042000000000042")
    public static let loanDebit = FindingRule(
        "nacha.entry.loan-debit", .error,
        meaning: "A loan account is debited (code 55) only to reverse a credit, under the description REVERSAL.",
        cure: "Ask for a corrected file.",
        wrong: "5 record 54-63: PAYMENT   ; 6 record 2-3: 55", right: "5 record 54-63: REVERSAL  ; 6 record 2-3: 55")
    public static let paymentType = FindingRule(
        "nacha.entry.payment-type", .notice,
        meaning: "The payment type code of a TEL or WEB entry is R (recurring), S (single) or blank.",
        cure: "Nothing to do; tell the sender.", wrong: "77-78: X ", right: "77-78: S ")
    public static let checkSerial = FindingRule(
        "nacha.entry.check-serial", .warning,
        meaning: "An entry made from a check names the check's serial number.",
        cure: "Nothing to do; the item may be returned R26.", wrong: "40-54:                ",
        right: "40-54: 1182          ")
    public static let acknowledgedTrace = FindingRule(
        "nacha.entry.acknowledged-trace", .warning,
        meaning: "An ACK or ATX entry names the fifteen-digit trace number of the entry it acknowledges.",
        cure: "Ask the sender which entry is acknowledged.",
        wrong: "40-54: INVOICE 17     ", right: "40-54: 071000280000001")
    public static let cardExpiry = FindingRule(
        "nacha.entry.card-expiry", .warning, meaning: "The card expiration date of a SHR entry is MMYY.",
        cure: "Nothing to do; tell the sender.", wrong: "40-43: 1327", right: "40-43: 1227")
    public static let terminalDate = FindingRule(
        "nacha.addenda.terminal-date", .warning,
        meaning: "The transaction date of a POS, SHR or MTE addenda is a day of the year, MMDD.",
        cure: "Nothing to do; tell the sender.", wrong: "26-29: 0231", right: "26-29: 0228")
}
