// Returns from originals: return, dishonored return, contested or corrected return.
// Nacha Operating Rules, Article Three, Section 3.8 and Appendix Four (returns); Subsections 2.12.5, 3.8.5 and Appendix Four
// (dishonored and contested returns).

public import Money

extension BatchItem {
    /// The return of this entry by the bank that received it. The batch keeps company, class, description and effective date;
    /// the entry goes back to the original's bank, with the original's other fields and the amount. `forwardAmount` is that of
    /// an IAT entry in the other currency; nil repeats the amount in dollars. Throws for an entry that is a return itself, has no trace
    /// number, or cannot carry the code.
    public func returned(
        _ code: ReturnCode, dateOfDeath: CalendarDate? = nil, information: String = "", forwardAmount: Int64? = nil
    ) throws(NACHABuildFault) -> BatchItem {
        let trace = try originalTrace()
        switch entry {
        case .domestic(var entry):
            if entry.addenda.isAnswer { throw notForward }
            let receiver = entry.receivingDFI
            entry.addenda = .returned(
                ReturnAddenda(
                    code, originalTrace: trace, dateOfDeath: dateOfDeath, originalReceivingDFI: receiver,
                    information: information))
            return answer(with: entry, from: receiver)
        case .international(var entry):
            if entry.answer != .none { throw notForward }
            let receiver = entry.receivingDFI
            entry.answer = .returned(
                ReturnAddenda(
                    code, originalTrace: trace, dateOfDeath: dateOfDeath, originalReceivingDFI: receiver,
                    information: information),
                forwardAmount: forwardAmount ?? entry.cents)
            return answer(with: entry, from: receiver)
        case .advice: throw notForward
        }
    }

    /// Sends a return back to the bank that made it (R61 to R70). `settlementDay` is the day of the year on which the return
    /// settled; nil: as its batch header says. Throws unless this is a return.
    public func dishonored(
        _ code: ReturnCode, settlementDay: Int?, information: String = ""
    ) throws(NACHABuildFault) -> BatchItem {
        let trace = try originalTrace()
        let settlementDay = try settled(settlementDay)
        func addenda(_ returned: ReturnAddenda) -> DishonoredAddenda {
            DishonoredAddenda(
                code, originalTrace: returned.originalTrace, originalReceivingDFI: returned.originalReceivingDFI,
                returnTrace: trace, returnSettlementDay: settlementDay,
                returnCode: returned.code, information: information)
        }
        switch entry {
        case .domestic(var entry):
            guard case .returned(let returned) = entry.addenda else { throw refusal("only a return is dishonored") }
            let sender = entry.receivingDFI
            entry.addenda = .dishonored(addenda(returned))
            return answer(with: entry, from: sender)
        case .international(var entry):
            guard case .returned(let returned, _) = entry.answer else { throw refusal("only a return is dishonored") }
            let sender = entry.receivingDFI
            entry.answer = .dishonored(addenda(returned))
            return answer(with: entry, from: sender)
        case .advice: throw refusal("only a return is dishonored")
        }
    }

    /// Answers a dishonored return (R71 to R77). `settlementDay` is the day of the year on which the dishonored return
    /// settled; nil: as its batch header says. Throws unless this is a dishonored return.
    public func contested(
        _ code: ReturnCode, originalReturned: CalendarDate?, originalSettlementDay: Int?, settlementDay: Int?
    ) throws(NACHABuildFault) -> BatchItem {
        let trace = try originalTrace()
        let settlementDay = try settled(settlementDay)
        func addenda(_ dishonored: DishonoredAddenda) -> ContestedAddenda {
            ContestedAddenda(
                code, originalTrace: dishonored.originalTrace, originalReturned: originalReturned,
                originalReceivingDFI: dishonored.originalReceivingDFI, originalSettlementDay: originalSettlementDay,
                returnTrace: dishonored.returnTrace, returnSettlementDay: dishonored.returnSettlementDay,
                returnCode: dishonored.returnCode, dishonoredTrace: trace,
                dishonoredSettlementDay: settlementDay, dishonoredCode: dishonored.code)
        }
        switch entry {
        case .domestic(var entry):
            guard case .dishonored(let dishonored) = entry.addenda else { throw notDishonored }
            let sender = entry.receivingDFI
            entry.addenda = .contested(addenda(dishonored))
            return answer(with: entry, from: sender)
        case .international(var entry):
            guard case .dishonored(let dishonored) = entry.answer else { throw notDishonored }
            let sender = entry.receivingDFI
            entry.answer = .contested(addenda(dishonored))
            return answer(with: entry, from: sender)
        case .advice: throw notDishonored
        }
    }

    private func settled(_ day: Int?) throws(NACHABuildFault) -> Int {
        if let day = day ?? heading.settlementDay { return day }
        throw NACHABuildFault(
            .missing, field: BatchHeaderFields.settlementDay.name, reason: "neither given nor in the batch header")
    }

    /// The entry on its way back to the bank that it came from.
    func answer(with entry: DomesticEntry, from sender: RoutingNumber) -> BatchItem {
        var entry = entry
        entry.transaction = entry.transaction.returned
        entry.receivingDFI = heading.originatingDFI
        entry.trace = nil
        return BatchItem(answered(by: sender), .domestic(entry))
    }

    /// An IAT entry on its way back: of its addenda, the seven mandatory ones go with it.
    func answer(with entry: InternationalEntry, from sender: RoutingNumber) -> BatchItem {
        var entry = entry
        entry.transaction = entry.transaction.returned
        entry.receivingDFI = heading.originatingDFI
        entry.remittance = []
        entry.correspondents = []
        entry.trace = nil
        return BatchItem(answered(by: sender), .international(entry))
    }

    private var notForward: NACHABuildFault { refusal("only a forward entry is returned") }
    private var notDishonored: NACHABuildFault { refusal("only a dishonored return is contested") }

    private func refusal(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.original, field: "return", reason: reason)
    }
}
