// How the contents of payment messages are handed on, and the way to ask for them.
// Relies on ISO20022Reader, whose one pass serves cash and payment messages alike.

public import Parsing

/// What was met in a payment message, in the order of the file.
public enum PaymentEvent: Sendable {
    /// pain.001: the header of the order.
    case orderBegan(OrderHeader)
    /// A block's head, before its transfers.
    case instructionBegan(PaymentInstruction)
    /// A transfer of the block begun last. One whose amount cannot be read is reported and not handed on, nor are those of
    /// a block whose head cannot be read.
    case transfer(CreditTransfer)
    case instructionEnded
    case orderEnded
    /// pain.002: what is said of the whole order.
    case groupStatus(GroupStatusReport)
    /// What is said of a block, before its transactions.
    case paymentStatus(PaymentStatusReport)
    /// What is said of a transfer, of the block named last. `effective` is its own status, else the block's, else the group's,
    /// where PART counts as none.
    case transactionStatus(TransactionStatusReport, effective: PaymentStatus?)
    case paymentStatusEnded
    case reportEnded
}

/// Takes what payment messages hold. A message whose reading ends with errors must be undone.
public protocol PaymentHandler {
    mutating func take(_ event: PaymentEvent) throws
}

/// Reads pain.001 and pain.002 in one pass; memory is that of the largest transfer, and a dozen bytes for each reference.
public enum PaymentReader {
    /// Hands on what the message holds. Throws what source and handler throw; bad content is reported as findings.
    public static func read(
        _ source: inout some ByteSource, into handler: inout some PaymentHandler
    ) throws -> ISO20022Report {
        var adapter = PaymentAdapter(handler: handler)
        defer { handler = adapter.handler }
        return try ISO20022Reader.read(&source, into: &adapter)
    }

    /// Everything at once, for messages that are known to be small.
    public static func events(_ source: inout some ByteSource) throws -> (
        events: [PaymentEvent], report: ISO20022Report
    ) {
        var collector = PaymentCollector()
        let report = try read(&source, into: &collector)
        return (collector.events, report)
    }
}

private struct PaymentCollector: PaymentHandler {
    var events: [PaymentEvent] = []
    mutating func take(_ event: PaymentEvent) { events.append(event) }
}

/// A handler of statements that gets none, and passes payments on.
private struct PaymentAdapter<Handler: PaymentHandler>: StatementHandler {
    static var takesPayments: Bool { true }
    var handler: Handler
    mutating func statementBegan(_ header: StatementHeader) {}
    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {}
    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {}
    mutating func paymentsRead(_ events: [PaymentEvent]) throws { for event in events { try handler.take(event) } }
}

extension StatementHandler {
    /// Handlers of statements get no payments unless they say so.
    public static var takesPayments: Bool { false }
    public mutating func paymentsRead(_ events: [PaymentEvent]) throws {}
}
