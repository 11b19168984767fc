// Writes a NACHA file of any class from typed values. Everything that follows from them is computed: trace and batch numbers,
// service classes, addenda numbers and indicators, check digits, hashes, counts, totals, offsets, blocks and filler.
// Relies on FileAssembly (records to file), RecordSheet (values to records) and EntryAllowance (what a class allows).

/// Writes one file: batches in order, entries in order, then `finish`. Bytes are handed out while it grows, so that memory is
/// one batch at most, and constant where the heading states the service class.
///
/// ```swift
/// var writer = try NACHAFileWriter(heading)
/// try writer.beginBatch(payroll)
/// for entry in entries {
///     try writer.add(.domestic(entry))
///     try writer.handOut { try output.write($0) }
/// }
/// try writer.finish()
/// try writer.handOut { try output.write($0) }
/// ```
///
/// An `add` that throws leaves the file as it was before the call.
public struct NACHAFileWriter: Sendable {
    private var assembly: FileAssembly
    private var sheet = RecordSheet()
    private var heading: BatchHeading?
    /// The originating bank of the open batch, eight digits.
    private var bank: Int64 = 0
    private var allowance: EntryAllowance?
    private var lastTrace: Int64 = -1
    /// Operator, day and sequence of the last advice of the batch, read as one number like a trace number.
    private var lastAdvice: Int64 = -1
    /// Last seven digits of the last trace number given in the file.
    private var sequence: Int64 = 0

    /// A file with this header. Throws where a value does not fit.
    public init(_ heading: FileHeading, ending: RecordEnding = .lineFeed) throws(NACHABuildFault) {
        assembly = FileAssembly(ending)
        try sheet.encode(heading)
        assembly.begin(sheet.bytes)
        sheet.clear()
    }

    /// The header of the open batch, as it was given.
    var openHeading: BatchHeading? { heading }

    /// What the file holds so far.
    public var batchCount: Int { assembly.batches + (assembly.hasOpenBatch ? 1 : 0) }
    public var entryCount: Int { assembly.figures.entries }
    /// Cents.
    public var debitCents: Int64 { assembly.figures.debits }
    public var creditCents: Int64 { assembly.figures.credits }

    /// Opens a batch; the one before is ended. Throws where a value does not fit its field or its class.
    public mutating func beginBatch(_ heading: BatchHeading) throws(NACHABuildFault) {
        let number = heading.batchNumber ?? assembly.nextBatchNumber
        var headerSheet = RecordSheet()
        try headerSheet.encode(
            heading, number: number, serviceClass: (heading.serviceClass ?? .mixed).rawValue)
        try NACHAFileWriter.check(heading.offset, heading)
        if assembly.hasOpenBatch { try endBatch() }
        try assembly.openBatch(
            headerSheet.bytes, number: number, isAdvice: heading.entryClass == .advice,
            isHeld: heading.serviceClass == nil)
        self.heading = heading
        bank = Int64(heading.originatingDFI.identification)
        allowance = EntryAllowance(heading)
        lastTrace = -1
        lastAdvice = -1
    }

    /// Adds an entry with its addenda to the open batch, and gives its trace number: fifteen digits, of an advice 0.
    /// Throws where a value does not fit its field, or the class, the sides or the limits of the batch do not allow it.
    @discardableResult
    public mutating func add(_ entry: BatchEntry) throws(NACHABuildFault) -> Int64 {
        try add(entry, isOffset: false)
    }

    @discardableResult
    public mutating func add(_ entry: DomesticEntry) throws(NACHABuildFault) -> Int64 { try add(.domestic(entry)) }

    @discardableResult
    private mutating func add(_ entry: BatchEntry, isOffset: Bool) throws(NACHABuildFault) -> Int64 {
        guard let allowance else {
            throw NACHABuildFault(.order, field: "entry", reason: "no batch is open")
        }
        try allowance.check(entry, isOffset: isOffset)
        sheet.clear()
        if case .advice(let advice) = entry { return try add(advice) }
        let trace = try trace(for: entry.trace)
        let receiver: RoutingNumber
        switch entry {
        case .domestic(let domestic):
            try sheet.encode(domestic, trace: trace)
            receiver = domestic.receivingDFI
        case .international(let international):
            try sheet.encode(international, trace: trace)
            receiver = international.receivingDFI
        case .advice: return 0
        }
        let figures = figures(of: entry, receiver)
        try assembly.add(sheet.bytes[...], figures)
        lastTrace = trace
        sequence = trace % 10_000_000
        return trace
    }

    private mutating func add(_ advice: AdviceEntry) throws(NACHABuildFault) -> Int64 {
        let beginning = Int64(advice.operatorRouting.identification) * 10_000_000 + Int64(advice.creationDay) * 10_000
        let sequence = advice.sequence ?? (lastAdvice >= beginning ? Int(lastAdvice - beginning) + 1 : 1)
        if beginning + Int64(sequence) <= lastAdvice || sequence > 9999 {
            throw NACHABuildFault(
                .order, field: AdviceEntryFields.sequence.name,
                reason: "not above that of the entry before, or above 9999")
        }
        try sheet.encode(advice, sequence: sequence)
        let figures = figures(of: .advice(advice), advice.receivingDFI)
        try assembly.add(sheet.bytes[...], figures)
        lastAdvice = beginning + Int64(sequence)
        return 0
    }

    private func figures(of entry: BatchEntry, _ receiver: RoutingNumber) -> EntryFigures {
        EntryFigures(
            receivingDFI: Int64(receiver.identification), cents: entry.cents, isDebit: entry.isDebit,
            addenda: sheet.bytes.count / RecordShape.length - 1)
    }

    /// The stated trace number, which must be the originating bank's and ascend within the batch; else the next one.
    private func trace(for stated: Int64?) throws(NACHABuildFault) -> Int64 {
        let field = EntryFields.traceNumber.name
        let trace = stated ?? bank * 10_000_000 + sequence + 1
        if trace < 0 || trace / 10_000_000 != bank {
            throw NACHABuildFault(
                stated == nil ? .limit : .order, field: field,
                reason: stated == nil ? "the seven digits are used up" : "not of the batch's originating bank")
        }
        if trace <= lastTrace {
            throw NACHABuildFault(.order, field: field, reason: "not above that of the entry before")
        }
        return trace
    }

    /// Ends the open batch. `text` is the message authentication code of its control (of ADV the operator's data).
    public mutating func endBatch(text: String = "") throws(NACHABuildFault) {
        if let offset = heading?.offset { try balance(with: offset) }
        try assembly.closeBatch(text: text)
        heading = nil
        allowance = nil
    }

    /// Ends the open batch and the file. Throws where the file holds no batch.
    public mutating func finish() throws(NACHABuildFault) {
        if assembly.hasOpenBatch { try endBatch() }
        try assembly.finish()
    }

    /// Gives the bytes that are settled to `body`, and forgets them. Throws what `body` throws; the bytes are then kept.
    public mutating func handOut(_ body: (RawSpan) throws -> Void) rethrows { try assembly.handOut(body) }

    /// The bytes that are settled and were not handed out.
    public mutating func takeBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        handOut { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    // MARK: Offsets

    /// Entries on the originator's own account until debits and credits are equal: one, or as many as the width of an amount
    /// demands.
    private mutating func balance(with offset: OffsetAccount) throws(NACHABuildFault) {
        let figures = assembly.batchFigures
        var rest = figures.credits - figures.debits
        while rest != 0 {
            let cents = min(rest.magnitude, 9_999_999_999)
            let isDebit = rest > 0
            try add(offset.entry(isDebit: isDebit, cents: Int64(cents), heading?.entryClass), isOffset: true)
            rest += isDebit ? -Int64(cents) : Int64(cents)
        }
    }

    private static func check(_ offset: OffsetAccount?, _ heading: BatchHeading) throws(NACHABuildFault) {
        guard offset != nil else { return }
        switch heading.entryClass {
        case .prearranged, .corporate, .internet, .corporateExchange: break
        default:
            throw NACHABuildFault(
                .side, field: "offset",
                reason: "class \(heading.entryClass.code) takes no entry on the originator's account")
        }
        if heading.serviceClass ?? .mixed != .mixed {
            throw NACHABuildFault(.side, field: "offset", reason: "a balanced batch has service class 200")
        }
    }
}

extension OffsetAccount {
    /// The entry on the originator's account.
    fileprivate func entry(isDebit: Bool, cents: Int64, _ entryClass: StandardEntryClass?) -> BatchEntry {
        let details: EntryDetails =
            entryClass == .corporateExchange
            ? .exchange(ExchangeDetails(identification: identification, companyName: name))
            : .receiver(ReceiverDetails(identification: identification, name: name))
        return .domestic(
            DomesticEntry(
                AccountTransaction(account, isDebit ? .debit : .credit), receivingDFI: receivingDFI,
                accountNumber: accountNumber, cents: cents, details: details))
    }
}
