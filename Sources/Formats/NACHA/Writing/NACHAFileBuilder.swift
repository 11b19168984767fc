// Makes a NACHA file of CCD+ credits: batches of payments with a reassociation trace each. Counts, hashes, totals, check
// digits, trace and batch numbers, blocks and filler are computed, never given.
// Relies on the layouts and NACHARecord.

public import Money

/// What was given cannot stand in a NACHA file.
public struct NACHABuildFault: Error, Sendable, Hashable, CustomStringConvertible {
    public let field: String
    public let reason: String
    public var description: String { "\(field): \(reason)" }
}

/// Builds one file in memory: header, batches, entries, then `finish`.
public struct NACHAFileBuilder: Sendable {
    private var output: [UInt8] = []
    private var records = 0
    private var tally = Tally()
    private var batch = Tally()
    private var batchHeader: NACHARecord?
    private var sequence: Int64 = 0

    /// A file from `origin` to `destination`. Routing numbers have nine digits with a right check digit; the origin may be
    /// ten characters that the bank gives. Time as HHMM.
    public init(
        destination: String, destinationName: String, origin: String, originName: String, created: CalendarDate,
        time: String = "0000", idModifier: String = "A"
    ) throws(NACHABuildFault) {
        try NACHAFileBuilder.checkRouting(destination, "immediate destination")
        var record = NACHARecord(blank: FileHeaderFields.layout)
        record.set(FileHeaderFields.recordType, 1)
        record.set(FileHeaderFields.priorityCode, 1)
        try record.fill(FileHeaderFields.immediateDestination, " " + destination)
        try record.fill(FileHeaderFields.immediateOrigin, origin.utf8.count == 9 ? " " + origin : origin)
        try record.fill(FileHeaderFields.creationDate, SixDigitDate.text(of: created))
        try record.fill(FileHeaderFields.creationTime, time)
        try record.fill(FileHeaderFields.idModifier, idModifier)
        try record.fill(FileHeaderFields.recordSize, "094")
        try record.fill(FileHeaderFields.blockingFactor, "10")
        try record.fill(FileHeaderFields.formatCode, "1")
        try record.fill(FileHeaderFields.destinationName, destinationName)
        try record.fill(FileHeaderFields.originName, originName)
        write(record)
    }

    /// Opens a batch of CCD credits; the one before is closed. The originating DFI has eight digits.
    public mutating func beginBatch(
        companyName: String, companyID: String, description: String = "HCCLAIMPMT", effective: CalendarDate,
        originatingDFI: String
    ) throws(NACHABuildFault) {
        endBatch()
        guard originatingDFI.utf8.count == 8, originatingDFI.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw NACHABuildFault(field: "originating DFI identification", reason: "not eight digits")
        }
        var record = NACHARecord(blank: BatchHeaderFields.layout)
        record.set(BatchHeaderFields.recordType, 5)
        record.set(BatchHeaderFields.serviceClass, 220)
        try record.fill(BatchHeaderFields.companyName, companyName)
        try record.fill(BatchHeaderFields.companyID, companyID)
        try record.fill(BatchHeaderFields.secCode, "CCD")
        try record.fill(BatchHeaderFields.entryDescription, description)
        try record.fill(BatchHeaderFields.descriptiveDate, SixDigitDate.text(of: effective))
        try record.fill(BatchHeaderFields.effectiveDate, SixDigitDate.text(of: effective))
        try record.fill(BatchHeaderFields.originatorStatus, "1")
        try record.fill(BatchHeaderFields.originatingDFI, originatingDFI)
        record.set(BatchHeaderFields.batchNumber, Int64(tally.batches + 1))
        batchHeader = record
        batch.batches = 1
        write(record)
    }

    /// Adds a credit to a checking account; with a trace, an addenda 05 carries its TRN segment. Gives the entry's
    /// fifteen-digit trace number.
    @discardableResult
    public mutating func addCredit(
        routingNumber: String, accountNumber: String, cents: Int64, identification: String, name: String,
        trace: ReassociationTrace?
    ) throws(NACHABuildFault) -> String {
        guard let header = batchHeader else { throw NACHABuildFault(field: "entry", reason: "no batch is open") }
        try NACHAFileBuilder.checkRouting(routingNumber, "receiving DFI identification")
        guard (1...9_999_999_999).contains(cents) else {
            throw NACHABuildFault(field: "amount", reason: "not between 0.01 and 99,999,999.99")
        }
        guard sequence < 9_999_999 else { throw NACHABuildFault(field: "trace number", reason: "the file is full") }
        let number = Digits.text(sequence + 1, width: 7)
        let entryTrace = header[BatchHeaderFields.originatingDFI] + number
        var record = NACHARecord(blank: EntryFields.general)
        record.set(EntryFields.recordType, 6)
        record.set(EntryFields.transactionCode, 22)
        try record.fill(EntryFields.receivingDFI, String(routingNumber.prefix(8)))
        try record.fill(EntryFields.checkDigit, String(routingNumber.suffix(1)))
        try record.fill(EntryFields.accountNumber, accountNumber)
        record.set(EntryFields.amount, cents)
        try record.fill(EntryFields.identification, identification)
        try record.fill(EntryFields.name, name)
        record.set(EntryFields.addendaIndicator, trace == nil ? 0 : 1)
        try record.fill(EntryFields.traceNumber, entryTrace)
        let addenda = try trace.map { (trace) throws(NACHABuildFault) in try addendaRecord(trace, number) }
        write(record)
        sequence += 1
        batch.entries += 1
        batch.hash += Int64(routingNumber.prefix(8)) ?? 0
        batch.credits.add(cents)
        if let addenda {
            write(addenda)
            batch.addenda += 1
        }
        return entryTrace
    }

    /// Closes the file and gives its bytes: records of 94 characters with LF, filled to whole blocks.
    public mutating func finish() throws(NACHABuildFault) -> [UInt8] {
        endBatch()
        guard tally.batches > 0 else { throw NACHABuildFault(field: "file", reason: "no batch") }
        guard let credits = tally.credits.total, credits < 1_000_000_000_000 else {
            throw NACHABuildFault(field: "total credit", reason: "more than twelve digits")
        }
        let factor = RecordShape.blockingFactor
        let blocks = (records + 1 + factor - 1) / factor
        var record = NACHARecord(blank: FileControlFields.layout)
        record.set(FileControlFields.recordType, 9)
        record.set(FileControlFields.batchCount, Int64(tally.batches))
        record.set(FileControlFields.blockCount, Int64(blocks))
        record.set(FileControlFields.entryCount, Int64(tally.entryAndAddendaCount))
        record.set(FileControlFields.entryHash, tally.hash)
        record.set(FileControlFields.totalCredit, credits)
        write(record)
        var filler = NACHARecord(blank: FillerFields.layout)
        filler.set(FillerFields.nines, String(repeating: "9", count: RecordShape.length))
        while records % factor != 0 { write(filler) }
        return output
    }

    private func addendaRecord(_ trace: ReassociationTrace, _ number: String) throws(NACHABuildFault) -> NACHARecord {
        var record = NACHARecord(blank: PaymentAddendaFields.layout)
        record.set(AddendaFields.recordType, 7)
        record.set(AddendaFields.typeCode, 5)
        try record.fill(PaymentAddendaFields.paymentInformation, trace.segment)
        record.set(AddendaFields.sequence, 1)
        try record.fill(AddendaFields.entrySequence, number)
        return record
    }

    private mutating func endBatch() {
        guard let header = batchHeader else { return }
        var record = NACHARecord(blank: BatchControlFields.layout)
        record.set(BatchControlFields.recordType, 8)
        record.set(BatchControlFields.serviceClass, 220)
        record.set(BatchControlFields.entryCount, Int64(batch.entryAndAddendaCount))
        record.set(BatchControlFields.entryHash, batch.hash % Tally.hashLimit)
        record.set(BatchControlFields.totalCredit, batch.credits.total ?? 0)
        record.set(BatchControlFields.companyID, header[BatchHeaderFields.companyID])
        record.set(BatchControlFields.originatingDFI, header[BatchHeaderFields.originatingDFI])
        record.set(BatchControlFields.batchNumber, Int64(tally.batches + 1))
        write(record)
        tally.add(batch)
        batch = Tally()
        batchHeader = nil
    }

    private mutating func write(_ record: NACHARecord) {
        record.write(to: &output)
        output.append(0x0A)
        records += 1
    }

    private static func checkRouting(_ number: String, _ field: String) throws(NACHABuildFault) {
        let bytes = Array(number.utf8)
        guard bytes.count == 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
            Digits.checkDigit(bytes.span.bytes.word(0)) == Int(bytes[8] - 0x30)
        else { throw NACHABuildFault(field: field, reason: "not nine digits with a right check digit") }
    }
}

extension NACHARecord {
    /// Sets a text that must fit its field and be ASCII.
    fileprivate mutating func fill(_ field: NACHAField, _ text: String) throws(NACHABuildFault) {
        guard text.utf8.count <= field.length else {
            throw NACHABuildFault(field: field.name, reason: "longer than \(field.length) characters")
        }
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw NACHABuildFault(field: field.name, reason: "holds characters outside ASCII")
        }
        set(field, text)
    }
}
