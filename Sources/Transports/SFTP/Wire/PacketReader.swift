// Fields of a packet that came: each read says whether the packet holds it; nothing is trusted.

/// Reads the fields of one packet, front to back.
struct PacketReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// A packet's bytes behind its length.
    init(_ bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        position = max(0, start)
        self.end = min(end, bytes.count)
    }

    init(_ bytes: [UInt8]) { self.init(bytes, from: 0, to: bytes.count) }

    mutating func byte() -> UInt8? {
        guard position < end else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() -> UInt32? {
        guard end - position >= 4 else { return nil }
        var value: UInt32 = 0
        for index in position..<(position + 4) { value = value << 8 | UInt32(bytes[index]) }
        position += 4
        return value
    }

    mutating func longNumber() -> UInt64? {
        guard let high = number(), let low = number() else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    mutating func string() -> [UInt8]? {
        guard let range = stringRange() else { return nil }
        return Array(bytes[range])
    }

    /// Where in the packet's bytes a string lies: for data that is not copied.
    mutating func stringRange() -> Range<Int>? {
        guard let length = number(), Int(length) <= end - position else { return nil }
        defer { position += Int(length) }
        return position..<(position + Int(length))
    }

    var isAtEnd: Bool { position >= end }
}
