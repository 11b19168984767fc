// Which entry of an intraday report or a notification is which entry of a statement, so that none is booked twice.
// Relies on Money. Pure: nothing is dropped here; the answer says what each entry is.

public import Money

/// What an entry is known by, whichever message it stands in.
public struct BookedEntry: Sendable, Hashable {
    /// Without blanks.
    public let account: String
    /// Unsigned.
    public let amount: Money
    public let isCredit: Bool
    public let bookedOn: CalendarDate?
    /// AcctSvcrRef of the entry: the best key there is.
    public let servicerReference: String?
    /// NtryRef: unique only inside its statement.
    public let entryReference: String?
    /// Btch/PmtInfId and Btch/MsgId.
    public let batches: [String]
    /// TxDtls of the entry.
    public let details: Int

    public init(
        account: String, amount: Money, isCredit: Bool, bookedOn: CalendarDate?, servicerReference: String? = nil,
        entryReference: String? = nil, batches: [String] = [], details: Int = 0
    ) {
        self.account = account.filter { $0 != " " }
        self.amount = amount
        self.isCredit = isCredit
        self.bookedOn = bookedOn
        self.servicerReference = BookedEntry.reference(servicerReference)
        self.entryReference = BookedEntry.reference(entryReference)
        self.batches = batches.compactMap(BookedEntry.reference)
        self.details = details
    }

    /// Nil for an entry without an amount that can be read.
    public init?(_ entry: StatementEntry, in header: StatementHeader) {
        guard let amount = entry.amount else { return nil }
        self.init(
            account: header.account, amount: amount, isCredit: entry.isCredit, bookedOn: entry.bookedOn,
            servicerReference: entry.text(.servicerReference), entryReference: entry.text(.entryReference),
            batches: [entry.text(.batchID), entry.text(.batchMessageID)].compactMap { $0 },
            details: entry.details.count)
    }

    /// Blanks cut; nil for what stands where a reference should be and is none.
    private static func reference(_ text: String?) -> String? {
        guard let text else { return nil }
        let bare = text.filter { !$0.isWhitespace }
        let isNone =
            bare.isEmpty || bare.allSatisfy { $0 == "0" } || ["NOTPROVIDED", "NONREF"].contains(bare.uppercased())
        return isNone ? nil : bare
    }
}

/// What an entry of a camt.052 or camt.054 is to a statement. None of these is booked: the statement is the book.
public enum EntryRelation: Sendable, Hashable {
    /// It tells what stands behind the statement's entry at this place: take its details, not its amount.
    case details(of: Int)
    /// It says the same as the statement's entry at this place.
    case repeats(Int)
    /// The statement does not hold it (yet).
    case alone
}

extension EntryRelation {
    /// The relation of each entry of a report or notification to the entries of statements. Entries are joined when account,
    /// currency, amount and direction agree and so does, in this order: AcctSvcrRef; a batch's id and the booking date;
    /// NtryRef and the booking date. Entries that share an AcctSvcrRef or a batch with one entry of the statement and sum to
    /// it are its details. Amount and date alone never join: two equal payments in a day are two.
    public static func of(_ entries: [BookedEntry], to book: [BookedEntry]) -> [EntryRelation] {
        var relations = [EntryRelation](repeating: .alone, count: entries.count)
        var index: [Key: [Int]] = [:]
        for (place, entry) in book.enumerated() {
            for key in Key.whole(entry) + Key.parts(entry) { index[key, default: []].append(place) }
        }
        var used: Set<Int> = []
        for (place, entry) in entries.enumerated() {
            // An entry of the book without references is joined once; one with a bank reference as often as it comes.
            let hit = Key.whole(entry).lazy.compactMap { key in
                index[key]?.first { !used.contains($0) } ?? (key.kind == .servicer ? index[key]?.first : nil)
            }.first
            guard let hit else { continue }
            used.insert(hit)
            relations[place] = entry.details > book[hit].details ? .details(of: hit) : .repeats(hit)
        }
        var groups: [Key: [Int]] = [:]
        for (place, entry) in entries.enumerated() where relations[place] == .alone {
            for key in Key.parts(entry) { groups[key, default: []].append(place) }
        }
        for (key, places) in groups {
            guard let candidates = index[key], candidates.count == 1, let hit = candidates.first else { continue }
            var sum: Money? = Money.zero(book[hit].amount.currency)
            for place in places { sum = sum?.adding(entries[place].amount) }
            if sum == book[hit].amount { for place in places { relations[place] = .details(of: hit) } }
        }
        return relations
    }

    private struct Key: Hashable {
        enum Kind: Hashable { case servicer, batch, entry, partOfServicer, partOfBatch }
        var kind: Kind
        var account: String
        var reference: String
        var isCredit: Bool
        var amount: Money?
        var currency: Currency
        var bookedOn: CalendarDate?

        private init(_ kind: Kind, _ entry: BookedEntry, _ reference: String, hasAmount: Bool, hasDate: Bool) {
            self.kind = kind
            account = entry.account
            self.reference = reference
            isCredit = entry.isCredit
            amount = hasAmount ? entry.amount : nil
            currency = entry.amount.currency
            bookedOn = hasDate ? entry.bookedOn : nil
        }

        /// Keys of an entry as a whole, the best one first.
        static func whole(_ entry: BookedEntry) -> [Key] {
            var keys: [Key] = []
            if let reference = entry.servicerReference {
                keys.append(Key(.servicer, entry, reference, hasAmount: true, hasDate: false))
            }
            guard entry.bookedOn != nil else { return keys }
            for batch in entry.batches { keys.append(Key(.batch, entry, batch, hasAmount: true, hasDate: true)) }
            if let reference = entry.entryReference {
                keys.append(Key(.entry, entry, reference, hasAmount: true, hasDate: true))
            }
            return keys
        }

        /// Keys of what an entry may be a part of.
        static func parts(_ entry: BookedEntry) -> [Key] {
            var keys: [Key] = []
            if let reference = entry.servicerReference {
                keys.append(Key(.partOfServicer, entry, reference, hasAmount: false, hasDate: false))
            }
            for batch in entry.batches {
                keys.append(Key(.partOfBatch, entry, batch, hasAmount: false, hasDate: false))
            }
            return keys
        }
    }
}
