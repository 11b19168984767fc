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

/// The bounds of one segment's elements, among the marks that were found in the bytes at hand. Element 0 is the tag. Not
/// copyable, and no larger than the registers in which it is passed for every segment: what changes stands in rows.
struct SegmentShape: ~Copyable {
    /// More elements than any segment of the standard has; what is beyond is counted, not looked at.
    static let capacity = 64

    /// Places of separators and terminators in their order. Element i stands between marks `first + i` and `first + i + 1`;
    /// before the first segment at hand stands the place before its first byte.
    let marks: FixedRow<Int32>
    /// What is known of the segment at hand, each number at its place.
    private let numbers = FixedRow<Int64>(0, count: Number.hundredths + SegmentShape.capacity)

    private enum Number {
        static var first: Int { 0 }
        static var count: Int { 1 }
        static var tag: Int { 2 }
        static var suspicion: Int { 3 }
        /// Bit i: the amount of element i stands among `hundredths`.
        static var amounts: Int { 4 }
        /// Amounts that the element check has read, so that nobody reads them again.
        static var hundredths: Int { 5 }
    }

    /// `marks`: how many marks there can be at a time.
    init(marks: Int) { self.marks = FixedRow(0, count: marks) }

    /// Which of the marks stands before the segment.
    private var first: Int {
        @inline(__always) get { Int(numbers[sure: Number.first]) }
        @inline(__always) nonmutating set { numbers[sure: Number.first] = Int64(newValue) }
    }
    /// How many elements follow the tag, those beyond the capacity included.
    private(set) var count: Int {
        @inline(__always) get { Int(numbers[sure: Number.count]) }
        @inline(__always) nonmutating set { numbers[sure: Number.count] = Int64(newValue) }
    }
    private(set) var tag: SegmentTag {
        @inline(__always) get { SegmentTag(code: UInt32(truncatingIfNeeded: numbers[sure: Number.tag])) }
        @inline(__always) nonmutating set { numbers[sure: Number.tag] = Int64(newValue.code) }
    }
    /// Whether some byte near this segment may lie outside printable ASCII; a hint, to be verified byte by byte.
    private(set) var isSuspicious: Bool {
        @inline(__always) get { numbers[sure: Number.suspicion] != 0 }
        @inline(__always) nonmutating set { numbers[sure: Number.suspicion] = newValue ? 1 : 0 }
    }

    var start: Int { Int(marks[first]) &+ 1 }
    /// Where the last element that can be looked at ends: the segment's terminator, mostly.
    var end: Int { Int(marks[first &+ readable &+ 1]) }
    /// How many elements can be looked at.
    @inline(__always) var readable: Int { min(count, SegmentShape.capacity) }

    @inline(__always)
    func range(_ element: Int) -> Range<Int> {
        if element < 0 || element > count || element > SegmentShape.capacity { return 0..<0 }
        return present(element)
    }

    /// The same for an element of which the caller knows that it was sent and can be looked at.
    @inline(__always)
    func present(_ element: Int) -> Range<Int> {
        let lower = Int(marks[first &+ element]) &+ 1
        return Range(uncheckedBounds: (lower, max(lower, Int(marks[first &+ element &+ 1]))))
    }

    /// Number of the mark at which an element ends of which the caller knows that it was sent and can be looked at. The mark
    /// of the next element is the next one.
    @inline(__always)
    func endMark(_ element: Int) -> Int { first &+ element &+ 1 }

    /// Keeps an element's amount, in hundredths.
    @inline(__always)
    func keep(amount: Int64, of element: Int) {
        if element >= SegmentShape.capacity { return }
        numbers[sure: Number.hundredths &+ element] = amount
        numbers[sure: Number.amounts] |= 1 &<< Int64(truncatingIfNeeded: element)
    }

    /// The amount that was kept of an element, where one was.
    @inline(__always)
    func keptAmount(_ element: Int) -> Int64? {
        if element < 0 || element >= SegmentShape.capacity { return nil }
        let isKept = numbers[sure: Number.amounts] &>> Int64(truncatingIfNeeded: element) & 1 != 0
        return isKept ? numbers[sure: Number.hundredths &+ element] : nil
    }

    @inline(__always)
    func isEmpty(_ element: Int) -> Bool { range(element).isEmpty }

    /// Takes the segment that begins at `start`, between two marks; the later is its terminator's. The tag is read.
    @inline(__always)
    func take(from start: Int, first: Int, last: Int, isSuspicious: Bool, in bytes: RawSpan) {
        take(from: start, first: first, count: last &- first &- 1, isSuspicious: isSuspicious)
        let length = Int(marks[first &+ 1]) &- start
        // Two or three characters; whatever else stands there is no tag.
        if length == 3 || length == 2, start &+ 4 <= bytes.byteCount {
            let word = UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self))
            tag = SegmentTag(code: word &>> UInt32(truncatingIfNeeded: 32 &- 8 &* length))
        } else {
            tag = SegmentTag(code: 0)
        }
        // The last element that can be looked at reaches to the terminator.
        if count > SegmentShape.capacity { marks[first &+ SegmentShape.capacity &+ 1] = marks[last] }
    }

    /// The same for a segment whose tag is known and that has no more elements than can be looked at.
    @inline(__always)
    func take(from start: Int, first: Int, count: Int, tag: SegmentTag) {
        take(from: start, first: first, count: count, isSuspicious: false)
        self.tag = tag
    }

    @inline(__always)
    private func take(from start: Int, first: Int, count: Int, isSuspicious: Bool) {
        self.first = first
        self.count = count
        self.isSuspicious = isSuspicious
        // Before the segment's last mark, which was looked up.
        marks[sure: first] = Int32(truncatingIfNeeded: start &- 1)
        numbers[sure: Number.amounts] = 0
    }

    /// Cuts bytes off the last element (line breaks that stand before a terminator).
    func trimEnd(by length: Int) {
        let last = first &+ readable &+ 1
        marks[last] = max(marks[last &- 1] &+ 1, marks[last] &- Int32(truncatingIfNeeded: length))
    }

    /// Forgets trailing empty elements, composites without any component among them; how many there were.
    func dropTrailingEmptyElements(component: UInt8, in bytes: RawSpan) -> Int {
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
        if EightBytes.areThere(self, range.lowerBound) {
            return EightBytes.load(self, range.lowerBound).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
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
