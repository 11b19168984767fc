// Reads one ISO 20022 message from a byte source: finds the document, tells its message, hands on what it holds.
// Relies on XMLStream for XML, on StatementParser for cash messages, on PaymentParser for pain.001 and pain.002.

public import Parsing

/// Takes the statements of a cash message as they are read. A message whose reading ends with errors must be undone.
public protocol StatementHandler {
    /// The header is complete: before the first entry, or before the end of a statement without entries.
    mutating func statementBegan(_ header: StatementHeader) throws
    /// An entry with its details is complete.
    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) throws
    /// The statement is complete; the header now also holds balances that came after the entries.
    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) throws
    /// Whether the contents of payment messages are wanted as well; not, where nothing is said.
    static var takesPayments: Bool { get }
    /// What a payment message held since the last call.
    mutating func paymentsRead(_ events: [PaymentEvent]) throws
}

/// What was read, in figures.
public enum ISO20022Summary: Sendable, Hashable, Encodable {
    case cash(CashSummary)
    case creditTransfers(CreditTransferSummary)
    case paymentStatus(PaymentStatusSummary)

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .cash(let summary): try summary.encode(to: encoder)
        case .creditTransfers(let summary): try summary.encode(to: encoder)
        case .paymentStatus(let summary): try summary.encode(to: encoder)
        }
    }
}

/// What reading a message found out. `kind` is nil where no known message was found.
public struct ISO20022Report: Sendable {
    public let kind: MessageKind?
    public let summary: ISO20022Summary?
    public let findings: FindingLog
}

/// Reads ISO 20022 messages in one pass and constant memory.
public enum ISO20022Reader {
    /// Reads and checks; hands nothing on. Throws only what the source throws.
    public static func read(_ source: inout some ByteSource) throws -> ISO20022Report {
        var none = IgnoringHandler()
        return try read(&source, into: &none)
    }

    /// Reads, checks, and hands statements and entries to the handler. Throws what source and handler throw.
    public static func read(
        _ source: inout some ByteSource, into handler: inout some StatementHandler
    ) throws -> ISO20022Report {
        let stream = XMLStream(vocabulary: StatementGrammar.shared.vocabulary)
        var message = MessageParser()
        do {
            try source.forEachPiece { piece in
                try stream.push(piece) { events, text in
                    try message.take(events, text, stream, &handler)
                }
            }
            try stream.finish { events, text in
                try message.take(events, text, stream, &handler)
            }
        } catch let fault as XMLFault {
            message.note(fault)
        }
        return message.report()
    }
}

private struct IgnoringHandler: StatementHandler {
    mutating func statementBegan(_ header: StatementHeader) {}
    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {}
    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {}
}
