// What a server answers (draft-ietf-secsh-filexfer-02, section 7), and the attributes of files (section 5).

/// The status codes of version 3.
public enum SFTPStatus: UInt32, Sendable, Hashable {
    case done = 0
    case endOfFile = 1
    case noSuchFile = 2
    case permissionDenied = 3
    case failure = 4
    case badMessage = 5
    case noConnection = 6
    case connectionLost = 7
    case unsupported = 8

    init(code: UInt32) { self = SFTPStatus(rawValue: code) ?? .failure }
}

/// What a server says of a file.
public struct RemoteAttributes: Sendable, Hashable {
    /// Nil where the server does not tell.
    public let size: Int64?
    /// Seconds since 1970; nil where the server does not tell.
    public let modifiedAt: Int64?
    /// The mode with the file's type; nil where the server does not tell.
    public let mode: UInt32?

    public init(size: Int64?, modifiedAt: Int64?, mode: UInt32?) {
        self.size = size
        self.modifiedAt = modifiedAt
        self.mode = mode
    }

    /// False for folders, links and devices; true also where the server does not tell.
    public var mayBePlainFile: Bool { mode.map { $0 & 0o170000 == 0o100000 } ?? true }
    public var isFolder: Bool { mode.map { $0 & 0o170000 == 0o040000 } ?? false }

    /// Nil when the fields are cut off.
    init?(from reader: inout PacketReader) {
        guard let flags = reader.number() else { return nil }
        var size: Int64?
        var mode: UInt32?
        var modifiedAt: Int64?
        if flags & 1 != 0 {
            guard let number = reader.longNumber() else { return nil }
            size = Int64(exactly: number)
        }
        if flags & 2 != 0 { guard reader.longNumber() != nil else { return nil } }
        if flags & 4 != 0 {
            guard let number = reader.number() else { return nil }
            mode = number
        }
        if flags & 8 != 0 {
            guard reader.number() != nil, let number = reader.number() else { return nil }
            modifiedAt = Int64(number)
        }
        if flags & 0x8000_0000 != 0 {
            guard let count = reader.number(), count <= 64 else { return nil }
            for _ in 0..<count { guard reader.stringRange() != nil, reader.stringRange() != nil else { return nil } }
        }
        self.init(size: size, modifiedAt: modifiedAt, mode: mode)
    }
}

/// One answer.
enum Reply {
    case status(SFTPStatus, message: String)
    case handle([UInt8])
    case data([UInt8])
    case names([(name: [UInt8], attributes: RemoteAttributes)])
    case attributes(RemoteAttributes)
    case extended([UInt8])

    /// The request's number and the answer; nil for a packet that is none.
    static func parse(_ bytes: [UInt8], _ packet: Range<Int>? = nil) -> (number: UInt32, reply: Reply)? {
        let packet = packet ?? 0..<bytes.count
        var reader = PacketReader(bytes, from: packet.lowerBound, to: packet.upperBound)
        guard let kind = reader.byte(), let number = reader.number() else { return nil }
        switch kind {
        case 101:
            guard let code = reader.number() else { return nil }
            // Older servers send no text.
            let text = reader.string().map { String(decoding: $0.prefix(200), as: UTF8.self) } ?? ""
            return (number, .status(SFTPStatus(code: code), message: text))
        case 102: return reader.string().map { (number, .handle($0)) }
        case 103: return reader.string().map { (number, .data($0)) }
        case 104:
            guard let count = reader.number(), count <= 100_000 else { return nil }
            var names: [(name: [UInt8], attributes: RemoteAttributes)] = []
            for _ in 0..<count {
                guard let name = reader.string(), reader.stringRange() != nil,
                    let attributes = RemoteAttributes(from: &reader)
                else { return nil }
                names.append((name, attributes))
            }
            return (number, .names(names))
        case 105: return RemoteAttributes(from: &reader).map { (number, .attributes($0)) }
        case 201: return (number, .extended(Array(bytes[packet].dropFirst(5))))
        default: return nil
        }
    }
}
