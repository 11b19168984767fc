// Rules on addenda: 05 on the short way, all others by their layout.

import Parsing

extension NACHAReader {
    /// Addenda 05.
    @inline(__always)
    mutating func takePaymentAddenda(_ span: RawSpan, _ start: Int, isNumeric: Bool) {
        if !entry.isOpen || batch.rules.addendaType != 5 || batch.rules.shape != .domestic || batch.isChange {
            takeAddenda(span, start)
            return
        }
        batch.tally.addenda &+= 1
        entry.row.addendaCount &+= 1
        entry.ownAddenda &+= 1
        let sequence = Digits.eight(span.word(start &+ 79) & ~0xFFFF_FFFF)
        let sequenceWord = span.word(start &+ 86) & ~0xFF
        if !isNumeric || sequence != Int64(entry.ownAddenda) || sequenceWord != entry.sequenceWord {
            reportPayment(span, start, isNumeric, sequence, sequenceWord == entry.sequenceWord)
        }
        if keepsRecords { keepRecord(span, start) }
    }

    private mutating func reportPayment(
        _ span: RawSpan, _ start: Int, _ isNumeric: Bool, _ sequence: Int64, _ isOfEntry: Bool
    ) {
        if !isNumeric {
            reportNonNumeric(PaymentAddendaFields.layout, span, start)
            return
        }
        if sequence != Int64(entry.ownAddenda) {
            add(
                NACHARules.addendaSequence, AddendaFields.sequence,
                "The addenda number is \(sequence); \(entry.ownAddenda) was expected.")
        }
        if !isOfEntry { reportEntrySequence() }
    }

    private mutating func reportEntrySequence() {
        add(
            NACHARules.addendaEntry, AddendaFields.entrySequence,
            "The last seven digits are not those of the entry's trace number.")
    }

    /// Addenda of any type.
    mutating func takeAddenda(_ span: RawSpan, _ start: Int) {
        if isAfterControl() { return }
        if stage == .beforeHeader { noteMissingHeader() }
        batch.tally.addenda += 1
        guard entry.isOpen else {
            add(NACHARules.order, nil, "An addenda record follows no entry.")
            return
        }
        entry.row.addendaCount &+= 1
        if keepsRecords { keepRecord(span, start) }
        let isInternational = batch.rules.shape == .international
        let layout = RecordLayouts.addenda(span, at: start, isInternational: isInternational)
        let isBad = reportNonNumeric(layout, span, start)
        switch RecordLayouts.pair(span, at: start + 1) ?? -1 {
        case 99: takeReturn(span, start)
        case 98: takeChange(span, start)
        case 2 where batch.rules.addendaType == 2:
            entry.ownAddenda += 1
            if !isBad { checkTrace(span, start, NACHARules.addendaEntry) }
        case 10...18 where isInternational: takeInternational(span, start, isBad)
        default:
            add(
                NACHARules.addendaType, AddendaFields.typeCode,
                "Class \(batch.rules.code.isEmpty ? "of this batch" : batch.rules.code) allows no addenda of this type."
            )
        }
    }

    private mutating func takeInternational(_ span: RawSpan, _ start: Int, _ isBad: Bool) {
        let type = RecordLayouts.pair(span, at: start + 1) ?? 0
        if type <= 16 {
            if type == entry.internationalStep + 1 {
                entry.internationalStep = type
            } else {
                add(
                    NACHARules.internationalOrder, AddendaFields.typeCode,
                    "Addenda \(type) stands where \(min(entry.internationalStep + 1, 16)) or a later type was expected."
                )
                if type > entry.internationalStep { entry.internationalStep = type }
            }
        } else {
            checkOptional(type, span, start)
        }
        if !isBad && span.word(start + 86) & ~0xFF != entry.sequenceWord { reportEntrySequence() }
    }

    private mutating func checkOptional(_ type: Int, _ span: RawSpan, _ start: Int) {
        if entry.internationalStep < 16 || (type == 17 && entry.correspondents > 0) {
            add(
                NACHARules.internationalOrder, AddendaFields.typeCode,
                "Addenda \(type) stands before addenda that must come first.")
        }
        if type == 17 { entry.remittances += 1 } else { entry.correspondents += 1 }
        let expected = type == 17 ? entry.remittances : entry.correspondents
        let sequence = span.number(AddendaFields.sequence, at: start) ?? -1
        if sequence != Int64(expected) {
            add(
                NACHARules.internationalSequence, AddendaFields.sequence,
                "The addenda number is not \(expected), the next of addenda \(type).")
        }
    }

    private mutating func takeReturn(_ span: RawSpan, _ start: Int) {
        entry.hasReturn = true
        let code = RecordLayouts.pair(span, at: start + 4) ?? -1
        noteReason(span, start)
        if span.byte(start + 3) != 0x52 || !ReasonCodes.isReturn(code) {
            add(
                NACHARules.returnCode, ReturnAddendaFields.returnCode,
                "The return reason code is not one of the rules.")
        }
        checkTrace(span, start, NACHARules.addendaTrace)
        if code == 14 || code == 15 {
            if SixDigitDate.date(of: span.text(ReturnAddendaFields.dateOfDeath, at: start)) == nil {
                add(NACHARules.dateOfDeath, ReturnAddendaFields.dateOfDeath, "The date of death is missing.")
            }
        }
    }

    private mutating func takeChange(_ span: RawSpan, _ start: Int) {
        entry.hasChange = true
        let code = RecordLayouts.pair(span, at: start + 4) ?? -1
        noteReason(span, start)
        if span.byte(start + 3) != 0x43 || !ReasonCodes.isChange(code) {
            add(NACHARules.changeCode, ChangeAddendaFields.changeCode, "The change code is not one of the rules.")
        }
        if !batch.isChange && batch.isOpen {
            add(
                NACHARules.changeOutsideClass, AddendaFields.typeCode,
                "A notification of change stands in a batch of class \(batch.header?.secCode ?? "").")
        }
        if code != 13 && code != 14 && span.isBlank(ChangeAddendaFields.correctedData, at: start) {
            add(NACHARules.correctedData, ChangeAddendaFields.correctedData, "The corrected data is blank.")
        }
        checkTrace(span, start, NACHARules.addendaTrace)
    }

    private mutating func noteReason(_ span: RawSpan, _ start: Int) {
        entry.row.reason =
            UInt32(span.byte(start + 3)) << 16 | UInt32(span.byte(start + 4)) << 8 | UInt32(span.byte(start + 5))
        entry.row.originalTrace = span.number(ReturnAddendaFields.originalTrace, at: start) ?? 0
    }

    /// The trace in columns 80-94 is the entry's.
    private mutating func checkTrace(_ span: RawSpan, _ start: Int, _ rule: FindingRule) {
        if span.number(AddendaFields.traceNumber, at: start) != entry.row.trace {
            add(rule, AddendaFields.traceNumber, "The trace number of the addenda is not that of its entry.")
        }
    }
}
