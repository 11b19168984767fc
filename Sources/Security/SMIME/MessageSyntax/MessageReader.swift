// Walks through a CMS message with one large content in it: EnvelopedData, AuthEnvelopedData, CompressedData.
// What stands around the content comes as small elements, the content itself as ranges of the pieces it came in.

/// What a message is made of, in its order.
enum MessageEvent {
    case kind(ContentKind)
    /// A complete child of the message's own sequence, or of the sequence around the content: version, recipients, algorithm.
    case part(BERElement)
    case contentBegins
    case content(Range<Int>)
    case contentEnds
}

struct MessageReader: Sendable {
    /// Bytes that may stand around the content.
    static let limit = 64 << 10

    private var tokenizer = BERTokenizer()
    private var collector = BERCollector(limit: limit)
    /// Elements open, but for those inside the collector.
    private var depth = 0
    /// Children seen of the element open at each depth, from the content info on.
    private var children = [0, 0, 0, 0, 0, 0, 0]
    private var kind = ContentKind.data
    private var sequencesSeen = 0
    private var isInsideContent = false
    private var isContentSeen = false
    /// Depth within the content: 1 is the element that holds it.
    private var contentDepth = 0

    /// Bytes taken so far.
    var offset: Int64 { tokenizer.offset }

    /// The next event in the piece from the cursor on; nil when the piece is used up.
    mutating func next(in piece: RawSpan, at cursor: inout Int) throws(SMIMEError) -> MessageEvent? {
        while let token = try tokenizer.next(in: piece, at: &cursor) {
            if isInsideContent {
                if let event = try contentEvent(token) { return event }
            } else if collector.isBusy {
                if let element = try collector.take(token, of: piece) { return try part(element) }
            } else {
                switch token {
                case .begin(let tag, let isConstructed):
                    if try isCollected(tag, isConstructed) {
                        _ = try collector.take(token, of: piece)
                    } else if isInsideContent {
                        return .contentBegins
                    }
                case .content: throw malformed("octets where elements belong")
                case .end: try close()
                }
            }
        }
        return nil
    }

    /// The input is over.
    func finish() throws(SMIMEError) {
        try tokenizer.finish()
        if !isContentSeen { throw malformed("the message has no content") }
    }

    // MARK: Around the content

    /// Whether the element that begins is small; otherwise it has been entered.
    private mutating func isCollected(_ tag: BERTag, _ isConstructed: Bool) throws(SMIMEError) -> Bool {
        let index = children[depth]
        children[depth] += 1
        switch depth {
        case 0: try expect(tag == .sequence && isConstructed, "no content info")
        case 1 where index == 0:
            try expect(tag == .oid && !isConstructed, "no content type")
            return true
        case 1: try expect(index == 1 && tag == .context(0) && isConstructed, "no content behind its type")
        case 2: try expect(index == 0 && tag == .sequence && isConstructed, "no sequence as content")
        case 3:
            guard tag == .sequence, isConstructed, !isContentSeen else { return true }
            sequencesSeen += 1
            if sequencesSeen != (kind == .compressedData ? 2 : 1) { return true }
        default:
            guard tag == .context(0), index > 0 else { return true }
            try expect(!isContentSeen, "two contents")
            try expect(kind != .compressedData || isConstructed, "the content is no octet string")
            isInsideContent = true
            contentDepth = 1
            isContentSeen = true
            return false
        }
        depth += 1
        children[depth] = 0
        return false
    }

    private mutating func close() throws(SMIMEError) {
        if depth == 4 { try expect(isContentSeen, "the message has no content") }
        depth -= 1
    }

    private mutating func part(_ element: BERElement) throws(SMIMEError) -> MessageEvent {
        guard depth == 1 else { return .part(element) }
        guard let oid = element.oid else { throw malformed("no content type") }
        kind = ContentKind(oid)
        return .kind(kind)
    }

    // MARK: The content

    private mutating func contentEvent(_ token: BERTokenizer.Token) throws(SMIMEError) -> MessageEvent? {
        switch token {
        case .content(let range): return .content(range)
        case .begin(let tag, _):
            try expect(tag == .octetString, "the content is no octet string")
            if kind == .compressedData, contentDepth == 1 {
                try expect(children[5] == 0, "two contents")
                children[5] = 1
            }
            contentDepth += 1
            return nil
        case .end:
            contentDepth -= 1
            guard contentDepth == 0 else { return nil }
            isInsideContent = false
            return .contentEnds
        }
    }

    private func expect(_ condition: Bool, _ reason: String) throws(SMIMEError) {
        if !condition { throw malformed(reason) }
    }

    private func malformed(_ reason: String) -> SMIMEError { .malformed(offset: tokenizer.offset, reason: reason) }
}
