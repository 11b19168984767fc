// What can be wrong with a statement: its identity, its place among others, its dates and texts.
// Relies on Parsing. Part of the catalogue of this module; codes are stable, texts may improve. Examples are made up.

import Parsing

extension ISO20022Rules {
    static let statement = [
        noStatement, statementIDMissing, accountMissing, duplicateStatement, conflictingStatement, sequenceGap,
        futureDate, textTooLong, badDate, lenientDate, badCount, badIndicator, balancesMissing, shapeOfVersion,
        declaredDuplicate, partOfPages, tooManyStatements,
    ]
    static let noStatement = FindingRule(
        "camt.statement.none", .error, meaning: "A message holds at least one statement, report or notification.",
        cure: "Ask the bank for the statement.",
        wrong: "<BkToCstmrStmt><GrpHdr>...</GrpHdr></BkToCstmrStmt>",
        right: "<BkToCstmrStmt><GrpHdr>...</GrpHdr><Stmt>...</Stmt></BkToCstmrStmt>",
        leavesGap: true)
    static let statementIDMissing = FindingRule(
        "camt.statement.id-missing", .error, meaning: "Each statement has an Id.",
        cure: "Ask the bank for a correct file.",
        wrong: "<Stmt><CreDtTm>2026-03-06T05:30:00Z</CreDtTm>",
        right: "<Stmt><Id>S1</Id><CreDtTm>2026-03-06T05:30:00Z</CreDtTm>")
    static let accountMissing = FindingRule(
        "camt.statement.account-missing", .error, meaning: "Each statement names its account.",
        cure: "Ask the bank for a correct file.",
        wrong: "<Stmt><Id>S1</Id><Bal>",
        right: "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>0000000000</Id></Othr></Id></Acct><Bal>",
        leavesGap: true)
    static let duplicateStatement = FindingRule(
        "camt.statement.duplicate", .error,
        meaning: "A message holds a statement of an account, sequence number and page once.",
        cure: "Ask the bank which of the two counts; nothing is booked meanwhile.",
        wrong: """
            <Stmt><Id>S1</Id>...</Stmt>
            <Stmt><Id>S1</Id>...</Stmt>
            """,
        right: """
            <Stmt><Id>S1</Id>...</Stmt>
            <Stmt><Id>S2</Id>...</Stmt>
            """)
    static let conflictingStatement = FindingRule(
        "camt.statement.sequence-repeated", .error,
        meaning: "Two statements of one account cannot share a sequence number.",
        cure: "Ask the bank which of the two counts; nothing is booked meanwhile.",
        wrong: """
            <Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>...</Stmt>
            <Stmt><Id>S2</Id><ElctrncSeqNb>7</ElctrncSeqNb>...</Stmt>
            """,
        right: """
            <Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>...</Stmt>
            <Stmt><Id>S2</Id><ElctrncSeqNb>8</ElctrncSeqNb>...</Stmt>
            """)
    static let sequenceGap = FindingRule(
        "camt.statement.sequence-gap", .error,
        meaning: "Within a message the sequence numbers of an account's statements follow each other.",
        cure: "Ask the bank for the missing statement.",
        wrong: """
            <Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>...</Stmt>
            <Stmt><Id>S3</Id><ElctrncSeqNb>9</ElctrncSeqNb>...</Stmt>
            """,
        right: """
            <Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>...</Stmt>
            <Stmt><Id>S2</Id><ElctrncSeqNb>8</ElctrncSeqNb>...</Stmt>
            """)
    static let futureDate = FindingRule(
        "camt.statement.future-date", .error,
        meaning: "Nothing is booked long after the day on which the message was made.",
        cure: "Ask the bank for a correct file.",
        wrong: """
            <CreDtTm>2026-03-06T05:30:00Z</CreDtTm> and <BookgDt><Dt>2062-03-05</Dt></BookgDt>
            """,
        right: """
            <CreDtTm>2026-03-06T05:30:00Z</CreDtTm> and <BookgDt><Dt>2026-03-05</Dt></BookgDt>
            """)
    static let textTooLong = FindingRule(
        "camt.text.too-long", .warning, meaning: "The schema bounds the length of texts and references.",
        cure: "Nothing to do: the text was kept whole. Tell the bank.",
        wrong: "<NtryRef>REFERENCE-OF-MORE-THAN-35-CHARACTERS-1</NtryRef>",
        right: "<NtryRef>REFERENCE-1</NtryRef>")
    static let badDate = FindingRule(
        "camt.date.invalid", .error, meaning: "Dates are days of the calendar, written YYYY-MM-DD.",
        cure: "Ask the bank for a correct file.",
        wrong: "<BookgDt><Dt>03/05/2026</Dt></BookgDt>",
        right: "<BookgDt><Dt>2026-03-05</Dt></BookgDt>")
    static let lenientDate = FindingRule(
        "camt.date.form", .warning, meaning: "Times follow ISO 8601.", cure: "Nothing to do: the day was understood.",
        wrong: "<CreDtTm>2026-03-06T05:30:00:735</CreDtTm>",
        right: "<CreDtTm>2026-03-06T05:30:00.735</CreDtTm>")
    static let badCount = FindingRule(
        "camt.number.invalid", .error, meaning: "Counts and sequence numbers are digits.",
        cure: "Ask the bank for a correct file.",
        wrong: "<ElctrncSeqNb>seven</ElctrncSeqNb>",
        right: "<ElctrncSeqNb>7</ElctrncSeqNb>")
    static let badIndicator = FindingRule(
        "camt.indicator.invalid", .error, meaning: "Indicators are true, false, 1 or 0.",
        cure: "Ask the bank for a correct file.",
        wrong: "<RvslInd>yes</RvslInd>",
        right: "<RvslInd>true</RvslInd>")
    static let balancesMissing = FindingRule(
        "camt.statement.balances-missing", .warning, meaning: "A camt.053 statement has balances.",
        cure: "The balance equation cannot be checked; compare with the bank's own figures.",
        wrong: "<Stmt><Id>S1</Id><Acct>...</Acct><Ntry>",
        right: "<Stmt><Id>S1</Id><Acct>...</Acct><Bal>...</Bal><Bal>...</Bal><Ntry>")
    static let shapeOfVersion = FindingRule(
        "camt.message.shape", .warning, meaning: "Elements have the shape of the declared version.",
        cure: "Nothing to do: both shapes are understood. Tell the bank.",
        wrong: "camt.053.001.08 with <Sts>BOOK</Sts>",
        right: "camt.053.001.08 with <Sts><Cd>BOOK</Cd></Sts>")
    static let declaredDuplicate = FindingRule(
        "camt.statement.declared-duplicate", .notice, meaning: "CpyDplctInd marks copies and duplicates.",
        cure: "Nothing to do: a copy is not booked again.",
        wrong: "<CpyDplctInd>DUPL</CpyDplctInd>")
    static let partOfPages = FindingRule(
        "camt.statement.page", .notice, meaning: "A statement may come in several pages.",
        cure: "Wait for the other pages.",
        wrong: "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>",
        right: "<StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>")
    static let tooManyStatements = FindingRule(
        "camt.statement.too-many", .notice, meaning: "Only so many statements of a message are listed one by one.",
        cure: "Nothing to do: all were checked.")
}
