// Lays out domestic entries and advices from their typed values.
// Relies on RecordSheet and the layouts; EntryAllowance has checked what the class allows.

extension RecordSheet {
    /// An entry with its addenda. `trace` is the entry's, fifteen digits.
    mutating func encode(_ entry: DomesticEntry, trace: Int64) throws(NACHABuildFault) {
        open(RecordType.entry)
        try put(entry.transaction.code, in: EntryFields.transactionCode)
        try put(entry.receivingDFI)
        try put(entry.accountNumber, in: EntryFields.accountNumber)
        try put(entry.cents, in: EntryFields.amount)
        try encode(entry.details, addendaCount: entry.addenda.count)
        try put(entry.discretionaryData, in: EntryFields.discretionaryData)
        try put(entry.addenda.count == 0 ? 0 : 1, in: EntryFields.addendaIndicator)
        try put(trace, in: EntryFields.traceNumber)
        try encode(entry.addenda, trace: trace)
    }

    mutating func put(_ routing: RoutingNumber) throws(NACHABuildFault) {
        try put(Int64(routing.identification), in: EntryFields.receivingDFI)
        try put(routing.checkDigit, in: EntryFields.checkDigit)
    }

    /// Columns 40 to 76.
    mutating func encode(_ details: EntryDetails, addendaCount: Int) throws(NACHABuildFault) {
        switch details {
        case .receiver(let details):
            try put(details.identification, in: EntryFields.identification)
            try put(details.name, in: EntryFields.name)
        case .customer(let details):
            try put(details.name, in: EntryFields.individualName)
            try put(details.identification, in: EntryFields.individualID)
        case .exchange(let details):
            try put(details.identification, in: EntryFields.identification)
            try put(addendaCount, in: EntryFields.addendaCount)
            try put(details.companyName, in: EntryFields.companyName)
        case .check(let details):
            try put(details.serialNumber, in: EntryFields.checkSerial)
            try put(details.name, in: EntryFields.name)
        case .truncatedCheck(let details):
            try put(details.serialNumber, in: EntryFields.checkSerial)
            try put(details.processControl, in: EntryFields.processControl)
            try put(details.itemResearch, in: EntryFields.itemResearch)
        case .pointOfPurchase(let details):
            try put(details.serialNumber, in: EntryFields.shortCheckSerial)
            try put(details.terminalCity, in: EntryFields.terminalCity)
            try put(details.terminalState, in: EntryFields.terminalState)
            try put(details.name, in: EntryFields.name)
        case .sharedNetwork(let details):
            try put(details.cardExpiry, in: EntryFields.cardExpiry)
            try put(details.documentReference, in: EntryFields.documentReference)
            try put(details.cardAccount, in: EntryFields.cardAccount)
        case .terminalUser(let details):
            try put(details.name, in: EntryFields.terminalUserName)
            try put(details.identification, in: EntryFields.terminalUserID)
        case .acknowledgement(let details):
            try put(details.originalTrace, in: EntryFields.originalTrace)
            try put(details.companyName, in: EntryFields.name)
        case .acknowledgementExchange(let details):
            try put(details.originalTrace, in: EntryFields.originalTrace)
            try put(addendaCount, in: EntryFields.addendaCount)
            try put(details.companyName, in: EntryFields.companyName)
        }
    }

    /// An advice. It has no addenda.
    mutating func encode(_ entry: AdviceEntry, sequence: Int) throws(NACHABuildFault) {
        open(RecordType.entry)
        try put(entry.code, in: EntryFields.transactionCode)
        try put(entry.receivingDFI)
        try put(entry.accountNumber, in: AdviceEntryFields.accountNumber)
        try put(entry.cents, in: AdviceEntryFields.amount)
        try putDigits(entry.adviceRouting, in: AdviceEntryFields.adviceRouting)
        try put(entry.fileID, in: AdviceEntryFields.fileID)
        try put(entry.operatorData, in: AdviceEntryFields.operatorData)
        try put(entry.name, in: AdviceEntryFields.name)
        try put(entry.discretionaryData, in: EntryFields.discretionaryData)
        try put(0, in: EntryFields.addendaIndicator)
        try put(Int64(entry.operatorRouting.identification), in: AdviceEntryFields.operatorRouting)
        try put(entry.creationDay, in: AdviceEntryFields.creationDay)
        try put(sequence, in: AdviceEntryFields.sequence)
    }
}
