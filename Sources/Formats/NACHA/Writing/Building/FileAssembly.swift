// Puts records together to a file: counts, hashes, totals, control records, blocks and filler.
// It knows 94-byte records and figures, no typed values; the writer, the splitter and the merger work through it.
// Bytes that will not change any more can be handed out at any time, so memory is one batch at most.

/// What an entry adds to the figures of its batch.
struct EntryFigures {
    var receivingDFI: Int64
    var cents: Int64
    var isDebit: Bool
    var addenda: Int
}

/// Counts and sums of a batch or a file.
struct AssemblyFigures: Sendable, Hashable {
    var entries = 0
    var addenda = 0
    var hash: Int64 = 0
    var debits: Int64 = 0
    var credits: Int64 = 0

    var entryAndAddendaCount: Int { entries + addenda }

    /// The figures with an entry more. Amounts have at most twelve digits and sums are bounded below, so nothing overflows.
    func adding(_ entry: EntryFigures) -> AssemblyFigures {
        var sum = self
        sum.entries += 1
        sum.addenda += entry.addenda
        sum.hash = (hash + entry.receivingDFI) % 10_000_000_000
        if entry.isDebit { sum.debits += entry.cents } else { sum.credits += entry.cents }
        return sum
    }
}

struct FileAssembly: Sendable {
    private let ending: [UInt8]
    private var output: [UInt8] = []
    private var records = 0
    private(set) var figures = AssemblyFigures()
    private(set) var batches = 0
    private var lastBatchNumber = 0
    private var isAdvice: Bool?
    private var batch: OpenBatch?
    private var isFinished = false

    private struct OpenBatch {
        /// Where the header stands in `output`, while it waits for its service class.
        var held: Int?
        var header: [UInt8]
        var isAdvice: Bool
        var figures = AssemblyFigures()
        /// Entries without an amount count too.
        var hasDebits = false
        var hasCredits = false

        /// The service class that fits the entries, three digits.
        var serviceClass: [UInt8] {
            let serviceClass: ServiceClass =
                isAdvice ? .advices : hasDebits == hasCredits ? .mixed : hasDebits ? .debitsOnly : .creditsOnly
            return Array(String(serviceClass.rawValue).utf8)
        }
    }

    init(_ ending: RecordEnding) { self.ending = ending.bytes }

    var hasOpenBatch: Bool { batch != nil }
    var batchFigures: AssemblyFigures { batch?.figures ?? AssemblyFigures() }
    var nextBatchNumber: Int { lastBatchNumber + 1 }

    /// The file header, 94 bytes.
    mutating func begin(_ header: [UInt8]) { write(header) }

    /// A batch header, 94 bytes. One that is held gets its service class when the batch ends.
    mutating func openBatch(
        _ header: [UInt8], number: Int, isAdvice: Bool, isHeld: Bool
    ) throws(NACHABuildFault) {
        try checkGoesOn()
        if batch != nil { throw NACHABuildFault(.order, field: "batch", reason: "the batch before is still open") }
        if number <= lastBatchNumber || number > 9_999_999 {
            throw NACHABuildFault(
                .order, field: BatchHeaderFields.batchNumber.name,
                reason: "not above that of the batch before, or too great")
        }
        if batches == 999_999 { throw limit("batch count", "more than six digits") }
        if let before = self.isAdvice, before != isAdvice {
            throw NACHABuildFault(
                .entryClass, field: "batch",
                reason: "ADV batches have file totals of their own and stand in a file alone")
        }
        self.isAdvice = isAdvice
        lastBatchNumber = number
        batch = OpenBatch(held: isHeld ? output.count : nil, header: header, isAdvice: isAdvice)
        write(header)
    }

    /// An entry with its addenda, 94 bytes each. Throws, and writes nothing, where a control record could not hold the sum.
    mutating func add(_ bytes: ArraySlice<UInt8>, _ entry: EntryFigures) throws(NACHABuildFault) {
        guard let open = batch else { throw NACHABuildFault(.order, field: "entry", reason: "no batch is open") }
        let batchSum = open.figures.adding(entry)
        let fileSum = figures.adding(entry)
        try check(batchSum, counts: 999_999, open.isAdvice)
        try check(fileSum, counts: 99_999_999, open.isAdvice)
        // The control records, and filler up to a whole block, are still to come.
        let count = bytes.count / RecordShape.length
        if records + count + 2 > 999_999 * RecordShape.blockingFactor {
            throw limit("block count", "more than six digits")
        }
        batch?.figures = batchSum
        if entry.isDebit { batch?.hasDebits = true } else { batch?.hasCredits = true }
        figures = fileSum
        for index in 0..<count {
            let start = bytes.startIndex + index * RecordShape.length
            output.append(contentsOf: bytes[start..<(start + RecordShape.length)])
            output.append(contentsOf: ending)
        }
        records += count
    }

    private func check(_ sum: AssemblyFigures, counts: Int, _ isAdvice: Bool) throws(NACHABuildFault) {
        if sum.entryAndAddendaCount > counts {
            throw limit("entry/addenda count", "more than the control record holds")
        }
        let most: Int64 = isAdvice ? 900_000_000_000_000_000 : 999_999_999_999
        if sum.debits > most { throw limit("total debit", "more than the control record holds") }
        if sum.credits > most { throw limit("total credit", "more than the control record holds") }
    }

    /// Ends the batch. `text` is the message authentication code, of ADV the operator's data.
    mutating func closeBatch(text: String = "") throws(NACHABuildFault) {
        guard let open = batch else { throw NACHABuildFault(.order, field: "batch", reason: "no batch is open") }
        let figures = open.figures
        if figures.entries == 0 { throw NACHABuildFault(.missing, field: "batch", reason: "it holds no entry") }
        var header = open.header
        if let held = open.held {
            let sides = open.serviceClass
            header.replaceSubrange(1..<4, with: sides)
            output.replaceSubrange((held + 1)..<(held + 4), with: sides)
        }
        let control = try FileAssembly.batchControl(header, figures, isAdvice: open.isAdvice, text: text)
        batch = nil
        batches += 1
        write(control)
    }

    private static func batchControl(
        _ header: [UInt8], _ figures: AssemblyFigures, isAdvice: Bool, text: String
    ) throws(NACHABuildFault) -> [UInt8] {
        var sheet = RecordSheet()
        sheet.open(RecordType.batchControl)
        try sheet.put(figures.entryAndAddendaCount, in: BatchControlFields.entryCount)
        try sheet.put(figures.hash, in: BatchControlFields.entryHash)
        if isAdvice {
            try sheet.put(figures.debits, in: AdviceBatchControlFields.totalDebit)
            try sheet.put(figures.credits, in: AdviceBatchControlFields.totalCredit)
            try sheet.put(text, in: AdviceBatchControlFields.operatorData)
        } else {
            try sheet.put(figures.debits, in: BatchControlFields.totalDebit)
            try sheet.put(figures.credits, in: BatchControlFields.totalCredit)
            try sheet.put(text, in: BatchControlFields.authenticationCode)
        }
        var control = sheet.bytes
        copy(BatchHeaderFields.serviceClass, of: header, to: BatchControlFields.serviceClass, of: &control)
        if !isAdvice { copy(BatchHeaderFields.companyID, of: header, to: BatchControlFields.companyID, of: &control) }
        copy(BatchHeaderFields.originatingDFI, of: header, to: BatchControlFields.originatingDFI, of: &control)
        copy(BatchHeaderFields.batchNumber, of: header, to: BatchControlFields.batchNumber, of: &control)
        return control
    }

    private static func copy(
        _ source: NACHAField, of header: [UInt8], to target: NACHAField, of control: inout [UInt8]
    ) {
        for position in 0..<source.length { control[target.offset + position] = header[source.offset + position] }
    }

    /// The file control and the filler of the last block.
    mutating func finish() throws(NACHABuildFault) {
        try checkGoesOn()
        if batch != nil { throw NACHABuildFault(.order, field: "file", reason: "a batch is still open") }
        if batches == 0 { throw NACHABuildFault(.missing, field: "file", reason: "no batch") }
        let factor = RecordShape.blockingFactor
        let blocks = (records + 1 + factor - 1) / factor
        var sheet = RecordSheet()
        sheet.open(RecordType.fileControl)
        try sheet.put(batches, in: FileControlFields.batchCount)
        try sheet.put(blocks, in: FileControlFields.blockCount)
        try sheet.put(figures.entryAndAddendaCount, in: FileControlFields.entryCount)
        try sheet.put(figures.hash, in: FileControlFields.entryHash)
        let isAdvice = isAdvice == true
        try sheet.put(
            figures.debits, in: isAdvice ? AdviceFileControlFields.totalDebit : FileControlFields.totalDebit)
        try sheet.put(
            figures.credits, in: isAdvice ? AdviceFileControlFields.totalCredit : FileControlFields.totalCredit)
        write(sheet.bytes)
        let filler = [UInt8](repeating: 0x39, count: RecordShape.length)
        while records % factor != 0 { write(filler) }
        isFinished = true
    }

    /// Gives the bytes that will not change any more to `body`, and forgets them.
    mutating func handOut(_ body: (RawSpan) throws -> Void) rethrows {
        let end = batch?.held ?? output.count
        if end == 0 { return }
        try body(output.span.bytes.extracting(0..<end))
        if end == output.count {
            output.removeAll(keepingCapacity: true)
        } else {
            output.removeSubrange(0..<end)
            batch?.held = 0
        }
    }

    private func checkGoesOn() throws(NACHABuildFault) {
        if isFinished { throw NACHABuildFault(.order, field: "file", reason: "it is finished") }
    }

    private func limit(_ field: String, _ reason: String) -> NACHABuildFault {
        NACHABuildFault(.limit, field: field, reason: reason)
    }

    private mutating func write(_ record: [UInt8]) {
        output.append(contentsOf: record)
        output.append(contentsOf: ending)
        records += 1
    }
}
