// Rules that one class or one description adds to an entry and its addenda; called on the long way only, so the short way
// must leave such entries to it (PlainEntries).

import Money
import Parsing

extension NACHAReader {
    /// Fields of the entry that only some classes have.
    mutating func checkClassFields(_ span: RawSpan, _ start: Int, _ code: Int, _ amount: Int64) {
        let rules = batch.rules
        if rules.hasPaymentType && !ClassFields.isPaymentType(span, start) {
            add(
                NACHARules.paymentType, EntryFields.discretionaryData, "The payment type code is not R, S or blank.")
        }
        if let field = rules.serialField, span.isBlank(field, at: start, zerosToo: true) {
            add(NACHARules.checkSerial, field, "The check serial number is blank or zeros.")
        }
        if rules.acknowledges && span.number(EntryFields.originalTrace, at: start) == nil {
            add(
                NACHARules.acknowledgedTrace, EntryFields.originalTrace,
                "The original entry trace number is not fifteen digits.")
        }
        if rules.hasCardExpiry, !(1...12).contains(RecordLayouts.pair(span, at: start + 39) ?? 0) {
            add(NACHARules.cardExpiry, EntryFields.cardExpiry, "The card expiration date names no month.")
        }
        if batch.isMicro && amount > 99 && !TransactionCodes.isDebit(code) {
            add(NACHARules.microAmount, EntryFields.amount, "A credit of an account verification is not below 1.00.")
        }
    }

    /// Addenda 02 of a POS, SHR or MTE entry.
    mutating func checkTerminal(_ span: RawSpan, _ start: Int) {
        let at = start + TerminalAddendaFields.transactionDate.offset
        let month = RecordLayouts.pair(span, at: at) ?? 0
        let day = RecordLayouts.pair(span, at: at + 2) ?? 0
        // A leap year, so that 29 February passes.
        if CalendarDate(year: 2000, month: month, day: day) == nil {
            add(
                NACHARules.terminalDate, TerminalAddendaFields.transactionDate,
                "The transaction date is no day of the year.")
        }
    }

    /// Addenda 05 of a healthcare claim payment.
    mutating func checkTraceSegment(_ span: RawSpan, _ start: Int) {
        if let fault = ClassFields.traceFault(span, from: start + 3, to: start + 83) {
            add(NACHARules.healthcareTrace, PaymentAddendaFields.paymentInformation, fault)
        }
    }
}

/// What the fields of some classes must look like.
enum ClassFields {
    /// `R`, `S` or blank in column 77, blank in column 78.
    @inline(__always)
    static func isPaymentType(_ span: RawSpan, _ start: Int) -> Bool {
        let first = span.byte(start &+ 76)
        return (first == 0x20 || first == 0x52 || first == 0x53) && span.byte(start &+ 77) == 0x20
    }

    /// What is wrong with the reassociation trace of a healthcare claim payment; nil where nothing is.
    static func traceFault(_ span: RawSpan, from start: Int, to end: Int) -> String? {
        guard let trace = ReassociationTrace(span, from: start, to: end) else {
            return "The addenda holds no TRN segment with a trace number."
        }
        if trace.traceNumber.utf8.count > 50 {
            return "The trace number of the TRN segment is longer than 50 characters."
        }
        guard let payer = trace.payerID, payer.utf8.count == 10 else {
            return "The TRN segment names no payer identification of ten characters."
        }
        for position in start..<end where span.byte(position) == 0x7E || span.byte(position) == 0x5C { return nil }
        return "The TRN segment is not ended by ~ or \\."
    }

    /// Whether the text is, without a closer look, a sound trace: `TRN*1*`, a trace number, ten digits, an end.
    /// The caller has checked that 94 bytes are there.
    @inline(__always)
    static func isPlainTrace(_ span: RawSpan, _ start: Int) -> Bool {
        // TRN*1*
        if span.uncheckedWord(start) & 0xFFFF_FFFF_FFFF != 0x2A31_2A4E_5254 { return false }
        let trace = start &+ 6
        var star = trace
        while true {
            let word = span.uncheckedWord(star)
            let hits =
                zeroBytes(word ^ repeated(0x2A)) | zeroBytes(word ^ repeated(0x7E)) | zeroBytes(word ^ repeated(0x5C))
            if hits != 0 {
                star = star &+ hits.trailingZeroBitCount &>> 3
                break
            }
            star = star &+ 8
            if star > trace &+ 48 { return false }
        }
        if star == trace || star > trace &+ 50 || span.uncheckedByte(star) != 0x2A { return false }
        let digits = span.uncheckedWord(star &+ 1) ^ repeated(0x30)
        let isNumeric = (digits | (digits &+ repeated(0x06))) & repeated(0xF0) == 0
        let ninth = span.uncheckedByte(star &+ 9) &- 0x30
        let tenth = span.uncheckedByte(star &+ 10) &- 0x30
        let last = span.uncheckedByte(star &+ 11)
        return isNumeric && ninth <= 9 && tenth <= 9 && (last == 0x7E || last == 0x5C)
    }

    /// The top bit of each byte that is zero; bits above the lowest one set may be wrong.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- repeated(0x01)) & ~word & repeated(0x80) }

    @inline(__always)
    private static func repeated(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
}
