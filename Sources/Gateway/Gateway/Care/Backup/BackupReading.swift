// Reads a backup's archive into a folder of its own, which nothing looks at, and proves every file by the manifest.

import Checksum
import Glibc
import Vault

/// Takes a sealed archive apart, a block at a time.
struct BackupReading: ~Copyable {
    private var reader: SealedFileReader
    private let folder: String

    /// - Parameter folder: where the files go; made here, must not exist.
    init(_ reader: consuming SealedFileReader, into folder: String) {
        self.reader = reader
        self.folder = folder
    }

    /// Extracts and proves everything. Throws `BackupDamaged`, `VaultError` or `FolderFailure`; the folder holds nothing of
    /// worth then.
    mutating func extract() throws -> BackupManifest {
        var found: [BackupManifest.Line] = []
        var manifest: BackupManifest?
        while let entry = try TarFormat.entry(try block()) {
            if entry.name == BackupManifest.name {
                manifest = BackupManifest(try bytes(entry))
            } else {
                found.append(try extract(entry))
            }
        }
        // The seal is proven only once its last chunk was read.
        while !(try take(TarFormat.blockSize)).isEmpty {}
        guard let manifest else { throw BackupDamaged(reason: "it has no list of its files") }
        guard manifest.lines == found else { throw BackupDamaged(reason: "its files are not those of its list") }
        return manifest
    }

    private mutating func extract(_ entry: TarEntry) throws -> BackupManifest.Line {
        guard Self.isSafe(entry.name) else { throw BackupDamaged(reason: "it holds a file in a place that is none") }
        let path = "\(folder)/\(entry.name)"
        if let slash = path.lastIndex(of: "/") {
            let above = String(path[..<slash])
            try FolderFailure.check(makeFolders(above, mode: 0o700), above)
        }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if file < 0 { throw FolderFailure(path: path, systemError: errno) }
        defer { close(file) }
        var digest = RunningDigest(.sha256)
        var left = entry.byteCount
        while left > 0 {
            let piece = try take(Int(min(left, 1 << 18)))
            if piece.isEmpty { throw BackupDamaged(reason: "it ends inside \(entry.name)") }
            digest.update(piece.span.bytes)
            var start = 0
            while start < piece.count {
                let count = piece.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + start }, $0.count - start) }
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { throw FolderFailure(path: path, systemError: errno) }
                start += count
            }
            left -= Int64(piece.count)
        }
        if fsync(file) != 0 { throw FolderFailure(path: path, systemError: errno) }
        try skipPadding(entry.byteCount)
        return BackupManifest.Line(name: entry.name, byteCount: entry.byteCount, sha256: digest.hexadecimal())
    }

    private mutating func bytes(_ entry: TarEntry) throws -> [UInt8] {
        if entry.byteCount > 1 << 28 { throw BackupDamaged(reason: "the list of its files is too long") }
        var bytes: [UInt8] = []
        while bytes.count < entry.byteCount {
            let piece = try take(Int(entry.byteCount) - bytes.count)
            if piece.isEmpty { throw BackupDamaged(reason: "it ends inside the list of its files") }
            bytes += piece
        }
        try skipPadding(entry.byteCount)
        return bytes
    }

    private mutating func skipPadding(_ byteCount: Int64) throws {
        var left = TarFormat.padding(byteCount).count
        while left > 0 {
            let piece = try take(left)
            if piece.isEmpty { throw BackupDamaged(reason: "it ends inside a block") }
            left -= piece.count
        }
    }

    private mutating func block() throws -> [UInt8] {
        var block: [UInt8] = []
        while block.count < TarFormat.blockSize {
            let piece = try take(TarFormat.blockSize - block.count)
            if piece.isEmpty { break }
            block += piece
        }
        return block
    }

    /// At most so many bytes; none at the end.
    private mutating func take(_ count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        var span = buffer.mutableSpan
        var raw = span.mutableBytes
        let got = try reader.read(into: &raw)
        buffer.removeLast(count - got)
        return buffer
    }

    /// Below one of the known places, and nowhere else.
    static func isSafe(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            return false
        }
        if first == BackupPlaces.passphrase { return parts.count == 1 }
        let places = [BackupPlaces.state, BackupPlaces.keyring, BackupPlaces.configuration]
        return parts.count > 1 && places.contains(String(first))
    }
}
