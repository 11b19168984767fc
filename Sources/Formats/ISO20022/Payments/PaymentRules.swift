// The catalogue of what can be wrong in pain.001 and pain.002 beyond counts and sums, which ISO20022Rules holds.
// Relies on Parsing. Codes are stable; texts may improve.

public import Parsing

/// Findings about orders and status reports.
public enum PaymentRules {
    public static let all: [FindingRule] = shared + order + status + progress

    static let shared = [
        elementMissing, elementMisplaced, codeUnknown, textTooLong, dateInvalid, countryMalformed, routingNumber, iban,
        bic, legalEntity,
        uniqueReference, creditorReference, pieceTooLarge, unread,
    ]
    static let elementMissing = FindingRule(
        "pain.element-missing", .error, meaning: "What the schema demands must be there.",
        cure: "Have the message made anew; nothing is sent meanwhile.",
        wrong: "<PmtId><InstrId>4711</InstrId></PmtId>",
        right: "<PmtId><InstrId>4711</InstrId><EndToEndId>INV-4711</EndToEndId></PmtId>", leavesGap: true)
    static let elementMisplaced = FindingRule(
        "pain.element-misplaced", .error, meaning: "Headers, blocks and transfers stand where the schema puts them.",
        cure: "Have the message made anew: payments may be lost in it.",
        wrong: "<PmtInf>... <Dbtr><CdtTrfTxInf>...</CdtTrfTxInf></Dbtr></PmtInf>",
        right: "<PmtInf>... <Dbtr>...</Dbtr> ... <CdtTrfTxInf>...</CdtTrfTxInf></PmtInf>", leavesGap: true)
    static let codeUnknown = FindingRule(
        "pain.code-unknown", .error, meaning: "Closed lists of codes hold no others.",
        cure: "Have the message made anew with a code of the list.", wrong: "<PmtMtd>ACH</PmtMtd>",
        right: "<PmtMtd>TRF</PmtMtd>", leavesGap: true)
    static let textTooLong = FindingRule(
        "pain.text-too-long", .warning, meaning: "The schema bounds the length of texts and references.",
        cure: "Have it shortened: banks cut or refuse it. The text was kept whole here.",
        wrong: "<EndToEndId>INVOICE-2026-0000000000000000000000004711</EndToEndId>",
        right: "<EndToEndId>INVOICE-2026-4711</EndToEndId>")
    static let dateInvalid = FindingRule(
        "pain.date-invalid", .error, meaning: "Dates are days of the calendar, written YYYY-MM-DD.",
        cure: "Have the message made anew.", wrong: "<ReqdExctnDt><Dt>03/09/2026</Dt></ReqdExctnDt>",
        right: "<ReqdExctnDt><Dt>2026-03-09</Dt></ReqdExctnDt>", leavesGap: true)
    static let countryMalformed = FindingRule(
        "pain.country", .warning, meaning: "Countries are two capital letters (ISO 3166).",
        cure: "Have it corrected; the payment itself is not in doubt.", wrong: "<Ctry>USA</Ctry>",
        right: "<Ctry>US</Ctry>")
    static let routingNumber = FindingRule(
        "pain.routing-number", .error,
        meaning: "Routing numbers (USABA) have nine digits, weighed 3-7-1 a multiple of ten.",
        cure: "Ask the creditor for the right number; nothing is sent meanwhile.", wrong: "<MmbId>091000018</MmbId>",
        right: "<MmbId>091000019</MmbId>")
    static let iban = FindingRule(
        "pain.iban", .notice,
        meaning:
            "An IBAN has its country's length and check digits (ISO 13616). Before an order is sent, this is an error.",
        cure: "Ask the creditor for the right number.",
        wrong: "<IBAN>GB82WEST12345698765433</IBAN>", right: "<IBAN>GB82WEST12345698765432</IBAN>")
    static let bic = FindingRule(
        "pain.bic", .error, meaning: "A BIC has eight or eleven characters (ISO 9362).",
        cure: "Ask the creditor for the right code, or leave it out where the clearing needs none.",
        wrong: "<BICFI>ABCDUS3</BICFI>", right: "<BICFI>ABCDUS33</BICFI>")
    static let legalEntity = FindingRule(
        "pain.legal-entity", .notice,
        meaning: "A legal entity identifier has twenty characters with check digits (ISO 17442).",
        cure: "Have it corrected or left out.", wrong: "<LEI>00000000000000000000</LEI>",
        right: "<LEI>00000000000000000098</LEI>")
    static let uniqueReference = FindingRule(
        "pain.unique-reference", .error, meaning: "A UETR is a UUID of version four in lower case.",
        cure: "Have the message made anew.", wrong: "<UETR>0F0F0F0F-0000-1000-8000-000000000001</UETR>",
        right: "<UETR>0f0f0f0f-0000-4000-8000-000000000001</UETR>")
    static let creditorReference = FindingRule(
        "pain.creditor-reference", .error, meaning: "Creditor references (RF) have check digits (ISO 11649).",
        cure: "Compare with the invoice.", wrong: "<Ref>RF19539007547034</Ref>", right: "<Ref>RF18539007547034</Ref>")
    static let pieceTooLarge = FindingRule(
        "pain.part-too-large", .error,
        meaning: "One transfer stays below 100,000 elements and 4 MiB of text, as every real one does.",
        cure: "Treat the file as an attack unless the sender explains it.",
        wrong: "<CdtTrfTxInf> with 100,000 times <Ustrd/>", right: "<CdtTrfTxInf> with a few <Ustrd>",
        leavesGap: true)
    static let unread = FindingRule(
        "pain.unread", .notice,
        meaning:
            "Some elements of the schema are not read: tax and regulatory reporting, supplementary data and the like.",
        cure: "Nothing to do, unless the payment depends on them: they are not carried along.",
        wrong: "<CdtTrfTxInf>... <RgltryRptg>...</RgltryRptg></CdtTrfTxInf>", right: "<CdtTrfTxInf>...</CdtTrfTxInf>")

    static let order = [
        paymentIDRepeated, instructionIDRepeated, uniqueReferenceRepeated, blockEmpty, checkOfTransfer,
        creditorAccountMissing, currencyOfAccount,
    ]
    static let paymentIDRepeated = FindingRule(
        "pain.order.payment-id-repeated", .error, meaning: "A PmtInfId stands for one block of the message.",
        cure: "Check whether a block was ordered twice.",
        wrong: "<PmtInf><PmtInfId>B1</PmtInfId>...</PmtInf><PmtInf><PmtInfId>B1</PmtInfId>...</PmtInf>",
        right: "<PmtInf><PmtInfId>B1</PmtInfId>...</PmtInf><PmtInf><PmtInfId>B2</PmtInfId>...</PmtInf>")
    static let instructionIDRepeated = FindingRule(
        "pain.order.instruction-id-repeated", .notice, meaning: "An InstrId stands for one transfer of the message.",
        cure: "Check whether a payment was ordered twice.",
        wrong: "<InstrId>1</InstrId> in two transfers", right: "<InstrId>1</InstrId> and <InstrId>2</InstrId>")
    static let uniqueReferenceRepeated = FindingRule(
        "pain.order.unique-reference-repeated", .error, meaning: "A UETR stands for one transfer in the world.",
        cure: "Check whether a payment was ordered twice.",
        wrong: "<UETR>0f0f0f0f-0000-4000-8000-000000000001</UETR> in two transfers",
        right: "a UETR of its own in each transfer")
    static let blockEmpty = FindingRule(
        "pain.order.block-empty", .error, meaning: "Each block holds at least one transfer.",
        cure: "Have the message made anew without the block.", wrong: "<PmtInf>... <DbtrAgt>...</DbtrAgt></PmtInf>",
        right: "<PmtInf>... <DbtrAgt>...</DbtrAgt><CdtTrfTxInf>...</CdtTrfTxInf></PmtInf>")
    static let checkOfTransfer = FindingRule(
        "pain.order.check-of-transfer", .warning, meaning: "Check instructions belong into blocks with the method CHK.",
        cure: "Ask the department whether it wants a check or a transfer.",
        wrong: "<PmtMtd>TRF</PmtMtd> ... <ChqInstr>...</ChqInstr>",
        right: "<PmtMtd>CHK</PmtMtd> ... <ChqInstr>...</ChqInstr>")
    static let creditorAccountMissing = FindingRule(
        "pain.order.creditor-account-missing", .notice,
        meaning: "A transfer names the account to credit; only checks and some instant payments do without.",
        cure: "Ask the department for the account.", wrong: "<Cdtr><Nm>Example Supplies</Nm></Cdtr></CdtTrfTxInf>",
        right:
            "<Cdtr><Nm>Example Supplies</Nm></Cdtr><CdtrAcct><Id><Othr><Id>000</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>"
    )
    static let currencyOfAccount = FindingRule(
        "pain.order.currency-of-account", .notice,
        meaning: "An amount in another currency than the account's is exchanged.",
        cure: "Nothing to do if the exchange is meant.",
        wrong: "<DbtrAcct>... <Ccy>USD</Ccy></DbtrAcct> ... <InstdAmt Ccy=\"EUR\">10.00</InstdAmt>",
        right: "<DbtrAcct>... <Ccy>USD</Ccy></DbtrAcct> ... <InstdAmt Ccy=\"USD\">10.00</InstdAmt>")

    static let status = [
        statusUnknown, transactionUnnamed, partOfTransaction, transactionRepeated, countPerStatus, reasonMissing,
        reasonUnknown,
    ]
    static let statusUnknown = FindingRule(
        "pain.status.unknown", .error, meaning: "A status is one of the external code set of payment statuses.",
        cure: "Ask the bank what the code means; the payment keeps its status meanwhile.", wrong: "<TxSts>DONE</TxSts>",
        right: "<TxSts>ACSC</TxSts>", leavesGap: true)
    static let transactionUnnamed = FindingRule(
        "pain.status.transaction-unnamed", .error, meaning: "A status names the transfer that it speaks of.",
        cure: "Ask the bank which payment is meant.", wrong: "<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>",
        right: "<TxInfAndSts><OrgnlEndToEndId>INV-4711</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>",
        leavesGap: true)
    static let partOfTransaction = FindingRule(
        "pain.status.part-of-transaction", .error,
        meaning: "PART is for groups and blocks: one transfer is accepted or not.",
        cure: "Ask the bank what became of the payment.", wrong: "<TxSts>PART</TxSts>", right: "<TxSts>RJCT</TxSts>",
        leavesGap: true)
    static let transactionRepeated = FindingRule(
        "pain.status.transaction-repeated", .error, meaning: "One report gives a transfer one status.",
        cure: "Ask the bank which of the two counts.",
        wrong:
            "<OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>ACSP</TxSts> and\n<OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts>",
        right: "<OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts>")
    static let countPerStatus = FindingRule(
        "pain.status.count-per-status", .error,
        meaning: "NbOfTxsPerSts adds up to OrgnlNbOfTxs and agrees with what is listed.",
        cure: "Ask the bank what became of the payments before doing anything.",
        wrong:
            "<OrgnlNbOfTxs>3</OrgnlNbOfTxs> ... <NbOfTxsPerSts><DtldNbOfTxs>2</DtldNbOfTxs><DtldSts>ACSP</DtldSts></NbOfTxsPerSts>",
        right:
            "<OrgnlNbOfTxs>3</OrgnlNbOfTxs> ... <NbOfTxsPerSts><DtldNbOfTxs>3</DtldNbOfTxs><DtldSts>ACSP</DtldSts></NbOfTxsPerSts>"
    )
    static let reasonMissing = FindingRule(
        "pain.status.reason-missing", .notice, meaning: "A rejection says why.", cure: "Ask the bank for the reason.",
        wrong: "<TxSts>RJCT</TxSts>",
        right: "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>")
    static let reasonUnknown = FindingRule(
        "pain.status.reason-unknown", .notice, meaning: "Reasons are codes of the external code set of status reasons.",
        cure: "Read the bank's words; tell us the code so that it is added.", wrong: "<Rsn><Cd>ZZ99</Cd></Rsn>",
        right: "<Rsn><Cd>AC04</Cd></Rsn>")

    static let progress = [
        originalUnknown, originalCount, settledAndEnded, endingsDiffer,
    ]
    static let originalUnknown = FindingRule(
        "pain.progress.original-unknown", .error,
        meaning: "A report speaks of a message, block or transfer that we sent.",
        cure: "Ask the bank whose payment it is.", wrong: "<OrgnlEndToEndId>NOT-OURS</OrgnlEndToEndId>",
        right: "<OrgnlEndToEndId>INV-4711</OrgnlEndToEndId>")
    static let originalCount = FindingRule(
        "pain.progress.original-count", .error, meaning: "The bank counts as many transfers as we sent.",
        cure: "Ask the bank before doing anything: transfers may be lost or doubled.",
        wrong: "<OrgnlNbOfTxs>2</OrgnlNbOfTxs> of an order with 3", right: "<OrgnlNbOfTxs>3</OrgnlNbOfTxs>")
    static let settledAndEnded = FindingRule(
        "pain.progress.settled-and-ended", .error,
        meaning:
            "A payment that was settled is not rejected afterwards, nor the other way round: a return comes as camt.054.",
        cure: "Ask the bank whether the money has left the account; book nothing meanwhile.",
        wrong: "<TxSts>ACSC</TxSts>, and in a later report <TxSts>RJCT</TxSts>",
        right: "<TxSts>ACSC</TxSts>, then nothing")
    static let endingsDiffer = FindingRule(
        "pain.progress.endings-differ", .error, meaning: "A payment ends in one way.",
        cure: "Ask the bank which of the two holds; the payment is not made in either case.",
        wrong: "<TxSts>RJCT</TxSts>, and in a later report <TxSts>CANC</TxSts>",
        right: "<TxSts>RJCT</TxSts>, then nothing")
}
