// The header and control records as a consumer gets them: typed values over named fields.
// Relies on the layouts. Anything else of a record is reached by its field through `record`.

public import Money

/// The file header (record type 1). Texts are without the blanks around them.
public struct NACHAFileHeader: Sendable, Hashable {
    public let record: NACHARecord

    public var immediateDestination: String { trimmed(record[FileHeaderFields.immediateDestination]) }
    public var immediateOrigin: String { trimmed(record[FileHeaderFields.immediateOrigin]) }
    /// Nil where the field is no day of the calendar.
    public var creationDate: CalendarDate? { record.date(FileHeaderFields.creationDate) }
    /// HHMM as written, or empty.
    public var creationTime: String { record[FileHeaderFields.creationTime] }
    public var idModifier: String { record[FileHeaderFields.idModifier] }
    public var destinationName: String { record[FileHeaderFields.destinationName] }
    public var originName: String { record[FileHeaderFields.originName] }
    public var referenceCode: String { record[FileHeaderFields.referenceCode] }
}

/// The batch header (record type 5), domestic or IAT.
public struct NACHABatchHeader: Sendable, Hashable {
    public let record: NACHARecord
    /// The batch has the IAT layout: SEC IAT, or COR with `IATCOR`.
    public let isInternational: Bool
    public let serviceClass: Int
    /// Three letters: `PPD`.
    public let secCode: String
    /// Without the blanks around it. IAT: the originator identification.
    public let companyID: String
    /// Eight digits.
    public let originatingDFI: String
    public let batchNumber: Int
    /// Nil where the field is blank, zero or no day of the calendar.
    public let effectiveDate: CalendarDate?
    public let entryDescription: String

    init(_ record: NACHARecord, isInternational: Bool) {
        self.record = record
        self.isInternational = isInternational
        serviceClass = Int(record.number(BatchHeaderFields.serviceClass) ?? 0)
        secCode = record[BatchHeaderFields.secCode]
        companyID = trimmed(record[BatchHeaderFields.companyID])
        originatingDFI = record[BatchHeaderFields.originatingDFI]
        batchNumber = Int(record.number(BatchHeaderFields.batchNumber) ?? 0)
        effectiveDate = record.date(BatchHeaderFields.effectiveDate)
        entryDescription = record[BatchHeaderFields.entryDescription]
    }

    /// Empty in an IAT batch.
    public var companyName: String { record[BatchHeaderFields.companyName] }
    public var descriptiveDate: String { record[BatchHeaderFields.descriptiveDate] }
    /// Day of the year, put in by the operator; empty before.
    public var settlementDay: String { record[BatchHeaderFields.settlementDay] }
}

/// The batch control (record type 8). Amounts in cents; nil where a field is no number.
public struct NACHABatchControl: Sendable, Hashable {
    public let record: NACHARecord
    public let isAdvice: Bool

    public var entryAndAddendaCount: Int64? { record.number(BatchControlFields.entryCount) }
    public var entryHash: Int64? { record.number(BatchControlFields.entryHash) }
    public var totalDebit: Int64? {
        record.number(isAdvice ? AdviceBatchControlFields.totalDebit : BatchControlFields.totalDebit)
    }
    public var totalCredit: Int64? {
        record.number(isAdvice ? AdviceBatchControlFields.totalCredit : BatchControlFields.totalCredit)
    }
    public var batchNumber: Int64? { record.number(BatchControlFields.batchNumber) }
}

/// The file control (record type 9). Amounts in cents; nil where a field is no number.
public struct NACHAFileControl: Sendable, Hashable {
    public let record: NACHARecord
    public let isAdvice: Bool

    public var batchCount: Int64? { record.number(FileControlFields.batchCount) }
    public var blockCount: Int64? { record.number(FileControlFields.blockCount) }
    public var entryAndAddendaCount: Int64? { record.number(FileControlFields.entryCount) }
    public var entryHash: Int64? { record.number(FileControlFields.entryHash) }
    public var totalDebit: Int64? {
        record.number(isAdvice ? AdviceFileControlFields.totalDebit : FileControlFields.totalDebit)
    }
    public var totalCredit: Int64? {
        record.number(isAdvice ? AdviceFileControlFields.totalCredit : FileControlFields.totalCredit)
    }
}

private func trimmed(_ text: String) -> String { String(text.drop { $0 == " " }) }
