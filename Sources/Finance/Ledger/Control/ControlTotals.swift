// What a general-ledger file holds in sum, for the sidecar that goes beside it.

public import Facts
public import Money

/// Lines, debits and credits by currency of what was rendered.
public struct ControlTotals: Sendable {
    private struct Sums {
        var lines = 0
        var debit = CheckedSum()
        var credit = CheckedSum()
    }

    public private(set) var entries = 0
    public private(set) var lines = 0
    private var byCurrency: [Currency: Sums] = [:]

    public init() {}

    /// - Parameter entity: whose lines count; nil for all. An entry without such a line does not count.
    public mutating func add(_ entry: JournalEntry, of entity: String? = nil) {
        if let entity, !entry.lines.contains(where: { $0.dimensions.entity == entity }) { return }
        entries += 1
        for line in entry.lines where entity.map({ $0 == line.dimensions.entity }) ?? true {
            lines += 1
            byCurrency[line.amount.currency, default: Sums()].lines += 1
            switch line.side {
            case .debit: byCurrency[line.amount.currency, default: Sums()].debit.add(line.amount.minorUnits)
            case .credit: byCurrency[line.amount.currency, default: Sums()].credit.add(line.amount.minorUnits)
            }
        }
    }

    /// Sum of debits (equal to that of credits) in a currency; nil where it does not fit 64 bits.
    public func debit(_ currency: Currency) -> Money? {
        byCurrency[currency, default: Sums()].debit.total.map { Money(minorUnits: $0, currency: currency) }
    }

    /// Sum of credits in a currency; nil where it does not fit 64 bits.
    public func credit(_ currency: Currency) -> Money? {
        byCurrency[currency, default: Sums()].credit.total.map { Money(minorUnits: $0, currency: currency) }
    }

    public var currencies: [Currency] { byCurrency.keys.sorted() }

    /// Lines in a currency.
    public func lines(_ currency: Currency) -> Int { byCurrency[currency]?.lines ?? 0 }

    /// The sidecar: one CSV row a currency, header `file,sha256,currency,lines,debit,credit`. A file without entries
    /// has one row with an empty currency. A sum that does not fit is written as `overflow`.
    public func sidecar(file: String, sha256: String) -> [UInt8] {
        var out: [UInt8] = []
        var rows: [[String]] = [["file", "sha256", "currency", "lines", "debit", "credit"]]
        for currency in currencies {
            let count = byCurrency[currency]?.lines ?? 0
            rows.append([
                file, sha256, currency.code, String(count), debit(currency)?.decimalText ?? "overflow",
                credit(currency)?.decimalText ?? "overflow",
            ])
        }
        if rows.count == 1 { rows.append([file, sha256, "", "0", "0", "0"]) }
        for row in rows { CSVRow.append(row, to: &out) }
        return out
    }
}
