// What can be wrong with an entry: amount, direction, status, references.
// Relies on Parsing. Part of the catalogue of this module; codes are stable, texts may improve. Examples are made up.

import Parsing

extension ISO20022Rules {
    static let entry = [
        amountMissing, amountMalformed, amountTooLong, amountSubMinor, currencyMissing, currencyMalformed,
        directionMissing, directionUnknown, statusMissing, statusUnknown, codeMissing, bookingDateMissing,
        duplicateEntry, referenceReused, duplicatesUnchecked,
    ]
    static let amountMissing = FindingRule(
        "camt.entry.amount-missing", .error, meaning: "Each entry and balance has an amount.",
        cure: "Ask the bank for a correct file.",
        wrong: "<Ntry><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>",
        right: """
            <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            """,
        leavesGap: true)
    static let amountMalformed = FindingRule(
        "camt.amount.malformed", .error,
        meaning: "Amounts are plain decimals without sign, exponent or separators.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <Amt Ccy="USD">1,234.50</Amt>
            """,
        right: """
            <Amt Ccy="USD">1234.50</Amt>
            """,
        leavesGap: true)
    static let amountTooLong = FindingRule(
        "camt.amount.too-long", .error, meaning: "Amounts have 18 digits at most, five of them decimals.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <Amt Ccy="USD">1234567890123456789.00</Amt>
            """,
        right: """
            <Amt Ccy="USD">1234567890123456.00</Amt>
            """,
        leavesGap: true)
    static let amountSubMinor = FindingRule(
        "camt.amount.sub-minor", .error, meaning: "Amounts have no more decimals than their currency (ISO 4217).",
        cure: "Ask the bank for a correct file; a fraction of a cent cannot be booked.",
        wrong: """
            <Amt Ccy="USD">12.505</Amt>
            """,
        right: """
            <Amt Ccy="USD">12.50</Amt>
            """,
        leavesGap: true)
    static let currencyMissing = FindingRule(
        "camt.amount.currency-missing", .error, meaning: "Each amount has a Ccy attribute.",
        cure: "Ask the bank for a correct file.",
        wrong: "<Amt>12.50</Amt>",
        right: """
            <Amt Ccy="USD">12.50</Amt>
            """,
        leavesGap: true)
    static let currencyMalformed = FindingRule(
        "camt.amount.currency", .error, meaning: "Currencies are three capital letters (ISO 4217).",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <Amt Ccy="US">12.50</Amt>
            """,
        right: """
            <Amt Ccy="USD">12.50</Amt>
            """,
        leavesGap: true)
    static let directionMissing = FindingRule(
        "camt.entry.direction-missing", .error, meaning: "Each entry has a CdtDbtInd.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <Ntry><Amt Ccy="USD">12.50</Amt><Sts><Cd>BOOK</Cd></Sts>
            """,
        right: """
            <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            """,
        leavesGap: true)
    static let directionUnknown = FindingRule(
        "camt.entry.direction", .error, meaning: "CdtDbtInd is CRDT or DBIT.", cure: "Ask the bank for a correct file.",
        wrong: "<CdtDbtInd>DEBIT</CdtDbtInd>",
        right: "<CdtDbtInd>DBIT</CdtDbtInd>",
        leavesGap: true)
    static let statusMissing = FindingRule(
        "camt.entry.status-missing", .warning, meaning: "Each entry has a status.",
        cure: "Nothing to do: it was taken as booked. Tell the bank.",
        wrong: """
            <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            """,
        right: """
            <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            """)
    static let statusUnknown = FindingRule(
        "camt.entry.status", .warning, meaning: "Known statuses are BOOK, PDNG, INFO and FUTR.",
        cure: "Ask the bank what its status means; the entry was not counted as booked.",
        wrong: "<Sts><Cd>DONE</Cd></Sts>",
        right: "<Sts><Cd>BOOK</Cd></Sts>",
        leavesGap: true)
    static let codeMissing = FindingRule(
        "camt.entry.code-missing", .notice, meaning: "An entry or its details carry a bank transaction code.",
        cure: "Nothing to do.",
        wrong: """
            <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>
            """,
        right: """
            <Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BkTxCd><Domn><Cd>PMNT</Cd>...</Domn></BkTxCd></Ntry>
            """)
    static let bookingDateMissing = FindingRule(
        "camt.entry.booking-date-missing", .notice, meaning: "A booked entry tells its booking date.",
        cure: "Nothing to do: the statement's date stands for it.",
        wrong: "<Sts><Cd>BOOK</Cd></Sts><ValDt><Dt>2026-03-05</Dt></ValDt>",
        right: "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt><ValDt>...</ValDt>")
    static let duplicateEntry = FindingRule(
        "camt.entry.duplicate", .error,
        meaning: "A bank reference stands for one entry: reference, amount, direction and date do not come twice.",
        cure: "Ask the bank whether the entry was booked twice.",
        wrong: """
            <Ntry><Amt Ccy="USD">12.50</Amt>...<AcctSvcrRef>R1</AcctSvcrRef></Ntry>
            <Ntry><Amt Ccy="USD">12.50</Amt>...<AcctSvcrRef>R1</AcctSvcrRef></Ntry>
            """,
        right: """
            <Ntry><Amt Ccy="USD">12.50</Amt>...<AcctSvcrRef>R1</AcctSvcrRef></Ntry>
            <Ntry><Amt Ccy="USD">12.50</Amt>...<AcctSvcrRef>R2</AcctSvcrRef></Ntry>
            """)
    static let referenceReused = FindingRule(
        "camt.entry.reference-reused", .warning,
        meaning: "A bank reference stands for one entry; here it came again with other details.",
        cure: "Ask the bank whether the entry was booked twice.",
        wrong: """
            <Ntry>...<AcctSvcrRef>R1</AcctSvcrRef>...</Ntry>
            <Ntry>...<AcctSvcrRef>R1</AcctSvcrRef>... two TxDtls ...</Ntry>
            """,
        right: """
            <Ntry>...<AcctSvcrRef>R1</AcctSvcrRef>...</Ntry>
            <Ntry>...<AcctSvcrRef>R2</AcctSvcrRef>... two TxDtls ...</Ntry>
            """)
    static let duplicatesUnchecked = FindingRule(
        "camt.entry.duplicates-unchecked", .notice, meaning: "Duplicates are looked for among so many entries.",
        cure: "Nothing to do.")
}
