// What can be wrong with what stands behind an entry: batches, details, charges, exchange.
// Relies on Parsing. Part of the catalogue of this module; codes are stable, texts may improve. Examples are made up.

import Parsing

extension ISO20022Rules {
    static let detail = [
        batchSum, batchTotal, batchCount, batchCountPartial, detailCurrency, routingNumber, creditorReferenceDigits,
        entryTooLarge, chargesTotal, chargesUnreadable, exchangeMalformed,
    ]
    static let batchSum = FindingRule(
        "camt.batch.sum", .error, meaning: "The details of an entry, with their signs, sum to its amount.",
        cure: "Ask the bank for a correct file.",
        wrong: "Ntry/Amt 12.50 with two TxDtls of 10.00 and 2.00",
        right: "Ntry/Amt 12.50 with two TxDtls of 10.00 and 2.50")
    static let batchTotal = FindingRule(
        "camt.batch.total", .error, meaning: "Btch/TtlAmt is the sum of the batch.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            Ntry/Amt 12.50 with <Btch><TtlAmt Ccy="USD">9.00</TtlAmt></Btch>
            """,
        right: """
            Ntry/Amt 12.50 with <Btch><TtlAmt Ccy="USD">12.50</TtlAmt></Btch>
            """)
    static let batchCount = FindingRule(
        "camt.batch.count", .error, meaning: "Btch/NbOfTxs counts the details where the bank sends them.",
        cure: "Ask the bank for a correct file.",
        wrong: "<Btch><NbOfTxs>3</NbOfTxs></Btch> above two TxDtls that sum to the entry",
        right: "<Btch><NbOfTxs>2</NbOfTxs></Btch> above two TxDtls that sum to the entry")
    static let batchCountPartial = FindingRule(
        "camt.batch.count-partial", .notice, meaning: "Banks may send fewer details than the batch holds.",
        cure: "Nothing to do, or ask for the camt.054 with all details.",
        wrong: "<Btch><NbOfTxs>86</NbOfTxs></Btch> above one TxDtls",
        right: "<Btch><NbOfTxs>1</NbOfTxs></Btch> above one TxDtls")
    static let detailCurrency = FindingRule(
        "camt.detail.currency", .error,
        meaning: "An amount in another currency than the entry's comes with its exchange.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <Amt Ccy="USD">12.50</Amt>...
            <AmtDtls><TxAmt><Amt Ccy="EUR">12.50</Amt></TxAmt></AmtDtls>
            """,
        right: """
            <Amt Ccy="USD">12.50</Amt>...
            <AmtDtls><TxAmt><Amt Ccy="EUR">11.00</Amt><CcyXchg>...</CcyXchg></TxAmt></AmtDtls>
            """)
    static let routingNumber = FindingRule(
        "camt.detail.routing-number", .error, meaning: "Routing numbers (USABA) have nine digits with a check digit.",
        cure: "Ask the bank for a correct file.",
        wrong: "<ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>091000018</MmbId>",
        right: "<ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>091000019</MmbId>")
    static let creditorReferenceDigits = FindingRule(
        "camt.detail.creditor-reference", .error,
        meaning: "Structured creditor references (RF) have check digits (ISO 11649).",
        cure: "Match the entry by hand and tell the debtor.",
        wrong: "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF19539007547034</Ref>",
        right: "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref>")
    static let chargesTotal = FindingRule(
        "camt.charges.total", .warning, meaning: "TtlChrgsAndTaxAmt is the sum of the charges.",
        cure: "Nothing to do: charges inform only. Tell the bank.",
        wrong: """
            <Chrgs><TtlChrgsAndTaxAmt Ccy="USD">2.00</TtlChrgsAndTaxAmt>
            <Rcrd><Amt Ccy="USD">1.50</Amt></Rcrd></Chrgs>
            """,
        right: """
            <Chrgs><TtlChrgsAndTaxAmt Ccy="USD">1.50</TtlChrgsAndTaxAmt>
            <Rcrd><Amt Ccy="USD">1.50</Amt></Rcrd></Chrgs>
            """)
    static let chargesUnreadable = FindingRule(
        "camt.charges.unreadable", .warning, meaning: "Charges are amounts with a currency.",
        cure: "Nothing to do: charges inform only. Tell the bank.",
        wrong: """
            <Chrgs><Rcrd><Amt Ccy="USD">1,50</Amt></Rcrd></Chrgs>
            """,
        right: """
            <Chrgs><Rcrd><Amt Ccy="USD">1.50</Amt></Rcrd></Chrgs>
            """)
    static let exchangeMalformed = FindingRule(
        "camt.exchange.malformed", .warning,
        meaning: "An exchange names currencies of three capital letters and a rate above zero.",
        cure: "Nothing to do: the amount is booked as it stands. Tell the bank.",
        wrong: "<CcyXchg><SrcCcy>EUR</SrcCcy><XchgRate>-1.1</XchgRate></CcyXchg>",
        right: "<CcyXchg><SrcCcy>EUR</SrcCcy><XchgRate>1.1</XchgRate></CcyXchg>")
    static let entryTooLarge = FindingRule(
        "camt.entry.too-large", .error, meaning: "One entry with its details stays below 32 MiB of text.",
        cure: "Treat the file as an attack unless the bank explains it.",
        leavesGap: true)
}
