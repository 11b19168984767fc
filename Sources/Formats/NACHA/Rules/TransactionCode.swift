// What a two-digit transaction code says: side, and whether money moves.
// Nacha Operating Rules, Appendix Three, transaction codes.

/// A set of transaction codes 0 to 99.
struct TransactionCodeSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ codes: [Int]) {
        for code in codes where (0..<64).contains(code) { low |= 1 << UInt64(code) }
        for code in codes where (64..<128).contains(code) { high |= 1 << UInt64(code - 64) }
    }

    func intersection(_ other: TransactionCodeSet) -> TransactionCodeSet {
        var common = self
        common.low &= other.low
        common.high &= other.high
        return common
    }

    @inline(__always)
    func contains(_ code: Int) -> Bool {
        ((code < 64 ? low : high) &>> UInt64(truncatingIfNeeded: code & 63)) & 1 == 1
    }
}

/// The codes by kind.
enum TransactionCodes {
    static let liveCredits = [22, 32, 42, 52]
    static let liveDebits = [27, 37, 47, 55]
    /// The debit of a loan account: reversals only.
    static let loanDebit = 55
    static let prenotes = [23, 33, 43, 53, 28, 38, 48]
    static let zeroDollar = [24, 34, 44, 54, 29, 39, 49]
    static let returns = [21, 31, 41, 51, 26, 36, 46, 56]
    static let advices = [81, 82, 83, 84, 85, 86, 87, 88]

    static let domestic = TransactionCodeSet(liveCredits + liveDebits + prenotes + zeroDollar + returns)
    static let advice = TransactionCodeSet(advices)
    static let known = TransactionCodeSet(
        liveCredits + liveDebits + prenotes + zeroDollar + returns + advices)
    static let liveCreditCodes = TransactionCodeSet(liveCredits)
    static let liveDebitCodes = TransactionCodeSet(liveDebits)
    static let live = TransactionCodeSet(liveCredits + liveDebits)
    static let amountless = TransactionCodeSet(prenotes + zeroDollar)
    static let returnCodes = TransactionCodeSet(returns)
    static let prenoteCodes = TransactionCodeSet(prenotes)

    private static let zeroDollarClasses: Set<String> = ["ACK", "ATX", "CCD", "CTX", "IAT", "COR"]
    private static let withoutZeroDollar = TransactionCodeSet(liveCredits + liveDebits + prenotes + returns)
    private static let debitSide = TransactionCodeSet((0..<80).filter { $0 % 10 >= 5 })
    private static let creditSide = TransactionCodeSet((0..<80).filter { $0 % 10 < 5 })
    private static let withoutLoanDebit = TransactionCodeSet((0..<100).filter { $0 != loanDebit })

    /// The codes that a class allows. Reversing entries have the other side of what they reverse, and only they debit loans.
    static func allowed(in rules: EntryClass, isReversal: Bool = false) -> TransactionCodeSet {
        if rules.shape == .advice { return advice }
        if rules.code.isEmpty { return known }
        var codes = zeroDollarClasses.contains(rules.code) ? domestic : withoutZeroDollar
        if !rules.onlyCodes.isEmpty { codes = TransactionCodeSet(rules.onlyCodes) }
        if isReversal || rules.code == "COR" { return codes }
        if rules.isDebitOnly { codes = codes.intersection(debitSide) }
        if rules.isCreditOnly { codes = codes.intersection(creditSide) }
        return codes.intersection(withoutLoanDebit)
    }

    /// Credits are codes whose second digit is 0 to 4, debits 5 to 9; of ADV 81 83 85 87 credits, 82 84 86 88 debits.
    @inline(__always)
    static func isDebit(_ code: Int) -> Bool {
        if code >= 80 && code < 90 { return code & 1 == 0 }
        return code % 10 >= 5
    }
}
