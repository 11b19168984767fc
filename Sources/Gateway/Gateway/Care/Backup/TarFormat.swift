// The form of a backup's inside: a plain tar (POSIX ustar, IEEE 1003.1, "ustar Interchange Format"), regular files only, so
// that any tar can read what the vault key opened.

/// One file in a tar, as its header describes it.
struct TarEntry: Sendable, Hashable {
    let name: String
    let byteCount: Int64
}

enum TarFormat {
    static let blockSize = 512
    /// Eleven octal digits; a larger file is none that a gateway's state holds.
    private static let largest: Int64 = 0o77777777777

    /// A header, or nil where the name or the size does not fit.
    static func header(_ entry: TarEntry, seconds: Int64) -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: blockSize)
        guard entry.byteCount <= largest, entry.byteCount >= 0, let (prefix, name) = split(entry.name) else {
            return nil
        }
        func put(_ bytes: some Sequence<UInt8>, at start: Int) {
            for (offset, byte) in bytes.enumerated() { block[start + offset] = byte }
        }
        put(name, at: 0)
        put("0000600".utf8, at: 100)
        put("0000000".utf8, at: 108)
        put("0000000".utf8, at: 116)
        put(octal(entry.byteCount, 11).utf8, at: 124)
        put(octal(max(0, min(seconds, largest)), 11).utf8, at: 136)
        put("        ".utf8, at: 148)
        block[156] = UInt8(ascii: "0")
        put("ustar".utf8, at: 257)
        put("00".utf8, at: 263)
        put(prefix, at: 345)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, 6).utf8, at: 148)
        block[154] = 0
        return block
    }

    /// What a header block describes; nil for a block of zeros, which ends the archive. Throws `BackupDamaged`.
    static func entry(_ block: [UInt8]) throws -> TarEntry? {
        guard block.count == blockSize else { throw BackupDamaged(reason: "it ends inside a header") }
        if block.allSatisfy({ $0 == 0 }) { return nil }
        var blanked = block
        for index in 148..<156 { blanked[index] = UInt8(ascii: " ") }
        let sum = blanked.reduce(Int64(0)) { $0 + Int64($1) }
        guard number(block[148..<154]) == sum, let size = number(block[124..<135]),
            block[257..<262].elementsEqual("ustar".utf8), block[156] == UInt8(ascii: "0")
        else { throw BackupDamaged(reason: "one of its headers is none of ours") }
        let name = text(block[0..<100])
        let prefix = text(block[345..<500])
        return TarEntry(name: prefix.isEmpty ? name : "\(prefix)/\(name)", byteCount: size)
    }

    /// Zeros that fill a body up to a whole block.
    static func padding(_ byteCount: Int64) -> [UInt8] {
        let rest = Int(byteCount % Int64(blockSize))
        return [UInt8](repeating: 0, count: rest == 0 ? 0 : blockSize - rest)
    }

    private static func split(_ name: String) -> (prefix: [UInt8], name: [UInt8])? {
        let bytes = Array(name.utf8)
        if bytes.count <= 100 { return ([], bytes) }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
            if index <= 155, bytes.count - index - 1 <= 100 {
                return (Array(bytes[..<index]), Array(bytes[(index + 1)...]))
            }
        }
        return nil
    }

    private static func octal(_ number: Int64, _ width: Int) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}

/// A backup that cannot be used as it is.
public struct BackupDamaged: Error, Sendable, CustomStringConvertible {
    let reason: String
    public var description: String { "the backup cannot be used: \(reason); take another one" }
}
