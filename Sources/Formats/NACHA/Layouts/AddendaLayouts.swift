// Record type 7: addenda 02, 05, 98 (notification of change, refused) and 99 (return, dishonored, contested).
// Nacha Operating Rules, Appendix Three, addenda records.

/// What every addenda record begins with, and what most end with.
public enum AddendaFields {
    public static let recordType = NACHAField("record type", at: 1, length: 1, .digits)
    public static let typeCode = NACHAField("addenda type code", at: 2, length: 2, .digits)
    public static let sequence = NACHAField("addenda sequence number", at: 84, length: 4, .digits)
    public static let looseSequence = NACHAField("addenda sequence number", at: 84, length: 4, .looseDigits)
    public static let entrySequence = NACHAField("entry detail sequence number", at: 88, length: 7, .digits)
    public static let traceNumber = NACHAField("trace number", at: 80, length: 15, .digits)
    public static let looseTrace = NACHAField("trace number", at: 80, length: 15, .looseDigits)

    static let opening = [recordType, typeCode]

    /// An addenda record of a type that no class knows.
    public static let unknown = NACHALayout(
        "addenda", opening + [NACHAField("addenda information", at: 4, length: 91)])
}

/// Addenda 05: payment information.
public enum PaymentAddendaFields {
    public static let paymentInformation = NACHAField("payment related information", at: 4, length: 80)
    public static let layout = NACHALayout(
        "addenda 05",
        AddendaFields.opening + [paymentInformation, AddendaFields.sequence, AddendaFields.entrySequence])
}

/// Addenda 02: the terminal of a POS, SHR or MTE entry.
public enum TerminalAddendaFields {
    public static let firstReference = NACHAField("reference information 1", at: 4, length: 7)
    public static let secondReference = NACHAField("reference information 2", at: 11, length: 3)
    public static let terminalID = NACHAField("terminal identification code", at: 14, length: 6)
    public static let serialNumber = NACHAField("transaction serial number", at: 20, length: 6)
    public static let transactionDate = NACHAField("transaction date", at: 26, length: 4)
    public static let authorization = NACHAField("authorization code or time", at: 30, length: 6)
    public static let location = NACHAField("terminal location", at: 36, length: 27)
    public static let city = NACHAField("terminal city", at: 63, length: 15)
    public static let state = NACHAField("terminal state", at: 78, length: 2)
    public static let layout = NACHALayout(
        "addenda 02",
        AddendaFields.opening + [
            firstReference, secondReference, terminalID, serialNumber, transactionDate, authorization, location, city,
            state, AddendaFields.traceNumber,
        ])
}

/// Addenda 98: notification of change.
public enum ChangeAddendaFields {
    public static let changeCode = NACHAField("change code", at: 4, length: 3)
    public static let originalTrace = NACHAField("original entry trace number", at: 7, length: 15, .digits)
    public static let reserved = NACHAField("reserved", at: 22, length: 6)
    public static let originalReceivingDFI = NACHAField("original receiving DFI", at: 28, length: 8, .digits)
    public static let correctedData = NACHAField("corrected data", at: 36, length: 29)
    public static let secondReserved = NACHAField("reserved", at: 65, length: 15)
    public static let layout = NACHALayout(
        "addenda 98",
        AddendaFields.opening + [
            changeCode, originalTrace, reserved, originalReceivingDFI, correctedData, secondReserved,
            AddendaFields.looseTrace,
        ])

    /// In an IAT entry the corrected data has 35 characters.
    public static let internationalData = NACHAField("corrected data", at: 36, length: 35)
    public static let internationalReserved = NACHAField("reserved", at: 71, length: 9)
    public static let internationalLayout = NACHALayout(
        "IAT addenda 98",
        AddendaFields.opening + [
            changeCode, originalTrace, reserved, originalReceivingDFI, internationalData, internationalReserved,
            AddendaFields.looseTrace,
        ])

    /// Refused notification of change, codes C61 to C69.
    public static let refusedCode = NACHAField("change code refused", at: 65, length: 3)
    public static let changeSequence = NACHAField("trace sequence number", at: 68, length: 7, .looseDigits)
    public static let refusedReserved = NACHAField("reserved", at: 75, length: 5)
    public static let refusedLayout = NACHALayout(
        "addenda 98 refused",
        AddendaFields.opening + [
            changeCode, originalTrace, reserved, originalReceivingDFI, correctedData, refusedCode, changeSequence,
            refusedReserved, AddendaFields.looseTrace,
        ])
}

/// Addenda 99: return.
public enum ReturnAddendaFields {
    public static let returnCode = NACHAField("return reason code", at: 4, length: 3)
    public static let originalTrace = NACHAField("original entry trace number", at: 7, length: 15, .digits)
    public static let dateOfDeath = NACHAField("date of death", at: 22, length: 6, .looseDigits)
    public static let originalReceivingDFI = NACHAField("original receiving DFI", at: 28, length: 8, .digits)
    public static let information = NACHAField("addenda information", at: 36, length: 44)
    public static let layout = NACHALayout(
        "addenda 99",
        AddendaFields.opening + [
            returnCode, originalTrace, dateOfDeath, originalReceivingDFI, information, AddendaFields.looseTrace,
        ])

    public static let originalAmount = NACHAField("original forward entry amount", at: 36, length: 10, .looseDigits)
    public static let internationalInformation = NACHAField("addenda information", at: 46, length: 34)
    public static let internationalLayout = NACHALayout(
        "IAT addenda 99",
        AddendaFields.opening + [
            returnCode, originalTrace, dateOfDeath, originalReceivingDFI, originalAmount, internationalInformation,
            AddendaFields.looseTrace,
        ])
}

/// Addenda 99 of a dishonored return, codes R61 to R70.
public enum DishonoredAddendaFields {
    public static let reserved = NACHAField("reserved", at: 22, length: 6)
    public static let secondReserved = NACHAField("reserved", at: 36, length: 3)
    public static let returnTrace = NACHAField("return trace number", at: 39, length: 15, .looseDigits)
    public static let returnSettlementDay = NACHAField("return settlement date", at: 54, length: 3, .looseDigits)
    public static let returnReason = NACHAField("return reason code", at: 57, length: 2, .looseDigits)
    public static let information = NACHAField("addenda information", at: 59, length: 21)
    public static let layout = NACHALayout(
        "addenda 99 dishonored",
        AddendaFields.opening + [
            ReturnAddendaFields.returnCode, ReturnAddendaFields.originalTrace, reserved,
            ReturnAddendaFields.originalReceivingDFI, secondReserved, returnTrace, returnSettlementDay, returnReason,
            information, AddendaFields.looseTrace,
        ])
}

/// Addenda 99 of a contested or corrected return, codes R71 to R77.
public enum ContestedAddendaFields {
    public static let originalReturnDate = NACHAField(
        "date original entry returned", at: 22, length: 6, .looseDigits)
    public static let originalSettlementDay = NACHAField(
        "original settlement date", at: 36, length: 3, .looseDigits)
    public static let dishonoredTrace = NACHAField("dishonored return trace", at: 59, length: 15, .looseDigits)
    public static let dishonoredSettlementDay = NACHAField(
        "dishonored return settlement date", at: 74, length: 3, .looseDigits)
    public static let dishonoredReason = NACHAField("dishonored return reason", at: 77, length: 2, .looseDigits)
    public static let reserved = NACHAField("reserved", at: 79, length: 1)
    public static let layout = NACHALayout(
        "addenda 99 contested",
        AddendaFields.opening + [
            ReturnAddendaFields.returnCode, ReturnAddendaFields.originalTrace, originalReturnDate,
            ReturnAddendaFields.originalReceivingDFI, originalSettlementDay, DishonoredAddendaFields.returnTrace,
            DishonoredAddendaFields.returnSettlementDay, DishonoredAddendaFields.returnReason, dishonoredTrace,
            dishonoredSettlementDay, dishonoredReason, reserved, AddendaFields.looseTrace,
        ])
}
