// Cuts a stream of bytes into segments and elements, eight bytes at a step, in one buffer of fixed size.
// Relies on delimiters that somebody set; knows nothing of what segments mean. The only file of this module in which
// raw pointers appear: to copy bytes into the buffer.

/// What the scanner came to.
enum ScanStep {
    case segment
    /// All bytes at hand are looked at and no terminator was among them.
    case starved
    /// More bytes than any segment may have, and still no terminator.
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

    private(set) var buffer: [UInt8]
    /// Offset in the file of the buffer's first byte.
    private var base = 0
    private(set) var filled = 0
    /// First byte that no segment was made of yet.
    private(set) var start = 0
    private var scanned = 0
    private var isInsideSegment = false
    private(set) var shape = SegmentShape()
    /// What stood between the terminator before and the segment at hand.
    private(set) var trivia = Trivia()
    private var hasSpentTrivia = false
    /// Whether `trivia` holds anything.
    private(set) var hasTrivia = false
    private var elementPattern: UInt64 = 0
    private var terminatorPattern: UInt64 = 0
    private(set) var delimiters = Delimiters.usual

    /// Set for an interchange that was wrapped: line breaks are dropped wherever they stand.
    var wrapping: Wrapping?
    /// Set where line breaks stand before the terminator.
    var trimsBeforeTerminator = false

    init() {
        buffer = [UInt8](repeating: 0, count: SegmentScanner.sliceSize + SegmentScanner.longestSegment + 64)
        use(.usual)
    }

    /// Where a place of the buffer is in the file.
    @inline(__always)
    func fileOffset(_ position: Int) -> Int {
        guard let wrapping else { return base + position }
        return wrapping.fileOffset(base + position)
    }

    mutating func use(_ delimiters: Delimiters) {
        self.delimiters = delimiters
        elementPattern = 0x0101_0101_0101_0101 &* UInt64(delimiters.element)
        terminatorPattern = 0x0101_0101_0101_0101 &* UInt64(delimiters.terminator)
    }

    /// Takes at most `sliceSize` bytes. What is not yet a segment moves to the front when room is short.
    mutating func append(_ slice: RawSpan) {
        if filled + slice.byteCount + 8 > buffer.count { makeRoom() }
        let room = buffer.count - 8 - filled
        let taken = slice.extracting(0..<min(room, slice.byteCount))
        let at = filled
        if wrapping == nil {
            buffer.withUnsafeMutableBytes { target in
                taken.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: target[at...]).copyMemory(from: $0) }
            }
            filled += taken.byteCount
        } else {
            for offset in 0..<taken.byteCount where !ASCII.isLineBreak(taken.byte(offset)) {
                buffer[filled] = taken.byte(offset)
                filled += 1
            }
        }
    }

    private mutating func makeRoom() {
        let from = start
        let count = filled - start
        buffer.withUnsafeMutableBytes { target in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: target[from..<(from + count)]))
        }
        base += start
        filled = count
        start = 0
        scanned = 0
        isInsideSegment = false
    }

    /// Passes over bytes that belong to no segment.
    mutating func skip(to position: Int) {
        start = min(max(start, position), filled)
        scanned = start
        isInsideSegment = false
    }

    /// Goes back to the segment just read, to look at it as something else.
    mutating func rewind() {
        start = shape.start
        scanned = start
        isInsideSegment = false
    }

    /// The wrapped interchange is over: offsets count all bytes again.
    mutating func endWrapping() {
        guard let wrapping else { return }
        base = wrapping.fileOffset(base + start) - start
        self.wrapping = nil
    }

    /// Drops trailing empty elements of the segment at hand; how many.
    @inline(__always)
    mutating func dropTrailingEmptyElements(in bytes: RawSpan) -> Int {
        let last = shape.range(shape.count)
        guard shape.count > 0, last.isEmpty || bytes.byte(last.lowerBound) == delimiters.component else { return 0 }
        return shape.dropTrailingEmptyElements(component: delimiters.component, in: bytes)
    }

    /// Gives up the segment at hand: what is left of it up to its terminator will come out as the next segment.
    mutating func skipAll() { skip(to: filled) }

    /// Drops the line breaks among the bytes at hand, from `position` on: the interchange there is wrapped.
    mutating func unwrap(_ width: Int, _ breakLength: Int, from position: Int) {
        wrapping = Wrapping(origin: base + position, width: width, breakLength: breakLength)
        var target = position
        for source in position..<filled where !ASCII.isLineBreak(buffer[source]) {
            buffer[target] = buffer[source]
            target += 1
        }
        filled = target
        skip(to: position)
    }

    /// The next segment. `trivia` says what stood before it, `shape` where its elements are. `bytes` are the buffer's: they
    /// are passed in so that one borrow serves many segments.
    @inline(__always)
    mutating func next(in bytes: RawSpan) -> ScanStep {
        if !isInsideSegment {
            skipTrivia(in: bytes)
            if start >= filled { return .starved }
            shape.begin(at: start)
            scanned = start
            isInsideSegment = true
        }
        let end = scan(bytes)
        if end < 0 { return filled - start > SegmentScanner.longestSegment ? .tooLong : .starved }
        finish(at: end, in: bytes)
        return .segment
    }

    /// Looks for separators and the terminator among the bytes not yet looked at; the terminator's place, or -1.
    @inline(__always)
    private mutating func scan(_ bytes: RawSpan) -> Int {
        var at = scanned
        var suspicion: UInt64 = 0
        var end = -1
        var count = shape.count
        words: while at &+ 8 <= filled {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
            let terminators = SegmentScanner.zeroBytes(word ^ terminatorPattern)
            var hits = SegmentScanner.zeroBytes(word ^ elementPattern) | terminators
            suspicion |= word | (word &- 0x2020_2020_2020_2020)
            while hits != 0 {
                let bit = hits & (0 &- hits)
                let position = at &+ bit.trailingZeroBitCount &>> 3
                if terminators & bit != 0 {
                    end = position
                    break words
                }
                count &+= 1
                shape.separate(at: position, number: count)
                hits ^= bit
            }
            at &+= 8
        }
        while end < 0, at < filled {
            let byte = bytes.byte(at)
            suspicion |= UInt64(byte) | (UInt64(byte) &- 0x20)
            if byte == delimiters.terminator {
                end = at
            } else if byte == delimiters.element {
                count &+= 1
                shape.separate(at: at, number: count)
            }
            at &+= 1
        }
        shape.setCount(count)
        if suspicion & 0x8080_8080_8080_8080 != 0 { shape.isSuspicious = true }
        scanned = at
        return end
    }

    /// At the end of the file: what is left is a segment without a terminator. False when nothing is left.
    mutating func finishUnterminated(in bytes: RawSpan) -> Bool {
        guard isInsideSegment, start < filled else { return false }
        shape.isSuspicious = true
        finish(at: filled, in: bytes)
        start = filled
        return true
    }

    @inline(__always)
    private mutating func finish(at position: Int, in bytes: RawSpan) {
        shape.finish(at: position, in: bytes)
        if trimsBeforeTerminator { trimLineBreaks(before: position) }
        start = position &+ 1
        scanned = start
        isInsideSegment = false
        hasSpentTrivia = true
    }

    private mutating func trimLineBreaks(before position: Int) {
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
        while start < filled {
            let byte = bytes.byte(start)
            if byte > 0x20 || byte == delimiters.element { return }
            switch byte {
            case ASCII.lineFeed: trivia.lineFeeds += 1
            case ASCII.carriageReturn: trivia.carriageReturns += 1
            case 0x20, 0x09: trivia.blanks += 1
            default: return
            }
            hasTrivia = true
            start += 1
        }
    }

    /// The high bit of each byte that is zero; exact, unlike the shorter trick with a borrow.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((word & low) &+ low) | word | low)
    }
}

/// An interchange cut into lines of one width, line breaks inside elements.
struct Wrapping {
    /// Offset in the file where the interchange begins.
    let origin: Int
    let width: Int
    let breakLength: Int

    /// Where an offset counted without line breaks is in the file.
    func fileOffset(_ unwrapped: Int) -> Int {
        let distance = max(0, unwrapped - origin)
        return unwrapped + distance / width * breakLength
    }
}
