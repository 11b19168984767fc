// A small BER element with all that it holds. Content never becomes one of these, only what stands around it.

/// An element: primitive with octets, or constructed with children.
struct BERElement: Sendable, Hashable {
    let tag: BERTag
    let isConstructed: Bool
    fileprivate(set) var octets: [UInt8] = []
    fileprivate(set) var children: [BERElement] = []

    /// Reads exactly one element.
    static func parse(_ bytes: [UInt8]) throws(SMIMEError) -> BERElement {
        var tokenizer = BERTokenizer()
        var collector = BERCollector(limit: bytes.count)
        var cursor = 0
        var whole: BERElement?
        let piece = bytes.span.bytes
        while let token = try tokenizer.next(in: piece, at: &cursor) {
            if let element = try collector.take(token, of: piece) { whole = element }
        }
        try tokenizer.finish()
        guard let whole else { throw .truncated(offset: tokenizer.offset) }
        return whole
    }

    /// With definite lengths of the fewest octets; order and the cuts of strings stay.
    var encoded: [UInt8] {
        let body = isConstructed ? children.flatMap(\.encoded) : octets
        return DER.element(tag, isConstructed: isConstructed, body)
    }

    /// By the distinguished rules, as far as CMS attributes need them: strings in one piece, sets in order.
    var distinguished: [UInt8] {
        if tag == .octetString { return DER.element(tag, isConstructed: false, joined) }
        guard isConstructed else { return encoded }
        let parts = children.map(\.distinguished)
        return DER.element(tag, isConstructed: true, (tag == .set ? DER.sorted(parts) : parts).flatMap(\.self))
    }

    /// The octets of a string, also of one in pieces.
    var joined: [UInt8] { isConstructed ? children.flatMap(\.joined) : octets }

    /// The object identifier that this is.
    var oid: OID? { tag == .oid && !isConstructed && !octets.isEmpty ? OID(octets: octets) : nil }

    /// The small non-negative number that this is.
    var number: Int? {
        guard tag == .integer, !isConstructed, (1...4).contains(octets.count), octets[0] < 0x80 else { return nil }
        return octets.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The child at this place; nil beyond the last.
    func child(_ index: Int) -> BERElement? { children.indices.contains(index) ? children[index] : nil }

    /// The first child with this tag.
    func child(_ tag: BERTag) -> BERElement? { children.first { $0.tag == tag } }
}

/// Builds elements from tokens, within a limit of bytes over all of them.
struct BERCollector: Sendable {
    let limit: Int
    private var taken = 0
    private var open: [BERElement] = []

    init(limit: Int) { self.limit = limit }

    /// Whether an element is being built.
    var isBusy: Bool { !open.isEmpty }

    /// Gives the element that the token completes.
    mutating func take(_ token: BERTokenizer.Token, of piece: RawSpan) throws(SMIMEError) -> BERElement? {
        switch token {
        case .begin(let tag, let isConstructed):
            taken += 2
            open.append(BERElement(tag: tag, isConstructed: isConstructed))
        case .content(let range):
            taken += range.count
            guard taken <= limit, let last = open.indices.last else { throw .headerTooLarge(limit: limit) }
            piece.extracting(range).withUnsafeBytes { open[last].octets.append(contentsOf: $0) }
        case .end:
            guard let done = open.popLast() else { return nil }
            guard let parent = open.indices.last else { return done }
            open[parent].children.append(done)
        }
        guard taken <= limit else { throw .headerTooLarge(limit: limit) }
        return nil
    }
}
