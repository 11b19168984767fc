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

/// The statements of a message seen so far, for duplicates, gaps and continuity.
struct StatementHistory {
    struct Last {
        var sequence: Int64?
        var closing: Money?
    }
    /// Statements remembered at most; a message of more is checked no further for these.
    static let limit = 100_000
    var identities: Set<String> = []
    var sequences: Set<String> = []
    var lastByAccount: [String: Last] = [:]
    var isFull: Bool { identities.count >= StatementHistory.limit }
}

/// What is known of a reference that came before.
enum ReferenceSighting {
    case first, repeatedAlike, repeatedOtherwise
}

/// A set of 56-bit hashes in one flat table, each with a byte about what it stood for: to see whether a reference came
/// before, in eight bytes for each.
struct ReferenceSet {
    private var slots: [UInt64] = []
    private(set) var count = 0
    let limit: Int
    var isFull: Bool { count >= limit }

    init(limit: Int) { self.limit = limit }

    /// Whether the hash is new, and if not whether its byte is the same. Does nothing once the set is full.
    mutating func insert(_ hash: UInt64, mark: UInt8) -> ReferenceSighting {
        if isFull { return .first }
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let sighting = ReferenceSet.place((hash | 0x100) & ~0xFF | UInt64(mark), in: &slots)
        if sighting == .first { count += 1 }
        return sighting
    }

    private static func place(_ hash: UInt64, in slots: inout [UInt64]) -> ReferenceSighting {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 9) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 8 == hash >> 8 { return slots[slot] == hash ? .repeatedAlike : .repeatedOtherwise }
            slot = (slot + 1) & mask
        }
        slots[slot] = hash
        return .first
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: max(1024, slots.count * 2))
        for hash in slots where hash != 0 { _ = ReferenceSet.place(hash, in: &larger) }
        slots = larger
    }
}
