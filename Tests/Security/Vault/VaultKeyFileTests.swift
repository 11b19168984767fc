// The key file: made once, read only where nobody else could have.

import Glibc
import Testing

@testable import Vault

@Suite("Vault key file")
struct VaultKeyFileTests {
    let folder = TemporaryFolder()
    private var path: String { "\(folder.path)/vault-key" }

    @Test("The first use makes the key, the second reads the same one")
    func made() throws {
        let first = try VaultKey.loadOrMake(path: path)
        let second = try VaultKey.loadOrMake(path: path)
        #expect(first.checkValue == second.checkValue)
        #expect(folder.names == ["vault-key"])
        #expect(folder.bytes("vault-key").count == 32)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o600)
        #expect(throws: VaultError.keyExists(path: path)) { try VaultKey.make(path: path) }
        #expect(folder.names == ["vault-key"])
    }

    @Test("A missing key is not made by loading")
    func missing() {
        #expect(throws: VaultError.keyMissing(path: path)) { _ = try VaultKey.load(path: path) }
        #expect(folder.names.isEmpty)
    }

    @Test("Modes that let others in are refused", arguments: [0o640, 0o604, 0o644, 0o700] as [mode_t])
    func modes(mode: mode_t) throws {
        _ = folder.put("vault-key", [UInt8](repeating: 1, count: 32), mode: mode)
        #expect(
            throws: VaultError.keyUnsafe(path: path, reason: "its mode is 0\(String(mode, radix: 8)); set it to 0600")
        ) {
            _ = try VaultKey.load(path: path)
        }
    }

    @Test("A read-only key is fine; as a credential also one readable by the group")
    func readOnly() throws {
        _ = folder.put("vault-key", [UInt8](repeating: 1, count: 32), mode: 0o400)
        _ = try VaultKey.load(path: path)
        _ = folder.put("vault-key", [UInt8](repeating: 1, count: 32), mode: 0o440)
        _ = try VaultKey.load(credential: path)
        _ = folder.put("vault-key", [UInt8](repeating: 1, count: 32), mode: 0o644)
        #expect(throws: VaultError.self) { _ = try VaultKey.load(credential: path) }
    }

    @Test("Links, folders and FIFOs are refused without waiting")
    func strangeFiles() throws {
        let target = folder.put("target", [UInt8](repeating: 1, count: 32))
        symlink(target, path)
        #expect(throws: VaultError.keyUnsafe(path: path, reason: "it is a symbolic link")) {
            _ = try VaultKey.load(path: path)
        }
        unlink(path)
        link(target, path)
        #expect(throws: VaultError.keyUnsafe(path: path, reason: "it has a second name (hard link)")) {
            _ = try VaultKey.load(path: path)
        }
        unlink(path)
        mkfifo(path, 0o600)
        #expect(throws: VaultError.keyUnsafe(path: path, reason: "it is not a regular file")) {
            _ = try VaultKey.load(path: path)
        }
    }

    @Test("Only 32 bytes are a key", arguments: [0, 31, 33, 64])
    func sizes(count: Int) {
        _ = folder.put("vault-key", [UInt8](repeating: 1, count: count))
        #expect(throws: VaultError.keyWrongSize(path: path, bytes: Int64(count))) { _ = try VaultKey.load(path: path) }
        #expect(VaultKey(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test("A source of randomness that gives too little makes no key")
    func poorEntropy() {
        #expect(throws: VaultError.entropyMissing) {
            try VaultKey.make(path: path, entropy: Entropy { _ in [1] })
        }
        #expect(folder.names.isEmpty)
    }

    @Test("Another user's key is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
    func otherOwner() {
        _ = folder.put("vault-key", [UInt8](repeating: 1, count: 32))
        chown(path, 65534, 65534)
        #expect(throws: VaultError.keyUnsafe(path: path, reason: "it belongs to another user")) {
            _ = try VaultKey.load(path: path)
        }
    }
}
