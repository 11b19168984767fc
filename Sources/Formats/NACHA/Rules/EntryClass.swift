// The standard entry classes: what each allows. One row a class; the rules read the row.
// Nacha Operating Rules, Appendix Three, Subpart 3.1.7 (standard entry class codes) and the classes' own formats.

/// What one standard entry class allows.
struct EntryClass: Sendable {
    enum Shape: Sendable { case domestic, international, advice }
    /// Which field of the record says how many addenda follow.
    enum AddendaCount: Sendable { case none, strict, loose }

    let code: String
    var shape = Shape.domestic
    var layout = EntryFields.general
    /// Addenda type that a forward entry may carry, 5 or 2 (or none), and how many.
    var addendaType = 5
    var addendaLeast = 0
    var addendaMost = 0
    var addendaCount = AddendaCount.none
    /// The field that names the receiver; nil where the class has none or it is optional.
    var nameField: NACHAField? = EntryFields.name
    /// A blank name is an error: the class is consumer-initiated by telephone or the internet.
    var nameIsMandatory = false
    /// Largest amount in cents.
    var amountLimit = Int64.max
    /// Credits are not allowed (forward, reversals apart).
    var isDebitOnly = false
    /// Debits are not allowed (reversals apart).
    var isCreditOnly = false
    /// The only transaction codes of the class; empty where the sides decide.
    var onlyCodes: [Int] = []
    /// The check serial number's field, in classes of entries made from checks.
    var serialField: NACHAField?
    /// Columns 77-78 hold the payment type code R or S.
    var hasPaymentType = false
    /// Columns 40-54 hold the trace number of the entry that is acknowledged.
    var acknowledges = false
    /// Columns 40-43 hold a card's expiration date.
    var hasCardExpiry = false
    /// Batches of the class carry a description that the rules give it.
    var demandsDescription = false
    /// The class has rules on fields of its own.
    var hasFieldRules: Bool { serialField != nil || hasPaymentType || acknowledges || hasCardExpiry }
    /// Amounts are always zero.
    var isAmountless = false

    /// The classes of the rules, by code.
    static let all: [String: EntryClass] = Dictionary(
        uniqueKeysWithValues: (corporate + consumer + checks + terminals + others).map { ($0.code, $0) })

    /// Rules for a class that is not known: the common columns only.
    static let unknown = EntryClass(code: "", addendaMost: 9999, nameField: nil)

    private static let corporate: [EntryClass] = [
        EntryClass(code: "CCD", addendaMost: 1),
        EntryClass(
            code: "CTX", layout: EntryFields.corporateExchange, addendaMost: 9999, addendaCount: .strict,
            nameField: EntryFields.companyName),
        EntryClass(
            code: "ACK", layout: EntryFields.acknowledgement, addendaMost: 1, onlyCodes: [21, 24, 31, 34],
            acknowledges: true, isAmountless: true),
        EntryClass(
            code: "ATX", layout: EntryFields.acknowledgementExchange, addendaMost: 9999, addendaCount: .strict,
            nameField: EntryFields.companyName, onlyCodes: [21, 24, 31, 34], acknowledges: true, isAmountless: true),
        EntryClass(
            code: "TRX", layout: EntryFields.corporateExchange, addendaMost: 9999, addendaCount: .strict,
            nameField: EntryFields.companyName, isDebitOnly: true),
    ]

    private static let consumer: [EntryClass] = [
        EntryClass(code: "PPD", addendaMost: 1),
        EntryClass(code: "WEB", addendaMost: 1, nameIsMandatory: true, hasPaymentType: true),
        EntryClass(code: "TEL", nameIsMandatory: true, isDebitOnly: true, hasPaymentType: true),
        EntryClass(
            code: "CIE", layout: EntryFields.customerInitiated, addendaMost: 1, nameField: EntryFields.individualName,
            isCreditOnly: true),
        EntryClass(
            code: "DNE", addendaLeast: 1, addendaMost: 1, onlyCodes: [21, 23, 31, 33], isAmountless: true),
        EntryClass(
            code: "ENR", layout: EntryFields.enrollment, addendaLeast: 1, addendaMost: 9999, addendaCount: .loose,
            nameField: nil, demandsDescription: true, isAmountless: true),
    ]

    private static let checks: [EntryClass] = [
        EntryClass(
            code: "ARC", layout: EntryFields.check, nameField: nil, amountLimit: 2_500_000, isDebitOnly: true,
            serialField: EntryFields.checkSerial),
        EntryClass(
            code: "BOC", layout: EntryFields.check, nameField: nil, amountLimit: 2_500_000, isDebitOnly: true,
            serialField: EntryFields.checkSerial),
        EntryClass(
            code: "POP", layout: EntryFields.pointOfPurchase, nameField: nil, amountLimit: 2_500_000,
            isDebitOnly: true, serialField: EntryFields.shortCheckSerial),
        EntryClass(
            code: "RCK", layout: EntryFields.check, amountLimit: 249_999, isDebitOnly: true,
            serialField: EntryFields.checkSerial, demandsDescription: true),
        EntryClass(
            code: "TRC", layout: EntryFields.truncatedCheck, nameField: nil, isDebitOnly: true,
            serialField: EntryFields.checkSerial),
        EntryClass(
            code: "XCK", layout: EntryFields.truncatedCheck, nameField: nil, amountLimit: 249_999, isDebitOnly: true,
            serialField: EntryFields.checkSerial, demandsDescription: true),
    ]

    private static let terminals: [EntryClass] = [
        EntryClass(code: "POS", addendaType: 2, addendaLeast: 1, addendaMost: 1),
        EntryClass(
            code: "SHR", layout: EntryFields.sharedNetwork, addendaType: 2, addendaLeast: 1, addendaMost: 1,
            nameField: nil, hasCardExpiry: true),
        EntryClass(
            code: "MTE", layout: EntryFields.machineTransfer, addendaType: 2, addendaLeast: 1, addendaMost: 1,
            nameField: EntryFields.terminalUserName),
    ]

    private static let others: [EntryClass] = [
        EntryClass(code: "COR", isAmountless: true),
        EntryClass(
            code: "IAT", shape: .international, layout: InternationalEntryFields.layout, addendaLeast: 7,
            addendaMost: 12, nameField: nil),
        EntryClass(
            code: "ADV", shape: .advice, layout: AdviceEntryFields.layout, nameField: AdviceEntryFields.name),
    ]

    /// The rules of a batch, by its class code; an IAT notification of change has the IAT shape.
    static func of(code: String, isInternationalChange: Bool) -> EntryClass? {
        guard var found = all[code] else { return nil }
        if isInternationalChange {
            found.shape = .international
            found.layout = InternationalEntryFields.layout
            found.nameField = nil
            found.isAmountless = false
        }
        return found
    }
}
