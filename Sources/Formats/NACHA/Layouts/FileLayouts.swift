// Record types 1 and 9: file header and file control, and the filler.
// Nacha Operating Rules, Appendix Three, file records.

/// Record type 1.
public enum FileHeaderFields {
    public static let recordType = NACHAField("record type", at: 1, length: 1, .digits)
    public static let priorityCode = NACHAField("priority code", at: 2, length: 2, .digits)
    public static let immediateDestination = NACHAField("immediate destination", at: 4, length: 10)
    public static let immediateOrigin = NACHAField("immediate origin", at: 14, length: 10)
    public static let creationDate = NACHAField("file creation date", at: 24, length: 6, .digits)
    public static let creationTime = NACHAField("file creation time", at: 30, length: 4, .looseDigits)
    public static let idModifier = NACHAField("file id modifier", at: 34, length: 1)
    public static let recordSize = NACHAField("record size", at: 35, length: 3)
    public static let blockingFactor = NACHAField("blocking factor", at: 38, length: 2)
    public static let formatCode = NACHAField("format code", at: 40, length: 1)
    public static let destinationName = NACHAField("immediate destination name", at: 41, length: 23)
    public static let originName = NACHAField("immediate origin name", at: 64, length: 23)
    public static let referenceCode = NACHAField("reference code", at: 87, length: 8)

    public static let layout = NACHALayout(
        "file header",
        [
            recordType, priorityCode, immediateDestination, immediateOrigin, creationDate, creationTime, idModifier,
            recordSize, blockingFactor, formatCode, destinationName, originName, referenceCode,
        ])
}

/// Record type 9.
public enum FileControlFields {
    public static let recordType = NACHAField("record type", at: 1, length: 1, .digits)
    public static let batchCount = NACHAField("batch count", at: 2, length: 6, .digits)
    public static let blockCount = NACHAField("block count", at: 8, length: 6, .digits)
    public static let entryCount = NACHAField("entry/addenda count", at: 14, length: 8, .digits)
    public static let entryHash = NACHAField("entry hash", at: 22, length: 10, .digits)
    public static let totalDebit = NACHAField("total debit", at: 32, length: 12, .digits)
    public static let totalCredit = NACHAField("total credit", at: 44, length: 12, .digits)
    public static let reserved = NACHAField("reserved", at: 56, length: 39)

    public static let layout = NACHALayout(
        "file control",
        [recordType, batchCount, blockCount, entryCount, entryHash, totalDebit, totalCredit, reserved])
}

/// Record type 9 of a file of ADV batches: totals of 20 digits.
public enum AdviceFileControlFields {
    public static let totalDebit = NACHAField("total debit", at: 32, length: 20, .digits)
    public static let totalCredit = NACHAField("total credit", at: 52, length: 20, .digits)
    public static let reserved = NACHAField("reserved", at: 72, length: 23)

    public static let layout = NACHALayout(
        "ADV file control",
        [
            FileControlFields.recordType, FileControlFields.batchCount, FileControlFields.blockCount,
            FileControlFields.entryCount, FileControlFields.entryHash, totalDebit, totalCredit, reserved,
        ])
}

/// A record of nines that fills the last block.
public enum FillerFields {
    public static let nines = NACHAField("filler", at: 1, length: 94)
    public static let layout = NACHALayout("filler", [nines])
}
