// Finds the next ISA among bytes and discovers the delimiters that it names, tolerating what real senders get wrong:
// elements not padded, files wrapped at a column, a line break before each terminator.

/// What was found at a place where an interchange should begin.
enum InterchangeSighting {
    /// More bytes are needed to tell.
    case starved
    /// `ISA` stands there but no header can be read.
    case unreadable
    /// The ISA is broken into lines of this width.
    case wrapped(width: Int, breakLength: Int)
    case header(InterchangeDiscovery)
}

/// An ISA and how it deviates.
struct InterchangeDiscovery {
    var elements: [String]
    var delimiters: Delimiters
    /// Bytes up to and including the terminator (and the line breaks before it).
    var length: Int
    /// Bytes up to and including ISA16; behind them stands the terminator, or line breaks and the terminator.
    var elementsLength: Int
    /// Elements shorter than their width: tolerated.
    var isUnpadded = false
    /// Elements longer than their width.
    var isOverlong = false
    /// A line break stands before each terminator.
    var hasBreakBeforeTerminator = false
    /// ISA11 is a letter or digit though the version makes it the repetition separator.
    var hasUnusableRepetition = false
}

enum InterchangeFinder {
    /// How far a header may reach before it is given up.
    static let farthest = 512
    private static let separators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103]

    /// The place of the next `ISA` that can begin a header, or nil. `from` must be inside; `isInWord`: a letter or digit that
    /// belongs to no interchange stands before it.
    static func candidate(in bytes: RawSpan, from start: Int, to end: Int, isInWord: Bool) -> Int? {
        var at = start
        while at + 3 < end {
            if bytes.byte(at) == 0x49, bytes.byte(at + 1) == 0x53, bytes.byte(at + 2) == 0x41 {
                let after = bytes.byte(at + 3)
                let follows = at == start ? !isInWord : !ASCII.isAlphanumeric(bytes.byte(at - 1))
                if follows, !ASCII.isAlphanumeric(after), after != ASCII.space, !ASCII.isLineBreak(after) { return at }
            }
            at += 1
        }
        return nil
    }

    /// Reads the header at `start`, where `ISA` stands.
    static func sight(in bytes: RawSpan, at start: Int, to end: Int, isFinal: Bool) -> InterchangeSighting {
        let available = end - start
        if available < farthest && !isFinal { return .starved }
        if available >= 82, !(0..<80).contains(where: { ASCII.isLineBreak(bytes.byte(start + $0)) }),
            ASCII.isLineBreak(bytes.byte(start + 80))
        {
            let isPair = bytes.byte(start + 80) == ASCII.carriageReturn && bytes.byte(start + 81) == ASCII.lineFeed
            return .wrapped(width: 80, breakLength: isPair ? 2 : 1)
        }
        let separator = bytes.byte(start + 3)
        var edges: [Int] = []
        var at = start + 3
        while at < end, at - start < farthest, edges.count < 16 {
            if bytes.byte(at) == separator { edges.append(at) }
            at += 1
        }
        // ISA16 is the one character after the sixteenth separator, the terminator the one after that.
        guard edges.count == 16, let last = edges.last, last + 2 < end else { return .unreadable }
        var elements = (0..<15).map { bytes.text((edges[$0] + 1)..<edges[$0 + 1]) }
        elements.append(bytes.text((last + 1)..<(last + 2)))
        return discovery(elements, bytes, start: start, last: last, end: end)
    }

    private static func discovery(
        _ elements: [String], _ bytes: RawSpan, start: Int, last: Int, end: Int
    ) -> InterchangeSighting {
        let widths = zip(elements, InterchangeHeader.widths)
        var terminator = bytes.byte(last + 2)
        var length = last + 3 - start
        var hasBreak = false
        if ASCII.isLineBreak(terminator) {
            var next = last + 3
            while next < end, ASCII.isLineBreak(bytes.byte(next)) { next += 1 }
            if next < end, isTerminator(bytes, next, end) {
                terminator = bytes.byte(next)
                length = next + 1 - start
                hasBreak = true
            }
        }
        let hasRepetition = elements[11] >= "00402"
        let repetition = elements[10].utf8.first ?? 0
        let delimiters = Delimiters(
            element: bytes.byte(start + 3), component: bytes.byte(last + 1),
            repetition: hasRepetition && !ASCII.isAlphanumeric(repetition) ? repetition : nil, terminator: terminator)
        return .header(
            InterchangeDiscovery(
                elements: elements, delimiters: delimiters, length: length,
                elementsLength: last + 2 - start,
                isUnpadded: widths.contains { $0.utf8.count < $1 },
                isOverlong: widths.contains { $0.utf8.count > $1 }, hasBreakBeforeTerminator: hasBreak,
                hasUnusableRepetition: hasRepetition && ASCII.isAlphanumeric(repetition)))
    }

    /// Whether the byte is the true terminator behind a line break: what follows it, not it, begins a segment.
    private static func isTerminator(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
        guard !ASCII.isAlphanumeric(bytes.byte(at)), bytes.byte(at) > ASCII.space else { return false }
        var next = at + 1
        while next < end, bytes.byte(next) <= ASCII.space { next += 1 }
        guard next + 2 < end else { return false }
        let begins: [StaticString] = ["GS", "TA1", "IEA", "ISB"]
        return begins.contains { tag in
            tag.withUTF8Buffer { letters in
                next + letters.count <= end
                    && letters.indices.allSatisfy { letters[$0] == bytes.byte(next + $0) }
            }
        }
    }
}
