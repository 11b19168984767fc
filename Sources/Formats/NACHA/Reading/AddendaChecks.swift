// Rules on addenda: 05 on the short way, all others by their layout.

import Parsing

extension NACHAReader {
    /// Addenda 05.
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
        if batch.demandsTrace && !entry.row.isDebit { checkTraceSegment(span, start) }
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

    mutating func reportEntrySequence() {
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
            checkTerminal(span, start)
        case 10...18 where isInternational: takeInternational(span, start, isBad)
        default:
            add(
                NACHARules.addendaType, AddendaFields.typeCode,
                "Class \(batch.rules.code.isEmpty ? "of this batch" : batch.rules.code) allows no addenda of this type."
            )
        }
    }
}
