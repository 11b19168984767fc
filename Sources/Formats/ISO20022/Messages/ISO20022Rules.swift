// The catalogue of findings of this module. Codes are stable; texts may improve.
// Relies on Parsing. Rules of the XML layer and of the message come first, then those of the cash messages.

public import Parsing

/// Every finding that readers and writers of this module can make.
public enum ISO20022Rules {
    public static let all: [FindingRule] =
        xml + message + statement + balance + entry + detail + payment + PaymentRules.all + CreditTransferRules.all

    static let xml = [
        syntax, truncated, empty, nul, encoding, encodingMismatch, encodingUnsupported, documentType, limit,
    ]
    static let syntax = FindingRule(
        "iso20022.xml.syntax", .error, meaning: "The file must be well-formed XML 1.0.",
        cure: "Ask the sender for a correct file.")
    static let truncated = FindingRule(
        "iso20022.xml.truncated", .error, meaning: "The file must hold its whole document.",
        cure: "Fetch the file again; if it is as short as before, ask the sender to send it anew.")
    static let empty = FindingRule(
        "iso20022.xml.empty", .error, meaning: "A message cannot be empty.", cure: "Ask the sender for the file.")
    static let nul = FindingRule(
        "iso20022.xml.nul", .error, meaning: "NUL is no character of XML.", cure: "Ask the sender for a correct file.")
    static let encoding = FindingRule(
        "iso20022.xml.encoding", .error, meaning: "All bytes must be characters of the document's encoding.",
        cure: "Ask the sender to write the file in the encoding that it declares.")
    static let encodingMismatch = FindingRule(
        "iso20022.xml.encoding-mismatch", .error, meaning: "Declared encoding and byte order mark must agree.",
        cure: "Ask the sender to write the file in the encoding that it declares.")
    static let encodingUnsupported = FindingRule(
        "iso20022.xml.encoding-unsupported", .error,
        meaning: "Messages are read in UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and Windows-1252.",
        cure: "Ask the sender for UTF-8.")
    static let documentType = FindingRule(
        "iso20022.xml.document-type", .error,
        meaning: "Document types are refused: they can name outside files and entities that explode.",
        cure: "Treat the file as an attack unless the sender explains it; ISO 20022 needs no document type.")
    static let limit = FindingRule(
        "iso20022.xml.limit", .error, meaning: "Depth, names and texts stay within bounds that every real file keeps.",
        cure: "Treat the file as an attack unless the sender explains it.")

    static let message = [
        unknownMessage, namespaceMissing, namespaceUnknown, versionNewer, versionUnsupported, bodyMismatch,
        messageIDMissing,
    ]
    static let unknownMessage = FindingRule(
        "iso20022.message.unknown", .error,
        meaning: "Read are camt.052, camt.053, camt.054, pain.001 and pain.002.",
        cure: "Ask the sender what the file is meant to be.")
    static let namespaceMissing = FindingRule(
        "iso20022.message.namespace-missing", .warning, meaning: "The namespace tells message and version.",
        cure: "Nothing to do: the message was read by its shape. Tell the sender.")
    static let namespaceUnknown = FindingRule(
        "iso20022.message.namespace-unknown", .error, meaning: "The namespace must name message and version.",
        cure: "Ask the sender for an ISO 20022 namespace.")
    static let versionNewer = FindingRule(
        "iso20022.message.version-newer", .warning,
        meaning: "Versions newer than the newest known are read by their shape.",
        cure: "Check one such file by hand, then have the new version added.")
    static let versionUnsupported = FindingRule(
        "iso20022.message.version-unsupported", .error, meaning: "There is no such version of the message.",
        cure: "Ask the sender which version the file is.")
    static let bodyMismatch = FindingRule(
        "iso20022.message.body-mismatch", .error,
        meaning: "Namespace and body element must name the same message.",
        cure: "Ask the sender for a correct file.")
    static let messageIDMissing = FindingRule(
        "iso20022.message.id-missing", .warning, meaning: "GrpHdr/MsgId is mandatory.",
        cure: "Nothing to do. Tell the sender.")

    static let statement = [
        noStatement, statementIDMissing, accountMissing, duplicateStatement, conflictingStatement, sequenceGap,
        futureDate, textTooLong, badDate, lenientDate, badCount, badIndicator, balancesMissing, shapeOfVersion,
        declaredDuplicate, partOfPages, tooManyStatements,
    ]
    static let noStatement = FindingRule(
        "camt.statement.none", .error, meaning: "A message holds at least one statement, report or notification.",
        cure: "Ask the bank for the statement.")
    static let statementIDMissing = FindingRule(
        "camt.statement.id-missing", .error, meaning: "Each statement has an Id.",
        cure: "Ask the bank for a correct file.")
    static let accountMissing = FindingRule(
        "camt.statement.account-missing", .error, meaning: "Each statement names its account.",
        cure: "Ask the bank for a correct file.")
    static let duplicateStatement = FindingRule(
        "camt.statement.duplicate", .error,
        meaning: "A message holds a statement of an account, sequence number and page once.",
        cure: "Ask the bank which of the two counts; nothing is booked meanwhile.")
    static let conflictingStatement = FindingRule(
        "camt.statement.sequence-repeated", .error,
        meaning: "Two statements of one account cannot share a sequence number.",
        cure: "Ask the bank which of the two counts; nothing is booked meanwhile.")
    static let sequenceGap = FindingRule(
        "camt.statement.sequence-gap", .error,
        meaning: "Within a message the sequence numbers of an account's statements follow each other.",
        cure: "Ask the bank for the missing statement.")
    static let futureDate = FindingRule(
        "camt.statement.future-date", .error,
        meaning: "Nothing is booked long after the day on which the message was made.",
        cure: "Ask the bank for a correct file.")
    static let textTooLong = FindingRule(
        "camt.text.too-long", .warning, meaning: "The schema bounds the length of texts and references.",
        cure: "Nothing to do: the text was kept whole. Tell the bank.")
    static let badDate = FindingRule(
        "camt.date.invalid", .error, meaning: "Dates are days of the calendar, written YYYY-MM-DD.",
        cure: "Ask the bank for a correct file.")
    static let lenientDate = FindingRule(
        "camt.date.form", .warning, meaning: "Times follow ISO 8601.", cure: "Nothing to do: the day was understood.")
    static let badCount = FindingRule(
        "camt.number.invalid", .error, meaning: "Counts and sequence numbers are digits.",
        cure: "Ask the bank for a correct file.")
    static let badIndicator = FindingRule(
        "camt.indicator.invalid", .error, meaning: "Indicators are true, false, 1 or 0.",
        cure: "Ask the bank for a correct file.")
    static let balancesMissing = FindingRule(
        "camt.statement.balances-missing", .warning, meaning: "A camt.053 statement has balances.",
        cure: "The balance equation cannot be checked; compare with the bank's own figures.")
    static let shapeOfVersion = FindingRule(
        "camt.message.shape", .warning, meaning: "Elements have the shape of the declared version.",
        cure: "Nothing to do: both shapes are understood. Tell the bank.")
    static let declaredDuplicate = FindingRule(
        "camt.statement.declared-duplicate", .notice, meaning: "CpyDplctInd marks copies and duplicates.",
        cure: "Nothing to do: a copy is not booked again.")
    static let partOfPages = FindingRule(
        "camt.statement.page", .notice, meaning: "A statement may come in several pages.",
        cure: "Wait for the other pages.")
    static let tooManyStatements = FindingRule(
        "camt.statement.too-many", .notice, meaning: "Only so many statements of a message are listed one by one.",
        cure: "Nothing to do: all were checked.")

    static let balance = [
        equation, reversalSign, noClosing, noOpening, balanceCurrency, balanceSignMissing, balanceIncomplete,
        continuity, summaryCount, summarySum, overflow,
    ]
    static let equation = FindingRule(
        "camt.balance.equation", .error,
        meaning: "Opening balance and booked entries give the closing balance, to the last unit.",
        cure: "Hold the statement and ask the bank for a corrected one; nothing is booked meanwhile.")
    static let reversalSign = FindingRule(
        "camt.balance.reversal-sign", .error,
        meaning: "RvslInd does not turn the sign, but the equation holds only if it does.",
        cure: "Ask the bank what its RvslInd means, then set its profile.")
    static let noClosing = FindingRule(
        "camt.balance.no-closing", .error,
        meaning: "A statement with an opening balance and entries has a closing one.",
        cure: "Ask the bank for a correct file.")
    static let noOpening = FindingRule(
        "camt.balance.no-opening", .notice, meaning: "Without OPBD or PRCD the equation cannot be checked.",
        cure: "Compare with the closing balance of the day before.")
    static let balanceCurrency = FindingRule(
        "camt.balance.currency", .error, meaning: "Booked balances are in the account's currency.",
        cure: "Ask the bank for a correct file.")
    static let balanceSignMissing = FindingRule(
        "camt.balance.sign-missing", .warning, meaning: "A balance says whether it is a credit or a debit.",
        cure: "Nothing to do: it was taken as a credit. Tell the bank.")
    static let balanceIncomplete = FindingRule(
        "camt.balance.incomplete", .warning, meaning: "A balance has a type and a date.",
        cure: "Nothing to do if the equation holds. Tell the bank.")
    static let continuity = FindingRule(
        "camt.balance.continuity", .error,
        meaning: "A statement opens with the closing balance of the one before it.",
        cure: "Ask the bank whether a statement is missing.")
    static let summaryCount = FindingRule(
        "camt.summary.count", .error, meaning: "TxsSummry counts the entries of the statement.",
        cure: "Ask the bank for a correct file.")
    static let summarySum = FindingRule(
        "camt.summary.sum", .error, meaning: "TxsSummry sums the entries of the statement without sign.",
        cure: "Ask the bank for a correct file.")
    static let overflow = FindingRule(
        "camt.amount.overflow", .error, meaning: "Sums stay within 64 bits of minor units.",
        cure: "Ask the bank for a correct file.")

    static let entry = [
        amountMissing, amountMalformed, amountTooLong, amountSubMinor, currencyMissing, currencyMalformed,
        directionMissing, directionUnknown, statusMissing, statusUnknown, codeMissing, bookingDateMissing,
        duplicateEntry, referenceReused, duplicatesUnchecked,
    ]
    static let amountMissing = FindingRule(
        "camt.entry.amount-missing", .error, meaning: "Each entry and balance has an amount.",
        cure: "Ask the bank for a correct file.")
    static let amountMalformed = FindingRule(
        "camt.amount.malformed", .error,
        meaning: "Amounts are plain decimals without sign, exponent or separators.",
        cure: "Ask the bank for a correct file.")
    static let amountTooLong = FindingRule(
        "camt.amount.too-long", .error, meaning: "Amounts have 18 digits at most, five of them decimals.",
        cure: "Ask the bank for a correct file.")
    static let amountSubMinor = FindingRule(
        "camt.amount.sub-minor", .error, meaning: "Amounts have no more decimals than their currency (ISO 4217).",
        cure: "Ask the bank for a correct file; a fraction of a cent cannot be booked.")
    static let currencyMissing = FindingRule(
        "camt.amount.currency-missing", .error, meaning: "Each amount has a Ccy attribute.",
        cure: "Ask the bank for a correct file.")
    static let currencyMalformed = FindingRule(
        "camt.amount.currency", .error, meaning: "Currencies are three capital letters (ISO 4217).",
        cure: "Ask the bank for a correct file.")
    static let directionMissing = FindingRule(
        "camt.entry.direction-missing", .error, meaning: "Each entry has a CdtDbtInd.",
        cure: "Ask the bank for a correct file.")
    static let directionUnknown = FindingRule(
        "camt.entry.direction", .error, meaning: "CdtDbtInd is CRDT or DBIT.", cure: "Ask the bank for a correct file.")
    static let statusMissing = FindingRule(
        "camt.entry.status-missing", .warning, meaning: "Each entry has a status.",
        cure: "Nothing to do: it was taken as booked. Tell the bank.")
    static let statusUnknown = FindingRule(
        "camt.entry.status", .warning, meaning: "Known statuses are BOOK, PDNG, INFO and FUTR.",
        cure: "Ask the bank what its status means; the entry was not counted as booked.")
    static let codeMissing = FindingRule(
        "camt.entry.code-missing", .notice, meaning: "An entry or its details carry a bank transaction code.",
        cure: "Nothing to do.")
    static let bookingDateMissing = FindingRule(
        "camt.entry.booking-date-missing", .notice, meaning: "A booked entry tells its booking date.",
        cure: "Nothing to do: the statement's date stands for it.")
    static let duplicateEntry = FindingRule(
        "camt.entry.duplicate", .error,
        meaning: "A bank reference stands for one entry: reference, amount, direction and date do not come twice.",
        cure: "Ask the bank whether the entry was booked twice.")
    static let referenceReused = FindingRule(
        "camt.entry.reference-reused", .warning,
        meaning: "A bank reference stands for one entry; here it came again with other details.",
        cure: "Ask the bank whether the entry was booked twice.")
    static let duplicatesUnchecked = FindingRule(
        "camt.entry.duplicates-unchecked", .notice, meaning: "Duplicates are looked for among so many entries.",
        cure: "Nothing to do.")

    static let detail = [
        batchSum, batchTotal, batchCount, batchCountPartial, detailCurrency, routingNumber, creditorReferenceDigits,
        entryTooLarge,
    ]
    static let batchSum = FindingRule(
        "camt.batch.sum", .error, meaning: "The details of an entry, with their signs, sum to its amount.",
        cure: "Ask the bank for a correct file.")
    static let batchTotal = FindingRule(
        "camt.batch.total", .error, meaning: "Btch/TtlAmt is the sum of the batch.",
        cure: "Ask the bank for a correct file.")
    static let batchCount = FindingRule(
        "camt.batch.count", .error, meaning: "Btch/NbOfTxs counts the details where the bank sends them.",
        cure: "Ask the bank for a correct file.")
    static let batchCountPartial = FindingRule(
        "camt.batch.count-partial", .notice, meaning: "Banks may send fewer details than the batch holds.",
        cure: "Nothing to do, or ask for the camt.054 with all details.")
    static let detailCurrency = FindingRule(
        "camt.detail.currency", .error,
        meaning: "An amount in another currency than the entry's comes with its exchange.",
        cure: "Ask the bank for a correct file.")
    static let routingNumber = FindingRule(
        "camt.detail.routing-number", .error, meaning: "Routing numbers (USABA) have nine digits with a check digit.",
        cure: "Ask the bank for a correct file.")
    static let creditorReferenceDigits = FindingRule(
        "camt.detail.creditor-reference", .error,
        meaning: "Structured creditor references (RF) have check digits (ISO 11649).",
        cure: "Match the entry by hand and tell the debtor.")
    static let entryTooLarge = FindingRule(
        "camt.entry.too-large", .error, meaning: "One entry with its details stays below 32 MiB of text.",
        cure: "Treat the file as an attack unless the bank explains it.")

    static let payment = [
        noTransfers, transferCount, controlSum, endToEndRepeated, transferZero, statusContradiction,
        originalNameMissing,
    ]
    static let originalNameMissing = FindingRule(
        "pain.status.original-name-missing", .warning, meaning: "OrgnlMsgNmId names the kind of the original message.",
        cure: "Nothing to do. Tell the bank.")
    static let noTransfers = FindingRule(
        "pain.order.empty", .error, meaning: "An order holds at least one payment.", cure: "Ask for a correct file.")
    static let transferCount = FindingRule(
        "pain.order.count", .error, meaning: "NbOfTxs counts the transfers, in the header and in each block.",
        cure: "Have the order made anew; nothing is sent meanwhile.")
    static let controlSum = FindingRule(
        "pain.order.control-sum", .error,
        meaning: "CtrlSum adds up the transfers' amounts whatever their currency, in the header and in each block.",
        cure: "Have the order made anew; nothing is sent meanwhile.")
    static let endToEndRepeated = FindingRule(
        "pain.order.end-to-end-repeated", .error, meaning: "An EndToEndId stands for one transfer of the message.",
        cure: "Check whether a payment was ordered twice.")
    static let transferZero = FindingRule(
        "pain.order.zero", .error, meaning: "A transfer moves more than nothing.",
        cure: "Take the transfer out of the order.")
    static let statusContradiction = FindingRule(
        "pain.status.contradiction", .error, meaning: "Status of the group and of its transactions agree.",
        cure: "Ask the bank what became of the payments before doing anything.")
}
