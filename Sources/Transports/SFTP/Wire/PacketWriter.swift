// Packets of the SSH File Transfer Protocol, version 3, on their way out (draft-ietf-secsh-filexfer-02, section 3).

/// The kinds of packet that a client sends.
enum RequestKind: UInt8 {
    case initialize = 1
    case open = 3
    case close = 4
    case read = 5
    case write = 6
    case openFolder = 11
    case readFolder = 12
    case remove = 13
    case makeFolder = 14
    case status = 17
    case rename = 18
    case extended = 200
}

/// One packet being put together: length, kind, request number, fields.
struct PacketWriter {
    private(set) var bytes: [UInt8]

    init(_ kind: RequestKind, number: UInt32) {
        bytes = []
        bytes.reserveCapacity(64)
        bytes += [0, 0, 0, 0, kind.rawValue]
        add(number)
    }

    mutating func add(_ number: UInt32) {
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    mutating func add(_ number: UInt64) {
        add(UInt32(truncatingIfNeeded: number >> 32))
        add(UInt32(truncatingIfNeeded: number))
    }

    /// A string of the protocol: its length, its bytes.
    mutating func add(_ string: [UInt8]) {
        add(UInt32(truncatingIfNeeded: string.count))
        bytes += string
    }

    /// The packet with its length in front.
    /// - Parameter more: bytes of a last string, its length added already, that are sent behind without a copy here.
    func finished(followedBy more: Int = 0) -> [UInt8] {
        var packet = bytes
        let length = UInt32(truncatingIfNeeded: bytes.count - 4 + more)
        for index in 0..<4 { packet[index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(index))) }
        return packet
    }
}
