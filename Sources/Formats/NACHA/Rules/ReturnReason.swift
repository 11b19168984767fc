// Return reason codes as data: what each means, until when it may come, and in which classes.
// Nacha Operating Rules, Appendix Four (returns, dishonored and contested returns).

/// One return reason code.
public struct ReturnReason: Sendable, Hashable {
    /// Who sends it, and at which step of the exchange.
    public enum Kind: Sendable, Hashable {
        /// By the receiving bank or the operator, on the original entry.
        case ordinary
        /// By the originating bank, on a return (R61 to R70).
        case dishonored
        /// By the receiving bank, on a dishonored return (R71 to R77).
        case contested
        /// By a gateway or operator, on an international entry (R80 to R85).
        case gateway
    }

    /// Until when it may come.
    public enum TimeFrame: Sendable, Hashable {
        /// So that the other bank has it by opening of business of the n-th banking day after settlement.
        case bankingDays(Int)
        /// By opening of business of the banking day after the sixtieth calendar day after settlement.
        case sixtyDays
        /// With the operator's next delivery of files.
        case nextDelivery
        /// As the two banks agreed, or as the agency or gateway decides.
        case agreed
    }

    /// `R01`.
    public let code: String
    public let meaning: String
    public let timeFrame: TimeFrame
    public let kind: Kind
    /// Classes that it is for; empty where it is for all.
    public let classes: Set<String>
    /// Counts towards the 0.5 % limit of unauthorized debits.
    public let isUnauthorized: Bool
    /// Counts towards the 3 % limit of administrative returns.
    public let isAdministrative: Bool
    /// The receiver signs a written statement of unauthorized debit.
    public let needsStatement: Bool
    /// The entry may be tried again without asking the receiver (at most twice, within 180 days).
    public let allowsRetry: Bool
    /// What else is to be known; empty where nothing.
    public let note: String

    private init(
        _ number: Int, _ meaning: String, _ timeFrame: TimeFrame = .bankingDays(2), classes: Set<String> = [],
        unauthorized: Bool = false, administrative: Bool = false, statement: Bool = false, retry: Bool = false,
        note: String = ""
    ) {
        code = "R" + Digits.text(Int64(number), width: 2)
        self.meaning = meaning
        self.timeFrame = timeFrame
        kind =
            switch number {
            case 61...70: .dishonored
            case 71...77: .contested
            case 80...85: .gateway
            default: .ordinary
            }
        self.classes = classes
        isUnauthorized = unauthorized
        isAdministrative = administrative
        needsStatement = statement
        allowsRetry = retry
        self.note = note
    }

    /// Every code of the rules, in order.
    public static let all: [ReturnReason] =
        accounts + unauthorized + operators + checks + enrollment + exchanged + foreign

    /// The reason of a code such as `R01`; nil where the rules know none.
    public static func of(_ code: String) -> ReturnReason? { byCode[code] }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    private static let accounts: [ReturnReason] = [
        ReturnReason(1, "insufficient funds", retry: true),
        ReturnReason(2, "account closed", administrative: true),
        ReturnReason(3, "no account, or account cannot be located", administrative: true),
        ReturnReason(4, "invalid account number structure", administrative: true),
        ReturnReason(8, "payment stopped", note: "A further try needs the receiver's new consent."),
        ReturnReason(9, "uncollected funds", retry: true),
        ReturnReason(12, "account sold to another bank"),
        ReturnReason(14, "representative payee deceased or unable to act", note: "Names the date of death."),
        ReturnReason(15, "beneficiary or account holder deceased", note: "Names the date of death."),
        ReturnReason(
            16, "account frozen, or entry returned on OFAC instruction",
            note: "The OFAC part moves to R90 on 2028-03-17."),
        ReturnReason(20, "non-transaction account"),
        ReturnReason(21, "invalid company identification", classes: ["CIE"]),
        ReturnReason(22, "invalid individual identification", classes: ["CIE", "MTE"]),
        ReturnReason(23, "credit refused by receiver", note: "Two banking days after the receiver's refusal."),
        ReturnReason(24, "duplicate entry"),
    ]

    private static let unauthorized: [ReturnReason] = [
        ReturnReason(
            5, "unauthorized debit to a consumer account under a corporate class", .sixtyDays, unauthorized: true,
            statement: true),
        ReturnReason(
            6, "returned at the originating bank's request", .agreed,
            note: "For any reason since 2024-10-01; the receiving bank answers within ten banking days."),
        ReturnReason(
            7, "authorization revoked by the customer", .sixtyDays, unauthorized: true, statement: true),
        ReturnReason(
            10, "originator not known to the receiver or not authorized to debit", .sixtyDays, unauthorized: true,
            statement: true),
        ReturnReason(
            11, "entry not in accordance with the authorization", .sixtyDays, unauthorized: true, statement: true,
            note: "A corrected entry may follow within 60 days of the return's settlement."),
        ReturnReason(29, "corporate customer advises not authorized", unauthorized: true),
        ReturnReason(31, "permissible return", .agreed, classes: ["CCD", "CTX"]),
    ]

    private static let operators: [ReturnReason] = [
        ReturnReason(13, "receiving bank not qualified, or invalid routing number", .nextDelivery),
        ReturnReason(
            17, "file record edit criteria, questionable entry, or improper reversal",
            note: "On suspicion of fraud the information begins with QUESTIONABLE."),
        ReturnReason(18, "improper effective entry date", .nextDelivery),
        ReturnReason(19, "amount field error", .nextDelivery),
        ReturnReason(25, "addenda error", .nextDelivery),
        ReturnReason(26, "mandatory field error", .nextDelivery),
        ReturnReason(27, "trace number error", .nextDelivery),
        ReturnReason(28, "routing number check digit error", .nextDelivery),
        ReturnReason(30, "receiving bank takes no truncated checks", .nextDelivery, classes: ["TRC", "TRX"]),
        ReturnReason(32, "receiving bank does not settle", .nextDelivery),
        ReturnReason(34, "limited participation of the bank", .nextDelivery),
        ReturnReason(35, "improper debit entry", .nextDelivery),
        ReturnReason(36, "improper credit entry", .nextDelivery),
        ReturnReason(90, "sanctions compliance return", .agreed, note: "In effect from 2028-03-17."),
    ]

    private static let checks: [ReturnReason] = [
        ReturnReason(33, "return of a destroyed check entry", .sixtyDays, classes: ["XCK"]),
        ReturnReason(
            37, "source document presented for payment", .sixtyDays, classes: ["ARC", "BOC", "POP"], statement: true),
        ReturnReason(38, "stop payment on the source document", .sixtyDays, classes: ["ARC", "BOC"]),
        ReturnReason(39, "improper source document, or source document presented", classes: ["ARC", "BOC", "POP"]),
        ReturnReason(50, "state law affects the acceptance of re-presented checks", classes: ["RCK"]),
        ReturnReason(
            51, "re-presented check ineligible or improper", .sixtyDays, classes: ["RCK"], unauthorized: true,
            statement: true),
        ReturnReason(52, "stop payment on the re-presented item", .sixtyDays, classes: ["RCK"]),
        ReturnReason(53, "item and re-presented check both presented", .sixtyDays, classes: ["RCK"], statement: true),
    ]

    private static let enrollment: [ReturnReason] = [
        (40, "return by the federal agency"), (41, "invalid transaction code"), (42, "routing number error"),
        (43, "invalid account number"), (44, "invalid individual identification"), (45, "invalid individual name"),
        (46, "invalid representative payee indicator"), (47, "duplicate enrollment"),
    ].map { ReturnReason($0.0, $0.1, .agreed, classes: ["ENR"]) }

    private static let exchanged: [ReturnReason] = [
        ReturnReason(61, "misrouted return", .bankingDays(5)),
        ReturnReason(62, "return of an erroneous or reversing debit", .bankingDays(5)),
        ReturnReason(67, "duplicate return", .bankingDays(5)),
        ReturnReason(68, "untimely return", .bankingDays(5)),
        ReturnReason(
            69, "field errors", .bankingDays(5),
            note: "The information lists the wrong fields: 01 account, 02 trace, 03 amount, 04 individual "
                + "identification, 05 transaction code, 06 company identification, 07 effective entry date."),
        ReturnReason(70, "permissible return not accepted or not requested", .bankingDays(5)),
        ReturnReason(71, "misrouted dishonored return"),
        ReturnReason(72, "untimely dishonored return"),
        ReturnReason(73, "the original return was timely", note: "Answers R68."),
        ReturnReason(74, "corrected return", note: "Answers R69."),
        ReturnReason(75, "the return was not a duplicate", note: "Answers R67."),
        ReturnReason(76, "no errors found", note: "Answers R69."),
        ReturnReason(77, "dishonored return R62 not accepted", note: "Answers R62."),
    ]

    private static let foreign: [ReturnReason] = [
        (80, "IAT coding error"), (81, "receiver's bank not in the IAT program"), (82, "invalid foreign bank"),
        (83, "foreign bank cannot settle"), (84, "not processed by the gateway"),
        (85, "outbound international payment coded with a domestic class"),
    ].map { ReturnReason($0.0, $0.1, .agreed, classes: $0.0 == 85 ? [] : ["IAT"]) }
}
