// Base64 as MIME has it (RFC 2045, section 6.8), in both directions and in pieces.

/// Decodes pieces cut anywhere. Line ends and blanks are skipped; any other character outside of the alphabet is an error, and so
/// is anything behind the padding.
struct Base64Decoder {
    private var bits: UInt32 = 0
    private var count = 0
    private var padding = 0
    private var output: [UInt8] = []

    mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        output.removeAll(keepingCapacity: true)
        output.reserveCapacity(piece.byteCount / 4 * 3 + 3)
        var index = 0
        while index < piece.byteCount {
            index = takeGroups(piece, from: index)
            // A line end, padding, or what is left of a group.
            while index < piece.byteCount {
                try take(piece.unsafeLoad(fromByteOffset: index, as: UInt8.self))
                index += 1
                if count == 0, padding == 0 { break }
            }
        }
        if !output.isEmpty { try sink(output.span.bytes) }
    }

    /// Throws when the last group is cut off. Missing padding is forgiven.
    mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        output.removeAll(keepingCapacity: true)
        switch (count, padding) {
        case (0, 0): return
        case (2, 0), (2, 2): output.append(UInt8(truncatingIfNeeded: bits >> 4))
        case (3, 0), (3, 1):
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: throw TransferFault.notBase64
        }
        try sink(output.span.bytes)
    }

    /// Whole groups of four characters of the alphabet, as many as follow one another.
    /// - Returns: the first octet that is not part of one.
    private mutating func takeGroups(_ piece: RawSpan, from start: Int) -> Int {
        guard count == 0, padding == 0 else { return start }
        let values = Self.values.span
        var index = start
        while index + 4 <= piece.byteCount {
            let group = UInt32(littleEndian: piece.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self))
            let first = values[Int(group & 0xFF)]
            let second = values[Int(group >> 8 & 0xFF)]
            let third = values[Int(group >> 16 & 0xFF)]
            let fourth = values[Int(group >> 24)]
            if (first | second | third | fourth) & 0xC0 != 0 { return index }
            let octets = UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
            output.append(UInt8(truncatingIfNeeded: octets >> 16))
            output.append(UInt8(truncatingIfNeeded: octets >> 8))
            output.append(UInt8(truncatingIfNeeded: octets))
            index += 4
        }
        return index
    }

    private mutating func take(_ byte: UInt8) throws {
        let value = Self.values[Int(byte)]
        if value < 64 {
            if padding > 0 { throw TransferFault.notBase64 }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count == 4 {
                output.append(UInt8(truncatingIfNeeded: bits >> 16))
                output.append(UInt8(truncatingIfNeeded: bits >> 8))
                output.append(UInt8(truncatingIfNeeded: bits))
                count = 0
                bits = 0
            }
        } else if byte == UInt8(ascii: "=") {
            padding += 1
            if count < 2 || count + padding > 4 { throw TransferFault.notBase64 }
        } else if value != Self.blank {
            throw TransferFault.notBase64
        }
    }

    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var decoder = Base64Decoder()
        var result: [UInt8] = []
        do {
            try decoder.take(text.span.bytes) { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
            try decoder.finish { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
        } catch { return nil }
        return result
    }

    private static let blank: UInt8 = 64
    private static let values: [UInt8] = (0...255).map { (byte: UInt8) in
        if HeaderText.isBlank(byte) { return blank }
        return Base64Encoder.alphabet.firstIndex(of: byte).map { UInt8($0) } ?? 255
    }
}

/// Encodes pieces cut anywhere in lines of 76 characters that end in CRLF.
struct Base64Encoder {
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let lineByteCount = 57

    private var line: [UInt8] = []
    private var output: [UInt8] = []

    mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        output.removeAll(keepingCapacity: true)
        var start = 0
        while start < piece.byteCount {
            let end = min(piece.byteCount, start + Self.lineByteCount - line.count)
            piece.extracting(start..<end).withUnsafeBytes { line.append(contentsOf: $0) }
            start = end
            if line.count == Self.lineByteCount { endLine() }
        }
        if !output.isEmpty { try sink(output.span.bytes) }
    }

    mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        output.removeAll(keepingCapacity: true)
        if !line.isEmpty { endLine() }
        if !output.isEmpty { try sink(output.span.bytes) }
    }

    private mutating func endLine() {
        Self.append(line, to: &output)
        output.append(0x0D)
        output.append(0x0A)
        line.removeAll(keepingCapacity: true)
    }

    /// In one line without an end.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        append(bytes, to: &result)
        return result
    }

    /// In lines of 76 characters, each ended by CRLF.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var encoder = Base64Encoder()
        var result: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            encoder.line = Array(rest.prefix(lineByteCount))
            rest = rest.dropFirst(lineByteCount)
            encoder.endLine()
        }
        swap(&result, &encoder.output)
        return result
    }

    private static func append(_ bytes: [UInt8], to result: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            result.append(alphabet[Int(group >> 18)])
            result.append(alphabet[Int(group >> 12 & 63)])
            result.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            result.append(left > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
    }
}
