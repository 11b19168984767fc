// What an entry must be like to be taken by the short way: what is the same for all entries of a batch, worked out once at
// the batch header. Relies on the class rules; an entry that is not plain is no fault, it only takes the long way.

/// The plain entries of a batch: live, numeric, of the batch's own side and originating DFI, with no addenda or one 05.
struct PlainEntries {
    /// The batch has such entries at all.
    var isPossible = false
    /// Entries without addenda are plain; entries with one addenda 05 are.
    var takesBare = false
    var takesPayment = false
    /// The addenda must hold a reassociation trace.
    var demandsTrace = false
    /// The payment type code must be R, S or blank.
    var hasPaymentType = false
    /// Where the receiver's name and the check serial number begin; 0 (the record type, never blank) where there is none.
    var nameOffset = 0
    var serialOffset = 0
    /// Live codes that the class and the service class allow.
    var codes = TransactionCodeSet([])
    /// The originating DFI times ten million: what every trace number begins with.
    var tracePrefix: Int64 = 0

    init() {}

    init(of batch: BatchState, _ header: NACHABatchHeader) {
        let rules = batch.rules
        guard rules.shape == .domestic, !batch.isChange, !batch.isMicro, rules.addendaCount == .none,
            !rules.isAmountless,
            let prefix = Int64(header.originatingDFI), header.originatingDFI.utf8.count == 8
        else { return }
        takesBare = rules.addendaLeast == 0
        takesPayment = rules.addendaType == 5 && rules.addendaMost >= 1
        codes = batch.allowedCodes.intersection(
            batch.refusesDebits
                ? TransactionCodes.liveCreditCodes
                : batch.refusesCredits ? TransactionCodes.liveDebitCodes : TransactionCodes.live)
        demandsTrace = batch.demandsTrace
        hasPaymentType = rules.hasPaymentType
        nameOffset = batch.nameOffset
        serialOffset = rules.serialField?.offset ?? 0
        tracePrefix = prefix * 10_000_000
        isPossible = (takesBare || takesPayment) && !rules.acknowledges && !rules.hasCardExpiry
    }
}

/// How the records of the file end, where all have ended alike so far.
struct PlainEnding {
    /// Bytes of a record with its end.
    let stride: Int
    /// The two bytes behind column 94 under the mask are these.
    let mask: UInt64
    let bytes: UInt64
    /// Bytes that must be there so that an entry, its addenda and the byte behind them may be looked at.
    let room: Int

    init?(seen: UInt8, afterBareRecord: Bool) {
        switch (seen, afterBareRecord) {
        case (LineEnd.lineFeed.rawValue, false): (stride, mask, bytes) = (RecordShape.length + 1, 0xFF, 0x0A)
        case (LineEnd.carriageReturnLineFeed.rawValue, false):
            (stride, mask, bytes) = (RecordShape.length + 2, 0xFFFF, 0x0A0D)
        case (0, true): (stride, mask, bytes) = (RecordShape.length, 0, 0)
        default: return nil
        }
        // An unbroken stream is told from an endless line only by looking a window ahead.
        room = 2 * stride + RecordFraming.window
    }
}
