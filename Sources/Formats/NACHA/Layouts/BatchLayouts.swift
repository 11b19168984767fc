// Record types 5 and 8: batch header (domestic, IAT) and batch control (domestic, ADV).
// Nacha Operating Rules, Appendix Three, batch records.

/// Record type 5, all classes but IAT.
public enum BatchHeaderFields {
    public static let recordType = NACHAField("record type", at: 1, length: 1, .digits)
    public static let serviceClass = NACHAField("service class code", at: 2, length: 3, .digits)
    public static let companyName = NACHAField("company name", at: 5, length: 16)
    public static let discretionaryData = NACHAField("company discretionary data", at: 21, length: 20)
    public static let companyID = NACHAField("company identification", at: 41, length: 10)
    public static let secCode = NACHAField("standard entry class code", at: 51, length: 3)
    public static let entryDescription = NACHAField("company entry description", at: 54, length: 10)
    public static let descriptiveDate = NACHAField("company descriptive date", at: 64, length: 6)
    public static let effectiveDate = NACHAField("effective entry date", at: 70, length: 6, .looseDigits)
    public static let settlementDay = NACHAField("settlement date", at: 76, length: 3, .looseDigits)
    public static let originatorStatus = NACHAField("originator status code", at: 79, length: 1)
    public static let originatingDFI = NACHAField("originating DFI identification", at: 80, length: 8, .digits)
    public static let batchNumber = NACHAField("batch number", at: 88, length: 7, .digits)

    public static let layout = NACHALayout(
        "batch header",
        [
            recordType, serviceClass, companyName, discretionaryData, companyID, secCode, entryDescription,
            descriptiveDate, effectiveDate, settlementDay, originatorStatus, originatingDFI, batchNumber,
        ])
}

/// Record type 5 of an IAT batch, and of an IAT notification of change (`IATCOR`, SEC COR).
public enum InternationalBatchHeaderFields {
    public static let indicator = NACHAField("IAT indicator", at: 5, length: 16)
    public static let exchangeIndicator = NACHAField("foreign exchange indicator", at: 21, length: 2)
    public static let exchangeReferenceIndicator = NACHAField(
        "foreign exchange reference indicator", at: 23, length: 1)
    public static let exchangeReference = NACHAField("foreign exchange reference", at: 24, length: 15)
    public static let destinationCountry = NACHAField("ISO destination country code", at: 39, length: 2)
    public static let originatorID = NACHAField("originator identification", at: 41, length: 10)
    public static let originatingCurrency = NACHAField("ISO originating currency code", at: 64, length: 3)
    public static let destinationCurrency = NACHAField("ISO destination currency code", at: 67, length: 3)

    public static let layout = NACHALayout(
        "IAT batch header",
        [
            BatchHeaderFields.recordType, BatchHeaderFields.serviceClass, indicator, exchangeIndicator,
            exchangeReferenceIndicator, exchangeReference, destinationCountry, originatorID,
            BatchHeaderFields.secCode, BatchHeaderFields.entryDescription, originatingCurrency, destinationCurrency,
            BatchHeaderFields.effectiveDate, BatchHeaderFields.settlementDay, BatchHeaderFields.originatorStatus,
            BatchHeaderFields.originatingDFI, BatchHeaderFields.batchNumber,
        ])
}

/// Record type 8, all classes but ADV.
public enum BatchControlFields {
    public static let recordType = NACHAField("record type", at: 1, length: 1, .digits)
    public static let serviceClass = NACHAField("service class code", at: 2, length: 3, .digits)
    public static let entryCount = NACHAField("entry/addenda count", at: 5, length: 6, .digits)
    public static let entryHash = NACHAField("entry hash", at: 11, length: 10, .digits)
    public static let totalDebit = NACHAField("total debit", at: 21, length: 12, .digits)
    public static let totalCredit = NACHAField("total credit", at: 33, length: 12, .digits)
    public static let companyID = NACHAField("company identification", at: 45, length: 10)
    public static let authenticationCode = NACHAField("message authentication code", at: 55, length: 19)
    public static let reserved = NACHAField("reserved", at: 74, length: 6)
    public static let originatingDFI = NACHAField("originating DFI identification", at: 80, length: 8, .digits)
    public static let batchNumber = NACHAField("batch number", at: 88, length: 7, .digits)

    public static let layout = NACHALayout(
        "batch control",
        [
            recordType, serviceClass, entryCount, entryHash, totalDebit, totalCredit, companyID, authenticationCode,
            reserved, originatingDFI, batchNumber,
        ])
}

/// Record type 8 of an ADV batch: totals of 20 digits, no company identification.
public enum AdviceBatchControlFields {
    public static let totalDebit = NACHAField("total debit", at: 21, length: 20, .digits)
    public static let totalCredit = NACHAField("total credit", at: 41, length: 20, .digits)
    public static let operatorData = NACHAField("ACH operator data", at: 61, length: 19)

    public static let layout = NACHALayout(
        "ADV batch control",
        [
            BatchControlFields.recordType, BatchControlFields.serviceClass, BatchControlFields.entryCount,
            BatchControlFields.entryHash, totalDebit, totalCredit, operatorData, BatchControlFields.originatingDFI,
            BatchControlFields.batchNumber,
        ])
}
