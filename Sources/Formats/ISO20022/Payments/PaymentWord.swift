// The element names of pain.001 and pain.002 that are read or written, each with a word that says what it holds.
// Relies on nothing. The reader's trees and the writer's tags are both made of these words.

/// An element of a payment message.
enum PaymentWord: UInt8, CaseIterable {
    /// Any element that is not read.
    case unread
    // Message and group header.
    case groupHeader, messageID, created, transactionCount, controlSum
    case initiatingParty, forwardingAgent, authorisation
    // Payment information.
    case paymentInformation, paymentInformationID, paymentMethod, batchBooking, paymentType
    case instructionPriority, serviceLevel, localInstrument, categoryPurpose, code
    case proprietary, requestedExecution, date, dateTime, debtor
    case debtorAccount, debtorAgent, debtorAgentAccount, instructionForDebtorAgent, ultimateDebtor
    case chargeBearer, chargesAccount, chargesAccountAgent
    // Credit transfer.
    case creditTransfer, paymentIdentification, instructionID, endToEndID, uniqueReference
    case amount, instructedAmount, equivalentAmount, currencyOfTransfer, exchangeRateInformation
    case unitCurrency, exchangeRate, rateType, contractID, intermediaryAgent1
    case intermediaryAgent1Account, intermediaryAgent2, intermediaryAgent2Account, intermediaryAgent3,
        intermediaryAgent3Account
    case creditorAgent, creditorAgentAccount, creditor, creditorAccount, ultimateCreditor
    case instructionForCreditorAgent, instructionText, purpose
    // Check.
    case checkInstruction, checkType, checkNumber, checkFrom, deliveryMethod
    case deliverTo, postalAddressOfCheck, checkMaturity, formsCode, memo
    case regionalClearingZone, printLocation, signature
    // Party.
    case name, postalAddress, addressType, department, subDepartment
    case street, buildingNumber, buildingName, floor, postBox
    case room, postCode, town, townLocation, district
    case countrySubdivision, country, addressLine, identification, organisation
    case privatePerson, oldAnyBIC, anyBIC, legalEntity, other
    case schemeName, issuer, birth, birthDate, birthProvince
    case birthCity, birthCountry, countryOfResidence, contact, phone
    case mobile, fax, email
    // Account and agent.
    case iban, type, currency, institution, oldBIC
    case bic, clearingMember, clearingSystem, memberID, branch
    // Remittance.
    case remittance, unstructured, structured, referredDocument, codeOrProprietary
    case number, relatedDate, referredAmounts, duePayable, discountApplied
    case creditNote, tax, adjustment, creditDebit, reason
    case additionalInformation, remitted, creditorReferenceInformation, reference, invoicer
    case invoicee, additionalRemittance
    // Status report.
    case originalGroup, originalMessageID, originalMessageName, originalCreated, originalCount
    case originalControlSum, groupStatus, statusReason, originator, countPerStatus
    case detailedCount, detailedStatus, detailedSum, originalPayment, originalPaymentID
    case paymentStatus, transaction, statusID, originalInstructionID, originalEndToEndID
    case originalUniqueReference, transactionStatus, accepted, servicerReference, clearingReference
    case originalTransaction

    /// The element's name.
    var tag: String { PaymentWord.tags[Int(rawValue)] }

    /// The names by the words' numbers.
    static let tags: [String] = {
        var tags = [String](repeating: "", count: allCases.count)
        for (word, tag) in rows { tags[Int(word.rawValue)] = tag }
        return tags
    }()

    private static let rows: [(PaymentWord, String)] = [
        // Message and group header.
        (.groupHeader, "GrpHdr"), (.messageID, "MsgId"), (.created, "CreDtTm"), (.transactionCount, "NbOfTxs"),
        (.controlSum, "CtrlSum"), (.initiatingParty, "InitgPty"), (.forwardingAgent, "FwdgAgt"),
        (.authorisation, "Authstn"),
        // Payment information.
        (.paymentInformation, "PmtInf"), (.paymentInformationID, "PmtInfId"), (.paymentMethod, "PmtMtd"),
        (.batchBooking, "BtchBookg"), (.paymentType, "PmtTpInf"), (.instructionPriority, "InstrPrty"),
        (.serviceLevel, "SvcLvl"), (.localInstrument, "LclInstrm"), (.categoryPurpose, "CtgyPurp"), (.code, "Cd"),
        (.proprietary, "Prtry"), (.requestedExecution, "ReqdExctnDt"), (.date, "Dt"), (.dateTime, "DtTm"),
        (.debtor, "Dbtr"), (.debtorAccount, "DbtrAcct"), (.debtorAgent, "DbtrAgt"),
        (.debtorAgentAccount, "DbtrAgtAcct"), (.instructionForDebtorAgent, "InstrForDbtrAgt"),
        (.ultimateDebtor, "UltmtDbtr"), (.chargeBearer, "ChrgBr"), (.chargesAccount, "ChrgsAcct"),
        (.chargesAccountAgent, "ChrgsAcctAgt"),
        // Credit transfer.
        (.creditTransfer, "CdtTrfTxInf"), (.paymentIdentification, "PmtId"), (.instructionID, "InstrId"),
        (.endToEndID, "EndToEndId"), (.uniqueReference, "UETR"), (.amount, "Amt"), (.instructedAmount, "InstdAmt"),
        (.equivalentAmount, "EqvtAmt"), (.currencyOfTransfer, "CcyOfTrf"), (.exchangeRateInformation, "XchgRateInf"),
        (.unitCurrency, "UnitCcy"), (.exchangeRate, "XchgRate"), (.rateType, "RateTp"), (.contractID, "CtrctId"),
        (.intermediaryAgent1, "IntrmyAgt1"), (.intermediaryAgent1Account, "IntrmyAgt1Acct"),
        (.intermediaryAgent2, "IntrmyAgt2"), (.intermediaryAgent2Account, "IntrmyAgt2Acct"),
        (.intermediaryAgent3, "IntrmyAgt3"), (.intermediaryAgent3Account, "IntrmyAgt3Acct"),
        (.creditorAgent, "CdtrAgt"), (.creditorAgentAccount, "CdtrAgtAcct"), (.creditor, "Cdtr"),
        (.creditorAccount, "CdtrAcct"), (.ultimateCreditor, "UltmtCdtr"),
        (.instructionForCreditorAgent, "InstrForCdtrAgt"), (.instructionText, "InstrInf"), (.purpose, "Purp"),
        // Check.
        (.checkInstruction, "ChqInstr"), (.checkType, "ChqTp"), (.checkNumber, "ChqNb"), (.checkFrom, "ChqFr"),
        (.deliveryMethod, "DlvryMtd"), (.deliverTo, "DlvrTo"), (.postalAddressOfCheck, "Adr"),
        (.checkMaturity, "ChqMtrtyDt"), (.formsCode, "FrmsCd"), (.memo, "MemoFld"),
        (.regionalClearingZone, "RgnlClrZone"), (.printLocation, "PrtLctn"), (.signature, "Sgntr"),
        // Party.
        (.name, "Nm"), (.postalAddress, "PstlAdr"), (.addressType, "AdrTp"), (.department, "Dept"),
        (.subDepartment, "SubDept"), (.street, "StrtNm"), (.buildingNumber, "BldgNb"), (.buildingName, "BldgNm"),
        (.floor, "Flr"), (.postBox, "PstBx"), (.room, "Room"), (.postCode, "PstCd"), (.town, "TwnNm"),
        (.townLocation, "TwnLctnNm"), (.district, "DstrctNm"), (.countrySubdivision, "CtrySubDvsn"),
        (.country, "Ctry"), (.addressLine, "AdrLine"), (.identification, "Id"), (.organisation, "OrgId"),
        (.privatePerson, "PrvtId"), (.oldAnyBIC, "BICOrBEI"), (.anyBIC, "AnyBIC"), (.legalEntity, "LEI"),
        (.other, "Othr"), (.schemeName, "SchmeNm"), (.issuer, "Issr"), (.birth, "DtAndPlcOfBirth"),
        (.birthDate, "BirthDt"), (.birthProvince, "PrvcOfBirth"), (.birthCity, "CityOfBirth"),
        (.birthCountry, "CtryOfBirth"), (.countryOfResidence, "CtryOfRes"), (.contact, "CtctDtls"), (.phone, "PhneNb"),
        (.mobile, "MobNb"), (.fax, "FaxNb"), (.email, "EmailAdr"),
        // Account and agent.
        (.iban, "IBAN"), (.type, "Tp"), (.currency, "Ccy"), (.institution, "FinInstnId"), (.oldBIC, "BIC"),
        (.bic, "BICFI"), (.clearingMember, "ClrSysMmbId"), (.clearingSystem, "ClrSysId"), (.memberID, "MmbId"),
        (.branch, "BrnchId"),
        // Remittance.
        (.remittance, "RmtInf"), (.unstructured, "Ustrd"), (.structured, "Strd"), (.referredDocument, "RfrdDocInf"),
        (.codeOrProprietary, "CdOrPrtry"), (.number, "Nb"), (.relatedDate, "RltdDt"), (.referredAmounts, "RfrdDocAmt"),
        (.duePayable, "DuePyblAmt"), (.discountApplied, "DscntApldAmt"), (.creditNote, "CdtNoteAmt"), (.tax, "TaxAmt"),
        (.adjustment, "AdjstmntAmtAndRsn"), (.creditDebit, "CdtDbtInd"), (.reason, "Rsn"),
        (.additionalInformation, "AddtlInf"), (.remitted, "RmtdAmt"), (.creditorReferenceInformation, "CdtrRefInf"),
        (.reference, "Ref"), (.invoicer, "Invcr"), (.invoicee, "Invcee"), (.additionalRemittance, "AddtlRmtInf"),
        // Status report.
        (.originalGroup, "OrgnlGrpInfAndSts"), (.originalMessageID, "OrgnlMsgId"),
        (.originalMessageName, "OrgnlMsgNmId"), (.originalCreated, "OrgnlCreDtTm"), (.originalCount, "OrgnlNbOfTxs"),
        (.originalControlSum, "OrgnlCtrlSum"), (.groupStatus, "GrpSts"), (.statusReason, "StsRsnInf"),
        (.originator, "Orgtr"), (.countPerStatus, "NbOfTxsPerSts"), (.detailedCount, "DtldNbOfTxs"),
        (.detailedStatus, "DtldSts"), (.detailedSum, "DtldCtrlSum"), (.originalPayment, "OrgnlPmtInfAndSts"),
        (.originalPaymentID, "OrgnlPmtInfId"), (.paymentStatus, "PmtInfSts"), (.transaction, "TxInfAndSts"),
        (.statusID, "StsId"), (.originalInstructionID, "OrgnlInstrId"), (.originalEndToEndID, "OrgnlEndToEndId"),
        (.originalUniqueReference, "OrgnlUETR"), (.transactionStatus, "TxSts"), (.accepted, "AccptncDtTm"),
        (.servicerReference, "AcctSvcrRef"), (.clearingReference, "ClrSysRef"), (.originalTransaction, "OrgnlTxRef"),
    ]
}
