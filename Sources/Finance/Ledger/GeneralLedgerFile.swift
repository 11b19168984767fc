// Renders journal entries for the general ledger, one at a time into a buffer that the caller drains: as CSV for any
// ledger program, as an hledger journal for checking by an independent one.
// Relies on ChartOfAccounts for account names. Writes no file.

public import Facts
public import Money

/// How the file is written.
public enum GeneralLedgerFormat: String, Sendable, Hashable, CaseIterable {
    /// Header and columns of the journal export, one row a line.
    case csv
    /// A journal that stands alone: accounts and commodities are declared, `hledger check --strict` passes.
    case hledger
}

/// One file in the making: `begin`, `append` for each entry, and the control totals at the end.
public struct GeneralLedgerFile: Sendable {
    public let format: GeneralLedgerFormat
    /// What was appended so far.
    public private(set) var totals = ControlTotals()
    private let chart: ChartOfAccounts

    public static let csvHeader = [
        "journal_id", "line_no", "effective_date", "account", "debit", "credit", "currency", "description", "event",
        "match_id", "arrival_id", "account_code",
    ]

    public init(_ format: GeneralLedgerFormat, chart: ChartOfAccounts) {
        self.format = format
        self.chart = chart
    }

    /// The head of the file. `currencies` are those that may occur: an hledger journal has to declare them first.
    public func begin(currencies: [Currency], to out: inout [UInt8]) {
        switch format {
        case .csv: CSVRow.append(GeneralLedgerFile.csvHeader, to: &out)
        case .hledger: HledgerText.head(chart, currencies, to: &out)
        }
    }

    /// One entry. An account that the chart does not know is written by its code.
    public mutating func append(_ entry: JournalEntry, to out: inout [UInt8]) {
        totals.add(entry)
        switch format {
        case .csv: appendCSV(entry, to: &out)
        case .hledger: HledgerText.append(entry, chart, to: &out)
        }
    }

    private func appendCSV(_ entry: JournalEntry, to out: inout [UInt8]) {
        for (index, line) in entry.lines.enumerated() {
            let amount = line.amount.decimalText
            CSVRow.append(
                [
                    entry.id, String(index + 1), entry.effectiveOn.description, chart.name(of: line.account),
                    line.side == .debit ? amount : "", line.side == .credit ? amount : "", line.amount.currency.code,
                    entry.description, entry.event, entry.matchID, String(entry.arrival.number), line.account,
                ], to: &out)
        }
    }
}
