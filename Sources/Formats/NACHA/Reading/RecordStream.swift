// The reader's loop: record after record, the frequent kinds on a short way, everything else on a long one.
// Relies on RecordFraming and on the checks of each record type.

extension NACHAReader {
    /// Takes records from `position` until `end`; stops with an event when there is something to hand out, with nil when
    /// more bytes are needed.
    mutating func advance(_ span: RawSpan, _ position: inout Int, until end: Int, isFinal: Bool) -> Event? {
        while position < end {
            if span.byteCount - position >= RecordShape.length + 2 {
                let type = span.byte(position)
                if type == RecordType.entry {
                    if entry.isOpen { closeEntry() }
                    if areRowsFull { return .entries }
                    if batch.plain.isPossible && takePlainEntries(span, &position, until: end) { continue }
                    let verdict = batch.mask.check(span, at: position)
                    if verdict.isPrintable, let lineEnd = plainLineEnd(span, at: position + RecordShape.length) {
                        begin(type, lineEnd)
                        takeEntry(span, position, isNumeric: verdict.isNumeric)
                        consume(RecordShape.length + lineEnd, &position)
                        continue
                    }
                } else if type == RecordType.addenda && span.byte(position + 1) == 0x30
                    && span.byte(position + 2) == 0x35
                {
                    let verdict = paymentMask.check(span, at: position)
                    if verdict.isPrintable, let lineEnd = plainLineEnd(span, at: position + RecordShape.length) {
                        begin(type, lineEnd)
                        takePaymentAddenda(span, position, isNumeric: verdict.isNumeric)
                        consume(RecordShape.length + lineEnd, &position)
                        continue
                    }
                }
            }
            guard
                let frame = plainFrame(span, position)
                    ?? RecordFraming.frame(
                        in: span, at: position, isFinal: isFinal, afterBareRecord: afterBareRecord)
            else { return nil }
            if endsRows(frame, span, position) { return .entries }
            let event = take(frame, span, position)
            consume(frame.consumed, &position)
            if let event { return event }
        }
        return nil
    }

    /// The frame of a printable record of 94 bytes that ends in LF; nil where it takes a closer look.
    private func plainFrame(_ span: RawSpan, _ position: Int) -> RecordFrame? {
        guard span.byteCount - position > RecordShape.length, span.byte(position + RecordShape.length) == 0x0A,
            commonMask.check(span, at: position).isPrintable, span.byte(position) != 0x20
        else { return nil }
        return RecordFrame(
            shape: .exact, length: RecordShape.length, extraBlanks: 0, lineEnd: .lineFeed,
            consumed: RecordShape.length + 1)
    }

    var areRowsFull: Bool {
        rows.entries.count >= NACHAEntryRows.capacity || rows.records.count >= NACHAEntryRows.recordCapacity
    }

    /// Length of the line end after a record of 94 printable bytes: 1, 2, or 0 in an unbroken stream; nil where it takes a
    /// closer look.
    @inline(__always)
    private func plainLineEnd(_ span: RawSpan, at position: Int) -> Int? {
        let byte = span.byte(position)
        if byte == 0x0A { return 1 }
        if byte == 0x0D { return span.byte(position + 1) == 0x0A ? 2 : nil }
        return afterBareRecord && byte >= 0x35 && byte <= 0x39 && span.byteCount - position > RecordFraming.window
            ? 0 : nil
    }

    @inline(__always)
    private mutating func begin(_ type: UInt8, _ lineEndLength: Int) {
        place.line &+= 1
        place.offset = fileOffset
        place.type = type
        recordCount &+= 1
        afterBareRecord = lineEndLength == 0
        isInBlankLines = false
        let seen = lineEndsSeen | UInt8(truncatingIfNeeded: lineEndLength)
        if seen != lineEndsSeen { noteLineEnd(seen) }
    }

    @inline(__always)
    private mutating func consume(_ count: Int, _ position: inout Int) {
        position &+= count
        fileOffset &+= count
    }

    private mutating func noteLineEnd(_ seen: UInt8) {
        lineEndsSeen = seen
        if seen.nonzeroBitCount > 1 && !hasReportedLineEnds {
            hasReportedLineEnds = true
            add(NACHARules.lineEnds, nil, "The file mixes LF, CR LF or CR; this record is the first to differ.")
        }
    }

    /// Whether rows must be handed out before this record is taken: it ends their batch.
    private mutating func endsRows(_ frame: RecordFrame, _ span: RawSpan, _ position: Int) -> Bool {
        guard frame.shape != .blank, stage != .inSecondFile else { return false }
        let type = span.byte(position)
        if type == RecordType.addenda { return false }
        if entry.isOpen { closeEntry() }
        return type == RecordType.entry ? areRowsFull : !rows.entries.isEmpty
    }

    /// A record of any kind, on the long way.
    private mutating func take(_ frame: RecordFrame, _ span: RawSpan, _ position: Int) -> Event? {
        let markLength = fileOffset == 0 ? byteOrderMarkLength(span, position) : 0
        place.line += 1
        place.offset = fileOffset
        place.type = frame.shape == .blank ? 0x20 : span.byte(position)
        noteLineEnd(lineEndsSeen | frame.lineEnd.rawValue)
        if markLength > 0 { return takeMarked(frame, span, position, markLength) }
        if frame.shape == .blank {
            // One finding for a run of blank lines, however long.
            if !isInBlankLines { add(NACHARules.blankLine, nil, "Line \(place.line) is blank.") }
            isInBlankLines = true
            return nil
        }
        isInBlankLines = false
        recordCount += 1
        afterBareRecord = frame.lineEnd == .none
        if stage == .inSecondFile { return nil }
        if frame.shape == .exact { return takeRecord(span, position) }
        let record = RecordFraming.normalised(frame, in: span, at: position)
        report(frame, record)
        if frame.shape == .wide { reportWide(span, position, frame) }
        return takeRecord(record.span.bytes, 0)
    }

    private func byteOrderMarkLength(_ span: RawSpan, _ position: Int) -> Int {
        guard span.byteCount - position >= 3 else { return 0 }
        let isMark =
            span.byte(position) == 0xEF && span.byte(position + 1) == 0xBB && span.byte(position + 2) == 0xBF
        return isMark ? 3 : 0
    }

    /// The first record behind a byte order mark. The mark is cut off and the line framed again.
    private mutating func takeMarked(_ frame: RecordFrame, _ span: RawSpan, _ position: Int, _ mark: Int) -> Event? {
        add(NACHARules.byteOrderMark, nil, "The file begins with a UTF-8 byte order mark.")
        recordCount += 1
        var line: [UInt8] = []
        let end = min(position + frame.consumed, span.byteCount)
        for index in (position + mark)..<max(position + mark, end) where !isLineEnd(span.byte(index)) {
            line.append(span.byte(index))
        }
        guard
            let inner = RecordFraming.frame(in: line.span.bytes, at: 0, isFinal: true, afterBareRecord: false),
            inner.shape != .blank
        else { return nil }
        let record = RecordFraming.normalised(inner, in: line.span.bytes, at: 0)
        place.type = record[0]
        if inner.shape != .exact { report(inner, record) }
        if inner.shape == .wide { reportWide(line.span.bytes, 0, inner) }
        return takeRecord(record.span.bytes, 0)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

/// The record type digits.
enum RecordType {
    static let fileHeader: UInt8 = 0x31
    static let batchHeader: UInt8 = 0x35
    static let entry: UInt8 = 0x36
    static let addenda: UInt8 = 0x37
    static let batchControl: UInt8 = 0x38
    static let fileControl: UInt8 = 0x39
}
