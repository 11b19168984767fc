// The short way: runs of plain entries, which is what a file mostly holds. One pass over each record, sums in registers, and
// the reader's state is touched once a run. The first record with anything to say ends the run and goes the long way, where
// the rules stand; a test holds both ways to the same report.
// Relies on PlainEntries. The bounds of whole records are checked here, so single loads are not.

extension NACHAReader {
    /// What a run has added up.
    private struct RunTally {
        var entries = 0
        var addenda = 0
        var debits: Int64 = 0
        var amounts: Int64 = 0
        var hash: Int64 = 0
        var lastTrace: Int64
    }

    /// Most entries in a run: their sums stay far below 63 bits.
    private static let longestRun = 1 << 16

    /// Takes plain entries from `position` on. False where the first is not plain.
    mutating func takePlainEntries(_ span: RawSpan, _ position: inout Int, until end: Int) -> Bool {
        guard stage == .inFile, batch.isOpen,
            let ending = PlainEnding(seen: lineEndsSeen, afterBareRecord: afterBareRecord)
        else { return false }
        let last = min(end, span.byteCount - ending.room)
        if position < 0 || position >= last { return false }
        let start = position
        let most = takesEntries ? NACHAEntryRows.capacity - rows.entries.count : NACHAReader.longestRun
        let tally = run(span, &position, until: last, most, ending)
        if position == start { return false }
        finishRun(tally, ending, bytes: position - start)
        return true
    }

    private mutating func run(
        _ span: RawSpan, _ position: inout Int, until last: Int, _ most: Int, _ ending: PlainEnding
    ) -> RunTally {
        seenEntries.makeRoom(for: entryCount + min(most, (last - position) / RecordShape.length + 1))
        // Lent out, so that it is not asked at each entry whether somebody else holds the table.
        var table = seenEntries.lend()
        var places = table.mutableSpan
        let tally = run(span, &position, until: last, most, ending, &places)
        seenEntries.takeBack(table)
        return tally
    }

    private mutating func run(
        _ span: RawSpan, _ position: inout Int, until last: Int, _ most: Int, _ ending: PlainEnding,
        _ places: inout MutableSpan<UInt64>
    ) -> RunTally {
        var tally = RunTally(lastTrace: batch.lastTrace)
        let plain = batch.plain
        let mask = batch.mask
        let paymentMask = paymentMask
        let (originator, limit) = (batch.originatingDFI, batch.amountLimit)
        let (seed, way, placeMask) = (batch.fingerprint, self.tally.batches, seenEntries.mask)
        let takesEntries = takesEntries
        while position < last && tally.entries < most {
            let at = position
            let indicator = span.uncheckedByte(at &+ 78)
            if indicator & 0xFE != 0x30 || span.uncheckedWord(at &+ 79) != originator
                || !hasPlainTexts(span, at, mask, ending, plain)
            {
                break
            }
            let receiver = span.uncheckedWord(at &+ 3)
            let code = Int(truncatingIfNeeded: Digits.two(span.uncheckedWord(at &+ 1)))
            let amount =
                Digits.two(span.uncheckedWord(at &+ 29)) &* 100_000_000 &+ Digits.eight(span.uncheckedWord(at &+ 31))
            let sequenceWord = span.uncheckedWord(at &+ 86) & ~0xFF
            let trace = plain.tracePrefix &+ Digits.eight(sequenceWord)
            let checked = Digits.weightedSum(receiver) &+ UInt32(span.uncheckedByte(at &+ 11) & 0x0F)
            if checked % 10 != 0 || !plain.codes.contains(code) || amount <= 0 || amount > limit
                || trace <= tally.lastTrace
            {
                break
            }
            let hasAddenda = indicator == 0x31
            var next = at &+ ending.stride
            if hasAddenda {
                if !plain.takesPayment || !isPlainPayment(span, next, ending, paymentMask, plain, sequenceWord) {
                    break
                }
                next = next &+ ending.stride
            } else if !plain.takesBare || plain.demandsTrace {
                break
            }
            // What follows must end the entry: another entry, or a record of another rank.
            let following = span.uncheckedByte(next)
            if following &- 0x35 > 4 || following == RecordType.addenda { break }
            let fingerprint = RepetitionFilter.fingerprint(
                seed: seed, trace: trace, amount: amount, receiver: receiver,
                account: (
                    span.uncheckedWord(at &+ 12), span.uncheckedWord(at &+ 20), span.uncheckedWord(at &+ 21)
                ))
            if RepetitionFilter.hasSeen(fingerprint, way: way, mask: placeMask, in: &places) { break }
            let receivingDFI = Digits.eight(receiver)
            if takesEntries {
                keepRow(
                    span, at, ending, tally, code, amount: amount, trace: trace, receivingDFI: receivingDFI,
                    hasAddenda)
            }
            tally.entries &+= 1
            tally.addenda &+= hasAddenda ? 1 : 0
            tally.amounts &+= amount
            tally.debits &+= span.uncheckedByte(at &+ 2) >= 0x35 ? amount : 0
            tally.hash &+= receivingDFI
            tally.lastTrace = trace
            position = next
        }
        return tally
    }

    /// An entry record whose digits are digits, whose characters are printable and whose texts are not blank.
    @inline(__always)
    private func hasPlainTexts(
        _ span: RawSpan, _ at: Int, _ mask: ColumnMask, _ ending: PlainEnding, _ plain: PlainEntries
    ) -> Bool {
        span.uncheckedByte(at) == RecordType.entry && span.uncheckedWord(at &+ 94) & ending.mask == ending.bytes
            && mask.check(span, at: at).isPlain
            // A blank or a zero in front takes a closer look.
            && span.uncheckedByte(at &+ plain.nameOffset) & 0xEF != 0x20
            && span.uncheckedByte(at &+ plain.serialOffset) & 0xEF != 0x20 && span.uncheckedByte(at &+ 12) != 0x20
            && (!plain.hasPaymentType || ClassFields.isPaymentType(span, at))
    }

    /// One addenda 05 with number 0001, of its entry.
    @inline(__always)
    private func isPlainPayment(
        _ span: RawSpan, _ at: Int, _ ending: PlainEnding, _ mask: ColumnMask, _ plain: PlainEntries,
        _ sequenceWord: UInt64
    ) -> Bool {
        // `705` and the addenda number 0001.
        span.uncheckedWord(at) & 0xFF_FFFF == 0x35_3037
            && span.uncheckedWord(at &+ 83) & 0xFFFF_FFFF == 0x3130_3030
            && span.uncheckedWord(at &+ 86) & ~0xFF == sequenceWord
            && span.uncheckedWord(at &+ 94) & ending.mask == ending.bytes && mask.check(span, at: at).isPlain
            && (!plain.demandsTrace || ClassFields.isPlainTrace(span, at &+ 3))
    }

    @inline(__always)
    private mutating func keepRow(
        _ span: RawSpan, _ at: Int, _ ending: PlainEnding, _ tally: RunTally, _ code: Int, amount: Int64, trace: Int64,
        receivingDFI: Int64, _ hasAddenda: Bool
    ) {
        var row = NACHAEntry(
            ordinal: entryCount &+ tally.entries, line: place.line &+ tally.entries &+ tally.addenda &+ 1,
            amount: amount, trace: trace, receivingDFI: Int32(truncatingIfNeeded: receivingDFI),
            addendaCount: hasAddenda ? 1 : 0, transactionCode: UInt8(truncatingIfNeeded: code))
        if keepsRecords {
            row.firstRecord = Int32(truncatingIfNeeded: rows.records.count / RecordShape.length)
            row.keptRecords = hasAddenda ? 2 : 1
            appendRecord(span, at)
            if hasAddenda { appendRecord(span, at &+ ending.stride) }
        }
        rows.entries.append(row)
    }

    private mutating func finishRun(_ run: RunTally, _ ending: PlainEnding, bytes: Int) {
        let records = run.entries &+ run.addenda
        place.line &+= records
        place.offset = fileOffset &+ bytes &- ending.stride
        recordCount &+= records
        fileOffset &+= bytes
        isInBlankLines = false
        entryCount &+= run.entries
        batch.lastTrace = run.lastTrace
        batch.tally.entries &+= run.entries
        batch.tally.addenda &+= run.addenda
        batch.tally.debits.add(run.debits)
        batch.tally.credits.add(run.amounts &- run.debits)
        batch.tally.hash = (batch.tally.hash &+ run.hash) % Tally.hashLimit
    }
}
