// Takes a multipart body apart while it streams by, octet for octet: what belongs to a part is handed out exactly as it came,
// since signatures and MICs are over those octets.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Splits a body at its boundary (RFC 2046, section 5.1.1), in pieces cut anywhere.
///
/// The line end before a delimiter belongs to the delimiter; it may be a bare LF. Blanks behind a delimiter are skipped. Memory
/// is one line's beginning, never longer than the boundary and its padding.
struct MultipartSplitter {
    enum Fault: Error, Hashable {
        /// The body ended before the delimiter that closes it.
        case notClosed
    }

    private enum State {
        /// Within a line; what came is content unless a delimiter line follows.
        case line
        /// A CR is held: it may belong to the line end before a delimiter.
        case carriageReturn
        /// At the beginning of a line: `candidate` holds what of it may be a delimiter.
        case lineStart
        case epilogue
    }

    private static let paddingLimit = 256

    private let dashBoundary: [UInt8]
    private var state = State.lineStart
    /// The line end before the candidate: content, unless the candidate is a delimiter.
    private var held: [UInt8] = []
    private var candidate: [UInt8] = []
    /// The part that content belongs to: -1 is the preamble.
    private var part = -1
    private var isClosed = false

    /// Whether anything but blanks and line ends followed the last part.
    private(set) var hasEpilogue = false
    /// The parts that began so far, empty ones too.
    var partCount: Int { part + 1 }

    init(_ boundary: Boundary) { dashBoundary = Array("--\(boundary.text)".utf8) }

    /// Takes the next octets and hands out those that are content of a part, with the part's number, counted from 0.
    mutating func take(_ piece: RawSpan, _ content: (Int, RawSpan) throws -> Void) throws {
        var position = 0
        while position < piece.byteCount {
            switch state {
            case .line: try takeLine(piece, &position, content)
            case .carriageReturn: try takeLineFeed(piece, &position, content)
            case .lineStart: try takeCandidate(piece, &position, content)
            case .epilogue:
                takeEpilogue(piece, from: position)
                return
            }
        }
    }

    /// The body is over.
    mutating func finish() throws(Fault) {
        if state == .lineStart, isDelimiter(isAtEnd: true) { isClosed = isClosing }
        if !isClosed { throw .notClosed }
    }

    /// Emits whole lines up to the first that could be a delimiter.
    private mutating func takeLine(
        _ piece: RawSpan, _ position: inout Int, _ content: (Int, RawSpan) throws -> Void
    ) throws {
        let start = position
        var scan = position
        while true {
            guard let feed = Self.lineFeed(in: piece, from: scan) else {
                let endsInReturn = byte(piece, piece.byteCount - 1) == 0x0D
                position = piece.byteCount
                try emit(piece, start..<(endsInReturn ? position - 1 : position), content)
                if endsInReturn { state = .carriageReturn }
                return
            }
            scan = feed + 1
            if scan < piece.byteCount, byte(piece, scan) != UInt8(ascii: "-") { continue }
            let hasReturn = feed > start && byte(piece, feed - 1) == 0x0D
            try emit(piece, start..<(hasReturn ? feed - 1 : feed), content)
            held = hasReturn ? [0x0D, 0x0A] : [0x0A]
            state = .lineStart
            position = scan
            return
        }
    }

    private mutating func takeLineFeed(
        _ piece: RawSpan, _ position: inout Int, _ content: (Int, RawSpan) throws -> Void
    ) throws {
        if byte(piece, position) == 0x0A {
            position += 1
            held = [0x0D, 0x0A]
            state = .lineStart
        } else {
            try emit([0x0D], content)
            state = .line
        }
    }

    private mutating func takeCandidate(
        _ piece: RawSpan, _ position: inout Int, _ content: (Int, RawSpan) throws -> Void
    ) throws {
        while position < piece.byteCount {
            let next = byte(piece, position)
            if next == 0x0A, isDelimiter(isAtEnd: false) {
                position += 1
                passDelimiter()
                return
            }
            guard fits(next) else {
                // No delimiter: all of it is content, and this octet is looked at again as part of the line.
                let line = held + candidate
                held = []
                candidate = []
                state = line.last == 0x0D ? .carriageReturn : .line
                try emit(state == .carriageReturn ? Array(line.dropLast()) : line, content)
                return
            }
            candidate.append(next)
            position += 1
        }
    }

    /// Whether the candidate can still become a delimiter line with this octet.
    private func fits(_ next: UInt8) -> Bool {
        let index = candidate.count
        if index < dashBoundary.count { return dashBoundary[index] == next }
        if index >= dashBoundary.count + Self.paddingLimit || candidate.last == 0x0D { return false }
        if next == 0x0D || next == 0x20 || next == 0x09 { return true }
        return next == UInt8(ascii: "-") && index < dashBoundary.count + 2
            && candidate[dashBoundary.count...].allSatisfy { $0 == UInt8(ascii: "-") }
    }

    /// Whether the candidate is a delimiter, when its line ends here.
    private func isDelimiter(isAtEnd: Bool) -> Bool {
        guard candidate.count >= dashBoundary.count else { return false }
        let dashes = candidate[dashBoundary.count...].prefix { $0 == UInt8(ascii: "-") }.count
        return isAtEnd ? dashes == 2 : dashes == 0 || dashes == 2
    }

    private var isClosing: Bool {
        candidate.count >= dashBoundary.count + 2
            && candidate[dashBoundary.count...].prefix(2).allSatisfy { $0 == UInt8(ascii: "-") }
    }

    private mutating func passDelimiter() {
        isClosed = isClosing
        if !isClosed { part += 1 }
        held = []
        candidate = []
        state = isClosed ? .epilogue : .lineStart
    }

    private mutating func takeEpilogue(_ piece: RawSpan, from position: Int) {
        if hasEpilogue { return }
        for index in position..<piece.byteCount where !HeaderText.isBlank(byte(piece, index)) {
            hasEpilogue = true
            return
        }
    }

    private func emit(_ piece: RawSpan, _ range: Range<Int>, _ content: (Int, RawSpan) throws -> Void) throws {
        if part >= 0, !range.isEmpty { try content(part, piece.extracting(range)) }
    }

    private func emit(_ bytes: [UInt8], _ content: (Int, RawSpan) throws -> Void) throws {
        if part >= 0, !bytes.isEmpty { try content(part, bytes.span.bytes) }
    }

    private func byte(_ piece: RawSpan, _ index: Int) -> UInt8 {
        piece.unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    static func lineFeed(in piece: RawSpan, from start: Int) -> Int? {
        piece.withUnsafeBytes { buffer in
            guard start < buffer.count, let base = buffer.baseAddress else { return nil }
            guard let found = memchr(base + start, 0x0A, buffer.count - start) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}

extension MultipartSplitter {
    /// The parts of a small body at once; nil where it is not closed.
    static func parts(of body: [UInt8], boundary: Boundary) -> [[UInt8]]? {
        var splitter = MultipartSplitter(boundary)
        var parts: [[UInt8]] = []
        do {
            try splitter.take(body.span.bytes) { number, piece in
                while parts.count <= number { parts.append([]) }
                piece.withUnsafeBytes { parts[number].append(contentsOf: $0) }
            }
            try splitter.finish()
        } catch { return nil }
        while parts.count < splitter.partCount { parts.append([]) }
        return parts
    }
}
