// The batches of a NACHA file with their figures, as a report lists them; bounded, whatever the file's size.
// Relies on NACHA's rows. Hands everything on to the visitor inside.

public import Delimited
public import ISO20022
public import Money
public import NACHA
public import X12

/// One batch as its entries give it (not as its control record says).
public struct BatchFigures: Sendable, Hashable {
    public let number: Int
    /// Three letters.
    public let entryClass: String
    /// Empty in an IAT batch.
    public let companyName: String
    public let description: String
    public let effectiveDate: CalendarDate?
    public internal(set) var entries = 0
    public internal(set) var addenda = 0
    /// Cents; nil where 64 bits do not hold the sum.
    public internal(set) var debits: Int64? = 0
    public internal(set) var credits: Int64? = 0

    init(_ header: NACHABatchHeader) {
        number = header.batchNumber
        entryClass = header.secCode
        companyName = header.companyName
        description = header.entryDescription
        effectiveDate = header.effectiveDate
    }
}

/// Collects the first batches of a file while another visitor takes its contents.
public struct BatchList<Inner: DocumentVisitor>: DocumentVisitor {
    /// Batches kept at most.
    public static var limit: Int { 500 }

    public private(set) var batches: [BatchFigures] = []
    /// All batches, kept or not.
    public private(set) var count = 0
    public var inner: Inner
    private var debits = CheckedSum()
    private var credits = CheckedSum()

    public init(_ inner: Inner) { self.inner = inner }

    public static var takesPayments: Bool { Inner.takesPayments }
    public var keepsRecords: Bool { inner.keepsRecords }
    public var wantsX12Events: Bool { inner.wantsX12Events }

    public mutating func fileHeader(_ header: NACHAFileHeader) throws { try inner.fileHeader(header) }

    public mutating func batchHeader(_ header: NACHABatchHeader) throws {
        count += 1
        debits = CheckedSum()
        credits = CheckedSum()
        if batches.count < Self.limit { batches.append(BatchFigures(header)) }
        try inner.batchHeader(header)
    }

    public mutating func entries(_ rows: NACHAEntryRows) throws {
        if count > 0, count <= Self.limit, rows.header != nil {
            for entry in rows.entries {
                if entry.isDebit { debits.add(entry.amount) } else { credits.add(entry.amount) }
                batches[count - 1].addenda += Int(entry.addendaCount)
            }
            batches[count - 1].entries += rows.count
            batches[count - 1].debits = debits.total
            batches[count - 1].credits = credits.total
        }
        try inner.entries(rows)
    }

    public mutating func batchControl(_ control: NACHABatchControl) throws { try inner.batchControl(control) }
    public mutating func fileControl(_ control: NACHAFileControl) throws { try inner.fileControl(control) }
    public mutating func x12Read(_ event: X12Event) throws { try inner.x12Read(event) }
    public mutating func statementBegan(_ header: StatementHeader) throws { try inner.statementBegan(header) }
    public mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) throws {
        try inner.entryRead(entry, in: header)
    }
    public mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) throws {
        try inner.statementEnded(header, summary)
    }
    public mutating func paymentsRead(_ events: [PaymentEvent]) throws { try inner.paymentsRead(events) }
    public mutating func openItemRead(_ row: OpenItemRow) throws { try inner.openItemRead(row) }
    public mutating func paymentRead(_ row: PaymentRow) throws { try inner.paymentRead(row) }
    public mutating func acknowledgementRead(_ row: LedgerAcknowledgementRow) throws {
        try inner.acknowledgementRead(row)
    }
}
