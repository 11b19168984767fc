// Opens a sealed file chunk by chunk. Not a byte is given out before its chunk has been authenticated; that the file is
// whole is known only once the last chunk was read, so a consumer must not act before the end.

import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads the plaintext of a sealed file from its beginning to its end. Holds one chunk of 256 KiB.
public struct SealedFileReader: ~Copyable {
    /// Length of the plaintext in bytes, from the file's size; proven only once the end has been read.
    public let byteCount: Int64

    private let file: Descriptor
    private let key: SymmetricKey
    private let header: [UInt8]
    private let chunkCount: UInt64
    private var chunk: UInt64 = 0
    private var sealed: Data
    private var plaintext = Data()
    private var given = 0

    private init(file: consuming Descriptor, key: SymmetricKey, header: [UInt8], byteCount: Int64) {
        self.file = file
        self.key = key
        self.header = header
        self.byteCount = byteCount
        chunkCount = SealedFormat.chunkCount(byteCount: byteCount)
        sealed = Data(count: SealedFormat.nonceByteCount + SealedFormat.sealedChunkByteCount)
    }

    /// Opens the file and checks its header. `fileID`, where given, must be the one recorded at commit.
    static func begin(path: String, key: VaultKey, fileID: [UInt8]?) throws(VaultError) -> SealedFileReader {
        let file = try Descriptor(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        let status = try file.status()
        if status.st_mode & S_IFMT != S_IFREG { throw .notSealed(path: path) }
        var start = Data(count: SealedFormat.headerByteCount)
        let count = try fill(&start, from: 0, with: file)
        let header = Array(start)
        guard count == SealedFormat.headerByteCount, let parsed = SealedFormat.parse(header: header) else {
            throw .notSealed(path: path)
        }
        if parsed.checkValue != key.checkValue { throw .otherKey(path: path) }
        if let fileID, fileID != parsed.fileID { throw .otherFile(path: path) }
        let size = Int64(status.st_size)
        guard let byteCount = SealedFormat.plaintextByteCount(fileSize: size) else {
            throw .truncated(path: path, chunk: UInt64(max(0, size) / Int64(SealedFormat.sealedChunkByteCount)))
        }
        let fileKey = SealedFormat.key(from: key, fileID: parsed.fileID)
        return SealedFileReader(file: file, key: fileKey, header: header, byteCount: byteCount)
    }

    /// Copies the next bytes into `buffer` and gives their number; 0 at the end of the file.
    public mutating func read(into buffer: inout MutableRawSpan) throws(VaultError) -> Int {
        if buffer.byteCount == 0 { return 0 }
        while given == plaintext.count {
            if try !openNextChunk() { return 0 }
        }
        let count = min(buffer.byteCount, plaintext.count - given)
        let from = plaintext.bytes.extracting(given..<given + count)
        buffer.withUnsafeMutableBytes { target in
            from.withUnsafeBytes { source in target.copyMemory(from: source) }
        }
        given += count
        return count
    }

    /// Runs `body` over the next chunk's plaintext in place; false at the end of the file.
    mutating func withNextPiece(_ body: (RawSpan) throws -> Void) throws -> Bool {
        given = 0
        guard try openNextChunk() else { return false }
        given = plaintext.count
        if !plaintext.isEmpty { try body(plaintext.bytes) }
        return true
    }

    private mutating func openNextChunk() throws(VaultError) -> Bool {
        if chunk == chunkCount { return false }
        let isLast = chunk == chunkCount - 1
        let count = try SealedFileReader.fill(&sealed, from: SealedFormat.nonceByteCount, with: file)
        if count < SealedFormat.tagByteCount || (!isLast && count < SealedFormat.sealedChunkByteCount) {
            throw .truncated(path: file.path, chunk: chunk)
        }
        let used = SealedFormat.nonceByteCount + count
        if let opened = open(used: used, isLast: isLast) {
            plaintext = opened
            given = 0
            chunk += 1
            return true
        }
        // A last chunk that opens as a middle one is genuine: it is the file that was cut off behind it.
        if isLast && open(used: used, isLast: false) != nil { throw .truncated(path: file.path, chunk: chunk) }
        throw .notAuthentic(path: file.path, chunk: chunk)
    }

    /// The chunk's plaintext, or nil where it is not authentic in this place.
    private mutating func open(used: Int, isLast: Bool) -> Data? {
        let nonce = SealedFormat.nonce(chunk: chunk, isLast: isLast)
        sealed.replaceSubrange(0..<nonce.count, with: nonce)
        let box = try? AES.GCM.SealedBox(combined: used == sealed.count ? sealed : sealed.prefix(used))
        guard let box else { return nil }
        let authenticated = SealedFormat.authenticated(header: header, chunk: chunk, isLast: isLast)
        return try? AES.GCM.open(box, using: key, authenticating: authenticated)
    }

    private static func fill(
        _ data: inout Data, from offset: Int, with file: borrowing Descriptor
    ) throws(VaultError) -> Int {
        var span = data.mutableBytes
        return try span.withUnsafeMutableBytes { (buffer) throws(VaultError) in
            try file.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]))
        }
    }
}
