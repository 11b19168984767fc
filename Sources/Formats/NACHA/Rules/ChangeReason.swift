// Change codes of notifications of change, and the codes that refuse one, as data.
// Nacha Operating Rules, Appendix Five.

/// One change code: what the receiving bank wants corrected, or why the originating bank refuses it.
public struct ChangeReason: Sendable, Hashable {
    /// `C01`.
    public let code: String
    /// What was wrong in the entry; for a refusal, what is wrong in the notification.
    public let meaning: String
    /// Refuses a notification that came (C61 to C69).
    public let isRefusal: Bool
    /// No longer given out by banks, but still met.
    public let isRetired: Bool
    /// The notification carries no corrected data.
    public let needsNoData: Bool

    private init(_ number: Int, _ meaning: String, retired: Bool = false, needsNoData: Bool = false) {
        code = "C" + Digits.text(Int64(number), width: 2)
        self.meaning = meaning
        isRefusal = number >= 61
        isRetired = retired
        self.needsNoData = needsNoData
    }

    /// Banking days that the receiving bank has from the settlement of the entry, and the originator from receipt.
    public static let bankingDaysToSend = 2
    public static let bankingDaysToApply = 6
    /// Calendar days from receipt within which a notification may be refused.
    public static let daysToRefuse = 15

    /// Every code of the rules, in order.
    public static let all: [ChangeReason] = [
        ChangeReason(1, "account number"),
        ChangeReason(2, "routing number"),
        ChangeReason(3, "routing number and account number"),
        ChangeReason(4, "individual or receiving company name", retired: true),
        ChangeReason(5, "transaction code"),
        ChangeReason(6, "account number and transaction code"),
        ChangeReason(7, "routing number, account number and transaction code"),
        ChangeReason(8, "receiving bank identification of an international entry"),
        ChangeReason(9, "individual identification number"),
        ChangeReason(10, "company name", retired: true),
        ChangeReason(11, "company identification", retired: true),
        ChangeReason(12, "company name and company identification", retired: true),
        ChangeReason(13, "addenda format error", needsNoData: true),
        ChangeReason(14, "class wrong: an outbound international payment needs IAT", needsNoData: true),
        ChangeReason(61, "misrouted notification of change"),
        ChangeReason(62, "incorrect trace number"),
        ChangeReason(63, "incorrect company identification"),
        ChangeReason(64, "incorrect individual identification"),
        ChangeReason(65, "incorrectly formatted corrected data"),
        ChangeReason(66, "incorrect discretionary data"),
        ChangeReason(67, "routing number not that of the original entry"),
        ChangeReason(68, "account number not that of the original entry"),
        ChangeReason(69, "incorrect transaction code"),
    ]

    /// The reason of a code such as `C01`; nil where the rules know none.
    public static func of(_ code: String) -> ChangeReason? { byCode[code] }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
}
