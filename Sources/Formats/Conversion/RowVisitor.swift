// Takes a document's contents from Inspection and makes rows of them; how, for each kind, stands in the files beside this.
// Relies on Column for what the rows hold. The row's cells are one buffer, used again.

public import Delimited
public import ISO20022
public import Inspection
public import NACHA
public import X12

/// Makes rows of what a document holds.
public struct RowVisitor<Sink: RowSink>: DocumentVisitor {
    public var sink: Sink
    let accounts: AccountNumbers
    private var accountPlaces: [Int] = []
    private(set) var hasBegun = false
    /// The row being made.
    var cells: [RowCell] = []

    var batch = BatchCells()
    var payment = PaymentCells()
    var decimals = CurrencyDecimals()
    var order = OrderCells()
    var report = ReportCells()

    public init(_ sink: Sink, accounts: AccountNumbers = .masked) {
        self.sink = sink
        self.accounts = accounts
    }

    public static var takesPayments: Bool { true }
    public var keepsRecords: Bool { true }
    public var wantsX12Events: Bool { true }

    /// Begins the table at the first thing that belongs to it.
    mutating func begin(_ table: Table) throws {
        if hasBegun { return }
        hasBegun = true
        accountPlaces = accounts == .masked ? table.accountPlaces : []
        cells.reserveCapacity(table.columns.count)
        try sink.begin(table)
    }

    /// A document without rows still has a header line.
    mutating func end(_ kind: DocumentKind) throws {
        switch kind {
        case .nacha: try begin(.entries)
        case .x12: try begin(.advices)
        case .statement, .accountReport, .notification: try begin(.transactions)
        case .openItems: try begin(.openItems)
        case .payments: try begin(.payments)
        case .creditTransfer: try begin(.transfers)
        case .paymentStatus: try begin(.statuses)
        case .ledgerAcknowledgement, .unknown: break
        }
    }

    /// Hands on the row that was made.
    mutating func emit() throws {
        for place in accountPlaces where place < cells.count {
            if case .text(let account) = cells[place] { cells[place] = .text(AccountDots.text(account)) }
        }
        try sink.row(cells)
        cells.removeAll(keepingCapacity: true)
    }

    public mutating func batchHeader(_ header: NACHABatchHeader) throws { batch = BatchCells(header) }

    public mutating func entries(_ rows: NACHAEntryRows) throws {
        try begin(.entries)
        for entry in rows.entries {
            batch.fill(&cells, entry, rows)
            try emit()
        }
    }

    public mutating func x12Read(_ event: X12Event) throws {
        try begin(.advices)
        try take(event)
    }

    public mutating func statementBegan(_ header: StatementHeader) throws { try begin(.transactions) }

    public mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) throws {
        try take(entry, header)
    }

    public mutating func paymentsRead(_ events: [PaymentEvent]) throws {
        for event in events { try take(event) }
    }

    public mutating func openItemRead(_ row: OpenItemRow) throws {
        try begin(.openItems)
        TableCells.fill(&cells, row)
        try emit()
    }

    public mutating func paymentRead(_ row: PaymentRow) throws {
        try begin(.payments)
        TableCells.fill(&cells, row)
        try emit()
    }
}
