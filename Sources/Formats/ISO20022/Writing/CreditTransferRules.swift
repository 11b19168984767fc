// The catalogue of what keeps an order from being sent, and of what was changed in it.
// Relies on Parsing. Codes are stable; texts may improve.

public import Parsing

/// Checks before sending. The offset of their locations is 0, since nothing is written where one is broken: the path tells.
public enum CreditTransferRules {
    public static let all: [FindingRule] = form + identities + amounts + dates + numbers + rails

    static let form = [
        missing, tooLong, characters, transliterated, replaced, version, code, tooMany, empty, address, sourceChanged,
    ]
    static let missing = FindingRule(
        "pain.write.missing", .error, meaning: "What the message cannot be without is given.",
        cure: "Fill it in and write the order again.", wrong: "CreditTransfer(endToEndID: \"\", ...)",
        right: "CreditTransfer(endToEndID: \"INV-4711\", ...)", leavesGap: true)
    static let tooLong = FindingRule(
        "pain.write.too-long", .error, meaning: "Texts stay within the schema's lengths; nothing is cut.",
        cure: "Shorten the text; references can be made shorter by rule, names by hand.",
        wrong: "a name of 141 characters", right: "a name of 140 characters")
    static let characters = FindingRule(
        "pain.write.characters", .error,
        meaning:
            "References and account numbers consist of the bank's characters and neither begin nor end with a blank or, in SEPA, with a slash.",
        cure: "Choose another reference: it is not transliterated, since answers must bring it back unchanged.",
        wrong: "endToEndID: \"Müller/17/\"", right: "endToEndID: \"MUELLER-17\"")
    static let transliterated = FindingRule(
        "pain.write.transliterated", .notice,
        meaning: "Letters and signs that the bank does not take are written in others.",
        cure: "Nothing to do.", wrong: "Zahnärzte Müller & Söhne", right: "Zahnaerzte Mueller + Soehne")
    static let replaced = FindingRule(
        "pain.write.replaced", .warning, meaning: "For characters without a counterpart a point is written.",
        cure: "Give the text in Latin letters, if it matters to the creditor.", wrong: "a name in Chinese characters",
        right: "the same name in Latin letters")
    static let version = FindingRule(
        "pain.write.version", .error, meaning: "The version of the message has no place for what is given.",
        cure: "Leave it out, or write a newer version.", wrong: "a UETR in pain.001.001.03",
        right: "a UETR in pain.001.001.09", leavesGap: true)
    static let code = FindingRule(
        "pain.write.code", .error, meaning: "Codes have their list's form; closed lists hold no others.",
        cure: "Take a code of the list, or agree one with the bank and give it as proprietary.",
        wrong: "type: .code(\"INVOICE\")", right: "type: .code(\"CINV\")")
    static let tooMany = FindingRule(
        "pain.write.too-many", .error, meaning: "Repeated parts stay within the schema's numbers.",
        cure: "Leave some out.", wrong: "eight address lines", right: "seven address lines")
    static let empty = FindingRule(
        "pain.write.empty", .error, meaning: "An order holds blocks, and each block transfers.",
        cure: "Leave the block out.", wrong: "CreditTransferBlock(instruction, [])",
        right: "CreditTransferBlock(instruction, [transfer])")
    static let address = FindingRule(
        "pain.write.address", .error,
        meaning:
            "Addresses name town and country in parts of their own: free lines alone are refused between banks from November 2026.",
        cure: "Fill town and country.", wrong: "PostalAddress(lines: [\"1 Main Street\", \"Mapleton\"])",
        right: "PostalAddress(street: \"Main Street\", buildingNumber: \"1\", town: \"Mapleton\", country: \"US\")")
    static let sourceChanged = FindingRule(
        "pain.write.source-changed", .error, meaning: "A block gives the same transfers each time it is asked.",
        cure: "Throw the output away and write the order again from a source that stands still.",
        wrong: "two transfers on the first walk, three on the second", right: "two transfers on both walks",
        leavesGap: true)

    static let identities = [endToEndRepeated, instructionRepeated, uniqueRepeated, paymentRepeated, uniqueReference]
    static let endToEndRepeated = FindingRule(
        "pain.write.end-to-end-repeated", .error, meaning: "An EndToEndId stands for one transfer of the message.",
        cure: "Check whether a payment is ordered twice; else give it a reference of its own.",
        wrong: "two transfers with endToEndID: \"E1\"", right: "\"E1\" and \"E2\"")
    static let instructionRepeated = FindingRule(
        "pain.write.instruction-repeated", .error, meaning: "An InstrId stands for one transfer of the message.",
        cure: "Number the transfers.", wrong: "two transfers with instructionID = \"1\"", right: "\"1\" and \"2\"")
    static let uniqueRepeated = FindingRule(
        "pain.write.unique-reference-repeated", .error, meaning: "A UETR stands for one transfer in the world.",
        cure: "Make a new UUID for each transfer.", wrong: "two transfers with one UETR",
        right: "a UETR of its own for each")
    static let paymentRepeated = FindingRule(
        "pain.write.payment-repeated", .error, meaning: "A PmtInfId stands for one block of the message.",
        cure: "Number the blocks.", wrong: "two blocks with id: \"B1\"", right: "\"B1\" and \"B2\"")
    static let uniqueReference = FindingRule(
        "pain.write.unique-reference", .error, meaning: "A UETR is a UUID of version four in lower case.",
        cure: "Make a new one.", wrong: "0F0F0F0F-0000-1000-8000-000000000001",
        right: "0f0f0f0f-0000-4000-8000-000000000001")

    static let amounts = [amountNotPositive, amountLimit, currencyOfAccount, sumTooLarge]
    static let amountNotPositive = FindingRule(
        "pain.write.amount-not-positive", .error, meaning: "A transfer moves more than nothing.",
        cure: "Take it out of the order; what is owed to us is not paid by a negative transfer.", wrong: "0.00",
        right: "0.01")
    static let amountLimit = FindingRule(
        "pain.write.amount-limit", .error,
        meaning: "An ACH entry has ten digits ($99,999,999.99); every amount has eighteen at most.",
        cure: "Split the payment, or send a wire.", wrong: "$100,000,000.00 by ACH", right: "$100,000,000.00 by wire")
    static let currencyOfAccount = FindingRule(
        "pain.write.currency-of-account", .error,
        meaning: "Where the debtor's account has a currency, an amount in another one says how it is exchanged.",
        cure: "Order it as an equivalent amount, or give the exchange agreed with the bank.",
        wrong: "EUR 10.00 from an account in USD", right: "the worth of USD 11.00 in EUR")
    static let sumTooLarge = FindingRule(
        "pain.write.sum-too-large", .error, meaning: "Control sums have eighteen digits, counts fifteen.",
        cure: "Split the order.", wrong: "a control sum of nineteen digits", right: "two orders")

    static let dates = [datePast, dateNotBankingDay, dateShifted]
    static let datePast = FindingRule(
        "pain.write.date-past", .error, meaning: "Execution is asked for today or later.", cure: "Give a new date.",
        wrong: "2026-03-06 in an order of 2026-03-09", right: "2026-03-09")
    static let dateNotBankingDay = FindingRule(
        "pain.write.date-not-banking-day", .error, meaning: "ACH, wires and SEPA settle on banking days only.",
        cure: "Give a banking day, or let the profile take the following one.", wrong: "2026-03-07, a Saturday",
        right: "2026-03-09")
    static let dateShifted = FindingRule(
        "pain.write.date-shifted", .notice, meaning: "The following banking day is written for a day that is none.",
        cure: "Nothing to do.", wrong: "2026-03-07, a Saturday", right: "2026-03-09")

    static let numbers = [routingNumber, iban, bic, legalEntity, creditorReference, country, phone]
    static let routingNumber = FindingRule(
        "pain.write.routing-number", .error,
        meaning: "Routing numbers have nine digits, weighed 3-7-1 a multiple of ten.",
        cure: "Ask the creditor for the right number.", wrong: "091000018", right: "091000019")
    static let iban = FindingRule(
        "pain.write.iban", .error, meaning: "An IBAN has its country's length and check digits (ISO 13616).",
        cure: "Ask the creditor for the right number.", wrong: "GB82WEST12345698765433", right: "GB82WEST12345698765432"
    )
    static let bic = FindingRule(
        "pain.write.bic", .error, meaning: "A BIC has eight or eleven characters (ISO 9362).",
        cure: "Ask the creditor for the right code.", wrong: "ABCDUS3", right: "ABCDUS33")
    static let legalEntity = FindingRule(
        "pain.write.legal-entity", .error, meaning: "A legal entity identifier has check digits (ISO 17442).",
        cure: "Correct it or leave it out.", wrong: "00000000000000000000", right: "00000000000000000098")
    static let creditorReference = FindingRule(
        "pain.write.creditor-reference", .error, meaning: "RF references have check digits (ISO 11649).",
        cure: "Compare with the invoice.", wrong: "RF19539007547034", right: "RF18539007547034")
    static let country = FindingRule(
        "pain.write.country", .error, meaning: "Countries are two capital letters (ISO 3166).",
        cure: "Give the country's code.", wrong: "USA", right: "US")
    static let phone = FindingRule(
        "pain.write.phone", .error, meaning: "Telephone numbers are written +, country, dash, digits.",
        cure: "Rewrite it.", wrong: "(555) 010-0100", right: "+1-555-010-0100")

    static let rails = [
        creditorAgentMissing, creditorAccountMissing, accountType, checkMismatch, remittanceLength, sepa,
    ]
    static let creditorAgentMissing = FindingRule(
        "pain.write.creditor-agent-missing", .error,
        meaning: "ACH and RTP need the creditor's bank by its routing number; a wire by routing number or BIC.",
        cure: "Ask the creditor for it.", wrong: "an ACH credit without creditorAgent",
        right: "creditorAgent: .routingNumber(\"091000019\")")
    static let creditorAccountMissing = FindingRule(
        "pain.write.creditor-account-missing", .error, meaning: "A transfer names the account to credit.",
        cure: "Ask the creditor for it, or order a check.", wrong: "an ACH credit without creditorAccount",
        right: "creditorAccount: .checking(\"000\")")
    static let accountType = FindingRule(
        "pain.write.account-type", .error, meaning: "ACH tells checking (CACC) from savings accounts (SVGS).",
        cure: "Ask the creditor which it is.", wrong: "PaymentAccount(.other(\"000\"))", right: ".checking(\"000\")")
    static let checkMismatch = FindingRule(
        "pain.write.check-mismatch", .error,
        meaning:
            "Check instructions belong into blocks that order checks, and a check has a payee with name and address.",
        cure: "Set the block's method to check, or take the instruction out; give name and address.",
        wrong: "a CheckInstruction in a block with method .transfer", right: "the same in a block with method .check")
    static let remittanceLength = FindingRule(
        "pain.write.remittance-length", .warning,
        meaning: "A CCD or PPD entry carries one addenda record with 80 characters; banks cut what is longer.",
        cure: "Use CTX, or send the advice by another way.", wrong: "two Ustrd of 100 characters with CCD",
        right: "the same with CTX")
    static let sepa = FindingRule(
        "pain.write.sepa", .error, meaning: "A SEPA transfer is in EUR, between IBANs, with shared charges (SLEV).",
        cure: "Correct it, or leave the service level out.", wrong: "USD 10.00 with service level SEPA",
        right: "EUR 10.00 with service level SEPA")
}
