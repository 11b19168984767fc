// Sealed files: what goes in comes out, and nothing that was touched does.

import Glibc
import Testing

@testable import Vault

private let chunk = SealedFormat.chunkByteCount

/// Random bytes that are the same in each run.
private func counting() -> Entropy {
    Entropy { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 3) } }
}

private func vault(_ byte: UInt8 = 1, entropy: Entropy = counting()) throws -> Vault {
    Vault(key: try #require(VaultKey(bytes: [UInt8](repeating: byte, count: 32))), entropy: entropy)
}

private func text(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 31) ^ ($0 >> 8)) }
}

@discardableResult
private func seal(_ bytes: [UInt8], to path: String, with vault: Vault, pieceSize: Int = 1000) throws -> SealedFile {
    var writer = try vault.writer(path: path)
    var start = 0
    while start < bytes.count {
        let end = min(start + pieceSize, bytes.count)
        try writer.write(bytes.span.bytes.extracting(start..<end))
        start = end
    }
    return try writer.commit()
}

private func unseal(_ path: String, with vault: Vault, fileID: [UInt8]? = nil) throws -> [UInt8] {
    var source = vault.source(path: path, fileID: fileID)
    var bytes: [UInt8] = []
    try source.forEachPiece { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    return bytes
}

@Suite("Sealed files")
struct SealedFileTests {
    let folder = TemporaryFolder()

    @Test("Every length around a chunk's edge comes back, whatever the pieces", arguments: [1000, chunk, 3 * chunk])
    func roundTrip(pieceSize: Int) throws {
        let vault = try vault()
        for count in [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 5] {
            let sealed = try seal(text(count), to: "\(folder.path)/a", with: vault, pieceSize: pieceSize)
            #expect(sealed.byteCount == Int64(count))
            #expect(try unseal("\(folder.path)/a", with: vault, fileID: sealed.fileID) == text(count))
        }
        #expect(folder.names == ["a"])
    }

    @Test("The digest is the SHA-256 of the plaintext (FIPS 180-2, B.1)")
    func digest() throws {
        let sealed = try seal(Array("abc".utf8), to: "\(folder.path)/a", with: try vault())
        #expect(sealed.sha256.prefix(4) == [0xba, 0x78, 0x16, 0xbf])
        #expect(sealed.sha256.suffix(4) == [0xf2, 0x00, 0x15, 0xad])
    }

    @Test("A reader gives the same bytes through a small buffer, and its length beforehand")
    func pulled() throws {
        let vault = try vault()
        try seal(text(chunk + 100), to: "\(folder.path)/a", with: vault)
        var reader = try vault.reader(path: "\(folder.path)/a")
        #expect(reader.byteCount == Int64(chunk + 100))
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 60_000)
        while true {
            var span = buffer.mutableSpan
            var raw = span.mutableBytes
            let count = try reader.read(into: &raw)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        #expect(bytes == text(chunk + 100))
    }

    @Test("The sealed file shows no plaintext and is ours alone")
    func hidden() throws {
        try seal(Array("ACCOUNT 123456789".utf8), to: "\(folder.path)/a", with: try vault())
        #expect(!String(decoding: folder.bytes("a"), as: UTF8.self).contains("ACCOUNT"))
        var status = stat()
        #expect(stat("\(folder.path)/a", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("A changed byte anywhere is found")
    func flipped() throws {
        let vault = try vault()
        try seal(text(60), to: "\(folder.path)/a", with: vault)
        let good = folder.bytes("a")
        for index in good.indices {
            var bad = good
            bad[index] ^= 0x10
            let path = folder.put("b", bad)
            #expect(throws: VaultError.self, "byte \(index)") { try unseal(path, with: vault) }
        }
    }

    @Test("A file cut off anywhere, or lengthened, is found")
    func cut() throws {
        let vault = try vault()
        try seal(text(60), to: "\(folder.path)/a", with: vault)
        let good = folder.bytes("a")
        for count in good.indices {
            let path = folder.put("b", Array(good[..<count]))
            #expect(throws: VaultError.self, "\(count) bytes") { try unseal(path, with: vault) }
        }
        let path = folder.put("b", good + [0])
        #expect(throws: VaultError.notAuthentic(path: path, chunk: 0)) { try unseal(path, with: vault) }
    }

    @Test("Chunks left out at the end, swapped or repeated are found")
    func moved() throws {
        let vault = try vault()
        try seal(text(3 * chunk), to: "\(folder.path)/a", with: vault)
        let good = folder.bytes("a")
        let head = good[..<32]
        let size = SealedFormat.sealedChunkByteCount
        let parts = (0..<3).map { good[(32 + $0 * size)..<(32 + ($0 + 1) * size)] }
        let cut = folder.put("b", Array(head + parts[0] + parts[1]))
        #expect(throws: VaultError.truncated(path: cut, chunk: 1)) { try unseal(cut, with: vault) }
        let swapped = folder.put("c", Array(head + parts[1] + parts[0] + parts[2]))
        #expect(throws: VaultError.notAuthentic(path: swapped, chunk: 0)) { try unseal(swapped, with: vault) }
        let repeated = folder.put("d", Array(head + parts[0] + parts[0] + parts[2]))
        #expect(throws: VaultError.notAuthentic(path: repeated, chunk: 1)) { try unseal(repeated, with: vault) }
    }

    @Test("A chunk or a whole file from another sealed file is found")
    func exchanged() throws {
        let vault = try vault(entropy: .system)
        let first = try seal(text(2 * chunk), to: "\(folder.path)/a", with: vault)
        try seal(text(2 * chunk), to: "\(folder.path)/b", with: vault)
        let edge = 32 + SealedFormat.sealedChunkByteCount
        let mixed = folder.put("c", Array(folder.bytes("a")[..<edge] + folder.bytes("b")[edge...]))
        #expect(throws: VaultError.notAuthentic(path: mixed, chunk: 1)) { try unseal(mixed, with: vault) }
        let other = "\(folder.path)/b"
        #expect(throws: VaultError.otherFile(path: other)) { try unseal(other, with: vault, fileID: first.fileID) }
    }

    @Test("Another key, a file that is not sealed, a link and a missing file are told apart")
    func refusals() throws {
        let vault = try vault()
        let path = "\(folder.path)/a"
        try seal(text(9), to: path, with: vault)
        #expect(throws: VaultError.otherKey(path: path)) { try unseal(path, with: try self.other()) }
        let plain = folder.put("b", [UInt8](repeating: 65, count: 200))
        #expect(throws: VaultError.notSealed(path: plain)) { try unseal(plain, with: vault) }
        let linked = "\(folder.path)/c"
        symlink(path, linked)
        #expect(throws: VaultError.system(operation: "open", path: linked, systemError: ELOOP)) {
            try unseal(linked, with: vault)
        }
        let missing = "\(folder.path)/d"
        #expect(throws: VaultError.system(operation: "open", path: missing, systemError: ENOENT)) {
            try unseal(missing, with: vault)
        }
    }

    private func other() throws -> Vault { try vault(2) }

    @Test("What is abandoned or let go leaves nothing; what is finished takes no more")
    func abandoned() throws {
        let vault = try vault()
        let bytes = text(10)
        do {
            var writer = try vault.writer(path: "\(folder.path)/a")
            try writer.write(bytes.span.bytes)
            #expect(folder.names == ["a.part"])
            writer.abandon()
            #expect(throws: VaultError.finished(path: "\(folder.path)/a")) { try writer.write(bytes.span.bytes) }
        }
        #expect(folder.names.isEmpty)
        do {
            var writer = try vault.writer(path: "\(folder.path)/a")
            try writer.write(bytes.span.bytes)
        }
        #expect(folder.names.isEmpty)
    }

    @Test("A crash's temporary stands in the way until it is swept")
    func leftovers() throws {
        let vault = try vault()
        _ = folder.put("a.part", [1])
        #expect(throws: VaultError.system(operation: "open", path: "\(folder.path)/a.part", systemError: EEXIST)) {
            _ = try vault.writer(path: "\(folder.path)/a").bytesWritten
        }
        #expect(try Vault.removeLeftovers(folder: folder.path) == 1)
        try seal(text(5), to: "\(folder.path)/a", with: vault)
        #expect(folder.names == ["a"])
    }

    @Test("An error of the consumer comes through as it is")
    func consumerFails() throws {
        struct Stop: Error {}
        let vault = try vault()
        try seal(text(5), to: "\(folder.path)/a", with: vault)
        var source = vault.source(path: "\(folder.path)/a")
        #expect(throws: Stop.self) { try source.forEachPiece { _ in throw Stop() } }
    }
}
