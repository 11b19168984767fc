// Recognises a document, reads it with the reader of its kind, and gathers what was found.
// A source is read twice: its first kilobytes, then the whole.

import ISO20022
import Money
import NACHA
public import Parsing
import X12

public enum Inspector {
    /// Inspects a document. Throws only what the source throws.
    public static func inspect(_ source: inout some ByteSource) throws -> Inspection {
        var visitor = NoVisitor()
        return try inspect(&source, visiting: &visitor)
    }

    /// Inspects a document and hands what it holds to a visitor in the same pass. Throws what source and visitor throw.
    public static func inspect(
        _ source: inout some ByteSource, visiting visitor: inout some DocumentVisitor
    ) throws -> Inspection {
        let beginning = try Recognition.beginning(of: &source)
        switch Recognition.family(of: beginning) {
        case .nacha: return try nacha(&source, &visitor)
        case .x12: return try x12(&source, &visitor)
        case .xml: return try iso20022(&source, &visitor)
        case .openItems: return try table(.openItems, &source, &visitor)
        case .payments: return try table(.payments, &source, &visitor)
        case .ledgerAcknowledgement: return try table(.ledgerAcknowledgement, &source, &visitor)
        case .unknown:
            var findings = FindingLog()
            let rule = Recognition.refusal(of: beginning)
            findings.add(rule, rule.meaning, at: Location(offset: 0))
            return Inspection(
                kind: .unknown, findings: findings, summary: .none, identities: [], date: nil, interchanges: [])
        }
    }

    private static func nacha(
        _ source: inout some ByteSource, _ visitor: inout some DocumentVisitor
    ) throws -> Inspection {
        let report = try NACHAReader.read(&source, into: &visitor)
        var identities: [ClaimedIdentity] = []
        if let identity = report.identity {
            identities.append(
                ClaimedIdentity(
                    scope: "nacha", identity: identity.headerKey,
                    content: [
                        "\(identity.batches)", "\(identity.entriesAndAddenda)", "\(identity.entryHash)",
                        "\(identity.debits)", "\(identity.credits)",
                    ].joined(separator: "|")))
        }
        return Inspection(
            kind: .nacha, findings: report.findings, summary: .nacha(report.summary), identities: identities,
            date: report.header?.creationDate, interchanges: [])
    }

    private static func x12(
        _ source: inout some ByteSource, _ visitor: inout some DocumentVisitor
    ) throws -> Inspection {
        let document = try x12Document(&source, &visitor)
        var identities: [ClaimedIdentity] = []
        for (index, interchange) in document.interchanges.enumerated() {
            let header = interchange.header
            let parties =
                "\(header.sender.qualifier)/\(header.sender.identifier)>"
                + "\(header.receiver.qualifier)/\(header.receiver.identifier)"
            let sets = document.summary.transactions.filter { $0.interchange == index }.map { set in
                let payment = set.payment
                return [
                    set.set, set.controlNumber, payment?.trace ?? "", payment?.hundredths.map(String.init) ?? "",
                    "\(payment?.claims ?? 0)", "\(payment?.remittances ?? 0)",
                ].joined(separator: ",")
            }
            identities.append(
                ClaimedIdentity(
                    scope: "x12", identity: "\(parties)#\(header.controlNumber)",
                    content: (["\(header.date)\(header.time)"] + sets).joined(separator: "|")))
        }
        return Inspection(
            kind: .x12, findings: document.findings, summary: .x12(document.summary), identities: identities,
            date: document.interchanges.first.flatMap { date(ofInterchange: $0.header.date) },
            interchanges: document.interchanges)
    }

    private static func x12Document(
        _ source: inout some ByteSource, _ visitor: inout some DocumentVisitor
    ) throws -> X12Document {
        var options = X12Reader.Options()
        options.collectsEvents = visitor.wantsX12Events
        var reader = X12Reader(options: options)
        if !options.collectsEvents {
            try source.forEachPiece { reader.read($0) }
            return reader.finish()
        }
        try source.forEachPiece { piece in
            reader.read(piece)
            try reader.drainEvents { try visitor.x12Read($0) }
        }
        let document = reader.finish()
        try reader.drainEvents { try visitor.x12Read($0) }
        return document
    }

    private static func iso20022(
        _ source: inout some ByteSource, _ visitor: inout some DocumentVisitor
    ) throws -> Inspection {
        var statements = StatementIdentities(visitor)
        defer { visitor = statements.visitor }
        let report = try ISO20022Reader.read(&source, into: &statements)
        return Inspection(
            kind: kind(report.kind), findings: report.findings,
            summary: report.summary.map { .iso20022($0) } ?? .none, identities: statements.identities,
            date: statements.date, interchanges: [])
    }

    private static func kind(_ message: MessageKind?) -> DocumentKind {
        message.flatMap { DocumentKind(rawValue: $0.rawValue) } ?? .unknown
    }

    /// ISA09 is YYMMDD.
    private static func date(ofInterchange text: String) -> CalendarDate? {
        guard text.utf8.count == 6, let number = Int(text), number >= 0 else { return nil }
        return CalendarDate(year: 2000 + number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}

/// Gathers what the statements of a message call themselves, and hands them on.
private struct StatementIdentities<Visitor: DocumentVisitor>: StatementHandler {
    var visitor: Visitor
    var identities: [ClaimedIdentity] = []
    var date: CalendarDate?
    private var entries = 0
    private var total: Int64 = 0

    static var takesPayments: Bool { Visitor.takesPayments }

    init(_ visitor: Visitor) { self.visitor = visitor }

    mutating func paymentsRead(_ events: [PaymentEvent]) throws { try visitor.paymentsRead(events) }

    mutating func statementBegan(_ header: StatementHeader) throws {
        entries = 0
        total = 0
        try visitor.statementBegan(header)
    }

    mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) throws {
        entries += 1
        total = total &+ (entry.signedAmount?.minorUnits ?? 0)
        try visitor.entryRead(entry, in: header)
    }

    mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) throws {
        try visitor.statementEnded(header, summary)
        let day = header.closing?.date ?? header.periodTo
        date = date ?? day
        // Banks number anew each year and reuse ids, so the day belongs to the name (and the page, where there are several).
        let number = header.electronicSequence.map { "n\($0)" } ?? "i\(header.id)"
        let page = header.page.map { "p\($0)" } ?? ""
        identities.append(
            ClaimedIdentity(
                scope: header.kind.rawValue,
                identity: [header.account, number, day?.description ?? "", page].joined(separator: "|"),
                content: [
                    "\(header.opening?.amount?.minorUnits ?? 0)", "\(header.closing?.amount?.minorUnits ?? 0)",
                    "\(entries)", "\(total)",
                ].joined(separator: "|")))
    }
}
