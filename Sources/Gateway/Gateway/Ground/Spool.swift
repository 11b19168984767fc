// The spool: a folder of sealed files. Names are random and say nothing; the store knows what each one is.
// Relies on the vault for sealing and on the store for which files are still needed.

import Crypto
import Glibc
import Parsing
import Store
import Vault

/// A sealed file as readers are fed it; each piece is progress of the lane that reads.
struct SpoolSource: ByteSource {
    var file: SealedFileSource

    mutating func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        try file.forEachPiece { piece in
            LaneProgress.advanced()
            try body(piece)
        }
    }
}

/// A sealed file and the digest of what is in it.
struct SpooledFile: Sendable, Hashable {
    let name: String
    let byteCount: Int64
    /// Lower-case hexadecimal SHA-256 of the plaintext.
    let sha256: String
}

/// The folder of sealed files.
struct Spool: Sendable {
    let folder: String
    let vault: Vault

    /// A name that no file has.
    func freshName() -> String {
        let random = SymmetricKey(size: .bits128).withUnsafeBytes { hexadecimal($0) }
        return "\(random).sealed"
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func source(_ name: String) -> SpoolSource { SpoolSource(file: vault.source(path: path(name))) }

    /// Seals what `fill` writes; durable when it returns.
    func seal(_ fill: (inout SealedFileWriter) throws -> Void) throws -> SpooledFile {
        let name = freshName()
        var writer = try vault.writer(path: path(name))
        do {
            try fill(&writer)
        } catch {
            writer.abandon()
            throw error
        }
        let file = try writer.commit()
        return SpooledFile(name: name, byteCount: file.byteCount, sha256: hexadecimal(file.sha256))
    }

    func seal(_ bytes: [UInt8]) throws -> SpooledFile {
        try seal { try $0.write(bytes.span.bytes) }
    }

    /// All bytes of a file that is known to be small.
    func bytes(_ name: String) throws -> [UInt8] {
        var all: [UInt8] = []
        var source = source(name)
        try source.forEachPiece { piece in piece.withUnsafeBytes { all.append(contentsOf: $0) } }
        return all
    }

    func remove(_ name: String) { unlink(path(name)) }

    /// Removes what a crash left: temporaries, and sealed files that no row knows; not what can be gone on with. Only before
    /// anything else works here.
    func removeOrphans(known: Set<String>) throws -> Int {
        var removed = try Vault.removeLeftovers(folder: folder) { !Self.isBeginning($0) }
        guard let stream = opendir(folder) else { throw FolderFailure(path: folder, systemError: errno) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".sealed"), !known.contains(name), unlink(path(name)) == 0 { removed += 1 }
        }
        return removed
    }
}
