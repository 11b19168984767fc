// Cuts a stream of bytes into segments and elements, 64 bytes at a step, in one buffer of fixed size: a window of bytes is
// searched for marks (separators and terminators), and the segments are taken from the marks.
// Relies on delimiters that somebody set; knows nothing of what segments mean. The only file of this module in which
// raw pointers appear: to copy bytes into the buffer.

/// What the scanner came to.
enum ScanStep {
    case segment
    /// All bytes at hand are looked at and no terminator was among them.
    case starved
    /// More bytes than any segment may have, and no terminator among them.
    case tooLong
}

/// What stood between a terminator and the next segment.
struct Trivia {
    var lineFeeds = 0
    var carriageReturns = 0
    var blanks = 0

    /// Whether an empty line stood there; a terminator that is itself a line break ends its own line.
    func hasBlankLine(after terminator: UInt8) -> Bool {
        switch terminator {
        case ASCII.lineFeed: lineFeeds > 0
        case ASCII.carriageReturn: carriageReturns > 0 || lineFeeds > 1
        default: lineFeeds > 1 || (lineFeeds == 0 && carriageReturns > 1)
        }
    }
}

struct SegmentScanner: ~Copyable {
    static let sliceSize = 1 << 16
    /// No segment of the standard comes near; a longer one is a finding, not an allocation.
    static let longestSegment = 1 << 14
    /// How many bytes are searched for marks at a time: so few that their marks stay in the nearest cache, and that an
    /// interchange that ends among them costs little to search again.
    private static let windowSize = 1 << 12
    /// Behind the bytes at hand as many may be read, whatever they are.
    private static let slack = 64

    var buffer: [UInt8]
    /// Offset in the file of the buffer's first byte; in a wrapped interchange counted without line breaks.
    var base = 0
    var filled = 0
    /// First byte that no segment was made of yet.
    private(set) var start = 0
    private var isInsideSegment = false
    let shape = SegmentShape(
        marks: SegmentScanner.longestSegment + 2 * SegmentScanner.windowSize + 64 + FixedRow<Int32>.slack)
    /// First byte not yet searched for marks.
    private var searched = 0
    /// How many marks are found, and which of them stands before the segment at hand.
    private var markCount = 1
    private var before = 0
    /// Which of the marks are terminators, how many there are, and which is next.
    let terminators = FixedRow<Int32>(
        0, count: SegmentScanner.windowSize + 64 + FixedRow<Int32>.slack)
    private var terminatorCount = 0
    private var nextTerminator = 0
    /// Segments that begin before this place are suspicious.
    private var suspicion = 0
    /// What stood between the terminator before and the segment at hand.
    private(set) var trivia = Trivia()
    private var hasSpentTrivia = false
    /// Whether `trivia` holds anything.
    private(set) var hasTrivia = false
    private(set) var delimiters = Delimiters.usual

    /// Set for an interchange that was wrapped: line breaks are dropped wherever they stand in it.
    var wrapping: Wrapping?
    /// Set where line breaks stand before the terminator.
    var trimsBeforeTerminator = false

    init() {
        buffer = [UInt8](
            repeating: 0, count: SegmentScanner.sliceSize + SegmentScanner.longestSegment + 2 * SegmentScanner.slack)
    }

    /// Where a place of the buffer is in the file.
    @inline(__always)
    func fileOffset(_ position: Int) -> Int {
        guard let wrapping else { return base + position }
        return wrapping.fileOffset(base + position)
    }

    mutating func use(_ delimiters: Delimiters) {
        self.delimiters = delimiters
        forgetMarks()
    }

    /// Takes at most `sliceSize` bytes. What is not yet a segment moves to the front when room is short.
    mutating func append(_ slice: RawSpan) {
        if end + slice.byteCount + SegmentScanner.slack > buffer.count { makeRoom() }
        let at = end
        let taken = slice.extracting(0..<min(buffer.count - SegmentScanner.slack - at, slice.byteCount))
        buffer.withUnsafeMutableBytes { target in
            taken.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: target[at...]).copyMemory(from: $0) }
        }
        if wrapping == nil { filled += taken.byteCount } else { wrapping?.wrapped.extend(by: taken.byteCount) }
    }

    /// Behind the last byte taken.
    private var end: Int { wrapping?.wrapped.end ?? filled }

    private mutating func makeRoom() {
        let kept = start..<filled
        buffer.withUnsafeMutableBytes { target in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: target[kept]))
        }
        base += start
        filled -= start
        start = 0
        closeGap()
        isInsideSegment = false
        forgetMarks()
    }

    /// The bytes from `start` on are to be searched anew.
    private mutating func forgetMarks() {
        searched = start
        markCount = 1
        before = 0
        terminatorCount = 0
        nextTerminator = 0
        suspicion = 0
    }

    /// Passes over bytes that belong to no segment.
    mutating func skip(to position: Int) {
        start = min(max(start, position), filled)
        isInsideSegment = false
        forgetMarks()
    }

    /// Goes back to the segment just read, to look at it as something else.
    mutating func rewind() {
        start = shape.start
        isInsideSegment = false
        forgetMarks()
    }

    /// Drops trailing empty elements of the segment at hand; how many.
    @inline(__always)
    func dropTrailingEmptyElements(in bytes: RawSpan) -> Int {
        let last = shape.range(shape.count)
        guard shape.count > 0, last.isEmpty || bytes.byte(last.lowerBound) == delimiters.component else { return 0 }
        return shape.dropTrailingEmptyElements(component: delimiters.component, in: bytes)
    }

    /// Gives up the segment at hand, which is too long: what is left of it, at least its terminator, comes out as the next
    /// segment or is too long in its turn.
    mutating func skipLong() {
        let hasEnd = nextTerminator < terminatorCount
        skip(to: hasEnd ? Int(shape.marks[Int(terminators[nextTerminator])]) : searched)
        isInsideSegment = true
    }

    /// The next segment. `trivia` says what stood before it, `shape` where its elements are. `bytes` are the buffer's: they
    /// are passed in so that one borrow serves many segments.
    @inline(__always)
    mutating func next(in bytes: RawSpan) -> ScanStep {
        if !isInsideSegment {
            skipTrivia(in: bytes)
            if start >= filled { return .starved }
            isInsideSegment = true
        }
        while nextTerminator >= terminatorCount {
            if searched - start > SegmentScanner.longestSegment { return .tooLong }
            if searched >= filled { return .starved }
            search(bytes)
        }
        let last = Int(terminators[nextTerminator])
        let position = Int(shape.marks[last])
        if position &- start > SegmentScanner.longestSegment { return .tooLong }
        nextTerminator &+= 1
        take(last, at: position, in: bytes)
        return .segment
    }

    @inline(__always)
    private mutating func take(_ last: Int, at position: Int, in bytes: RawSpan) {
        shape.take(from: start, first: before, last: last, isSuspicious: start < suspicion, in: bytes)
        if trimsBeforeTerminator { trimLineBreaks(before: position) }
        before = last
        start = position &+ 1
        isInsideSegment = false
        hasSpentTrivia = true
    }

    // MARK: Usual segments

    /// How the scanner stands before a segment, for `takeUsual`, which keeps it in registers.
    struct Stand {
        var start: Int
        var before: Int
        var nextTerminator: Int
        /// How many terminators are found.
        let terminatorCount: Int
        /// What the file's offset is ahead of the buffer's.
        let base: Int
    }

    /// A usual segment: which mark is its terminator, where that and the ends of its tag and first element are, and its first
    /// bytes as a key by which the guide's step is remembered.
    struct UsualSegment {
        let last: Int
        let end: Int
        let tagEnd: Int
        let firstEnd: Int
        let key: SegmentKey
    }

    /// Where the scanner stands, if usual segments can come next: nothing is begun, nothing is suspicious, offsets need only
    /// be added.
    @inline(__always)
    var stand: Stand? {
        if isInsideSegment || !hasSpentTrivia || start < suspicion || trimsBeforeTerminator { return nil }
        if wrapping != nil || nextTerminator >= terminatorCount { return nil }
        return Stand(
            start: start, before: before, nextTerminator: nextTerminator, terminatorCount: terminatorCount, base: base)
    }

    /// Where the segment begins that may come next: behind one line break, of which there is nothing to tell where the
    /// delimiters are printable.
    @inline(__always)
    func usualStart(_ stand: Stand, in bytes: RawSpan) -> Int {
        let start = stand.start
        if start &+ 2 >= bytes.byteCount || bytes.byte(start) > ASCII.carriageReturn { return start }
        return behindLineBreak(start, in: bytes)
    }

    @inline(__always)
    private func behindLineBreak(_ start: Int, in bytes: RawSpan) -> Int {
        if delimiters.terminator <= 0x20 || delimiters.element <= 0x20 { return start }
        let lineFeed = bytes.byte(start) == ASCII.carriageReturn ? start &+ 1 : start
        return bytes.byte(lineFeed) == ASCII.lineFeed && bytes.byte(lineFeed &+ 1) > 0x20 ? lineFeed &+ 1 : start
    }

    /// The next segment if it is a usual one: a tag of two or three characters where the segment begins, at least one element
    /// and no more than can be looked at, the last of them not empty. Everything else is left to `next`.
    @inline(__always)
    func usual(_ stand: Stand, from start: Int, in bytes: RawSpan) -> UsualSegment? {
        if stand.nextTerminator >= stand.terminatorCount { return nil }
        let last = Int(terminators[sure: stand.nextTerminator])
        let count = last &- stand.before &- 1
        if count < 1 || count > SegmentShape.capacity { return nil }
        let end = Int(shape.marks[last])
        let tagEnd = Int(shape.marks[sure: stand.before &+ 1])
        let length = tagEnd &- start
        if length &- 2 > 1 || length < 2 { return nil }
        let lastElement = Int(shape.marks[sure: last &- 1]) &+ 1
        if lastElement >= end || bytes.byte(lastElement) == delimiters.component { return nil }
        if end &- start > SegmentScanner.longestSegment || !EightBytes.areThere(bytes, start) { return nil }
        let firstEnd = Int(shape.marks[sure: stand.before &+ 2])
        let word = EightBytes.load(bytes, start)
        let key = SegmentKey(word, tagLength: length, firstEnd: firstEnd &- start)
        return UsualSegment(last: last, end: end, tagEnd: tagEnd, firstEnd: firstEnd, key: key)
    }

    /// Goes on behind the usual segments that were taken.
    @inline(__always)
    mutating func resume(_ stand: Stand) {
        start = stand.start
        before = stand.before
        nextTerminator = stand.nextTerminator
    }

    // MARK: Marks

    /// Finds the marks of the next bytes. Those of the segment at hand move to the front, all others are spent.
    @inline(never)
    private mutating func search(_ bytes: RawSpan) {
        let kept = markCount - before
        for index in 0..<kept { shape.marks[index] = shape.marks[before + index] }
        before = 0
        markCount = kept
        terminatorCount = 0
        nextTerminator = 0
        var at = max(searched, start)
        let end = min(filled, at + SegmentScanner.windowSize)
        var carried: UInt64 = 0
        while at < end {
            let word = SixtyFourBytes(bytes, from: at, delimiters)
            let valid = SixtyFourBytes.lowest(end &- at)
            if word.hasUnprintable, !isLayout(word, valid, carried, bytes, at) { suspicion = end }
            carried = word.terminators &>> 63
            keep(word.marks & valid, word.terminators & valid, from: at)
            at &+= 64
        }
        searched = end
    }

    /// Takes the marks of 64 bytes: their places, and which of them are terminators by the number of marks before each.
    @inline(__always)
    private mutating func keep(_ marks: UInt64, _ ends: UInt64, from at: Int) {
        terminatorCount = terminators.append(ranks: marks, of: ends, base: markCount, at: terminatorCount)
        markCount = shape.marks.append(bits: marks, base: at, at: markCount)
    }

    /// Whether all that is unprintable among 64 bytes are line breaks behind terminators, or delimiters. `carried`: bit 0
    /// tells that a terminator is the byte before them.
    @inline(never)
    private func isLayout(
        _ word: SixtyFourBytes, _ valid: UInt64, _ carried: UInt64, _ bytes: RawSpan, _ at: Int
    ) -> Bool {
        let breaks = SixtyFourBytes.places(of: ASCII.lineFeed, ASCII.carriageReturn, bytes, from: at)
        let first = breaks & (word.terminators &<< 1 | carried)
        let second = breaks & first &<< 1
        let within = SixtyFourBytes.places(
            of: delimiters.component, delimiters.repetition ?? delimiters.component, bytes, from: at)
        return SixtyFourBytes.unprintable(bytes, from: at) & valid & ~(first | second | within | word.marks) == 0
    }

    /// At the end of the file: what is left is a segment without a terminator. False when nothing is left.
    mutating func finishUnterminated(in bytes: RawSpan) -> Bool {
        guard isInsideSegment, start < filled, searched >= filled else { return false }
        suspicion = filled
        shape.marks[markCount] = Int32(truncatingIfNeeded: filled)
        take(markCount, at: filled, in: bytes)
        start = filled
        return true
    }

    private func trimLineBreaks(before position: Int) {
        var length = 0
        while position - length - 1 > shape.start, ASCII.isLineBreak(buffer[position - length - 1]) { length += 1 }
        if length > 0 { shape.trimEnd(by: length) }
    }

    @inline(__always)
    private mutating func skipTrivia(in bytes: RawSpan) {
        if hasSpentTrivia {
            // The usual case: nothing stood before, nothing stands here.
            if start < filled, bytes.byte(start) > 0x20, !hasTrivia { return }
            trivia = Trivia()
            hasTrivia = false
            hasSpentTrivia = false
        }
        let behind = start
        while start < filled {
            let byte = bytes.byte(start)
            if byte > 0x20 || byte == delimiters.element { break }
            switch byte {
            case ASCII.lineFeed: trivia.lineFeeds += 1
            case ASCII.carriageReturn: trivia.carriageReturns += 1
            case 0x20, 0x09: trivia.blanks += 1
            default: return passOverMarks(from: behind)
            }
            hasTrivia = true
            start += 1
        }
        passOverMarks(from: behind)
    }

    /// A terminator that is a line break or a blank may have been passed over as trivia: it ends nothing.
    @inline(__always)
    private mutating func passOverMarks(from behind: Int) {
        if start == behind { return }
        while nextTerminator < terminatorCount, Int(shape.marks[Int(terminators[nextTerminator])]) < start {
            before = Int(terminators[nextTerminator])
            nextTerminator += 1
        }
    }
}
