// Rules on any record: its length, its characters, its digits, its place in the order; and how findings are made.

import Parsing

extension NACHAReader {
    /// Adds a finding at the record being read, at a field of it.
    mutating func add(_ rule: FindingRule, _ field: NACHAField?, _ message: String) {
        add(rule, field, at: place, message)
    }

    /// Adds a finding at a record read before.
    mutating func add(
        _ rule: FindingRule, _ field: NACHAField?, at place: RecordPlace, _ message: String
    ) {
        let location = Location(
            offset: place.offset + (field?.offset ?? 0), line: place.line, record: place.typeName,
            element: field?.columns)
        findings.add(rule, message, at: location)
        if rule.severity == .error { noteError(rule, rule.finding(message, at: location), at: place) }
    }

    /// Says what is odd about a record's length. `record` is the record as 94 bytes.
    mutating func report(_ frame: RecordFrame, _ record: [UInt8]) {
        switch frame.shape {
        case .exact, .blank, .wide: break
        case .extraBlanks:
            add(NACHARules.extraBlanks, nil, "\(frame.extraBlanks) blanks follow column 94.")
        case .tooLong:
            add(NACHARules.longRecord, nil, "The record has text after column 94; it was read up to there.")
        case .short:
            let least = leastLength(of: record)
            if frame.length < least {
                add(
                    NACHARules.truncatedRecord, nil,
                    "The record ends after \(frame.length) characters; its mandatory fields reach to column \(least).")
            } else {
                add(NACHARules.shortRecord, nil, "The record has \(frame.length) characters instead of 94.")
            }
        }
    }

    /// The last column that cannot be blank, by record type.
    private func leastLength(of record: [UInt8]) -> Int {
        switch record[0] {
        case RecordType.fileHeader: 40
        case RecordType.fileControl:
            isFiller(record.span.bytes, 0) ? 1 : hasOnlyAdvices ? 71 : 55
        case RecordType.batchHeader, RecordType.entry, RecordType.addenda, RecordType.batchControl: 94
        default: 1
        }
    }

    /// A record of nines. One that was cut short is nines and blanks.
    func isFiller(_ span: RawSpan, _ start: Int) -> Bool {
        var position = RecordShape.length - 1
        while position > 0 && span.byte(start + position) == 0x20 { position -= 1 }
        while position >= 0 && span.byte(start + position) == 0x39 { position -= 1 }
        return position < 0
    }

    /// Any record of 94 bytes, by its type and the stage the file is in.
    mutating func takeRecord(_ span: RawSpan, _ start: Int) -> Event? {
        if !commonMask.check(span, at: start).isPrintable { reportCharacters(span, start) }
        let type = span.byte(start)
        if stage == .afterControl { return takeAfterControl(span, start, type) }
        switch type {
        case RecordType.fileHeader: return takeFileHeader(span, start)
        case RecordType.batchHeader: return takeBatchHeader(span, start)
        case RecordType.entry:
            takeEntry(span, start, isNumeric: batch.mask.check(span, at: start).isNumeric)
            return nil
        case RecordType.addenda:
            if span.byte(start + 1) == 0x30 && span.byte(start + 2) == 0x35 {
                takePaymentAddenda(span, start, isNumeric: paymentMask.check(span, at: start).isNumeric)
            } else {
                takeAddenda(span, start)
            }
            return nil
        case RecordType.batchControl: return takeBatchControl(span, start)
        case RecordType.fileControl: return isFiller(span, start) ? takeEarlyFiller() : takeFileControl(span, start)
        default:
            add(NACHARules.recordType, FileHeaderFields.recordType, "No record type begins like this.")
            return nil
        }
    }

    private mutating func takeEarlyFiller() -> Event? {
        add(NACHARules.order, nil, "A filler record stands before the file control.")
        return nil
    }

    private mutating func takeAfterControl(_ span: RawSpan, _ start: Int, _ type: UInt8) -> Event? {
        if type == RecordType.fileControl && isFiller(span, start) { return nil }
        if type == RecordType.fileHeader {
            stage = .inSecondFile
            add(NACHARules.secondFile, nil, "A second file header follows the file control; it was not read.")
        } else {
            _ = isAfterControl()
        }
        return nil
    }

    /// Whether the file control was read already; says that the record being read stands after it.
    mutating func isAfterControl() -> Bool {
        if stage == .afterControl {
            add(NACHARules.afterControl, nil, "A record that is no filler follows the file control; it was not read.")
        }
        return stage == .afterControl || stage == .inSecondFile
    }

    /// Names the first multibyte character of a record that is 94 characters in more bytes.
    mutating func reportWide(_ span: RawSpan, _ start: Int, _ frame: RecordFrame) {
        let column = RecordFraming.firstWideColumn(in: span, at: start, count: frame.length)
        add(
            NACHARules.character, NACHAField("column", at: column, length: 1),
            "Column \(column) holds a letter of several bytes; the record was read as characters.")
    }

    private mutating func reportCharacters(_ span: RawSpan, _ start: Int) {
        for position in 0..<RecordShape.length {
            let byte = span.byte(start + position)
            if byte >= 0x20 && byte <= 0x7E { continue }
            let field = NACHAField("column", at: position + 1, length: 1)
            let kind = byte < 0x80 ? "a control character" : "a character outside ASCII"
            add(NACHARules.character, field, "Column \(position + 1) holds \(kind).")
            return
        }
    }

    /// Names the fields of a layout that should be digits and are not. True where there was one.
    @discardableResult
    mutating func reportNonNumeric(_ layout: NACHALayout, _ span: RawSpan, _ start: Int) -> Bool {
        if layout.mask.check(span, at: start).isNumeric { return false }
        var found = false
        for field in layout.fields where field.content == .digits && !isNumeric(field, span, start) {
            found = true
            add(
                NACHARules.notNumeric, field,
                "The \(field.name) of the \(layout.name) holds something other than digits.")
        }
        return found
    }

    private func isNumeric(_ field: NACHAField, _ span: RawSpan, _ start: Int) -> Bool {
        for position in 0..<field.length where span.byte(start + field.offset + position) &- 0x30 > 9 {
            return false
        }
        return true
    }
}
