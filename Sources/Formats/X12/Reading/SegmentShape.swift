// Where the elements of one segment lie in the reader's buffer. Reused from segment to segment: nothing is allocated.

/// A segment's tag as a number, so that a segment is told by one comparison: its two or three characters, most
/// significant first. 0 for what is no tag.
struct SegmentTag: Hashable, Sendable {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    init(text: some StringProtocol) {
        var code: UInt32 = 0
        for byte in text.utf8.prefix(4) { code = code << 8 | UInt32(byte) }
        self.code = code
    }

    var text: String {
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> UInt32($0)) }
        return String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
    }
}

/// The bounds of one segment's elements. Element 0 is the tag. Not copyable: it is passed for every segment, by reference.
struct SegmentShape: ~Copyable {
    /// More elements than any segment of the standard has; what is beyond is counted, not kept.
    static let capacity = 64

    /// Begin of element i; its end is one before the begin of the next.
    private let edges = FixedRow<Int32>(0, count: SegmentShape.capacity + 2)
    /// Amounts that the element check has read, so that nobody reads them again; bit i of `amounts` tells that element i is
    /// among them, 64 is not kept.
    private let hundredths = FixedRow<Int64>(0, count: SegmentShape.capacity)
    private let amounts = FixedRow<UInt64>(0, count: 1)
    /// How many elements follow the tag, those beyond the capacity included.
    private(set) var count = 0
    private(set) var tag = SegmentTag(code: 0)
    /// Whether some byte near this segment may lie outside printable ASCII; a hint, to be verified byte by byte.
    var isSuspicious = false

    var start: Int { Int(edges[0]) }
    /// Offset of the segment's terminator.
    var end: Int { Int(edges[min(count, SegmentShape.capacity) + 1]) - 1 }
    /// How many elements can be looked at.
    var readable: Int { min(count, SegmentShape.capacity) }

    @inline(__always)
    func range(_ element: Int) -> Range<Int> {
        if element < 0 || element > count || element > SegmentShape.capacity { return 0..<0 }
        let lower = Int(edges[element])
        return Range(uncheckedBounds: (lower, max(lower, Int(edges[element &+ 1]) &- 1)))
    }

    /// The same for an element of which the caller knows that it was sent and can be looked at.
    @inline(__always)
    func present(_ element: Int) -> Range<Int> {
        let lower = Int(edges[element])
        return Range(uncheckedBounds: (lower, max(lower, Int(edges[element &+ 1]) &- 1)))
    }

    /// Keeps an element's amount, in hundredths.
    @inline(__always)
    func keep(amount: Int64, of element: Int) {
        if element >= SegmentShape.capacity { return }
        hundredths[element] = amount
        amounts[0] |= 1 &<< UInt64(truncatingIfNeeded: element)
    }

    /// The amount that was kept of an element, where one was.
    @inline(__always)
    func keptAmount(_ element: Int) -> Int64? {
        if element < 0 || element >= SegmentShape.capacity { return nil }
        return amounts[0] &>> UInt64(truncatingIfNeeded: element) & 1 == 0 ? nil : hundredths[element]
    }

    @inline(__always)
    func isEmpty(_ element: Int) -> Bool { range(element).isEmpty }

    @inline(__always)
    mutating func begin(at start: Int) {
        edges[0] = Int32(truncatingIfNeeded: start)
        amounts[0] = 0
        count = 0
        isSuspicious = false
    }

    /// Element `number` begins behind a separator. The scanner counts, and sets the count when it pauses: written at every
    /// separator it would not stay in a register.
    @inline(__always)
    func separate(at position: Int, number: Int) {
        if number <= SegmentShape.capacity { edges[number] = Int32(truncatingIfNeeded: position &+ 1) }
    }

    @inline(__always)
    mutating func setCount(_ count: Int) { self.count = count }

    /// The segment ends at its terminator; the tag is read.
    @inline(__always)
    mutating func finish(at position: Int, in bytes: RawSpan) {
        edges[min(count, SegmentShape.capacity) &+ 1] = Int32(truncatingIfNeeded: position &+ 1)
        let lower = Int(edges[0])
        let length = Int(edges[1]) &- 1 &- lower
        if length == 3 {
            tag = SegmentTag(
                code: UInt32(bytes.byte(lower)) << 16 | UInt32(bytes.byte(lower &+ 1)) << 8
                    | UInt32(bytes.byte(lower &+ 2)))
        } else if length == 2 {
            tag = SegmentTag(code: UInt32(bytes.byte(lower)) << 8 | UInt32(bytes.byte(lower &+ 1)))
        } else {
            tag = SegmentTag(code: 0)
        }
    }

    /// Cuts bytes off the last element (line breaks that stand before a terminator).
    mutating func trimEnd(by length: Int) {
        edges[readable + 1] = edges[readable + 1] &- Int32(truncatingIfNeeded: length)
    }

    /// Forgets trailing empty elements, composites without any component among them; how many there were.
    mutating func dropTrailingEmptyElements(component: UInt8, in bytes: RawSpan) -> Int {
        guard count <= SegmentShape.capacity else { return 0 }
        let before = count
        while count > 0, range(count).allSatisfy({ bytes.byte($0) == component }) { count -= 1 }
        return before - count
    }

    /// The element's text; for edges of the reader, not for its hot path.
    func text(_ element: Int, in bytes: RawSpan) -> String {
        bytes.text(range(element))
    }
}

extension RawSpan {
    /// The bytes of a range as text, ill-formed UTF-8 repaired.
    func text(_ range: Range<Int>) -> String {
        if range.isEmpty { return "" }
        return extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// The range without blanks at its end: they are not significant in X12.
    func withoutTrailingBlanks(_ range: Range<Int>) -> Range<Int> {
        var upper = range.upperBound
        while upper > range.lowerBound, byte(upper - 1) == ASCII.space { upper -= 1 }
        return range.lowerBound..<upper
    }

    /// The range without blanks at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        let cut = withoutTrailingBlanks(range)
        var lower = cut.lowerBound
        while lower < cut.upperBound, byte(lower) == ASCII.space { lower += 1 }
        return lower..<cut.upperBound
    }

    /// Up to eight bytes as one number, most significant first; 0 for none or more than eight.
    @inline(__always)
    func packed(_ range: Range<Int>) -> UInt64 {
        let count = range.upperBound &- range.lowerBound
        if count > 8 || count <= 0 { return 0 }
        if range.lowerBound &+ 8 <= byteCount {
            let word = unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
            return UInt64(bigEndian: word) &>> UInt64(64 &- 8 &* count)
        }
        var value: UInt64 = 0
        var at = range.lowerBound
        while at < range.upperBound {
            value = value << 8 | UInt64(byte(at))
            at &+= 1
        }
        return value
    }
}
