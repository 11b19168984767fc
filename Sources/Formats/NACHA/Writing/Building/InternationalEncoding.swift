// Lays out IAT entries: the entry, addenda 10 to 18, and what answers it.
// Relies on RecordSheet and the layouts.

extension RecordSheet {
    private typealias Fields = InternationalAddendaFields

    /// An IAT entry with its addenda. `trace` is the entry's, fifteen digits.
    mutating func encode(_ entry: InternationalEntry, trace: Int64) throws(NACHABuildFault) {
        open(RecordType.entry)
        try put(entry.transaction.code, in: EntryFields.transactionCode)
        try put(entry.receivingDFI)
        try put(entry.addendaCount, in: InternationalEntryFields.addendaCount)
        try put(entry.cents, in: EntryFields.amount)
        try putRequired(entry.accountNumber, in: InternationalEntryFields.foreignAccount)
        let screening = ["", "0", "1"]
        try put(entry.gatewayScreening, oneOf: screening, in: InternationalEntryFields.gatewayScreening)
        try put(entry.secondaryScreening, oneOf: screening, in: InternationalEntryFields.secondaryScreening)
        try put(1, in: EntryFields.addendaIndicator)
        try put(trace, in: EntryFields.traceNumber)
        try encodeParties(entry, trace: trace)
        try encode(entry.remittance, type: 17, trace: trace)
        for (index, bank) in entry.correspondents.enumerated() {
            try encode(bank, type: 18, trace: trace)
            try put(index + 1, in: AddendaFields.sequence)
        }
        try encode(entry.answer, trace: trace)
    }

    /// Opens an addenda record of a type; all but returns and changes end with the entry's sequence.
    private mutating func openAddenda(_ type: Int, _ trace: Int64) throws(NACHABuildFault) {
        open(RecordType.addenda)
        try put(type, in: AddendaFields.typeCode)
        try put(trace % 10_000_000, in: AddendaFields.entrySequence)
    }

    private mutating func encodeParties(_ entry: InternationalEntry, trace: Int64) throws(NACHABuildFault) {
        try openAddenda(10, trace)
        try put(entry.transactionType, oneOf: InternationalEntry.transactionTypes, in: Fields.transactionType)
        try put(entry.foreignAmount, in: Fields.foreignAmount)
        try put(entry.foreignTrace, in: Fields.foreignTrace)
        try putRequired(entry.receiver.name, in: Fields.receiverName)
        try openAddenda(11, trace)
        try putRequired(entry.originator.name, in: Fields.originatorName)
        try putRequired(entry.originator.street, in: Fields.originatorStreet)
        try openAddenda(12, trace)
        try putRequired(entry.originator.city, in: Fields.originatorCity)
        try putRequired(entry.originator.country, in: Fields.originatorCountry)
        try encode(entry.originatingBank, type: 13, trace: trace)
        try encode(entry.receivingBank, type: 14, trace: trace)
        try openAddenda(15, trace)
        try put(entry.receiverID, in: Fields.receiverID)
        try putRequired(entry.receiver.street, in: Fields.receiverStreet)
        try openAddenda(16, trace)
        try putRequired(entry.receiver.city, in: Fields.receiverCity)
        try putRequired(entry.receiver.country, in: Fields.receiverCountry)
    }

    private mutating func encode(_ bank: InternationalBank, type: Int, trace: Int64) throws(NACHABuildFault) {
        try openAddenda(type, trace)
        try putRequired(bank.name, in: Fields.bankName)
        try put(bank.qualifier, oneOf: ["01", "02", "03"], in: Fields.bankIDQualifier)
        try putRequired(bank.identification, in: Fields.bankID)
        try putLetters(bank.country, count: 2, in: Fields.bankCountry)
    }

    private mutating func encode(_ answer: InternationalAnswer, trace: Int64) throws(NACHABuildFault) {
        switch answer {
        case .none: break
        case .returned(let returned, let amount):
            try beginReturn(returned, trace: trace)
            try put(amount, in: ReturnAddendaFields.originalAmount)
            try put(returned.information, in: ReturnAddendaFields.internationalInformation)
        case .dishonored(let dishonored): try encode(dishonored, trace: trace)
        case .contested(let contested): try encode(contested, trace: trace)
        case .change(let change): try encode(change, isInternational: true, trace: trace)
        case .refusedChange(let refused): try encode(refused, trace: trace)
        }
    }
}
