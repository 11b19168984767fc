// Seals pieces of plaintext into a file: temporary name, fsync, rename, fsync of the folder.
// What is not committed leaves nothing behind.

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

/// A sealed file as it was committed.
public struct SealedFile: Sendable, Hashable {
    public let path: String
    /// 16 random bytes that name the file's content; give them to the reader to be sure of getting this very file.
    public let fileID: [UInt8]
    /// Length of the plaintext in bytes.
    public let byteCount: Int64
    /// SHA-256 of the plaintext, 32 bytes.
    public let sha256: [UInt8]
}

/// Takes plaintext in pieces of any size; `commit` makes the file appear under its name, `abandon` (or letting go of
/// the writer) removes the temporary. Memory stays at one chunk of 256 KiB.
///
/// ```swift
/// var writer = try vault.writer(path: "spool/42.sealed")
/// try source.forEachPiece { try writer.write($0) }
/// let sealed = try writer.commit()
/// ```
public struct SealedFileWriter: ~Copyable {
    private let path: String
    private let temporary: String
    private let file: Descriptor
    private let fileID: [UInt8]
    private var sealer: ChunkSealer
    private var pending: [UInt8] = []
    private var byteCount: Int64 = 0
    private var digest = SHA256()
    private var isOpen = true

    private init(path: String, file: consuming Descriptor, fileID: [UInt8], sealer: ChunkSealer) {
        self.path = path
        temporary = file.path
        self.file = file
        self.fileID = fileID
        self.sealer = sealer
        pending.reserveCapacity(SealedFormat.chunkByteCount)
    }

    static func begin(path: String, key: VaultKey, entropy: Entropy) throws(VaultError) -> SealedFileWriter {
        let fileID = try entropy.bytes(SealedFormat.fileIDByteCount)
        let header = SealedFormat.header(checkValue: key.checkValue, fileID: fileID)
        let file = try Descriptor(
            path + temporarySuffix, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        let sealer = ChunkSealer(key: SealedFormat.key(from: key, fileID: fileID), header: header)
        let writer = SealedFileWriter(path: path, file: file, fileID: fileID, sealer: sealer)
        try writer.file.writeAll(header.span.bytes)
        return writer
    }

    deinit {
        if isOpen { unlink(temporary) }
    }

    /// What an uncommitted file is named: its own name and this.
    public static let temporarySuffix = ".part"

    /// Bytes of plaintext taken so far.
    public var bytesWritten: Int64 { byteCount }

    /// Takes the next piece. After an error the writer can only be abandoned.
    public mutating func write(_ piece: RawSpan) throws(VaultError) {
        if !isOpen { throw .finished(path: path) }
        piece.withUnsafeBytes { digest.update(bufferPointer: $0) }
        byteCount += Int64(piece.byteCount)
        try take(piece)
    }

    /// Seals what is left, makes it durable and gives it its name, replacing what had that name before.
    public mutating func commit() throws(VaultError) -> SealedFile {
        if !isOpen { throw .finished(path: path) }
        do throws(VaultError) {
            try sealPending(isLast: true)
            try file.synchronize()
            if rename(temporary, path) != 0 {
                throw .system(operation: "rename", path: path, systemError: errno)
            }
        } catch {
            abandon()
            throw error
        }
        isOpen = false
        try Descriptor.synchronizeFolder(of: path)
        return SealedFile(path: path, fileID: fileID, byteCount: byteCount, sha256: Array(digest.finalize()))
    }

    /// Ends the writing but leaves the temporary: its whole chunks can be read, up to `VaultError.truncated`, and written anew
    /// by whoever goes on. Writing on in place would use the nonce of a chunk that was cut off a second time.
    public mutating func leave() { isOpen = false }

    /// Removes what was written so far. Does nothing after `commit` or `leave`.
    public mutating func abandon() {
        if !isOpen { return }
        isOpen = false
        unlink(temporary)
    }

    /// Fills the pending chunk and seals it once a byte beyond it is known; whole chunks are sealed in place.
    private mutating func take(_ piece: RawSpan) throws(VaultError) {
        let size = SealedFormat.chunkByteCount
        var start = 0
        while start < piece.byteCount {
            if pending.count == size {
                try sealPending(isLast: false)
            }
            if pending.isEmpty && piece.byteCount - start > size {
                try sealer.seal(piece.extracting(start..<start + size), isLast: false, to: file)
                start += size
            } else {
                let end = min(piece.byteCount, start + size - pending.count)
                piece.extracting(start..<end).withUnsafeBytes { pending.append(contentsOf: $0) }
                start = end
            }
        }
    }

    private mutating func sealPending(isLast: Bool) throws(VaultError) {
        var full: [UInt8] = []
        swap(&full, &pending)
        try sealer.seal(full.span.bytes, isLast: isLast, to: file)
        full.removeAll(keepingCapacity: true)
        swap(&full, &pending)
    }
}
