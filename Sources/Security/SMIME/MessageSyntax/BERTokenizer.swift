// Takes apart BER (X.690) as it arrives, cut anywhere: what begins, what it holds, what ends.
// Keeps no content, so that an octet string may be of any size; checks that elements nest, and how deep.

/// The tag of an element, without the bit that says how it is encoded.
struct BERTag: Sendable, Hashable {
    enum Kind: UInt8, Sendable { case universal, application, context, custom }

    let kind: Kind
    let number: UInt32

    static let integer = BERTag(kind: .universal, number: 2)
    static let octetString = BERTag(kind: .universal, number: 4)
    static let null = BERTag(kind: .universal, number: 5)
    static let oid = BERTag(kind: .universal, number: 6)
    static let sequence = BERTag(kind: .universal, number: 16)
    static let set = BERTag(kind: .universal, number: 17)
    static let utcTime = BERTag(kind: .universal, number: 23)
    static let generalizedTime = BERTag(kind: .universal, number: 24)

    static func context(_ number: UInt32) -> BERTag { BERTag(kind: .context, number: number) }
}

/// A push parser: feed it pieces, draw tokens until it asks for more.
struct BERTokenizer: Sendable {
    enum Token {
        case begin(BERTag, isConstructed: Bool)
        /// The next bytes of the primitive element begun last, as a range of the piece.
        case content(Range<Int>)
        case end
    }

    static let depthLimit = 32

    private struct Frame {
        let isConstructed: Bool
        /// Where the element ends; nil with indefinite length.
        let end: Int64?
        /// Where it ends at the latest: by its own length, or by that of an element around it.
        let limit: Int64
    }

    private enum Step {
        case identifier
        case tagNumber(BERTag.Kind, isConstructed: Bool, soFar: UInt32)
        case length(BERTag, isConstructed: Bool)
        case lengthOctets(BERTag, isConstructed: Bool, left: UInt8, soFar: UInt64)
        case endOfContents
    }

    /// Bytes taken so far.
    private(set) var offset: Int64 = 0
    private var frames: [Frame] = []
    private var step = Step.identifier
    /// Whether the outermost element has ended.
    private(set) var isOver = false

    private var limit: Int64 { frames.last?.limit ?? .max }

    /// The next token in the piece from the cursor on, which moves behind it; nil when the piece is used up.
    mutating func next(in piece: RawSpan, at cursor: inout Int) throws(SMIMEError) -> Token? {
        while true {
            if case .identifier = step, let top = frames.last {
                if top.end == offset { return end() }
                if !top.isConstructed { return content(of: top, in: piece, at: &cursor) }
            }
            guard cursor < piece.byteCount else { return nil }
            if isOver { throw .trailingBytes(offset: offset) }
            let octet = piece.unsafeLoad(fromByteOffset: cursor, as: UInt8.self)
            guard offset < limit else { throw malformed("an element reaches beyond the one that holds it") }
            cursor += 1
            offset += 1
            if let token = try take(octet) { return token }
        }
    }

    /// The input is over.
    func finish() throws(SMIMEError) {
        if !isOver { throw .truncated(offset: offset) }
    }

    private mutating func content(of top: Frame, in piece: RawSpan, at cursor: inout Int) -> Token? {
        let left = (top.end ?? offset) - offset
        let count = min(piece.byteCount - cursor, Int(clamping: left))
        guard count > 0 else { return nil }
        let range = cursor..<cursor + count
        cursor += count
        offset += Int64(count)
        return .content(range)
    }

    private mutating func end() -> Token {
        frames.removeLast()
        isOver = frames.isEmpty
        return .end
    }

    private mutating func take(_ octet: UInt8) throws(SMIMEError) -> Token? {
        switch step {
        case .identifier:
            return try identifier(octet)
        case .tagNumber(let kind, let isConstructed, let soFar):
            guard soFar >> 21 == 0 else { throw malformed("a tag number is too large") }
            let number = soFar << 7 | UInt32(octet & 0x7F)
            step =
                octet & 0x80 != 0
                ? .tagNumber(kind, isConstructed: isConstructed, soFar: number)
                : .length(BERTag(kind: kind, number: number), isConstructed: isConstructed)
            return nil
        case .length(let tag, let isConstructed):
            if octet == 0x80 { return try begin(tag, isConstructed, count: nil) }
            if octet < 0x80 { return try begin(tag, isConstructed, count: UInt64(octet)) }
            guard octet <= 0x88 else { throw malformed("a length has more than eight octets") }
            step = .lengthOctets(tag, isConstructed: isConstructed, left: octet & 0x7F, soFar: 0)
            return nil
        case .lengthOctets(let tag, let isConstructed, let left, let soFar):
            let count = soFar << 8 | UInt64(octet)
            if left == 1 { return try begin(tag, isConstructed, count: count) }
            step = .lengthOctets(tag, isConstructed: isConstructed, left: left - 1, soFar: count)
            return nil
        case .endOfContents:
            guard octet == 0 else { throw malformed("an end-of-contents has a length") }
            step = .identifier
            return end()
        }
    }

    private mutating func identifier(_ octet: UInt8) throws(SMIMEError) -> Token? {
        if octet == 0 {
            guard let top = frames.last, top.end == nil else {
                throw malformed("an end-of-contents where none belongs")
            }
            step = .endOfContents
            return nil
        }
        let kind = BERTag.Kind(rawValue: octet >> 6) ?? .universal
        let isConstructed = octet & 0x20 != 0
        let number = UInt32(octet & 0x1F)
        step =
            number == 0x1F
            ? .tagNumber(kind, isConstructed: isConstructed, soFar: 0)
            : .length(BERTag(kind: kind, number: number), isConstructed: isConstructed)
        return nil
    }

    private mutating func begin(_ tag: BERTag, _ isConstructed: Bool, count: UInt64?) throws(SMIMEError) -> Token {
        guard frames.count < Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
        var end: Int64?
        if let count {
            guard count <= UInt64(limit - offset) else {
                throw malformed("an element reaches beyond the one that holds it")
            }
            end = offset + Int64(count)
        } else if !isConstructed {
            throw malformed("a primitive element has an indefinite length")
        }
        frames.append(Frame(isConstructed: isConstructed, end: end, limit: end ?? limit))
        step = .identifier
        return .begin(tag, isConstructed: isConstructed)
    }

    private func malformed(_ reason: String) -> SMIMEError { .malformed(offset: offset, reason: reason) }
}
