// What can be wrong with balances and sums of a statement.
// Relies on Parsing. Part of the catalogue of this module; codes are stable, texts may improve. Examples are made up.

import Parsing

extension ISO20022Rules {
    static let balance = [
        equation, reversalSign, noClosing, noOpening, balanceCurrency, balanceSignMissing, balanceIncomplete,
        continuity, summaryCount, summarySum, overflow,
    ]
    static let equation = FindingRule(
        "camt.balance.equation", .error,
        meaning: "Opening balance and booked entries give the closing balance, to the last unit.",
        cure: "Hold the statement and ask the bank for a corrected one; nothing is booked meanwhile.",
        wrong: "OPBD 100.00, one entry CRDT 12.50, CLBD 112.51",
        right: "OPBD 100.00, one entry CRDT 12.50, CLBD 112.50")
    static let reversalSign = FindingRule(
        "camt.balance.reversal-sign", .error,
        meaning: "RvslInd does not turn the sign, but the equation holds only if it does.",
        cure: "Ask the bank what its RvslInd means, then set its profile.",
        wrong: "OPBD 100.00, one entry CRDT 30.00 with <RvslInd>true</RvslInd>, CLBD 70.00",
        right: "OPBD 100.00, one entry CRDT 30.00 with <RvslInd>true</RvslInd>, CLBD 130.00")
    static let noClosing = FindingRule(
        "camt.balance.no-closing", .error,
        meaning: "A statement with an opening balance and entries has a closing one.",
        cure: "Ask the bank for a correct file.",
        wrong: "<Bal> OPBD 100.00 </Bal>, entries, and no CLBD",
        right: "<Bal> OPBD 100.00 </Bal>, entries, <Bal> CLBD 112.50 </Bal>")
    static let noOpening = FindingRule(
        "camt.balance.no-opening", .notice, meaning: "Without OPBD or PRCD the equation cannot be checked.",
        cure: "Compare with the closing balance of the day before.",
        wrong: "<Bal> CLBD 112.50 </Bal> alone",
        right: "<Bal> OPBD 100.00 </Bal><Bal> CLBD 112.50 </Bal>")
    static let balanceCurrency = FindingRule(
        "camt.balance.currency", .error, meaning: "Booked balances are in the account's currency.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <Acct>...<Ccy>USD</Ccy></Acct>
            <Bal>...<Amt Ccy="EUR">112.50</Amt>
            """,
        right: """
            <Acct>...<Ccy>USD</Ccy></Acct>
            <Bal>...<Amt Ccy="USD">112.50</Amt>
            """)
    static let balanceSignMissing = FindingRule(
        "camt.balance.sign-missing", .warning, meaning: "A balance says whether it is a credit or a debit.",
        cure: "Nothing to do: it was taken as a credit. Tell the bank.",
        wrong: """
            <Amt Ccy="USD">112.50</Amt><Dt><Dt>2026-03-05</Dt></Dt>
            """,
        right: """
            <Amt Ccy="USD">112.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt>
            """)
    static let balanceIncomplete = FindingRule(
        "camt.balance.incomplete", .warning, meaning: "A balance has a type and a date.",
        cure: "Nothing to do if the equation holds. Tell the bank.",
        wrong: """
            <Bal><Amt Ccy="USD">112.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
            """,
        right: """
            <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">112.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            <Dt><Dt>2026-03-05</Dt></Dt></Bal>
            """)
    static let continuity = FindingRule(
        "camt.balance.continuity", .error,
        meaning: "A statement opens with the closing balance of the one before it.",
        cure: "Ask the bank whether a statement is missing.",
        wrong: "statement 7 with CLBD 112.50, statement 8 with OPBD 90.00",
        right: "statement 7 with CLBD 112.50, statement 8 with OPBD 112.50")
    static let summaryCount = FindingRule(
        "camt.summary.count", .error, meaning: "TxsSummry counts the entries of the statement.",
        cure: "Ask the bank for a correct file.",
        wrong: "<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries> above one entry",
        right: "<TtlNtries><NbOfNtries>1</NbOfNtries></TtlNtries> above one entry")
    static let summarySum = FindingRule(
        "camt.summary.sum", .error, meaning: "TxsSummry sums the entries of the statement without sign.",
        cure: "Ask the bank for a correct file.",
        wrong: "<TtlCdtNtries><Sum>2.00</Sum></TtlCdtNtries> above one credit of 12.50",
        right: "<TtlCdtNtries><Sum>12.50</Sum></TtlCdtNtries> above one credit of 12.50")
    static let overflow = FindingRule(
        "camt.amount.overflow", .error, meaning: "Sums stay within 64 bits of minor units.",
        cure: "Ask the bank for a correct file.",
        wrong: "eleven entries of 9000000000000000.00",
        leavesGap: true)
}
