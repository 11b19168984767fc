// How facts' values stand in columns: keys as 16 bytes, days as ISO text, money as minor units and a code.

import Facts
import Money

extension LookupKey {
    /// Sixteen bytes, most significant first.
    var column: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return bytes
    }

    /// Nil unless there are sixteen bytes.
    init?(column: some Collection<UInt8>) {
        guard column.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (position, byte) in column.enumerated() {
            if position < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        self.init(high: words.0, low: words.1)
    }
}

extension RowBinder {
    mutating func bind(_ key: LookupKey) {
        withUnsafeBytes(of: (key.high.bigEndian, key.low.bigEndian)) { bind($0) }
    }
    mutating func bind(_ key: LookupKey?) {
        if let key { bind(key) } else { bindNull() }
    }
    /// ISO text, as `description` writes it.
    mutating func bind(_ date: CalendarDate) {
        let (year, month, day) = date.components
        guard (0...9999).contains(year) else { return bind(date.description) }
        func digit(_ number: Int) -> UInt8 { 0x30 + UInt8(truncatingIfNeeded: number % 10) }
        let text: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (
            digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), 0x2D,
            digit(month / 10), digit(month), 0x2D, digit(day / 10), digit(day)
        )
        withUnsafeBytes(of: text) { bind(ascii: $0) }
    }
    mutating func bind(_ date: CalendarDate?) {
        if let date { bind(date) } else { bindNull() }
    }
    mutating func bind(_ bytes: [UInt8]?) {
        if let bytes { bind(bytes) } else { bindNull() }
    }
    /// Its code.
    mutating func bind(_ currency: Currency) { bind(currency == .usd ? "USD" : currency.code) }
    mutating func bind(_ evidence: Evidence) {
        bind(evidence.arrival.number)
        bind(evidence.ordinal)
    }
    mutating func bind(_ evidence: Evidence?) {
        if let evidence {
            bind(evidence)
        } else {
            bindNull()
            bindNull()
        }
    }
}

extension StoredRow {
    func key(_ column: Int) -> LookupKey? {
        withBytes(column) { bytes in
            guard bytes.count == 16 else { return nil }
            return LookupKey(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// A key that the schema demands; a damaged column gives the key of nothing.
    func requiredKey(_ column: Int) -> LookupKey { key(column) ?? LookupKey(high: 0, low: 0) }

    func keys(_ column: Int) -> [LookupKey] {
        let all = bytes(column)
        return stride(from: 0, to: all.count - all.count % 16, by: 16).compactMap {
            LookupKey(column: all[$0..<$0 + 16])
        }
    }

    func date(_ column: Int) -> CalendarDate { optionalDate(column) ?? CalendarDate(dayNumber: 0) }

    /// Nil where there is none.
    func optionalDate(_ column: Int) -> CalendarDate? {
        withBytes(column) { bytes in
            guard bytes.count == 10 else { return nil }
            func number(_ first: Int, _ count: Int) -> Int {
                bytes[first..<first + count].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
            }
            return CalendarDate(year: number(0, 4), month: number(5, 2), day: number(8, 2))
        }
    }

    func money(_ column: Int, _ currency: Int) -> Money {
        Money(minorUnits: integer(column), currency: self.currency(currency))
    }

    func currency(_ column: Int) -> Currency {
        withBytes(column) { $0.count == 3 ? Currency($0[0], $0[1], $0[2]) : nil } ?? .usd
    }

    func evidence(_ column: Int) -> Evidence {
        Evidence(arrival: ArrivalID(integer(column)), ordinal: Int(clamping: integer(column + 1)))
    }

    func optionalEvidence(_ column: Int) -> Evidence? {
        optionalInteger(column) == nil ? nil : evidence(column)
    }
}

/// Which facts a question is about: those that are visible, and those of the arrival that is being posted.
public struct FactScope: Sendable {
    public let posting: Int64?
    private let isChecked: Bool
    public init(arrivalBeingPosted: Int64?) { self.init(arrivalBeingPosted, isChecked: true) }
    private init(_ posting: Int64?, isChecked: Bool) {
        self.posting = posting
        self.isChecked = isChecked
    }

    /// For a text whose reader asks by itself which arrivals count.
    static let unchecked = FactScope(nil, isChecked: false)

    /// Condition on `table.arrival`. The arrival being posted is told by `posting_being_staged` and not by its number here:
    /// a text for each arrival would be prepared, and kept, for each arrival.
    ///
    /// - Parameter leavesToPeople: whether what people decided about is left out for whoever posts.
    func condition(_ table: String, leavesToPeople: Bool = true) -> String {
        guard isChecked else { return "TRUE" }
        // Whoever posts leaves to people what people decided about.
        let free = posting == nil || !leavesToPeople ? "" : " AND \(Session.isNotInHands(table))"
        return arrivalCondition("\(table).arrival") + free
    }

    /// Condition: the arrival with this number counts.
    ///
    /// The index is named because SQLite would take the one on the key alone and fetch the row for each fact that is looked at.
    func arrivalCondition(_ arrival: String) -> String {
        let visible = "v.state IN ('posted', 'answered')"
        let counts =
            posting == nil
            ? visible : "(\(visible) OR v.id = (SELECT p.arrival FROM posting_being_staged p WHERE p.only_row = 1))"
        return "EXISTS (SELECT 1 FROM arrivals v INDEXED BY arrivals_with_state WHERE v.id = \(arrival) AND \(counts))"
    }
}
