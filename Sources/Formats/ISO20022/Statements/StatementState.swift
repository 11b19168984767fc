// What the statement parser remembers while it reads: small pieces of state, each for one purpose.
// Relies on Money.

import Money

/// How many of the repeated elements were met, for the paths of findings.
struct ElementCounts {
    var statement = 0
    var balance = 0
    var entry = 0
    var details = 0
    var detail = 0
    /// Details of the entry before the NtryDtls at hand.
    var detailsInGroup = 0
}

/// Which parts of a balance were met.
struct AmountState {
    var hasAmount = false
    var hasSign = false
    var isDebit = false
    var hasKind = false
    var hasDate = false
}

/// Which parts of an entry were met.
struct EntryState {
    var isOpen = false
    var hasAmount = false
    var hasSign = false
    var hasStatus = false
    var hasCode = false
    var hasUnreadableDetail = false
    /// Where AcctSvcrRef stands in the entry's bytes.
    var referenceStart = 0
    var referenceCount = 0
}

/// What is known of the Ccy attribute of the element at hand.
enum CurrencyAttribute {
    case absent, malformed, known
}

/// Count and unsigned sum that TxsSummry claims.
struct ClaimedTotal {
    var count: Int64?
    var sum: [UInt8]?
}

/// Sums of one currency in one statement.
struct CurrencyFigures {
    let currency: Currency
    var credits = CheckedSum()
    var debits = CheckedSum()
    /// Booked entries marked RvslInd, signed.
    var reversals = CheckedSum()
}

/// Counts and sums of one statement.
struct StatementFigures {
    var entries: Int64 = 0
    var details: Int64 = 0
    var booked: Int64 = 0
    var hasUnreadable = false
    var byCurrency: [CurrencyFigures] = []

    // For TxsSummry: all entries, and the booked ones alone.
    var creditCount: Int64 = 0
    var debitCount: Int64 = 0
    var creditSum = CheckedSum()
    var debitSum = CheckedSum()
    var bookedCreditCount: Int64 = 0
    var bookedDebitCount: Int64 = 0
    var claimed = ClaimedTotal()
    var claimedCredits = ClaimedTotal()
    var claimedDebits = ClaimedTotal()

    /// Books an entry in its currency.
    mutating func book(_ amount: Money, isCredit: Bool, isReversal: Bool) {
        var index = 0
        while index < byCurrency.count, byCurrency[index].currency != amount.currency { index += 1 }
        if index == byCurrency.count {
            if index >= 400 {
                hasUnreadable = true
                return
            }
            byCurrency.append(CurrencyFigures(currency: amount.currency))
        }
        if isCredit {
            byCurrency[index].credits.add(amount.minorUnits)
        } else {
            byCurrency[index].debits.add(amount.minorUnits)
        }
        if isReversal { byCurrency[index].reversals.add(isCredit ? amount.minorUnits : -amount.minorUnits) }
    }

    func figures(of currency: Currency) -> CurrencyFigures {
        byCurrency.first { $0.currency == currency } ?? CurrencyFigures(currency: currency)
    }
}

/// The Chrgs at hand.
struct ChargeState {
    var charge = EntryCharge()
    var isInRecord = false
    var records = 0
    /// Signed sum of the records' amounts, while they can be read and are of the total's currency.
    var sum = CheckedSum()
    var isComparable = true
    var total: Money?
}
