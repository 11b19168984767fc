// Rules on the file header, the file control and the file as a whole; and the report at the end.

import Money
import Parsing

extension NACHAReader {
    /// A file header of 94 bytes.
    mutating func takeFileHeader(_ span: RawSpan, _ start: Int) -> Event? {
        if header != nil || stage != .beforeHeader {
            add(NACHARules.headerPosition, nil, "A file header stands inside the file, not at its beginning.")
        }
        if header != nil { return nil }
        guard let record = NACHARecord(FileHeaderFields.layout, reading: span, at: start) else { return nil }
        stage = .inFile
        header = NACHAFileHeader(record: record)
        checkConstants(record)
        checkDestination(span, start)
        if span.isBlank(FileHeaderFields.immediateOrigin, at: start, zerosToo: true) {
            add(NACHARules.origin, FileHeaderFields.immediateOrigin, "The immediate origin is blank or zeros.")
        }
        createdOn = record.date(FileHeaderFields.creationDate)
        if createdOn == nil {
            add(
                NACHARules.creationDate, FileHeaderFields.creationDate,
                "The file creation date is no day of the calendar.")
        }
        let time = record[FileHeaderFields.creationTime]
        if !time.isEmpty && !isTime(span, start) {
            add(NACHARules.creationTime, FileHeaderFields.creationTime, "The file creation time is no time of the day.")
        }
        let modifier = span.byte(start + FileHeaderFields.idModifier.offset)
        if !(0x30...0x39).contains(modifier) && !(0x41...0x5A).contains(modifier) {
            add(NACHARules.idModifier, FileHeaderFields.idModifier, "The file id modifier is not A-Z or 0-9.")
        }
        return .fileHeader
    }

    private mutating func checkConstants(_ record: NACHARecord) {
        let constants: [(NACHAField, String, FindingRule)] = [
            (FileHeaderFields.priorityCode, "01", NACHARules.priorityCode),
            (FileHeaderFields.recordSize, "094", NACHARules.recordSize),
            (FileHeaderFields.blockingFactor, "10", NACHARules.blockingFactor),
            (FileHeaderFields.formatCode, "1", NACHARules.formatCode),
        ]
        for (field, expected, rule) in constants where record[field] != expected {
            add(rule, field, "The \(field.name) is not \(expected).")
        }
    }

    private mutating func checkDestination(_ span: RawSpan, _ start: Int) {
        let first = start + FileHeaderFields.immediateDestination.offset
        let routing = NACHAField("routing number", at: FileHeaderFields.immediateDestination.column + 1, length: 9)
        let isRouting = span.byte(first) == 0x20 && span.number(routing, at: start) != nil
        isOnItsWay = isRouting
        if isRouting && Digits.checkDigit(span.word(first + 1)) == Int(span.byte(first + 9) - 0x30) { return }
        // A bank that passes entries on writes its customer's ten-character identification here.
        if !isRouting && (first..<first + 10).allSatisfy({ Self.isLetterOrDigit(span.byte($0)) }) { return }
        add(
            NACHARules.destination, FileHeaderFields.immediateDestination,
            isRouting
                ? "The check digit of the immediate destination is wrong."
                : "The immediate destination is neither a blank and nine digits nor a ten-character identification.")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private func isTime(_ span: RawSpan, _ start: Int) -> Bool {
        let at = start + FileHeaderFields.creationTime.offset
        guard let hour = RecordLayouts.pair(span, at: at), let minute = RecordLayouts.pair(span, at: at + 2) else {
            return false
        }
        return hour < 24 && minute < 60
    }

    /// The first record is no file header.
    mutating func noteMissingHeader() {
        stage = .inFile
        add(NACHARules.noHeader, nil, "The first record is no file header.")
    }

    /// A file control of 94 bytes.
    mutating func takeFileControl(_ span: RawSpan, _ start: Int) -> Event? {
        if stage == .beforeHeader { noteMissingHeader() }
        endOpenBatch()
        let layout = hasOnlyAdvices ? AdviceFileControlFields.layout : FileControlFields.layout
        guard let record = NACHARecord(layout, reading: span, at: start) else { return nil }
        let control = NACHAFileControl(record: record, isAdvice: hasOnlyAdvices)
        fileControl = control
        fileControlPlace = place
        stage = .afterControl
        reportNonNumeric(layout, span, start)
        if tally.batches == 0 { add(NACHARules.noBatches, FileControlFields.batchCount, "The file holds no batch.") }
        checkTotals(control)
        return .fileControl
    }

    private mutating func checkTotals(_ control: NACHAFileControl) {
        if let count = control.batchCount, count != Int64(tally.batches) {
            add(
                NACHARules.batchCount, FileControlFields.batchCount,
                "The file control counts \(count) batches, the file holds \(tally.batches).")
        }
        if let count = control.entryAndAddendaCount, count != Int64(tally.entryAndAddendaCount) {
            add(
                NACHARules.fileEntryCount, FileControlFields.entryCount,
                "The file control counts \(count) entries and addenda, the file holds \(tally.entryAndAddendaCount).")
        }
        if let hash = control.entryHash, hash != tally.hash {
            add(
                NACHARules.fileEntryHash, FileControlFields.entryHash,
                "The file's entry hash is \(hash), the entries sum to \(tally.hash).")
        }
        if let debit = control.totalDebit, debit != tally.debits.total {
            add(
                NACHARules.fileTotalDebit,
                control.isAdvice ? AdviceFileControlFields.totalDebit : FileControlFields.totalDebit,
                "The file's total debit is \(dollars(debit)), the entries sum to \(dollars(tally.debits.total)).")
        }
        if let credit = control.totalCredit, credit != tally.credits.total {
            add(
                NACHARules.fileTotalCredit,
                control.isAdvice ? AdviceFileControlFields.totalCredit : FileControlFields.totalCredit,
                "The file's total credit is \(dollars(credit)), the entries sum to \(dollars(tally.credits.total)).")
        }
    }

    /// Rules that need the end of the file.
    mutating func checkEnd() {
        place.offset = fileOffset
        guard stage != .beforeHeader else {
            add(NACHARules.noHeader, nil, "The file holds no record.")
            return
        }
        if header == nil && stage == .inFile && findings.counts[NACHARules.noHeader.code] == nil {
            add(NACHARules.noHeader, nil, "The file holds no file header.")
        }
        if fileControl == nil {
            endOpenBatch()
            add(NACHARules.noFileControl, nil, "The file ends without a file control.")
        }
        if !fitsControl(tally.debits) || !fitsControl(tally.credits) || tally.entryAndAddendaCount > 99_999_999 {
            add(NACHARules.totalOverflow, nil, "The totals of the file are too great for its control record.")
        }
        if stage == .inSecondFile { return }
        checkBlocks()
    }

    /// Twelve digits, or the twenty of ADV (more than 63 bits: any sum that did not overflow).
    private func fitsControl(_ sum: CheckedSum) -> Bool {
        guard let total = sum.total else { return false }
        return hasOnlyAdvices || total < 1_000_000_000_000
    }

    private mutating func checkBlocks() {
        if recordCount % RecordShape.blockingFactor != 0 {
            add(NACHARules.blocking, nil, "The file has \(recordCount) records, not a multiple of ten.")
        }
        let blocks = (recordCount + RecordShape.blockingFactor - 1) / RecordShape.blockingFactor
        if let count = fileControl?.blockCount, count != Int64(blocks) {
            add(
                NACHARules.blockCount, FileControlFields.blockCount, at: fileControlPlace,
                "The file control counts \(count) blocks, the file has \(blocks).")
        }
    }

    func dollars(_ cents: Int64?) -> String { cents.map { Money.dollars(cents: $0).decimalText } ?? "too great" }

    func report() -> NACHAReport {
        var summary = NACHASummary()
        summary.batches = tally.batches
        summary.entries = tally.entries
        summary.addenda = tally.addenda
        summary.debitCents = tally.debits.total ?? .max
        summary.creditCents = tally.credits.total ?? .max
        summary.debits = dollars(summary.debitCents)
        summary.credits = dollars(summary.creditCents)
        summary.secCodes = secCodes.sorted()
        summary.returns = returnCount
        summary.changes = changeCount
        summary.prenotes = prenoteCount
        return NACHAReport(summary: summary, findings: findings, header: header, identity: identity(summary))
    }

    private func identity(_ summary: NACHASummary) -> NACHAFileIdentity? {
        guard let header else { return nil }
        return NACHAFileIdentity(
            destination: header.immediateDestination, origin: header.immediateOrigin,
            creationDate: header.record[FileHeaderFields.creationDate], creationTime: header.creationTime,
            idModifier: header.idModifier, batches: summary.batches,
            entriesAndAddenda: summary.entries + summary.addenda, entryHash: tally.hash, debits: summary.debitCents,
            credits: summary.creditCents)
    }
}
