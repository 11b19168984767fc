// Cuts a payment message into pieces as its elements come: header, heads of blocks, single transfers or transactions.
// Relies on ElementTree for a piece, on OrderReading and StatusReading for what pieces mean.

import Money
import Parsing

struct PaymentParser {
    private enum Level {
        /// Between pieces.
        case body
        /// In GrpHdr or OrgnlGrpInfAndSts.
        case head
        /// In a block, outside of its transfers.
        case block
        case record
    }

    var findings: FindingLog {
        get { decoder.findings }
        set { decoder.findings = newValue }
    }
    /// Bytes of the file taken so far, from which the offsets of events are completed.
    var taken = 0
    /// Whether what is read is kept for `takeEvents`.
    var keepsEvents = false {
        didSet {
            order?.keepsEvents = keepsEvents
            status?.keepsEvents = keepsEvents
        }
    }
    private(set) var isFinished = false

    private let namespace: UInt8
    private let place: String
    private let currencyPlace = StatementGrammar.shared.currencyAttribute
    private let blockWord: PaymentWord
    private let recordWord: PaymentWord
    /// One of the two, by the kind of message.
    private var order: OrderReading?
    private var status: StatusReading?
    private var decoder = PaymentDecoder()
    /// The head of the block whose record is being read.
    private var blockTree = ElementTree()
    private var level = Level.body
    private var depth = 0
    private var skipped = 0
    private var blocks = 0
    private var records = 0
    /// Headers met: each stands once.
    private var heads: Set<PaymentWord> = []
    private var isBlockBegun = false
    private var isRecordOfBlock = false
    private var currency: Currency?
    private var unread: (count: Int, first: Location?) = (0, nil)
    /// Offset and line of the element met last.
    private var here = (offset: 0, line: 1)

    init(kind: MessageKind, namespace: UInt8, bodyName: UInt16, findings: FindingLog) {
        self.namespace = namespace
        let names = StatementGrammar.shared.vocabulary.names
        place = "Document/" + (Int(bodyName) < names.count ? names[Int(bodyName)] : "")
        let isOrder = kind == .creditTransferOrder
        blockWord = isOrder ? .paymentInformation : .originalPayment
        recordWord = isOrder ? .creditTransfer : .transaction
        if isOrder { order = OrderReading() } else { status = StatusReading() }
        decoder.findings = findings
    }

    mutating func advance(_ events: Span<XMLEvent>, _ cursor: inout Int, text: RawSpan) {
        while cursor < events.count, !isFinished {
            let event = events[cursor]
            cursor += 1
            switch event.kind {
            case .attribute: if skipped == 0, event.name == currencyPlace { currency = currency(event, text) }
            case .open:
                if skipped > 0 || !open(event) { skipped += 1 }
                currency = nil
            case .leaf:
                if skipped == 0, open(event) {
                    let start = Int(event.textStart)
                    let end = start + Int(event.textCount)
                    if end <= text.byteCount { decoder.tree.setText(text.extracting(start..<end)) }
                    close()
                }
                currency = nil
            case .close: if skipped > 0 { skipped -= 1 } else { close() }
            }
        }
    }

    private func currency(_ event: XMLEvent, _ text: RawSpan) -> Currency? {
        let start = Int(event.textStart)
        let end = start + Int(event.textCount)
        return end <= text.byteCount ? Currency(FieldText.string(text.extracting(start..<end))) : nil
    }

    /// Whether the element is taken; else it is to be skipped with all it holds.
    private mutating func open(_ event: XMLEvent) -> Bool {
        guard event.namespace == namespace else { return false }
        let offset = taken &+ Int(Int32(bitPattern: event.offset &- UInt32(truncatingIfNeeded: taken)))
        here = (offset, Int(event.line))
        let word = PaymentGrammar.word(event.name)
        if word == .unread {
            note(unread: 1, level == .body ? location : nil)
            if level != .body { decoder.tree.noteUnread() }
            return false
        }
        if level == .body {
            guard beginPiece(word) else {
                if isFrame(word) { reportMisplaced(word) } else { note(unread: 1, location) }
                return false
            }
        } else if level == .block, word == recordWord, depth == 1 {
            beginBlock()
            swap(&decoder.tree, &blockTree)
            isRecordOfBlock = true
            beginRecord()
        } else if isFrame(word) {
            reportMisplaced(word)
            return false
        }
        decoder.tree.open(word, offset: offset, line: Int(event.line), currency: currency)
        depth += 1
        return true
    }

    private mutating func beginPiece(_ word: PaymentWord) -> Bool {
        switch word {
        case .groupHeader, .originalGroup:
            if !heads.insert(word).inserted { return false }
            level = .head
            decoder.tree.begin(in: place, ordinal: 0)
        case blockWord:
            level = .block
            blocks += 1
            records = 0
            isBlockBegun = false
            decoder.tree.begin(in: place, ordinal: blocks)
        case .transaction where status != nil:
            // The first versions of pain.002 had no blocks.
            isRecordOfBlock = false
            beginRecord()
        default: return false
        }
        depth = 0
        return true
    }

    /// Whether the element can only stand in one place of a message.
    private func isFrame(_ word: PaymentWord) -> Bool {
        word == blockWord || word == recordWord || word == .groupHeader || word == .originalGroup
    }

    private var location: Location { Location(offset: here.offset, line: here.line, path: place) }

    private mutating func reportMisplaced(_ word: PaymentWord) {
        decoder.findings.add(
            PaymentRules.elementMisplaced, "\(word.tag) stands where the schema has no place for it.", at: location)
    }

    private mutating func beginRecord() {
        level = .record
        records += 1
        depth = 0
        let place = isRecordOfBlock ? "\(self.place)/\(blockWord.tag)[\(blocks)]" : self.place
        decoder.tree.begin(in: place, ordinal: records)
    }

    private mutating func close() {
        if level == .body {
            endMessage()
            return
        }
        decoder.tree.close()
        depth -= 1
        if depth > 0 { return }
        note(unread: 0, decoder.tree.firstUnread.map { decoder.tree.location($0) })
        if decoder.tree.isOverfull {
            decoder.report(
                PaymentRules.pieceTooLarge, "A part of the message has more elements or text than are read.", at: 0)
        }
        switch level {
        case .body: break
        case .head: endHead()
        case .record: endRecord()
        case .block:
            beginBlock()
            endBlock()
        }
    }

    private mutating func note(unread count: Int, _ location: Location?) {
        unread.count += count
        if unread.first == nil { unread.first = location }
    }

    private mutating func endHead() {
        level = .body
        order?.head(&decoder)
        status?.head(&decoder)
    }

    /// The block's head is complete: its first record begins, or it ends without one.
    private mutating func beginBlock() {
        if isBlockBegun { return }
        isBlockBegun = true
        order?.beginBlock(&decoder)
        status?.beginBlock(&decoder)
    }

    private mutating func endRecord() {
        order?.record(&decoder)
        status?.record(&decoder, isInBlock: isRecordOfBlock)
        level = .body
        if isRecordOfBlock {
            swap(&decoder.tree, &blockTree)
            level = .block
            depth = 1
        }
    }

    private mutating func endBlock() {
        level = .body
        order?.endBlock(&decoder)
        status?.endBlock(&decoder)
    }

    private mutating func endMessage() {
        isFinished = true
        if unread.count > 0 {
            let message = "\(unread.count) elements are not read; the first is at or below this one."
            decoder.findings.add(PaymentRules.unread, message, at: unread.first ?? location)
        }
        let end = location
        order?.end(&decoder, end)
        status?.end(&decoder, end)
    }

    /// What was read since the last call.
    mutating func takeEvents() -> [PaymentEvent] {
        let events = (order?.events ?? []) + (status?.events ?? [])
        order?.events.removeAll(keepingCapacity: true)
        status?.events.removeAll(keepingCapacity: true)
        return events
    }

    func summary(_ message: String) -> ISO20022Summary {
        if let order { return .creditTransfers(order.summary(message)) }
        return .paymentStatus((status ?? StatusReading()).summary(message))
    }
}
