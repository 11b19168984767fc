// From XML events to statements, entries and details, one event at a time, without looking at versions: by shape.
// Relies on XMLEvent and StatementGrammar. What the values mean together is checked in StatementChecks.

import Money
import Parsing

/// What became complete with the last event; several may at once, handled in the order of the bits.
struct StatementSignals: OptionSet {
    let rawValue: UInt8
    static let statementBegan = StatementSignals(rawValue: 1)
    static let entryEnded = StatementSignals(rawValue: 2)
    static let statementEnded = StatementSignals(rawValue: 4)
}

/// Reads the body of one cash message.
struct StatementParser {
    let grammar = StatementGrammar.shared
    let fields = StatementParser.fields
    /// Bytes of the file taken so far, from which the offsets of findings are completed.
    var taken = 0
    var findings: FindingLog
    let message: MessageName?
    /// Namespace of the message's own elements; others are not ours to read (supplementary data).
    let namespace: UInt8

    var stack = ElementStack()
    private var skipped = 0
    /// The event at hand, for the place of findings.
    var event = XMLEvent.beginning
    private(set) var isFinished = false

    // The message.
    var messageCreatedOn: CalendarDate?
    var messagePage: Int64?
    var isLastMessagePage = true
    var statementCount = 0
    var series = StatementSeries()
    /// What the statements came to, in order; as many as are listed.
    var statements: [StatementSummary] = []
    static let listedStatements = 10_000

    // The statement.
    var header = StatementHeader()
    var hasAccount = false
    var hasBegun = false
    /// Stands for the account in the hashes of references.
    var accountHash = 0
    var figures = StatementFigures()
    var balance = StatementBalance()
    var balanceState = AmountState()
    var statementEvent = XMLEvent.beginning
    var counts = ElementCounts()

    // The entry.
    var entry = StatementEntry()
    var entryState = EntryState()
    var entryEvent = XMLEvent.beginning
    var detail = EntryDetail()
    var batch = EntryBatch()
    var charge = ChargeState()
    var exchange: CurrencyExchange?
    var isInDetail = false
    private var detailTextStart = 0
    var duplicates = ReferenceSet(limit: 3_000_000)

    // Currency attribute of the element at hand, and the last one understood.
    var attribute = CurrencyAttribute.absent
    private var lastCurrencyCode: UInt64 = 0
    private var lastCurrency: Currency?
    var amountCurrency = Currency.usd
    var amountExponent = 2
    /// Clearing system of the agent at hand is USABA.
    var isRoutingSystem = false
    var isStructuredReference = false
    var reportedShapes: Set<String> = []
    // The day understood last, by its ten bytes.
    var lastDayHead: UInt64 = 0
    var lastDayTail: UInt16 = 0
    var lastDay: CalendarDate?

    /// What one entry may hold: bytes of text, and details.
    private static let entryTextLimit = 32 << 20
    private static let entryDetailLimit = 250_000

    init(kind: MessageKind, message: MessageName?, namespace: UInt8, bodyName: UInt16, findings: FindingLog) {
        self.message = message
        self.namespace = namespace
        self.findings = findings
        header.kind = kind
        stack.push(.body, bodyName)
    }

    /// Whether the entry at hand holds more than memory should be spent on.
    var isTooLarge: Bool {
        entry.bytes.count > StatementParser.entryTextLimit || entry.details.count > StatementParser.entryDetailLimit
    }

    /// Takes events from `cursor` on until something is complete or none is left.
    mutating func advance(
        _ events: Span<XMLEvent>, _ cursor: inout Int, text: RawSpan
    ) -> StatementSignals {
        let currency = grammar.currencyAttribute
        while cursor < events.count {
            let event = events[cursor]
            cursor += 1
            switch event.kind {
            case .leaf:
                if skipped > 0 { continue }
                let node = node(of: event)
                if node != .nowhere {
                    self.event = event
                    let start = Int(event.textStart)
                    let end = start + Int(event.textCount)
                    guard end <= text.byteCount else { continue }
                    let signals = leaf(node, text.extracting(start..<end))
                    if !signals.isEmpty { return signals }
                }
                attribute = .absent
            case .open:
                if skipped > 0 {
                    skipped += 1
                    continue
                }
                let node = node(of: event)
                attribute = .absent
                if node == .nowhere {
                    skipped = 1
                    continue
                }
                self.event = event
                let signals = began(node)
                stack.push(node, event.name)
                if !signals.isEmpty { return signals }
            case .close:
                if skipped > 0 {
                    skipped -= 1
                    continue
                }
                let signals = ended()
                if !signals.isEmpty { return signals }
            case .attribute:
                if skipped == 0, event.name == currency { note(currencyOf: event, text) }
            }
        }
        return []
    }

    @inline(__always)
    private func node(of event: XMLEvent) -> StatementNode {
        guard event.name != 0, event.namespace == namespace else { return .nowhere }
        return grammar.node(event.name, under: stack.top)
    }

    private mutating func note(currencyOf event: XMLEvent, _ text: RawSpan) {
        let start = Int(event.textStart)
        let end = start + Int(event.textCount)
        guard end <= text.byteCount else { return }
        let value = text.extracting(start..<end)
        let code = FieldText.code(value.extracting(FieldText.content(value)))
        if code != lastCurrencyCode || code == 0 {
            lastCurrencyCode = code
            lastCurrency =
                code >> 24 == 0
                ? Currency(UInt8(code >> 16 & 0xFF), UInt8(code >> 8 & 0xFF), UInt8(code & 0xFF)) : nil
            if let lastCurrency {
                amountCurrency = lastCurrency
                amountExponent = lastCurrency.exponent
            }
        }
        attribute = lastCurrency == nil ? .malformed : .known
    }

    /// A container begins. The stack does not hold it yet.
    mutating func began(_ node: StatementNode) -> StatementSignals {
        switch node {
        case .entry:
            return beganEntry()
        case .detail:
            detail = EntryDetail()
            detailTextStart = entry.detailTexts.count
            isInDetail = true
            counts.detail += 1
        case .details:
            counts.details += 1
            counts.detail = 0
            counts.detailsInGroup = entry.details.count
        case .batch:
            batch = EntryBatch()
        case .statement: beganStatement()
        case .balance:
            balance = StatementBalance()
            balanceState = AmountState()
            counts.balance += 1
        case .account: hasAccount = true
        case .transactionCode: entryState.hasCode = true
        case .exchange: if detail.exchange == nil { exchange = CurrencyExchange() }
        case .charges: beganCharges()
        case .chargeRecord: beganChargeRecord()
        case .debtorChoice, .creditorChoice: noteShape(fromVersion: 7, "RltdPties with Pty or Agt")
        case .agent: isRoutingSystem = false
        case .creditorReferenceBlock: isStructuredReference = false
        case .entryStatus: noteShape(fromVersion: 7, "Sts with Cd or Prtry")
        default: break
        }
        return []
    }

    /// The innermost container ends.
    private mutating func ended() -> StatementSignals {
        let signals = ended(stack.top)
        if stack.count == 1 {
            isFinished = true
            endedMessage()
        }
        stack.pop()
        return signals
    }

    mutating func ended(_ node: StatementNode) -> StatementSignals {
        switch node {
        case .entry: return endedEntry()
        case .detail: endedDetail()
        case .details: endedDetails()
        case .batch: entry.batches.append(batch)
        case .exchange: endedExchange()
        case .charges: endedCharges()
        case .chargeRecord: endedChargeRecord()
        case .balance: endedBalance()
        case .statement: return endedStatement()
        default: break
        }
        return []
    }

    private mutating func beganEntry() -> StatementSignals {
        entry.clear()
        entry.ordinal = counts.entry
        entryState = EntryState()
        entryState.isOpen = true
        entryEvent = event
        counts.entry += 1
        counts.details = 0
        counts.detail = 0
        isInDetail = false
        if hasBegun { return [] }
        hasBegun = true
        completeHeader()
        return .statementBegan
    }

    private mutating func beganStatement() {
        let kind = header.kind
        let messageID = header.messageID
        header = StatementHeader()
        header.kind = kind
        header.messageID = messageID
        header.ordinal = statementCount
        statementCount += 1
        statementEvent = event
        hasAccount = false
        hasBegun = false
        figures = StatementFigures()
        counts = ElementCounts()
        counts.statement = statementCount
    }

    private mutating func endedDetail() {
        if !detail.hasOwnSign { detail.isCredit = entry.isCredit }
        if detail.amount == nil { detail.amount = detail.transactionAmount }
        detail.textRange = detailTextStart..<max(detailTextStart, entry.detailTexts.count)
        entry.details.append(detail)
        isInDetail = false
    }

    private mutating func endedBalance() {
        if balanceState.hasAmount {
            if !balanceState.hasSign {
                report(ISO20022Rules.balanceSignMissing, "The balance has no CdtDbtInd; it was taken as a credit.")
            }
            if balanceState.isDebit { balance.amount = balance.amount?.negated }
        } else {
            report(ISO20022Rules.amountMissing, "The balance has no amount.")
        }
        if !balanceState.hasKind || balance.date == nil && !balanceState.hasDate {
            report(ISO20022Rules.balanceIncomplete, "The balance lacks its type or its date.")
        }
        if header.balances.count < 1000 { header.balances.append(balance) }
    }

    /// Keeps a text of the entry or of the detail at hand.
    @inline(__always)
    mutating func keep(_ field: EntryField, _ text: RawSpan) {
        let kept = StatementEntry.Text(
            field: field, start: UInt32(truncatingIfNeeded: entry.bytes.count),
            count: UInt32(truncatingIfNeeded: text.byteCount))
        text.withUnsafeBytes { entry.bytes.append(contentsOf: $0) }
        if isInDetail { entry.detailTexts.append(kept) } else { entry.texts.append(kept) }
    }

    /// Warns once for each shape that the declared version does not have.
    mutating func noteShape(fromVersion version: Int, _ what: String) {
        guard let message, message.version < version else { return }
        noteShape("\(what), which version .\(message.version) does not have")
    }

    mutating func noteShape(untilVersion version: Int, _ what: String) {
        guard let message, message.version > version else { return }
        noteShape("\(what), which version .\(message.version) no longer has")
    }

    private mutating func noteShape(_ sentence: String) {
        if reportedShapes.insert(sentence).inserted {
            report(ISO20022Rules.shapeOfVersion, "The message has \(sentence).")
        }
    }
}
