// The push reader of X12 files: fed with pieces of any size, it finds interchanges, cuts segments and keeps what they say.
// Constant memory whatever the size of the file, its segments or its pieces. Never traps on what it reads.

public import Parsing

/// What is left when a file is read.
public struct X12Document: Sendable {
    public let summary: X12Summary
    public let findings: FindingLog
    /// How each interchange, its groups and sets are to be answered; bounded like the summary.
    public let interchanges: [InterchangeOutcome]
    /// TA1, 997, 999 and 824 that the file brings, in its order; bounded like the summary. Those of a rejected document
    /// settle nothing: its envelope cannot be trusted.
    public let acknowledgements: [ReceivedAcknowledgement]

    public var verdict: Verdict { findings.verdict }
}

/// Reads 835, 820, 997, 999, TA1 and the frame of 824 (X12.5, X12.6; guides 005010X221A1, X218, X306, X231A1).
///
///     var reader = X12Reader()
///     try source.forEachPiece { reader.read($0) }
///     let document = reader.finish()
public struct X12Reader: ~Copyable {
    public struct Options: Sendable {
        /// Our own identifiers (ISA07, ISA08); nil takes any receiver.
        public var receivers: [InterchangeParty]?
        /// Whether claims, items and payments are handed out by `drainEvents`.
        public var collectsEvents = false
        /// Whether those carry all their segments by name (`ClaimPayment.detail` and so on); without events it has no effect.
        public var collectsDetails = false
        /// How many findings of one code are kept; all are counted.
        public var findingsKeptPerCode = 100

        public init() {}
    }

    private let options: Options
    private var scanner = SegmentScanner()
    private var interpreter: SegmentInterpreter
    private var isInInterchange = false
    private var hasSeenInterchange = false
    private var hasReportedOutside = false
    /// The last byte passed over outside interchanges is a letter or digit.
    private var isInWord = false
    private var hasReportedTrailing = false
    private var hasReportedLayout = (blank: false, indented: false)
    private var isAtStart = true
    private var isSkippingLongSegment = false

    public init(options: Options = Options()) {
        self.options = options
        interpreter = SegmentInterpreter(
            keptFindings: options.findingsKeptPerCode, collectsEvents: options.collectsEvents,
            collectsDetails: options.collectsDetails)
    }

    /// Reads a whole source.
    public static func document(
        of source: inout some ByteSource, options: Options = Options()
    ) throws -> X12Document {
        var reader = X12Reader(options: options)
        try source.forEachPiece { reader.read($0) }
        return reader.finish()
    }

    /// Takes the next piece of the file, of any size.
    public mutating func read(_ piece: RawSpan) {
        var offset = 0
        while offset < piece.byteCount {
            let end = min(offset + SegmentScanner.sliceSize, piece.byteCount)
            scanner.append(piece.extracting(offset..<end))
            offset = end
            process(isFinal: false)
        }
    }

    /// Hands out what was read since the last call, in the order of the file. After each piece the list is short; without
    /// calling it between pieces, memory grows with the file.
    public mutating func drainEvents(_ body: (X12Event) throws -> Void) rethrows {
        for event in interpreter.drainEvents() { try body(event) }
    }

    /// The file is over. Call `drainEvents` once more if events are wanted.
    public mutating func finish() -> X12Document {
        process(isFinal: true)
        if isInInterchange {
            let buffer = scanner.buffer
            // What is left of a segment that was too long is no segment.
            if !isSkippingLongSegment, scanner.finishUnterminated(in: buffer.span.bytes) {
                let effect = takeSegment(buffer.span.bytes)
                let isTrailer = effect == .leave
                interpreter.recorder.find(
                    X12Findings.unterminated, interpreter.place,
                    isTrailer ? "IEA has no terminator." : "The last segment has no terminator.")
                if isTrailer { isInInterchange = false }
            }
            if isInInterchange { interpreter.endInterchangeEarly() }
        }
        if !hasSeenInterchange {
            interpreter.recorder.find(X12Findings.noInterchange, Place(), "The file has no ISA segment.")
        }
        interpreter.finish()
        return X12Document(
            summary: interpreter.summary, findings: interpreter.recorder.log,
            interchanges: interpreter.control.outcomes,
            acknowledgements: interpreter.acknowledgements.receipts)
    }

    // MARK: Segments

    private mutating func process(isFinal: Bool) {
        while true {
            let isStarved: Bool
            if isInInterchange {
                // One borrow of the buffer for all segments at hand; nothing below writes to it.
                let buffer = scanner.buffer
                isStarved = takeSegments(buffer.span.bytes)
            } else {
                isStarved = !seek(isFinal: isFinal)
            }
            if isStarved, !(isInInterchange && scanner.unwrapSegment()) { return }
        }
    }

    /// Takes segments until none is left (true) or the interchange is over (false).
    private mutating func takeSegments(_ bytes: RawSpan) -> Bool {
        while true {
            if !isSkippingLongSegment { interpreter.takeUsual(&scanner, bytes) }
            switch scanner.next(in: bytes) {
            case .segment:
                if isSkippingLongSegment {
                    isSkippingLongSegment = false
                    continue
                }
                switch takeSegment(bytes) {
                case .none: continue
                case .leave: break
                case .reconsider: scanner.rewind()
                }
                isInInterchange = false
                scanner.endWrapping()
                return false
            case .starved: return true
            case .tooLong:
                if !isSkippingLongSegment { interpreter.takeTooLong(offset: scanner.fileOffset(scanner.start)) }
                isSkippingLongSegment = true
                scanner.skipLong()
            }
        }
    }

    @inline(__always)
    private mutating func takeSegment(_ bytes: RawSpan) -> SegmentEffect {
        if scanner.hasTrivia { reportLayout() }
        let trailing = scanner.dropTrailingEmptyElements(in: bytes)
        return interpreter.take(
            scanner.shape, bytes, scanner.delimiters, offset: scanner.fileOffset(scanner.shape.start),
            trailing: trailing)
    }

    /// Empty lines and indented segments: told once per interchange.
    private mutating func reportLayout() {
        let trivia = scanner.trivia
        var place = interpreter.place
        place.offset = scanner.fileOffset(scanner.shape.start)
        place.ordinal += 1
        place.tag = scanner.shape.tag
        if trivia.blanks > 0, !hasReportedLayout.indented {
            hasReportedLayout.indented = true
            interpreter.recorder.find(X12Findings.indented, place, "Blanks stand before the segment.")
        }
        if trivia.hasBlankLine(after: scanner.delimiters.terminator), !hasReportedLayout.blank {
            hasReportedLayout.blank = true
            interpreter.recorder.find(X12Findings.blankLine, place, "An empty line stands before the segment.")
        }
    }

    // MARK: Between interchanges

    /// Looks for the next ISA; false when more bytes are needed.
    private mutating func seek(isFinal: Bool) -> Bool {
        if scanner.wrapping != nil { return readWrappedHeader(isFinal: isFinal) }
        let end = scanner.filled
        var at = scanner.start
        if isAtStart, !isFinal, end - at < 3 { return false }
        if isAtStart, end > at { at = skipByteOrderMark(at) }
        let buffer = scanner.buffer
        let bytes = buffer.span.bytes
        guard let candidate = InterchangeFinder.candidate(in: bytes, from: at, to: end, isInWord: isInWord) else {
            // The last three bytes may begin an ISA.
            let kept = isFinal ? 0 : min(3, end - at)
            passOver(at, end - kept)
            return false
        }
        let sighting = InterchangeFinder.sight(in: bytes, at: candidate, to: end, isFinal: isFinal)
        if case .starved = sighting {
            passOver(at, candidate)
            return false
        }
        passOver(at, candidate)
        switch sighting {
        case .starved: return false
        case .wrapped(let width, let breakLength):
            let place = outsidePlace(candidate)
            interpreter.recorder.find(X12Findings.wrapped, place, "Lines are cut at column \(width).")
            scanner.beginWrapping(width, breakLength, at: candidate)
        case .unreadable: passOverHeader(candidate)
        case .header(let discovery): begin(discovery, at: candidate)
        }
        return true
    }

    /// Reads the header of an interchange that is wrapped; false when more bytes are needed.
    private mutating func readWrappedHeader(isFinal: Bool) -> Bool {
        let (bytes, isWhole) = scanner.wrappedHeader(InterchangeFinder.farthest)
        let sighting = InterchangeFinder.sight(
            in: bytes.span.bytes, at: 0, to: bytes.count, isFinal: isFinal || isWhole)
        let position = scanner.start
        switch sighting {
        case .starved: return false
        case .header(let discovery):
            scanner.unwrap(discovery.length)
            begin(discovery, at: position)
        case .unreadable, .wrapped:
            scanner.endWrapping()
            passOverHeader(position)
        }
        return true
    }

    private mutating func passOverHeader(_ position: Int) {
        interpreter.recorder.find(
            X12Findings.unreadableHeader, outsidePlace(position), "The ISA cannot be read to its end.")
        hasSeenInterchange = true
        hasReportedOutside = true
        isInWord = false
        scanner.skip(to: position + 3)
    }

    private mutating func begin(_ discovery: InterchangeDiscovery, at position: Int) {
        var place = outsidePlace(position)
        place.ordinal += 1
        place.tag = .isa
        interpreter.place = place
        let header = InterchangeHeader(
            elements: discovery.elements, delimiters: discovery.delimiters, offset: place.offset)
        var outcome = InterchangeOutcome(header: header)
        InterchangeCheck.check(discovery, &outcome, receivers: options.receivers, place, &interpreter.recorder)
        interpreter.control.beginInterchange(outcome, place, &interpreter.recorder)
        scanner.use(discovery.delimiters)
        scanner.trimsBeforeTerminator = discovery.hasBreakBeforeTerminator
        scanner.skip(to: position + discovery.length)
        isInInterchange = true
        isInWord = false
        hasSeenInterchange = true
        hasReportedLayout = (false, false)
    }

    private func outsidePlace(_ position: Int) -> Place {
        Place(offset: scanner.fileOffset(position), ordinal: interpreter.place.ordinal)
    }

    /// A byte order mark at the very beginning: passed over and told.
    private mutating func skipByteOrderMark(_ at: Int) -> Int {
        isAtStart = false
        guard scanner.filled - at >= 3, Array(scanner.buffer[at..<(at + 3)]) == [0xEF, 0xBB, 0xBF] else { return at }
        interpreter.recorder.find(X12Findings.byteOrderMark, Place(), "The file begins with EF BB BF.")
        scanner.skip(to: at + 3)
        return at + 3
    }

    /// Bytes outside interchanges: line breaks and blanks are nothing, Ctrl-Z and NUL a warning, all else an error.
    private mutating func passOver(_ start: Int, _ end: Int) {
        var at = start
        while at < end, !(hasReportedOutside && hasReportedTrailing) {
            let byte = scanner.buffer[at]
            if byte == 0x1A || byte == 0 {
                if !hasReportedTrailing {
                    interpreter.recorder.find(X12Findings.trailingData, outsidePlace(at), "Fill bytes stand there.")
                }
                hasReportedTrailing = true
            } else if byte > 0x20, !hasReportedOutside {
                interpreter.recorder.find(
                    X12Findings.dataOutside, outsidePlace(at), "Data stands outside any interchange.")
                hasReportedOutside = true
            }
            at += 1
        }
        if end > start { isInWord = ASCII.isAlphanumeric(scanner.buffer[end - 1]) }
        scanner.skip(to: end)
    }
}
