// The layout of a sealed file, and how each chunk is bound to its place.
//
//   header   32 bytes   "HMSSEAL1", check value of the key (8), random file id (16)
//   chunk n  at most 256 KiB of ciphertext and a tag of 16 bytes; only the last one is shorter, and may be empty
//
// Each file has a key of its own (HKDF over the file id), so a counter is a safe nonce. Nonce and authenticated data
// hold the chunk's index and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár):
// a chunk that is changed, moved, repeated, left out or taken from another file does not open, nor does a file cut off
// or lengthened at a chunk's edge.

import Crypto

enum SealedFormat {
    static let headerByteCount = 32
    static let chunkByteCount = 1 << 18
    static let tagByteCount = 16
    static let nonceByteCount = 12
    static let fileIDByteCount = 16
    static let sealedChunkByteCount = chunkByteCount + tagByteCount

    private static let magic = Array("HMSSEAL1".utf8)

    static func header(checkValue: UInt64, fileID: [UInt8]) -> [UInt8] {
        magic + bigEndian(checkValue) + fileID
    }

    /// The check value and file id, or nil where this is no header.
    static func parse(header: [UInt8]) -> (checkValue: UInt64, fileID: [UInt8])? {
        guard header.count == headerByteCount, header.starts(with: magic) else { return nil }
        let checkValue = header[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (checkValue, Array(header[16..<32]))
    }

    static func key(from key: VaultKey, fileID: [UInt8]) -> SymmetricKey {
        key.derived(for: "sealed file 1", salt: fileID)
    }

    /// Index and last-chunk flag as the twelve bytes of a GCM nonce.
    static func nonce(chunk: UInt64, isLast: Bool) -> [UInt8] {
        [0, 0, 0, isLast ? 1 : 0] + bigEndian(chunk)
    }

    static func authenticated(header: [UInt8], chunk: UInt64, isLast: Bool) -> [UInt8] {
        header + nonce(chunk: chunk, isLast: isLast)
    }

    /// How many bytes of plaintext a sealed file of this size holds; nil for a size no sealed file can have.
    static func plaintextByteCount(fileSize: Int64) -> Int64? {
        let body = fileSize - Int64(headerByteCount)
        let tag = Int64(tagByteCount)
        if body < tag { return nil }
        let whole = body / Int64(sealedChunkByteCount)
        let rest = body % Int64(sealedChunkByteCount)
        // An empty chunk stands only in an empty file.
        if rest != 0 && (rest < tag || (rest == tag && whole > 0)) { return nil }
        return whole * Int64(chunkByteCount) + (rest == 0 ? 0 : rest - tag)
    }

    /// How many chunks hold so many bytes of plaintext: at least one, the empty file's.
    static func chunkCount(byteCount: Int64) -> UInt64 {
        let size = Int64(chunkByteCount)
        return UInt64(max(1, byteCount / size + (byteCount % size == 0 ? 0 : 1)))
    }

    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
    }
}
