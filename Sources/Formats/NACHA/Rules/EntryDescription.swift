// Company entry descriptions that the rules give a meaning, as data with the day from which they hold.
// Nacha Operating Rules: Appendix Three (company entry description) and the rules that name each description.

public import Money

/// One value of the company entry description field that says what the entries are.
public struct EntryDescription: Sendable, Hashable {
    public enum Side: Sendable, Hashable { case credit, debit }

    /// Which of the values it is, by its text in the batch header.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case healthcareClaimPayment = "HCCLAIMPMT"
        case reversal = "REVERSAL"
        case accountVerification = "ACCTVERIFY"
        case retriedPayment = "RETRY PYMT"
        case returnFee = "RETURN FEE"
        case representedCheck = "REDEPCHECK"
        case destroyedCheck = "NO CHECK"
        case automatedEnrollment = "AUTOENROLL"
        case reclamation = "RECLAIM"
        case nonsettled = "NONSETTLED"
        case payroll = "PAYROLL"
        case purchase = "PURCHASE"
    }

    public let kind: Kind
    /// Only the first characters count: `PAYROLL` also stands for `PAYROLLADJ`.
    public let isPrefix: Bool
    /// The classes that it is for; empty where it is for all.
    public let classes: Set<String>
    /// The side that it is for; nil where it is for both.
    public let side: Side?
    /// Batches of its classes must carry it.
    public let isRequired: Bool
    /// Holds for effective entry dates from this day on; nil where it has held longer than files are kept.
    public let since: CalendarDate?
    public let meaning: String

    /// As written in the batch header, `REVERSAL`.
    public var text: String { kind.rawValue }

    private init(
        _ kind: Kind, _ meaning: String, classes: Set<String> = [], side: Side? = nil, isPrefix: Bool = false,
        isRequired: Bool = false, since: String? = nil
    ) {
        self.kind = kind
        self.isPrefix = isPrefix
        self.classes = classes
        self.side = side
        self.isRequired = isRequired
        self.since = since.flatMap { CalendarDate(iso: $0) }
        self.meaning = meaning
    }

    /// Every description with a meaning.
    public static let all: [EntryDescription] = [
        EntryDescription(
            .healthcareClaimPayment, "healthcare claim payment, with one addenda 05 that holds the 835's TRN segment",
            classes: ["CCD"], side: .credit, since: "2013-09-20"),
        EntryDescription(.reversal, "reversing entries"),
        EntryDescription(
            .accountVerification, "micro-entries: credits below one dollar and the debits that take them back"),
        EntryDescription(.retriedPayment, "debits tried again after a return R01 or R09", side: .debit),
        EntryDescription(.returnFee, "fee for an item that was returned R01 or R09", side: .debit),
        EntryDescription(.representedCheck, "re-presented checks", classes: ["RCK"], isRequired: true),
        EntryDescription(.destroyedCheck, "destroyed checks", classes: ["XCK"], isRequired: true),
        EntryDescription(.automatedEnrollment, "automated enrollment", classes: ["ENR"], isRequired: true),
        EntryDescription(.reclamation, "reclamation of benefit payments"),
        EntryDescription(.nonsettled, "entries of a bank that does not settle"),
        EntryDescription(
            .payroll, "wages and other pay", classes: ["PPD"], side: .credit, isPrefix: true, since: "2026-03-20"),
        EntryDescription(
            .purchase, "goods bought on the internet", classes: ["WEB"], side: .debit, since: "2026-03-20"),
    ]

    /// The description that a batch header's text stands for; nil where it has no meaning of its own.
    public static func of(_ text: String) -> EntryDescription? {
        if let exact = byText[text] { return exact }
        return text.hasPrefix("PAYROLL") ? byText["PAYROLL"] : nil
    }

    /// The description that a class demands; nil where it is free.
    public static func required(in secCode: String) -> EntryDescription? { requiredByClass[secCode] }

    private static let byText = Dictionary(uniqueKeysWithValues: all.map { ($0.text, $0) })
    private static let requiredByClass: [String: EntryDescription] = Dictionary(
        uniqueKeysWithValues: all.filter(\.isRequired).flatMap { value in value.classes.map { ($0, value) } })
}
