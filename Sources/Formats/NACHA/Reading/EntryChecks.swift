// Rules on the entry detail: the frequent record, so one straight pass collects what is wrong as bits, and only an entry
// with a bit set is looked at again.

import Parsing

extension NACHAReader {
    /// What may be wrong with an entry, as bits.
    private enum Fault {
        static let notNumeric: UInt32 = 1
        static let checkDigit: UInt32 = 2
        static let transactionCode: UInt32 = 4
        static let side: UInt32 = 8
        static let traceODFI: UInt32 = 16
        static let traceOrder: UInt32 = 32
        static let indicator: UInt32 = 64
        static let amountNotZero: UInt32 = 128
        static let name: UInt32 = 256
        static let account: UInt32 = 512
        static let limit: UInt32 = 1024
        static let repeated: UInt32 = 2048
        static let outsideBatch: UInt32 = 4096
    }

    /// An entry of 94 bytes; the one before is closed already.
    mutating func takeEntry(_ span: RawSpan, _ start: Int, isNumeric: Bool) {
        if stage != .inFile || !batch.isOpen || entry.isOpen {
            if !canTakeEntry() { return }
        }
        let receiverWord = span.word(start &+ 3)
        let traceWord = span.word(start &+ 79)
        let sequenceWord = span.word(start &+ 86) & ~0xFF
        let sideDigit = span.byte(start &+ 2) &- 0x30
        let code = Int((span.byte(start &+ 1) &- 0x30) & 0x0F) &* 10 &+ Int(sideDigit & 0x0F)
        var amount = amountPair(span, start &+ 29) &* 100_000_000 &+ Digits.eight(span.word(start &+ 31))
        if batch.rules.shape == .advice { amount = amount &+ amountPair(span, start &+ 27) &* 10_000_000_000 }
        let trace = Digits.eight(traceWord) &* 10_000_000 &+ Digits.eight(sequenceWord)
        let isDebit = batch.rules.shape == .advice ? TransactionCodes.isDebit(code) : sideDigit >= 5

        var faults: UInt32 = isNumeric ? 0 : Fault.notNumeric
        if Digits.checkDigit(receiverWord) != Int(span.byte(start &+ 11) &- 0x30) { faults |= Fault.checkDigit }
        if !batch.allowedCodes.contains(code) { faults |= Fault.transactionCode }
        if isDebit ? batch.refusesDebits : batch.refusesCredits { faults |= Fault.side }
        if batch.comparesTrace && traceWord != batch.originatingDFI { faults |= Fault.traceODFI }
        if trace <= batch.lastTrace { faults |= Fault.traceOrder }
        let indicator = span.byte(start &+ 78)
        if indicator &- 0x30 > 1 { faults |= Fault.indicator }
        if amount != 0 && (batch.rules.isAmountless || batch.amountlessCodes.contains(code)) {
            faults |= Fault.amountNotZero
        }
        let nameStart = span.byte(start &+ batch.nameOffset)
        if nameStart == 0x20 || nameStart == 0x30 { faults |= Fault.name }
        if span.byte(start &+ 12) == 0x20 { faults |= Fault.account }
        if amount > batch.amountLimit { faults |= Fault.limit }
        if isRepeated(span, start, trace, amount, receiverWord) { faults |= Fault.repeated }
        if !batch.isOpen { faults |= Fault.outsideBatch }

        entry.isOpen = true
        entry.place = place
        entry.hasIndicator = indicator == 0x31
        entry.sequenceWord = sequenceWord
        entry.addendaReset(stated: -1)
        let ordinal = entryCount
        entryCount &+= 1
        let receivingDFI = Digits.eight(receiverWord)
        entry.row = NACHAEntry(
            ordinal: ordinal, line: place.line, amount: amount, trace: trace,
            receivingDFI: Int32(truncatingIfNeeded: receivingDFI),
            transactionCode: UInt8(truncatingIfNeeded: code), isSound: !hasPendingEntryError)
        hasPendingEntryError = false
        if isDebit { batch.tally.debits.add(amount) } else { batch.tally.credits.add(amount) }
        batch.tally.entries &+= 1
        batch.tally.hash = batch.tally.hash &+ receivingDFI
        if faults != 0 { report(faults, span, start, code, amount, trace) }
        if batch.checksFields { checkClassFields(span, start, code, amount) }
        if batch.rules.shape == .international { checkScreening(span, start) }
        if batch.rules.addendaCount != .none || batch.rules.shape == .international { readStatedAddenda(span, start) }
        batch.lastTrace = trace
        if keepsRecords { keepRecord(span, start) }
    }

    @inline(__always)
    private func amountPair(_ span: RawSpan, _ start: Int) -> Int64 {
        Int64(span.byte(start) & 0x0F) &* 10 &+ Int64(span.byte(start &+ 1) & 0x0F)
    }

    /// Whether an entry like this one stands earlier in the file; remembers it.
    private mutating func isRepeated(
        _ span: RawSpan, _ start: Int, _ trace: Int64, _ amount: Int64, _ receiverWord: UInt64
    ) -> Bool {
        seenEntries.makeRoom(for: entryCount &+ 1)
        let fingerprint = RepetitionFilter.fingerprint(
            seed: batch.fingerprint, trace: trace, amount: amount, receiver: receiverWord,
            account: (span.word(start &+ 12), span.word(start &+ 20), span.word(start &+ 21)))
        return seenEntries.hasSeen(fingerprint, way: tally.batches)
    }

    /// Whether an entry may stand here; says so where not. One without a batch header is still read, by common rules.
    private mutating func canTakeEntry() -> Bool {
        if entry.isOpen { closeEntry() }
        if isAfterControl() { return false }
        if stage == .beforeHeader { noteMissingHeader() }
        return true
    }

    /// Keeps the record's bytes behind the rows, up to a bound for one entry.
    mutating func keepRecord(_ span: RawSpan, _ start: Int) {
        if entry.row.keptRecords == 0 {
            entry.row.firstRecord = Int32(truncatingIfNeeded: rows.records.count / RecordShape.length)
        }
        if entry.row.keptRecords > 10_000 { return }
        entry.row.keptRecords += 1
        appendRecord(span, start)
    }

    mutating func appendRecord(_ span: RawSpan, _ start: Int) {
        span.extracting(start..<(start + RecordShape.length)).withUnsafeBytes { rows.records.append(contentsOf: $0) }
    }

    private mutating func readStatedAddenda(_ span: RawSpan, _ start: Int) {
        let field =
            batch.rules.shape == .international ? InternationalEntryFields.addendaCount : EntryFields.addendaCount
        entry.addendaReset(stated: span.number(field, at: start).map { Int($0) } ?? -2)
    }

    private mutating func report(
        _ faults: UInt32, _ span: RawSpan, _ start: Int, _ code: Int, _ amount: Int64, _ trace: Int64
    ) {
        let isNumeric = faults & Fault.notNumeric == 0
        if !isNumeric { reportNonNumeric(batch.rules.layout, span, start) }
        if faults & Fault.outsideBatch != 0 { add(NACHARules.order, nil, "An entry stands outside of a batch.") }
        if faults & Fault.checkDigit != 0 && isNumeric {
            add(
                NACHARules.checkDigit, EntryFields.checkDigit,
                "The check digit of the receiving DFI is not \(Digits.checkDigit(span.word(start + 3))), as its weights demand."
            )
        }
        if faults & Fault.transactionCode != 0 { reportTransactionCode(code) }
        if faults & Fault.side != 0 {
            let side = TransactionCodes.isDebit(code) ? "debit" : "credit"
            add(
                NACHARules.serviceSide, EntryFields.transactionCode,
                "A \(side) (code \(code)) stands in a batch of service class \(batch.header?.serviceClass ?? 0).")
        }
        if isNumeric { reportTrace(faults, trace) }
        if faults & Fault.indicator != 0 {
            add(NACHARules.addendaIndicator, EntryFields.addendaIndicator, "The indicator is neither 0 nor 1.")
        }
        if faults & Fault.amountNotZero != 0 {
            add(
                NACHARules.amountNotZero, batch.rules.layout.amountField,
                "Transaction code \(code) in class \(batch.rules.code) demands amount 0.")
        }
        if faults & Fault.name != 0 { reportName(span, start) }
        let account = batch.rules.shape == .advice ? AdviceEntryFields.accountNumber : EntryFields.accountNumber
        if faults & Fault.account != 0, batch.rules.shape != .international, span.isBlank(account, at: start) {
            add(NACHARules.accountNumber, account, "The account number is blank.")
        }
        if faults & Fault.limit != 0 {
            add(
                NACHARules.amountLimit, EntryFields.amount,
                "The amount is above the limit of class \(batch.rules.code).")
        }
        if faults & Fault.repeated != 0 && isNumeric {
            add(
                NACHARules.repeatedEntry, EntryFields.traceNumber,
                "An entry with the same trace, receiver, amount and effective date stands earlier in the file.")
        }
    }

    private mutating func reportTransactionCode(_ code: Int) {
        if code == TransactionCodes.loanDebit && !batch.isReversal && !batch.rules.isCreditOnly {
            add(
                NACHARules.loanDebit, EntryFields.transactionCode,
                "A loan account is debited in a batch that is not described REVERSAL.")
        } else if TransactionCodes.known.contains(code) {
            add(
                NACHARules.classTransactionCode, EntryFields.transactionCode,
                "Transaction code \(code) is not allowed in class \(batch.rules.code).")
        } else {
            add(NACHARules.transactionCode, EntryFields.transactionCode, "There is no transaction code \(code).")
        }
    }

    private mutating func reportTrace(_ faults: UInt32, _ trace: Int64) {
        if faults & Fault.traceODFI != 0 {
            add(
                NACHARules.traceODFI, EntryFields.traceNumber,
                "The trace number does not begin with the batch's originating DFI.")
        }
        guard faults & Fault.traceOrder != 0 else { return }
        if trace == batch.lastTrace {
            add(NACHARules.repeatedTrace, EntryFields.traceNumber, "The trace number is that of the entry before.")
        } else {
            add(
                NACHARules.traceOrder, EntryFields.traceNumber,
                "The trace number is lower than that of the entry before.")
        }
    }

    private mutating func reportName(_ span: RawSpan, _ start: Int) {
        guard let field = batch.rules.nameField, span.isBlank(field, at: start, zerosToo: true) else { return }
        if batch.rules.nameIsMandatory {
            add(NACHARules.receiverName, field, "The \(field.name) is blank or zeros.")
        } else {
            add(NACHARules.noReceiverName, field, "The \(field.name) is blank or zeros.")
        }
    }
}
