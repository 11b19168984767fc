// Record type 6: the entry detail of every standard entry class.
// Nacha Operating Rules, Appendix Three, entry detail records; columns 40-76 differ by class, the rest is common.

/// The fields that every entry but IAT and ADV has.
public enum EntryFields {
    public static let recordType = NACHAField("record type", at: 1, length: 1, .digits)
    public static let transactionCode = NACHAField("transaction code", at: 2, length: 2, .digits)
    public static let receivingDFI = NACHAField("receiving DFI identification", at: 4, length: 8, .digits)
    public static let checkDigit = NACHAField("check digit", at: 12, length: 1, .digits)
    public static let accountNumber = NACHAField("DFI account number", at: 13, length: 17)
    public static let amount = NACHAField("amount", at: 30, length: 10, .digits)
    public static let discretionaryData = NACHAField("discretionary data", at: 77, length: 2)
    public static let addendaIndicator = NACHAField("addenda record indicator", at: 79, length: 1, .digits)
    public static let traceNumber = NACHAField("trace number", at: 80, length: 15, .digits)

    /// PPD, CCD, WEB, TEL, POS, DNE, COR.
    public static let identification = NACHAField("identification number", at: 40, length: 15)
    public static let name = NACHAField("receiver name", at: 55, length: 22)
    /// ACK and ATX: the trace number of the entry acknowledged.
    public static let originalTrace = NACHAField("original entry trace number", at: 40, length: 15)
    /// ARC, BOC, RCK, TRC, XCK.
    public static let checkSerial = NACHAField("check serial number", at: 40, length: 15)
    /// CIE.
    public static let individualName = NACHAField("individual name", at: 40, length: 15)
    public static let individualID = NACHAField("individual identification", at: 55, length: 22)
    /// CTX, ENR, ATX, TRX.
    public static let addendaCount = NACHAField("number of addenda records", at: 55, length: 4, .digits)
    public static let looseAddendaCount = NACHAField("number of addenda records", at: 55, length: 4, .looseDigits)
    public static let companyName = NACHAField("receiving company name", at: 59, length: 16)
    public static let companyReserved = NACHAField("reserved", at: 75, length: 2)
    /// MTE.
    public static let terminalUserName = NACHAField("individual name", at: 40, length: 22)
    public static let terminalUserID = NACHAField("individual identification", at: 62, length: 15)
    /// POP.
    public static let shortCheckSerial = NACHAField("check serial number", at: 40, length: 9)
    public static let terminalCity = NACHAField("terminal city", at: 49, length: 4)
    public static let terminalState = NACHAField("terminal state", at: 53, length: 2)
    /// SHR.
    public static let cardExpiry = NACHAField("card expiration date", at: 40, length: 4)
    public static let documentReference = NACHAField("document reference number", at: 44, length: 11)
    public static let cardAccount = NACHAField("card account number", at: 55, length: 22)
    /// TRC, XCK.
    public static let processControl = NACHAField("process control field", at: 55, length: 6)
    public static let itemResearch = NACHAField("item research number", at: 61, length: 16)

    private static func layout(_ name: String, _ middle: [NACHAField]) -> NACHALayout {
        NACHALayout(
            name,
            [recordType, transactionCode, receivingDFI, checkDigit, accountNumber, amount] + middle
                + [discretionaryData, addendaIndicator, traceNumber])
    }

    public static let general = layout("entry detail", [identification, name])
    public static let acknowledgement = layout("ACK entry detail", [originalTrace, name])
    public static let check = layout("check entry detail", [checkSerial, name])
    public static let customerInitiated = layout("CIE entry detail", [individualName, individualID])
    public static let corporateExchange = layout(
        "CTX entry detail", [identification, addendaCount, companyName, companyReserved])
    public static let acknowledgementExchange = layout(
        "ATX entry detail", [originalTrace, addendaCount, companyName, companyReserved])
    public static let enrollment = layout(
        "ENR entry detail", [identification, looseAddendaCount, companyName, companyReserved])
    public static let machineTransfer = layout("MTE entry detail", [terminalUserName, terminalUserID])
    public static let pointOfPurchase = layout(
        "POP entry detail", [shortCheckSerial, terminalCity, terminalState, name])
    public static let sharedNetwork = layout("SHR entry detail", [cardExpiry, documentReference, cardAccount])
    public static let truncatedCheck = layout("TRC entry detail", [checkSerial, processControl, itemResearch])
}

/// Record type 6 of an IAT batch.
public enum InternationalEntryFields {
    public static let addendaCount = NACHAField("number of addenda records", at: 13, length: 4, .looseDigits)
    public static let reserved = NACHAField("reserved", at: 17, length: 13)
    public static let foreignAccount = NACHAField("foreign receiver's account number", at: 40, length: 35)
    public static let secondReserved = NACHAField("reserved", at: 75, length: 2)
    public static let gatewayScreening = NACHAField("gateway OFAC screening indicator", at: 77, length: 1)
    public static let secondaryScreening = NACHAField("secondary OFAC screening indicator", at: 78, length: 1)

    public static let layout = NACHALayout(
        "IAT entry detail",
        [
            EntryFields.recordType, EntryFields.transactionCode, EntryFields.receivingDFI, EntryFields.checkDigit,
            addendaCount, reserved, EntryFields.amount, foreignAccount, secondReserved, gatewayScreening,
            secondaryScreening, EntryFields.addendaIndicator, EntryFields.traceNumber,
        ])
}

/// Record type 6 of an ADV batch.
public enum AdviceEntryFields {
    public static let accountNumber = NACHAField("DFI account number", at: 13, length: 15)
    public static let amount = NACHAField("amount", at: 28, length: 12, .digits)
    public static let adviceRouting = NACHAField("advice routing number", at: 40, length: 9, .looseDigits)
    public static let fileID = NACHAField("file identification", at: 49, length: 5)
    public static let operatorData = NACHAField("ACH operator data", at: 54, length: 1)
    public static let name = NACHAField("individual name", at: 55, length: 22)
    public static let operatorRouting = NACHAField("routing number of ACH operator", at: 80, length: 8, .digits)
    public static let creationDay = NACHAField("julian date of creation", at: 88, length: 3, .digits)
    public static let sequence = NACHAField("sequence number", at: 91, length: 4, .digits)

    public static let layout = NACHALayout(
        "ADV entry detail",
        [
            EntryFields.recordType, EntryFields.transactionCode, EntryFields.receivingDFI, EntryFields.checkDigit,
            accountNumber, amount, adviceRouting, fileID, operatorData, name, EntryFields.discretionaryData,
            EntryFields.addendaIndicator, operatorRouting, creationDay, sequence,
        ])
}
