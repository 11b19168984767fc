// Rules on addenda 98 and 99: returns, dishonored and contested returns, notifications of change and their refusals.

import Parsing

extension NACHAReader {
    mutating func takeReturn(_ span: RawSpan, _ start: Int) {
        entry.hasReturn = true
        batch.hasReturns = true
        let code = RecordLayouts.pair(span, at: start + 4) ?? -1
        noteReason(span, start)
        if span.byte(start + 3) != 0x52 || !ReasonCodes.isReturn(code) {
            add(
                NACHARules.returnCode, ReturnAddendaFields.returnCode,
                "The return reason code is not one of the rules.")
        } else if let reason = ReturnReason.of(span.text(ReturnAddendaFields.returnCode, at: start)) {
            checkClass(of: reason)
        }
        checkTrace(span, start, NACHARules.addendaTrace)
        if code == 14 || code == 15 {
            if SixDigitDate.date(of: span.text(ReturnAddendaFields.dateOfDeath, at: start)) == nil {
                add(NACHARules.dateOfDeath, ReturnAddendaFields.dateOfDeath, "The date of death is missing.")
            }
        }
        if ReasonCodes.isDishonored(code) { checkDishonored(code, span, start) }
        if ReasonCodes.isContested(code) { checkContested(span, start) }
    }

    private mutating func checkClass(of reason: ReturnReason) {
        let isInternational = batch.rules.shape == .international
        let code = isInternational ? "IAT" : batch.rules.code
        if reason.classes.isEmpty || reason.classes.contains(code) || code.isEmpty { return }
        add(
            NACHARules.returnCodeClass, ReturnAddendaFields.returnCode,
            "\(reason.code) is for \(reason.classes.sorted().joined(separator: ", ")), not for \(code).")
    }

    private mutating func checkDishonored(_ code: Int, _ span: RawSpan, _ start: Int) {
        for field in [
            DishonoredAddendaFields.returnTrace, DishonoredAddendaFields.returnSettlementDay,
            DishonoredAddendaFields.returnReason,
        ] where span.number(field, at: start) == nil {
            add(NACHARules.dishonoredFields, field, "The \(field.name) is not \(field.length) digits.")
        }
        if code != 69 { return }
        let parts = span.text(DishonoredAddendaFields.information, at: start).split(separator: "*")
        if parts.isEmpty || !parts.allSatisfy({ Int($0).flatMap(NACHADishonoredReturn.WrongField.init) != nil }) {
            add(
                NACHARules.wrongFields, DishonoredAddendaFields.information,
                "The information of R69 does not list fields 01 to 07.")
        }
    }

    private mutating func checkContested(_ span: RawSpan, _ start: Int) {
        for field in [
            DishonoredAddendaFields.returnTrace, DishonoredAddendaFields.returnSettlementDay,
            DishonoredAddendaFields.returnReason, ContestedAddendaFields.dishonoredTrace,
            ContestedAddendaFields.dishonoredSettlementDay, ContestedAddendaFields.dishonoredReason,
        ] where span.number(field, at: start) == nil {
            add(NACHARules.contestedFields, field, "The \(field.name) is not \(field.length) digits.")
        }
    }

    mutating func takeChange(_ span: RawSpan, _ start: Int) {
        entry.hasChange = true
        batch.hasReturns = true
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
        if ReasonCodes.isRefusedChange(code) {
            checkRefused(span, start)
        } else if let reason = ChangeReason.of(span.text(ChangeAddendaFields.changeCode, at: start)) {
            checkCorrectedData(reason, span, start)
        }
        checkTrace(span, start, NACHARules.addendaTrace)
    }

    private mutating func checkRefused(_ span: RawSpan, _ start: Int) {
        let refused = ChangeReason.of(span.text(ChangeAddendaFields.refusedCode, at: start))
        if refused == nil || refused?.isRefusal == true {
            add(
                NACHARules.refusedChangeFields, ChangeAddendaFields.refusedCode,
                "The change code that is refused is not one of C01 to C14.")
        }
        if span.number(ChangeAddendaFields.changeSequence, at: start) == nil {
            add(
                NACHARules.refusedChangeFields, ChangeAddendaFields.changeSequence,
                "The trace sequence number of the notification is not seven digits.")
        }
    }

    private mutating func checkCorrectedData(_ reason: ChangeReason, _ span: RawSpan, _ start: Int) {
        if reason.isRetired {
            add(
                NACHARules.retiredChange, ChangeAddendaFields.changeCode, "\(reason.code) was withdrawn from the rules."
            )
        }
        if reason.needsNoData { return }
        let field =
            batch.rules.shape == .international
            ? ChangeAddendaFields.internationalData : ChangeAddendaFields.correctedData
        if span.isBlank(field, at: start) {
            add(NACHARules.correctedData, field, "The corrected data is blank.")
            return
        }
        guard let data = CorrectedData(changeCode: reason.code, text: span.text(field, at: start)) else {
            add(
                NACHARules.correctedDataUnreadable, field,
                "The corrected data cannot be read as \(reason.meaning), neither by its columns nor by its blanks.")
            return
        }
        if data.reading == .blanks {
            add(
                NACHARules.correctedDataSplit, field,
                "The corrected data is not in the columns of \(reason.code); it was split at its blanks.")
        }
    }

    private mutating func noteReason(_ span: RawSpan, _ start: Int) {
        entry.row.reason =
            UInt32(span.byte(start + 3)) << 16 | UInt32(span.byte(start + 4)) << 8 | UInt32(span.byte(start + 5))
        entry.row.originalTrace = span.number(ReturnAddendaFields.originalTrace, at: start) ?? 0
    }

    /// The trace in columns 80-94 is the entry's.
    mutating func checkTrace(_ span: RawSpan, _ start: Int, _ rule: FindingRule) {
        if span.number(AddendaFields.traceNumber, at: start) != entry.row.trace {
            add(rule, AddendaFields.traceNumber, "The trace number of the addenda is not that of its entry.")
        }
    }
}
