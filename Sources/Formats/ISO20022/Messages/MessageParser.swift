// Finds the document in its envelope, tells message and version, and passes the body's events to the body's parser.
// Relies on MessageName for names, on StatementParser and PaymentParser for bodies.

import Parsing

struct MessageParser {
    private enum Stage {
        /// Before `Document`, perhaps within an envelope.
        case envelope
        /// In `Document`, before the body.
        case document
        case cash
        case payment
        /// Past the body, or in a body that is not read.
        case done
    }

    private var stage = Stage.envelope
    private var findings = FindingLog()
    private var kind: MessageKind?
    private var name: MessageName?
    private var cash: StatementParser?
    private var payment: PaymentParser?
    private let documentPlace = StatementGrammar.shared.vocabulary.place(of: "Document")
    private var documentNamespace: UInt8 = 0
    private var hasFault = false

    /// Takes a run of events, whose texts are ranges of `text`.
    mutating func take(
        _ events: Span<XMLEvent>, _ text: RawSpan, _ stream: XMLStream, _ handler: inout some StatementHandler
    ) throws {
        var cursor = 0
        while cursor < events.count, stage == .envelope || stage == .document {
            begin(events[cursor], stream)
            cursor += 1
        }
        if stage == .payment, payment != nil {
            payment?.taken = stream.taken
            payment?.keepsEvents = type(of: handler).takesPayments
            payment?.advance(events, &cursor, text: text)
            if let met = payment?.takeEvents(), !met.isEmpty { try handler.paymentsRead(met) }
            if payment?.isFinished == true { stage = .done }
        } else if stage == .cash, cash != nil {
            try takeCash(events, &cursor, text, stream, &handler)
        }
    }

    private mutating func takeCash(
        _ events: Span<XMLEvent>, _ cursor: inout Int, _ text: RawSpan, _ stream: XMLStream,
        _ handler: inout some StatementHandler
    ) throws {
        // Moved out and back, so that the parser's arrays have one owner while it works.
        guard var parser = cash else { return }
        cash = nil
        defer { cash = parser }
        parser.taken = stream.taken
        while cursor < events.count, !parser.isFinished {
            let signals = parser.advance(events, &cursor, text: text)
            if signals.isEmpty { continue }
            if signals.contains(.statementBegan) { try handler.statementBegan(parser.header) }
            if signals.contains(.entryEnded) { try handler.entryRead(parser.entry, in: parser.header) }
            if signals.contains(.statementEnded) {
                try handler.statementEnded(
                    parser.header, parser.statements.count == parser.statementCount ? parser.statements.last : nil)
            }
        }
        if parser.isFinished { stage = .done }
        if parser.isTooLarge {
            throw XMLFault(
                kind: .entryTooLarge, sentence: "one entry holds more than 32 MiB of text or 250,000 details",
                offset: stream.taken, line: Int(parser.event.line))
        }
    }

    /// An event outside of any body.
    private mutating func begin(_ event: XMLEvent, _ stream: XMLStream) {
        guard event.kind == .open || event.kind == .leaf else { return }
        if stage == .envelope {
            guard event.name == documentPlace else { return }
            documentNamespace = event.namespace
            stage = event.kind == .open ? .document : .done
            return
        }
        let location = Location(offset: stream.offset(of: event), line: Int(event.line), path: "Document")
        stage = .done
        guard event.namespace == documentNamespace, let body = StatementGrammar.shared.body(event.name) else {
            findings.add(ISO20022Rules.unknownMessage, "The document holds no message that is read here.", at: location)
            return
        }
        kind = body
        checkName(body, stream, location)
        if event.kind == .leaf {
            findings.add(ISO20022Rules.unknownMessage, "The message is empty.", at: location)
            return
        }
        if body.isCash {
            stage = .cash
            cash = StatementParser(
                kind: body, message: name, namespace: documentNamespace, bodyName: event.name, findings: findings)
        } else {
            stage = .payment
            payment = PaymentParser(
                kind: body, namespace: documentNamespace, bodyName: event.name, findings: findings)
        }
    }

    private mutating func checkName(_ body: MessageKind, _ stream: XMLStream, _ location: Location) {
        let index = Int(documentNamespace) - 1
        guard index >= 0, index < stream.namespaces.count else {
            findings.add(
                ISO20022Rules.namespaceMissing, "The document has no namespace, so its version is not known.",
                at: location)
            return
        }
        guard let name = MessageName(namespace: stream.namespaces[index]) else {
            findings.add(
                ISO20022Rules.namespaceUnknown, "The document's namespace names no message that is read here.",
                at: location)
            return
        }
        self.name = name
        if name.kind != body {
            findings.add(
                ISO20022Rules.bodyMismatch,
                "The namespace says \(name.kind.rawValue), and the body is a \(body.rawValue).", at: location)
        }
        // Versions come once a year or so: what is far beyond the newest one is a mistake, not the future.
        if name.version < 1 || name.version > body.newestVersion + 16 {
            findings.add(ISO20022Rules.versionUnsupported, "There is no version .\(name.version).", at: location)
        } else if name.version > body.newestVersion {
            findings.add(
                ISO20022Rules.versionNewer, "Version .\(name.version) is newer than the newest known.", at: location)
        }
    }

    /// The XML reader stopped.
    mutating func note(_ fault: XMLFault) {
        hasFault = true
        let rule =
            switch fault.kind {
            case .syntax: ISO20022Rules.syntax
            case .trailing: ISO20022Rules.trailing
            case .truncated: ISO20022Rules.truncated
            case .empty: ISO20022Rules.empty
            case .nul: ISO20022Rules.nul
            case .encoding: ISO20022Rules.encoding
            case .encodingMismatch: ISO20022Rules.encodingMismatch
            case .encodingUnsupported: ISO20022Rules.encodingUnsupported
            case .documentType: ISO20022Rules.documentType
            case .limit: ISO20022Rules.limit
            case .entryTooLarge: ISO20022Rules.entryTooLarge
            }
        add(rule, "Reading stopped: \(fault.sentence).", at: Location(offset: fault.offset, line: fault.line))
    }

    private mutating func add(_ rule: FindingRule, _ message: String, at location: Location) {
        if cash != nil {
            cash?.findings.add(rule, message, at: location)
        } else if payment != nil {
            payment?.findings.add(rule, message, at: location)
        } else {
            findings.add(rule, message, at: location)
        }
    }

    mutating func report() -> ISO20022Report {
        if kind == nil, !hasFault, findings.errorCount == 0 {
            findings.add(
                ISO20022Rules.unknownMessage, "The file holds no Document of ISO 20022.",
                at: Location(offset: 0, line: 1))
        }
        let message = name?.description ?? kind?.rawValue ?? ""
        if let cash {
            let summary = CashSummary(
                message: message, messageID: cash.header.messageID, statements: cash.statements)
            return ISO20022Report(kind: kind, summary: .cash(summary), findings: cash.findings)
        }
        if let payment {
            return ISO20022Report(kind: kind, summary: payment.summary(message), findings: payment.findings)
        }
        return ISO20022Report(kind: kind, summary: nil, findings: findings)
    }
}
