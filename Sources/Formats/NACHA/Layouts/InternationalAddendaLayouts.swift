// Record type 7 of IAT entries: addenda 10 to 18.
// Nacha Operating Rules, Appendix Three, IAT addenda records.

/// Addenda 10 to 18 of an IAT entry.
public enum InternationalAddendaFields {
    public static let transactionType = NACHAField("transaction type code", at: 4, length: 3)
    public static let foreignAmount = NACHAField("foreign payment amount", at: 7, length: 18, .looseDigits)
    public static let foreignTrace = NACHAField("foreign trace number", at: 25, length: 22)
    public static let receiverName = NACHAField("receiving company or individual name", at: 47, length: 35)
    public static let originatorName = NACHAField("originator name", at: 4, length: 35)
    public static let originatorStreet = NACHAField("originator street address", at: 39, length: 35)
    public static let originatorCity = NACHAField("originator city and state", at: 4, length: 35)
    public static let originatorCountry = NACHAField("originator country and postal code", at: 39, length: 35)
    public static let bankName = NACHAField("DFI name", at: 4, length: 35)
    public static let bankIDQualifier = NACHAField("DFI identification qualifier", at: 39, length: 2)
    public static let bankID = NACHAField("DFI identification", at: 41, length: 34)
    public static let bankCountry = NACHAField("DFI branch country code", at: 75, length: 3)
    public static let receiverID = NACHAField("receiver identification number", at: 4, length: 15)
    public static let receiverStreet = NACHAField("receiver street address", at: 19, length: 35)
    public static let receiverCity = NACHAField("receiver city and state", at: 4, length: 35)
    public static let receiverCountry = NACHAField("receiver country and postal code", at: 39, length: 35)
    public static let remittanceInformation = NACHAField("payment related information", at: 4, length: 80)

    private static func reserved(from column: Int, to last: Int) -> NACHAField {
        NACHAField("reserved", at: column, length: last - column + 1)
    }
    private static func layout(_ type: Int, _ fields: [NACHAField]) -> NACHALayout {
        NACHALayout("IAT addenda \(type)", AddendaFields.opening + fields + [AddendaFields.entrySequence])
    }

    public static let transaction = layout(
        10, [transactionType, foreignAmount, foreignTrace, receiverName, reserved(from: 82, to: 87)])
    public static let originator = layout(11, [originatorName, originatorStreet, reserved(from: 74, to: 87)])
    public static let originatorPlace = layout(12, [originatorCity, originatorCountry, reserved(from: 74, to: 87)])
    public static let originatingBank = layout(
        13, [bankName, bankIDQualifier, bankID, bankCountry, reserved(from: 78, to: 87)])
    public static let receivingBank = layout(
        14, [bankName, bankIDQualifier, bankID, bankCountry, reserved(from: 78, to: 87)])
    public static let receiver = layout(15, [receiverID, receiverStreet, reserved(from: 54, to: 87)])
    public static let receiverPlace = layout(16, [receiverCity, receiverCountry, reserved(from: 74, to: 87)])
    public static let remittance = layout(17, [remittanceInformation, AddendaFields.looseSequence])
    public static let correspondentBank = layout(
        18,
        [bankName, bankIDQualifier, bankID, bankCountry, reserved(from: 78, to: 83), AddendaFields.looseSequence])

    static let byType: [NACHALayout] = [
        transaction, originator, originatorPlace, originatingBank, receivingBank, receiver, receiverPlace, remittance,
        correspondentBank,
    ]
}
