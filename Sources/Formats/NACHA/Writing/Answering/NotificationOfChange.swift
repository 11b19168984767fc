// Notifications of change from originals, and their refusal.
// Nacha Operating Rules, Article Three, Section 3.9, and Appendix Five (notifications of change).

extension BatchItem {
    /// Tells the originator what to correct in its next entries. The batch keeps company, description and effective date, its class
    /// becomes COR; the amount becomes 0. Columns 40 to 76 stay as the original has them. Throws for an entry that is no
    /// forward entry, and where the correction does not fit the kind of entry.
    public func corrected(_ corrected: Correction) throws(NACHABuildFault) -> BatchItem {
        let trace = try originalTrace()
        if case .foreignReceivingDFI = corrected, !heading.isInternational {
            throw NACHABuildFault(
                .reasonCode, field: ChangeAddendaFields.changeCode.name, reason: "C08 is for IAT only")
        }
        var item: BatchItem
        switch entry {
        case .domestic(var entry):
            if entry.addenda.isAnswer { throw refusal("only a forward entry is corrected") }
            let receiver = entry.receivingDFI
            entry.details = .receiver(try entry.details.asColumns(addendaCount: entry.addenda.count))
            entry.cents = 0
            entry.addenda = .change(
                ChangeAddenda(corrected, originalTrace: trace, originalReceivingDFI: receiver))
            item = answer(with: entry, from: receiver)
        case .international(var entry):
            if entry.answer != .none { throw refusal("only a forward entry is corrected") }
            let receiver = entry.receivingDFI
            entry.cents = 0
            entry.answer = .change(ChangeAddenda(corrected, originalTrace: trace, originalReceivingDFI: receiver))
            item = answer(with: entry, from: receiver)
        case .advice: throw refusal("an advice is not corrected")
        }
        item.heading.entryClass = .notificationOfChange
        // A federal agency's batch is answered by a bank that the rules bind.
        if heading.entryClass.isFederal { item.heading.originatorStatus = "1" }
        return item
    }

    /// Sends a notification of change back to the bank that made it (C61 to C69). Throws unless this is one.
    public func refused(_ code: ChangeCode) throws(NACHABuildFault) -> BatchItem {
        let trace = try originalTrace()
        func addenda(_ change: ChangeAddenda) -> RefusedChangeAddenda {
            RefusedChangeAddenda(
                code, originalTrace: change.originalTrace, originalReceivingDFI: change.originalReceivingDFI,
                correctedData: change.correctedData, refusedCode: change.code,
                changeSequence: Int(trace % 10_000_000))
        }
        switch entry {
        case .domestic(var entry):
            guard case .change(let change) = entry.addenda else { throw notChange }
            let sender = entry.receivingDFI
            entry.addenda = .refusedChange(addenda(change))
            return answer(with: entry, from: sender)
        case .international(var entry):
            guard case .change(let change) = entry.answer else { throw notChange }
            let sender = entry.receivingDFI
            entry.answer = .refusedChange(addenda(change))
            return answer(with: entry, from: sender)
        case .advice: throw notChange
        }
    }

    private var notChange: NACHABuildFault { refusal("only a notification of change is refused") }

    private func refusal(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.original, field: "notification of change", reason: reason)
    }
}

extension EntryDetails {
    /// Columns 40 to 76 as they stand, cut where a COR entry is.
    func asColumns(addendaCount: Int) throws(NACHABuildFault) -> ReceiverDetails {
        if case .receiver(let details) = self { return details }
        var sheet = RecordSheet()
        sheet.open(RecordType.entry)
        try sheet.encode(self, addendaCount: addendaCount)
        let span = sheet.bytes.span.bytes
        return ReceiverDetails(
            identification: span.text(EntryFields.identification, at: 0), name: span.text(EntryFields.name, at: 0))
    }
}
