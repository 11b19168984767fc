// Records of a file that is read, passed on to a file that is written: entries byte for byte, controls made anew.
// Relies on NACHAReader (with records kept) and FileAssembly.

/// An entry with its addenda as bytes, and what it adds to the figures of its batch.
struct PassedEntry {
    /// 94 bytes a record; a part of the rows' own bytes, good while these are.
    private(set) var bytes: ArraySlice<UInt8>
    let figures: EntryFigures

    /// The entry with bytes of its own, to be kept longer than the rows.
    var kept: PassedEntry {
        var copy = self
        copy.bytes = ArraySlice(Array(bytes))
        return copy
    }

    var recordCount: Int { bytes.count / RecordShape.length }

    /// The kept records of a row. Throws where they are not all there.
    init(_ row: NACHAEntry, of rows: NACHAEntryRows) throws(NACHADivisionRefusal) {
        let start = Int(row.firstRecord) * RecordShape.length
        let count = 1 + Int(row.addendaCount)
        let end = start + count * RecordShape.length
        guard Int(row.keptRecords) == count, start >= 0, end <= rows.records.count else {
            throw NACHADivisionRefusal(.originalFaulty, "the records of an entry could not be kept", line: row.line)
        }
        bytes = rows.records[start..<end]
        figures = EntryFigures(
            receivingDFI: Int64(row.receivingDFI), cents: row.amount, isDebit: row.isDebit,
            addenda: Int(row.addendaCount))
    }
}

/// A batch header as bytes.
struct PassedHeading {
    var bytes: [UInt8]
    let isAdvice: Bool
    let number: Int

    init(_ header: NACHABatchHeader) {
        bytes = []
        header.record.write(to: &bytes)
        isAdvice = header.secCode == StandardEntryClass.advice.code
        number = header.batchNumber
    }

    /// The same header with another number.
    func numbered(_ number: Int) -> PassedHeading {
        var copy = self
        var digits: [UInt8] = []
        Digits.append(Int64(number), width: BatchHeaderFields.batchNumber.length, to: &digits)
        let start = BatchHeaderFields.batchNumber.offset
        copy.bytes.replaceSubrange(start..<(start + digits.count), with: digits)
        return copy
    }
}

/// What a batch control holds beside figures: message authentication code, or of ADV the operator's data.
extension NACHABatchControl {
    var text: String {
        record[isAdvice ? AdviceBatchControlFields.operatorData : BatchControlFields.authenticationCode]
    }
}

/// Why a file is not split, or files are not merged.
public struct NACHADivisionRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The original holds errors: its parts would not be what its controls say.
        case originalFaulty = "nacha.divide.original"
        /// An entry, or a batch that is to stay whole, is greater than a part may be.
        case tooGreat = "nacha.divide.too-great"
        /// More parts than there are file id modifiers, or totals beyond a control record.
        case tooMany = "nacha.divide.too-many"
        /// The files go to different institutions.
        case destination = "nacha.divide.destination"
        /// The files come from different institutions.
        case origin = "nacha.divide.origin"
        /// One of the files is there twice.
        case repeated = "nacha.divide.repeated"
        /// ADV batches do not stand in one file with others.
        case advice = "nacha.divide.advice"
    }

    public let reason: Reason
    public let message: String
    /// Of the original, from 1.
    public let line: Int?

    init(_ reason: Reason, _ message: String, line: Int? = nil) {
        self.reason = reason
        self.message = message
        self.line = line
    }

    public var description: String {
        let place = line.map { " (line \($0))" } ?? ""
        return "\(reason.rawValue): \(message)\(place)"
    }
}
