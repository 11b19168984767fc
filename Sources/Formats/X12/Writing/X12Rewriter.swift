// Reads an X12 file into its model (headers, segments, elements) and writes it again. Of a valid file the same bytes come
// out: line breaks between segments are kept as layout. Streams, in constant memory.

/// Writes again what it reads.
///
///     var rewriter = X12Rewriter()
///     try source.forEachPiece { output.append(contentsOf: rewriter.rewrite($0)) }
///     output.append(contentsOf: rewriter.finish())
public struct X12Rewriter: ~Copyable {
    private var scanner = SegmentScanner()
    private var isInInterchange = false
    /// First byte of the buffer that is not written yet.
    private var written = 0
    private var output: [UInt8] = []

    public init() {}

    /// Takes a piece; what can be written of the file so far.
    public mutating func rewrite(_ piece: RawSpan) -> [UInt8] {
        output.removeAll(keepingCapacity: true)
        var offset = 0
        while offset < piece.byteCount {
            let end = min(offset + SegmentScanner.sliceSize, piece.byteCount)
            // What is written is behind the scanner's start, so appending moves both together.
            scanner.append(piece.extracting(offset..<end))
            written = scanner.start
            offset = end
            process(isFinal: false)
        }
        return output
    }

    /// The file is over; the rest of it.
    public mutating func finish() -> [UInt8] {
        output.removeAll(keepingCapacity: true)
        process(isFinal: true)
        let buffer = scanner.buffer
        if isInInterchange, scanner.finishUnterminated(in: buffer.span.bytes) {
            writeSegment(buffer.span.bytes, isTerminated: false)
        }
        if scanner.start < scanner.filled { copy(buffer.span.bytes, scanner.start..<scanner.filled) }
        return output
    }

    private mutating func process(isFinal: Bool) {
        while true {
            let buffer = scanner.buffer
            let bytes = buffer.span.bytes
            if !isInInterchange {
                if !seek(bytes, isFinal: isFinal) { return }
                continue
            }
            switch scanner.next(in: bytes) {
            case .segment:
                copy(bytes, written..<scanner.shape.start)
                writeSegment(bytes, isTerminated: true)
                if scanner.shape.tag == .iea { isInInterchange = false }
            case .starved:
                copy(bytes, written..<scanner.start)
                written = scanner.start
                return
            case .tooLong:
                scanner.skipLong()
                copy(bytes, written..<scanner.start)
            }
            written = scanner.start
        }
    }

    /// Writes up to and including the next ISA; false when more bytes are needed.
    private mutating func seek(_ bytes: RawSpan, isFinal: Bool) -> Bool {
        let start = scanner.start
        let end = scanner.filled
        guard let candidate = InterchangeFinder.candidate(in: bytes, from: start, to: end) else {
            let kept = isFinal ? 0 : min(3, end - start)
            copy(bytes, start..<(end - kept))
            scanner.skip(to: end - kept)
            return false
        }
        copy(bytes, start..<candidate)
        scanner.skip(to: candidate)
        switch InterchangeFinder.sight(in: bytes, at: candidate, to: end, isFinal: isFinal) {
        case .starved: return false
        case .unreadable, .wrapped:
            copy(bytes, candidate..<(candidate + 3))
            scanner.skip(to: candidate + 3)
        case .header(let discovery):
            write(discovery, bytes, at: candidate)
            scanner.use(discovery.delimiters)
            scanner.skip(to: candidate + discovery.length)
            isInInterchange = true
        }
        written = scanner.start
        return true
    }

    private mutating func write(_ discovery: InterchangeDiscovery, _ bytes: RawSpan, at start: Int) {
        output.append(contentsOf: "ISA".utf8)
        for element in discovery.elements.dropLast() {
            output.append(discovery.delimiters.element)
            output.append(contentsOf: element.utf8)
        }
        output.append(discovery.delimiters.element)
        output.append(discovery.delimiters.component)
        copy(bytes, (start + discovery.elementsLength)..<(start + discovery.length))
    }

    private mutating func writeSegment(_ bytes: RawSpan, isTerminated: Bool) {
        for element in 0...scanner.shape.readable {
            if element > 0 { output.append(scanner.delimiters.element) }
            copy(bytes, scanner.shape.range(element))
        }
        if isTerminated { output.append(scanner.delimiters.terminator) }
    }

    private mutating func copy(_ bytes: RawSpan, _ range: Range<Int>) {
        if range.isEmpty { return }
        bytes.extracting(range).withUnsafeBytes { output.append(contentsOf: $0) }
    }
}
