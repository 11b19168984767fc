// Packs one file into a zip (APPNOTE 6.3.3, method deflate) piece by piece, in constant memory.
// Relies on zlib; no pointer of it leaves this file. The time in it is the caller's, so that equal content gives equal bytes.

import CZlib

/// Why a file cannot be packed.
public enum ZipFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// zlib has no memory left.
    case exhausted
    /// A size beyond 4 GiB, which this form of zip does not hold.
    case tooLarge

    public var description: String {
        switch self {
        case .exhausted: "there is no memory left for packing"
        case .tooLarge: "the file is larger than the 4 GiB that a zip holds"
        }
    }
}

/// A zip with one file in it: `begin`, `write` for each piece, `finish`.
public struct ZipWriter: ~Copyable {
    /// zlib keeps a pointer to the stream it began with, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer
    private let name: [UInt8]
    private let day: UInt16
    private var checksum: UInt = 0
    private var taken: UInt64 = 0
    private var given: UInt64 = 0

    /// - Parameters:
    ///   - name: of the file in the zip.
    ///   - day: the date that the file in the zip bears, at midnight; years before 1980 are written as 1980.
    public init(name: String, year: Int, month: Int, day: Int) throws(ZipFault) {
        self.name = Array(name.utf8.prefix(0xFFFF))
        let years = UInt16(clamping: min(max(year - 1980, 0), 127))
        self.day = years << 9 | UInt16(clamping: month & 0xF) << 5 | UInt16(clamping: day & 0x1F)
        output = .allocate(byteCount: 1 << 16, alignment: 64)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        if hms_deflate_bare_begin(stream) != Z_OK { throw .exhausted }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// The head of the zip; the sizes come behind the content, because only then they are known.
    public func begin(_ body: (RawSpan) throws -> Void) throws {
        var head = ZipFields()
        head.long(0x0403_4B50)
        common(&head)
        head.long(0)
        head.long(0)
        head.long(0)
        head.short(UInt16(clamping: name.count))
        head.short(0)
        head.bytes += name
        try body(head.bytes.span.bytes)
    }

    /// Takes the next piece and hands out what it packs to.
    public mutating func write(_ piece: RawSpan, _ body: (RawSpan) throws -> Void) throws {
        taken += UInt64(piece.byteCount)
        if taken >= 0xFFFF_FFFF { throw ZipFault.tooLarge }
        try piece.withUnsafeBytes { plain in
            let bytes = plain.baseAddress?.assumingMemoryBound(to: UInt8.self)
            checksum = crc32_z(checksum, bytes, plain.count)
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes)
            stream.pointee.avail_in = UInt32(clamping: plain.count)
            while stream.pointee.avail_in > 0 { try pack(Z_NO_FLUSH, body) }
        }
    }

    /// The rest of the content and the directory of the zip.
    public mutating func finish(_ body: (RawSpan) throws -> Void) throws {
        stream.pointee.avail_in = 0
        while try pack(Z_FINISH, body) != Z_STREAM_END {}
        if given >= 0xFFFF_0000 { throw ZipFault.tooLarge }
        var tail = ZipFields()
        tail.long(0x0807_4B50)
        sizes(&tail)
        // The head has 30 bytes and the name, the sizes behind the content 16.
        let start = UInt32(clamping: 30 + name.count) + UInt32(clamping: given) + 16
        let before = tail.bytes.count
        tail.long(0x0201_4B50)
        tail.short(20)
        common(&tail)
        sizes(&tail)
        tail.short(UInt16(clamping: name.count))
        for _ in 0..<4 { tail.short(0) }
        tail.long(0)
        tail.long(0)
        tail.bytes += name
        let length = UInt32(clamping: tail.bytes.count - before)
        tail.long(0x0605_4B50)
        tail.short(0)
        tail.short(0)
        tail.short(1)
        tail.short(1)
        tail.long(length)
        tail.long(start)
        tail.short(0)
        try body(tail.bytes.span.bytes)
    }

    /// Version 2.0, sizes behind the content, name in UTF-8, deflated, midnight of the day.
    private func common(_ fields: inout ZipFields) {
        fields.short(20)
        fields.short(0x0808)
        fields.short(8)
        fields.short(0)
        fields.short(day)
    }

    private func sizes(_ fields: inout ZipFields) {
        fields.long(UInt32(truncatingIfNeeded: checksum))
        fields.long(UInt32(clamping: given))
        fields.long(UInt32(clamping: taken))
    }

    @discardableResult
    private mutating func pack(_ flush: Int32, _ body: (RawSpan) throws -> Void) throws -> Int32 {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let code = deflate(stream, flush)
        guard code == Z_OK || code == Z_STREAM_END else { throw ZipFault.exhausted }
        let count = output.count - Int(stream.pointee.avail_out)
        given += UInt64(count)
        if count > 0 { try body(UnsafeRawBufferPointer(rebasing: output[0..<count]).bytes) }
        return code
    }
}

/// Numbers with the lowest byte first.
private struct ZipFields {
    var bytes: [UInt8] = []

    mutating func short(_ value: UInt16) {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }

    mutating func long(_ value: UInt32) {
        short(UInt16(truncatingIfNeeded: value))
        short(UInt16(truncatingIfNeeded: value >> 16))
    }
}
