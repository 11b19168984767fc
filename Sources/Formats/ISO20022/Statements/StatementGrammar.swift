// The shape of the cash messages as a table: which element under which means what.
// One table serves camt.052, .053 and .054 in all versions: where versions differ, both shapes have a row.

/// A place in a cash message that somebody cares about.
enum StatementNode: UInt8, CaseIterable {
    case nowhere
    // The message.
    case body, groupHeader, messageID, messageCreated, messagePages, pageNumber, lastPage
    // The statement, report or notification.
    case statement, statementID, electronicSequence, legalSequence, statementCreated, period, periodFrom, periodTo
    case copyDuplicate, statementPages, account, accountIdentification, otherIdentification, accountNumber
    case accountCurrency
    // Balances.
    case balance, balanceType, balanceCodes, balanceCode, balanceSubType, balanceSubCode, balanceAmount, balanceSign
    case balanceDates, balanceDate
    // The summary of the entries.
    case summary, total, creditTotal, debitTotal, totalCount, totalSum, creditCount, creditSum, debitCount, debitSum
    // The entry.
    case entry, entryReference, entryAmount, entrySign, entryReversal, entryStatus, entryStatusCode, entryStatusOther
    case bookingDates, bookingDate, valueDates, valueDate, entryServicerReference, entryInformation
    case details
    // Charges, of an entry or a detail; and how an amount came from another currency.
    case charges, chargeRecord, chargeTotal, chargeAmount, chargeSign, chargeIncluded
    case sourceCurrency, targetCurrency, unitCurrency, exchangeRate
    // Bank transaction code, of an entry or a detail.
    case transactionCode, domain, domainCode, family, familyCode, subFamilyCode, proprietaryCodes, proprietaryCode
    // Batch.
    case batch, batchMessage, batchID, batchCount, batchTotal, batchSign
    // Transaction detail.
    case detail, references, detailServicerReference, paymentID, instructionID, endToEndID, uniqueReference
    case transactionID, mandateID, checkNumber, clearingReference, detailAmount, detailSign, detailInformation
    // Amounts behind the amount.
    case amountDetails, instructedAmount, transactionAmount, counterValueAmount, instructedMoney, transactionMoney
    case counterValueMoney, exchange
    // Parties and agents.
    case parties, debtor, creditor, debtorChoice, creditorChoice, debtorName, creditorName
    case agents, agent, institution, clearingMember, clearingSystem, clearingSystemCode, memberID, oldBIC, newBIC
    // Remittance and return.
    case remittance, unstructured, structured, document, documentNumber, creditorReferenceBlock
    case creditorReferenceType, creditorReferenceCodes, creditorReferenceCode, creditorReference, remittanceInformation
    case returnInformation, returnReason, returnCode, returnText
}

/// Looks nodes up by the node above and the place of the element's name in the vocabulary.
struct StatementGrammar: Sendable {
    static let shared = StatementGrammar()

    let vocabulary: XMLVocabulary
    private let stride: Int
    private let table: [StatementNode]
    let currencyAttribute: UInt16

    private init() {
        let rows = StatementGrammar.rows
        vocabulary = XMLVocabulary(rows.map(\.name) + PaymentGrammar.words + StatementGrammar.frame)
        stride = vocabulary.names.count
        var table = [StatementNode](repeating: .nowhere, count: StatementNode.allCases.count * stride)
        for row in rows {
            table[Int(row.above.rawValue) * stride + Int(vocabulary.place(of: row.name))] = row.node
        }
        self.table = table
        currencyAttribute = vocabulary.place(of: "Ccy")
    }

    @inline(__always)
    func node(_ name: UInt16, under above: StatementNode) -> StatementNode {
        let index = Int(above.rawValue) * stride + Int(name)
        return index < table.count ? table[index] : .nowhere
    }

    /// The message that a child of `Document` is the body of.
    func body(_ name: UInt16) -> MessageKind? {
        Int(name) < vocabulary.names.count ? MessageKind(body: vocabulary.names[Int(name)]) : nil
    }

    private struct Row {
        let above: StatementNode
        let name: String
        let node: StatementNode
    }

    private static let frame = [
        "Document", "Ccy", "BkToCstmrAcctRpt", "BkToCstmrAcctRptV01", "BkToCstmrStmt", "BkToCstmrStmtV01",
        "BkToCstmrDbtCdtNtfctn", "BkToCstmrDbtCdtNtfctnV01", "CstmrCdtTrfInitn", "CstmrPmtStsRpt",
    ]

    private static func rows(_ above: StatementNode, _ pairs: [(String, StatementNode)]) -> [Row] {
        pairs.map { Row(above: above, name: $0.0, node: $0.1) }
    }

    private static let rows: [Row] = messageRows + balanceRows + entryRows + detailRows + partyRows + remittanceRows

    private static let messageRows: [Row] =
        rows(.body, [("GrpHdr", .groupHeader), ("Stmt", .statement), ("Rpt", .statement), ("Ntfctn", .statement)])
        + rows(.groupHeader, [("MsgId", .messageID), ("CreDtTm", .messageCreated), ("MsgPgntn", .messagePages)])
        + rows(.messagePages, [("PgNb", .pageNumber), ("LastPgInd", .lastPage)])
        + rows(.statementPages, [("PgNb", .pageNumber), ("LastPgInd", .lastPage)])
        + rows(
            .statement,
            [
                ("Id", .statementID), ("StmtPgntn", .statementPages), ("RptPgntn", .statementPages),
                ("NtfctnPgntn", .statementPages), ("ElctrncSeqNb", .electronicSequence), ("LglSeqNb", .legalSequence),
                ("CreDtTm", .statementCreated), ("FrToDt", .period), ("CpyDplctInd", .copyDuplicate),
                ("Acct", .account), ("Bal", .balance), ("TxsSummry", .summary), ("Ntry", .entry),
            ])
        + rows(.period, [("FrDtTm", .periodFrom), ("ToDtTm", .periodTo)])
        + rows(.account, [("Id", .accountIdentification), ("Ccy", .accountCurrency), ("Svcr", .agent)])
        + rows(
            .accountIdentification,
            [
                ("IBAN", .accountNumber), ("Othr", .otherIdentification), ("PrtryAcct", .otherIdentification),
                ("BBAN", .accountNumber), ("UPIC", .accountNumber),
            ])
        + rows(.otherIdentification, [("Id", .accountNumber)])

    private static let balanceRows: [Row] =
        rows(
            .balance,
            [("Tp", .balanceType), ("Amt", .balanceAmount), ("CdtDbtInd", .balanceSign), ("Dt", .balanceDates)])
        + rows(.balanceType, [("CdOrPrtry", .balanceCodes), ("SubTp", .balanceSubType)])
        + rows(.balanceCodes, [("Cd", .balanceCode), ("Prtry", .balanceCode)])
        + rows(.balanceSubType, [("Cd", .balanceSubCode), ("Prtry", .balanceSubCode)])
        + rows(.balanceDates, [("Dt", .balanceDate), ("DtTm", .balanceDate)])
        + rows(.summary, [("TtlNtries", .total), ("TtlCdtNtries", .creditTotal), ("TtlDbtNtries", .debitTotal)])
        + rows(.total, [("NbOfNtries", .totalCount), ("Sum", .totalSum)])
        + rows(.creditTotal, [("NbOfNtries", .creditCount), ("Sum", .creditSum)])
        + rows(.debitTotal, [("NbOfNtries", .debitCount), ("Sum", .debitSum)])

    private static let entryRows: [Row] =
        rows(
            .entry,
            [
                ("NtryRef", .entryReference), ("Amt", .entryAmount), ("CdtDbtInd", .entrySign),
                ("RvslInd", .entryReversal), ("Sts", .entryStatus), ("BookgDt", .bookingDates), ("ValDt", .valueDates),
                ("AcctSvcrRef", .entryServicerReference), ("BkTxCd", .transactionCode), ("NtryDtls", .details),
                ("AmtDtls", .amountDetails), ("AddtlNtryInf", .entryInformation), ("Chrgs", .charges),
            ])
        + rows(.entryStatus, [("Cd", .entryStatusCode), ("Prtry", .entryStatusOther)])
        + rows(.bookingDates, [("Dt", .bookingDate), ("DtTm", .bookingDate)])
        + rows(.valueDates, [("Dt", .valueDate), ("DtTm", .valueDate)])
        + rows(.transactionCode, [("Domn", .domain), ("Prtry", .proprietaryCodes)])
        + rows(.domain, [("Cd", .domainCode), ("Fmly", .family)])
        + rows(.family, [("Cd", .familyCode), ("SubFmlyCd", .subFamilyCode)])
        + rows(.proprietaryCodes, [("Cd", .proprietaryCode)])
        + rows(.details, [("Btch", .batch), ("TxDtls", .detail)])
        + rows(
            .batch,
            [
                ("MsgId", .batchMessage), ("PmtInfId", .batchID), ("NbOfTxs", .batchCount), ("TtlAmt", .batchTotal),
                ("CdtDbtInd", .batchSign),
            ])

    private static let detailRows: [Row] =
        rows(
            .detail,
            [
                ("Refs", .references), ("Amt", .detailAmount), ("CdtDbtInd", .detailSign), ("AmtDtls", .amountDetails),
                ("BkTxCd", .transactionCode), ("RltdPties", .parties), ("RltdAgts", .agents), ("RmtInf", .remittance),
                ("RtrInf", .returnInformation), ("AddtlTxInf", .detailInformation), ("Chrgs", .charges),
            ])
        + rows(
            .charges,
            [
                ("TtlChrgsAndTaxAmt", .chargeTotal), ("Rcrd", .chargeRecord), ("Amt", .chargeAmount),
                ("CdtDbtInd", .chargeSign), ("ChrgInclInd", .chargeIncluded),
            ])
        + rows(
            .chargeRecord,
            [("Amt", .chargeAmount), ("CdtDbtInd", .chargeSign), ("ChrgInclInd", .chargeIncluded)])
        + rows(
            .exchange,
            [
                ("SrcCcy", .sourceCurrency), ("TrgtCcy", .targetCurrency), ("UnitCcy", .unitCurrency),
                ("XchgRate", .exchangeRate),
            ])
        + rows(
            .references,
            [
                ("AcctSvcrRef", .detailServicerReference), ("PmtInfId", .paymentID), ("InstrId", .instructionID),
                ("EndToEndId", .endToEndID), ("UETR", .uniqueReference), ("TxId", .transactionID),
                ("MndtId", .mandateID), ("ChqNb", .checkNumber), ("ClrSysRef", .clearingReference),
            ])
        + rows(
            .amountDetails,
            [
                ("InstdAmt", .instructedAmount), ("TxAmt", .transactionAmount), ("CntrValAmt", .counterValueAmount),
                ("AnncdPstngAmt", .counterValueAmount),
            ])
        + rows(.instructedAmount, [("Amt", .instructedMoney), ("CcyXchg", .exchange)])
        + rows(.transactionAmount, [("Amt", .transactionMoney), ("CcyXchg", .exchange)])
        + rows(.counterValueAmount, [("Amt", .counterValueMoney), ("CcyXchg", .exchange)])

    private static let partyRows: [Row] =
        rows(.parties, [("Dbtr", .debtor), ("Cdtr", .creditor)])
        + rows(.debtor, [("Nm", .debtorName), ("Pty", .debtorChoice), ("Agt", .debtorChoice)])
        + rows(.debtorChoice, [("Nm", .debtorName), ("FinInstnId", .debtorChoice)])
        + rows(.creditor, [("Nm", .creditorName), ("Pty", .creditorChoice), ("Agt", .creditorChoice)])
        + rows(.creditorChoice, [("Nm", .creditorName), ("FinInstnId", .creditorChoice)])
        + rows(
            .agents,
            [
                ("DbtrAgt", .agent), ("CdtrAgt", .agent), ("IntrmyAgt1", .agent), ("IntrmyAgt2", .agent),
                ("IntrmyAgt3", .agent), ("RcvgAgt", .agent), ("DlvrgAgt", .agent), ("IssgAgt", .agent),
                ("SttlmPlc", .agent),
            ])
        + rows(.agent, [("FinInstnId", .institution)])
        + rows(.institution, [("BIC", .oldBIC), ("BICFI", .newBIC), ("ClrSysMmbId", .clearingMember)])
        + rows(.clearingMember, [("ClrSysId", .clearingSystem), ("MmbId", .memberID)])
        + rows(.clearingSystem, [("Cd", .clearingSystemCode)])

    private static let remittanceRows: [Row] =
        rows(.remittance, [("Ustrd", .unstructured), ("Strd", .structured)])
        + rows(
            .structured,
            [
                ("RfrdDocInf", .document), ("CdtrRefInf", .creditorReferenceBlock),
                ("AddtlRmtInf", .remittanceInformation),
            ])
        + rows(.document, [("Nb", .documentNumber)])
        + rows(.creditorReferenceBlock, [("Tp", .creditorReferenceType), ("Ref", .creditorReference)])
        + rows(.creditorReferenceType, [("CdOrPrtry", .creditorReferenceCodes)])
        + rows(.creditorReferenceCodes, [("Cd", .creditorReferenceCode)])
        + rows(.returnInformation, [("Rsn", .returnReason), ("AddtlInf", .returnText)])
        + rows(.returnReason, [("Cd", .returnCode), ("Prtry", .returnCode)])
}
