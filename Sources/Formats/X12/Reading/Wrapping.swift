// Interchanges that somebody cut into lines of one width: their line breaks are dropped segment by segment, so that what
// stands behind the interchange is read as it came, however the file is cut into pieces.

/// A wrapped interchange.
struct Wrapping {
    /// Offset in the file where the interchange begins.
    let origin: Int
    let width: Int
    let breakLength: Int
    /// The bytes of the buffer that still hold their line breaks.
    var wrapped: WrappedBytes

    /// Where an offset counted without line breaks is in the file.
    func fileOffset(_ unwrapped: Int) -> Int {
        let distance = max(0, unwrapped - origin)
        return unwrapped + distance / width * breakLength
    }
}

/// Bytes behind those that are unwrapped.
struct WrappedBytes {
    private(set) var start: Int
    private(set) var end: Int
    /// Offset in the file of the first.
    private(set) var offset: Int

    mutating func extend(by count: Int) { end += count }

    mutating func move(to position: Int) {
        end += position - start
        start = position
    }

    mutating func dropFirst(_ count: Int) {
        start += count
        offset += count
    }

    init(_ range: Range<Int>, offset: Int) {
        start = range.lowerBound
        end = range.upperBound
        self.offset = offset
    }
}

extension SegmentScanner {
    /// A header whose line breaks take more than these bytes is given up.
    private static let farthestHeader = 4096

    /// The interchange at `position` is wrapped: its bytes come without line breaks, as far as `unwrap` is called.
    mutating func beginWrapping(_ width: Int, _ breakLength: Int, at position: Int) {
        wrapping = Wrapping(
            origin: base + position, width: width, breakLength: breakLength,
            wrapped: WrappedBytes(position..<filled, offset: base + position))
        filled = position
        skip(to: position)
    }

    /// The first `count` bytes of the interchange without line breaks, or what there is of them; whether no more will come.
    func wrappedHeader(_ count: Int) -> (bytes: [UInt8], isFinal: Bool) {
        guard let wrapped = wrapping?.wrapped else { return ([], true) }
        var bytes: [UInt8] = []
        let end = min(wrapped.end, wrapped.start + SegmentScanner.farthestHeader)
        var at = wrapped.start
        while at < end, bytes.count < count {
            if !ASCII.isLineBreak(buffer[at]) { bytes.append(buffer[at]) }
            at += 1
        }
        return (bytes, at - wrapped.start == SegmentScanner.farthestHeader)
    }

    /// Unwraps so many bytes.
    mutating func unwrap(_ count: Int) {
        let end = filled + count
        unwrap { $1 == end }
    }

    /// Unwraps up to the next terminator; false when there is nothing left to unwrap.
    mutating func unwrapSegment() -> Bool {
        guard let wrapped = wrapping?.wrapped, wrapped.start < wrapped.end else { return false }
        let terminator = delimiters.terminator
        unwrap { byte, _ in byte == terminator }
        return true
    }

    private mutating func unwrap(until isEnough: (_ last: UInt8, _ end: Int) -> Bool) {
        guard let wrapped = wrapping?.wrapped else { return }
        var source = wrapped.start
        while source < wrapped.end {
            let byte = buffer[source]
            source += 1
            if ASCII.isLineBreak(byte) { continue }
            buffer[filled] = byte
            filled += 1
            if isEnough(byte, filled) { break }
        }
        wrapping?.wrapped.dropFirst(source - wrapped.start)
    }

    /// The wrapped interchange is over: what stands behind it is read as it came, and offsets count all bytes again.
    mutating func endWrapping() {
        guard let wrapped = wrapping?.wrapped else { return }
        closeGap()
        base = wrapped.offset - filled
        filled += wrapped.end - wrapped.start
        wrapping = nil
        skip(to: start)
    }

    /// Moves the wrapped bytes to where the unwrapped end.
    mutating func closeGap() {
        guard let wrapped = wrapping?.wrapped else { return }
        let target = filled
        buffer.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[target...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[wrapped.start..<wrapped.end]))
        }
        wrapping?.wrapped.move(to: target)
    }
}
