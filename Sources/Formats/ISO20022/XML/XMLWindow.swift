// The bytes of a document that are being read: one buffer that moves along the file, with room behind the data.
// Relies on nothing.

/// Text of a document as UTF-8. Behind the data stand zero bytes, and behind these the texts that were decoded.
struct XMLWindow {
    private(set) var bytes: [UInt8]
    /// Bytes of data.
    private(set) var count = 0
    /// Zero bytes behind the data: more than any search looks beyond its end.
    let margin: Int

    init(margin: Int) {
        self.margin = margin
        bytes = [UInt8](repeating: 0, count: margin + 1 << 16)
    }

    /// Where decoded texts begin.
    var decodedStart: Int { count + margin }

    /// Appends data; the margin behind it is zero again afterwards.
    mutating func append(_ piece: RawSpan) {
        let end = count + piece.byteCount
        grow(to: end + margin)
        let start = count
        bytes.withUnsafeMutableBytes { target in
            piece.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: target[start..<end]).copyMemory(from: $0) }
        }
        count = end
        clearMargin()
    }

    /// Shortens the data to its first bytes.
    mutating func cut(to end: Int) {
        count = min(count, max(0, end))
        clearMargin()
    }

    /// Puts decoded texts behind the margin.
    mutating func place(decoded: [UInt8]) {
        let start = decodedStart
        grow(to: start + decoded.count)
        bytes.replaceSubrange(start..<start + decoded.count, with: decoded)
    }

    /// Forgets the first bytes of the data.
    mutating func forget(_ forgotten: Int) {
        if forgotten <= 0 { return }
        let rest = forgotten..<count
        bytes.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            base.copyMemory(from: UnsafeRawPointer(base + rest.lowerBound), byteCount: rest.count)
        }
        count = rest.count
        clearMargin()
    }

    private mutating func clearMargin() {
        let range = count..<count + margin
        bytes.withUnsafeMutableBytes { bytes in
            _ = UnsafeMutableRawBufferPointer(rebasing: bytes[range]).initializeMemory(as: UInt8.self, repeating: 0)
        }
    }

    private mutating func grow(to size: Int) {
        if size > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: max(size, bytes.count * 2) - bytes.count))
        }
    }
}
