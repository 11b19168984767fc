// Renders journal entries for the general ledger, one at a time into a buffer that the caller drains.
// Relies on ChartOfAccounts for account names. Writes no file; holds one document at most, whatever the batch's size.

public import Facts
public import Money

/// One file in the making: `begin`, `append` for each entry, `end`; and the control totals.
///
///     var file = GeneralLedgerFile(.rows(.csv), chart: chart, batch: head)
///     file.begin(currencies: [.usd], to: &bytes)
///     for entry in entries { try file.append(entry, to: &bytes) }
///     try file.end(to: &bytes)
public struct GeneralLedgerFile: Sendable {
    public let form: GeneralLedgerForm
    /// What was appended so far, as the journal has it: lines that only divide a long entry do not count.
    public private(set) var totals = ControlTotals()
    private let chart: ChartOfAccounts
    private let batch: LedgerBatchHead
    private let entity: String?
    private var rows: LayoutWriter?
    private var beancount: BeancountText?
    private var template: TemplateText?

    /// - Parameter entity: whose lines the file holds, where it is a layout of rows; nil for all.
    public init(
        _ form: GeneralLedgerForm, chart: ChartOfAccounts, batch: LedgerBatchHead, entity: String? = nil
    ) {
        self.entity = entity
        self.form = form
        self.chart = chart
        self.batch = batch
        switch form {
        case .rows(let layout): rows = LayoutWriter(layout, chart: chart, batch: batch, entity: entity)
        case .beancount: beancount = BeancountText(chart)
        case .template(let text): template = TemplateText(text, chart: chart, batch: batch)
        case .hledger, .xml: break
        }
    }

    /// The head of the file. `currencies` are those that may occur: an hledger journal has to declare them first.
    public mutating func begin(
        currencies: [Currency], firstDay: CalendarDate? = nil, to out: inout [UInt8]
    ) throws(LedgerRefusal) {
        switch form {
        case .rows: rows?.begin(to: &out)
        case .hledger: HledgerText.head(chart, currencies, to: &out)
        case .beancount: try beancount?.head(currencies, from: firstDay ?? batch.businessDate, to: &out)
        case .xml: JournalXML.head(batch, to: &out)
        case .template: try template?.head(to: &out)
        }
    }

    /// One entry. An account that the chart does not know is written by its code.
    public mutating func append(_ entry: JournalEntry, to out: inout [UInt8]) throws(LedgerRefusal) {
        totals.add(entry, of: entity)
        switch form {
        case .rows: try rows?.append(entry, to: &out)
        case .hledger: HledgerText.append(entry, chart, to: &out)
        case .beancount: beancount?.append(entry, to: &out)
        case .xml: JournalXML.append(entry, chart, to: &out)
        case .template: try template?.append(entry, to: &out)
        }
    }

    /// The end of the file.
    public mutating func end(to out: inout [UInt8]) throws(LedgerRefusal) {
        switch form {
        case .rows: try rows?.end(totals, to: &out)
        case .xml: JournalXML.end(totals, to: &out)
        case .template: try template?.end(totals, to: &out)
        case .hledger, .beancount: break
        }
    }
}
