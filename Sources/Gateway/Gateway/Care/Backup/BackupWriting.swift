// Backup: one sealed file with all that a lost state needs, taken while the service runs. The database is copied by SQLite's
// online backup; the spool's files never change once they have their name, so those that the copy names belong to it.
// The vault key is not in the file that it seals.

import Checksum
import Glibc
import Parsing
import Store
import Vault

/// What a backup holds.
public struct BackupReport: Sendable {
    public let path: String
    public let files: Int
    public let byteCount: Int64
    public let createdAt: String
    /// What the operator must know or do.
    public let advice: [String]
}

/// Writes backups of an installation.
public struct BackupWriting {
    private let installation: Installation

    public init(_ installation: Installation) { self.installation = installation }

    /// Writes a backup to a file that is not there yet; complete or not at all. With `keyCopy` the vault key is copied to a
    /// file of its own as well, which must be kept apart from the backup.
    ///
    /// Throws `FolderFailure` (EEXIST where the file is there), `VaultError` or the store's errors.
    public func write(to path: String, keyCopy: String?, _ warrant: ActWarrant) throws -> BackupReport {
        for file in [path, keyCopy].compactMap({ $0 }) where access(file, F_OK) == 0 {
            throw FolderFailure(path: file, systemError: EEXIST)
        }
        let places = BackupPlaces(installation.root, installation.configuration)
        let now = installation.clock.now()
        let snapshot = "\(places.stateFolder.path)/backup-\(installation.spool.freshName()).part"
        defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(snapshot + ending) } }
        let contents = try installation.database.snapshot(to: snapshot)
        var manifest = BackupManifest(
            createdAt: now.description, auditRecords: contents.auditRecords,
            auditHash: contents.auditRecords == 0 ? AuditTrail.beginning : contents.auditHash)
        var writer = try installation.vault.writer(path: path)
        var total: Int64 = 0
        do {
            for (name, file) in sources(places, snapshot, contents.spools) {
                let line = try copy(file, as: name, seconds: now.seconds, to: &writer)
                total += line.byteCount
                manifest.lines.append(line)
            }
            let bytes = manifest.render()
            try begin(TarEntry(name: BackupManifest.name, byteCount: Int64(bytes.count)), now.seconds, &writer)
            try writer.write(bytes.span.bytes)
            let end = TarFormat.padding(Int64(bytes.count)) + [UInt8](repeating: 0, count: 2 * TarFormat.blockSize)
            try writer.write(end.span.bytes)
            _ = try writer.commit()
        } catch {
            writer.abandon()
            throw error
        }
        if let keyCopy { try copyKey(to: keyCopy) }
        try installation.database.write { session in
            let audit = installation.audit(warrant.actor)
            let detail = "\(manifest.lines.count) files, \(total) bytes, audit record \(contents.auditRecords)"
            try audit.record("backed-up", "state", "\(detail): \(warrant.reason)", in: session)
            if keyCopy != nil { try audit.record("copied", "vault key", warrant.reason, in: session) }
        }
        return BackupReport(
            path: path, files: manifest.lines.count, byteCount: total, createdAt: now.description,
            advice: advice(keyCopy))
    }

    private func advice(_ keyCopy: String?) -> [String] {
        var advice = ["The vault key is not in it, and without that key it opens for nobody."]
        if let keyCopy {
            advice.append("\(keyCopy) is a copy of the key: keep it safe, and apart from the backup.")
        } else {
            advice.append("`--vault-key-to FILE` makes a copy of the key, to be kept safe and apart from the backup.")
        }
        advice.append("The folders' originals (done/, rejected/) are not in it: back them up as files.")
        return advice
    }

    /// Names in the archive and the files behind them.
    private func sources(
        _ places: BackupPlaces, _ snapshot: String, _ spools: [String]
    ) -> [(name: String, file: String)] {
        let state = places.stateFolder
        var sources = [("\(BackupPlaces.state)/hms-ach.sqlite", snapshot)]
        for spool in spools { sources.append(("\(BackupPlaces.state)/spool/\(spool)", "\(state.spool)/\(spool)")) }
        if let home = places.keyringAnywhere {
            let isInside = BackupPlaces.lies(home, below: state.path)
            let prefix =
                isInside ? "\(BackupPlaces.state)\(home.dropFirst(state.path.count))" : BackupPlaces.keyring
            for name in BackupPlaces.files(below: home) where !Self.passes(name) {
                sources.append(("\(prefix)/\(name)", "\(home)/\(name)"))
            }
        }
        if let file = places.passphraseAnywhere, access(file, R_OK) == 0 {
            if let outside = places.passphraseFile {
                sources.append((BackupPlaces.passphrase, outside))
            } else if BackupPlaces.lies(file, below: state.path),
                !(places.keyringAnywhere.map { BackupPlaces.lies(file, below: $0) } ?? false)
            {
                sources.append(("\(BackupPlaces.state)\(file.dropFirst(state.path.count))", file))
            }
        }
        for name in BackupPlaces.files(below: places.configurationFolder) {
            sources.append(("\(BackupPlaces.configuration)/\(name)", "\(places.configurationFolder)/\(name)"))
        }
        return sources
    }

    /// Files of a GnuPG home that only a running program needs.
    private static func passes(_ name: String) -> Bool {
        name.hasSuffix(".lock") || name.contains(".#lk") || name == "random_seed" || name.hasSuffix("~")
    }

    private func copy(
        _ file: String, as name: String, seconds: Int64, to writer: inout SealedFileWriter
    ) throws -> BackupManifest.Line {
        var status = stat()
        if lstat(file, &status) != 0 { throw FolderFailure(path: file, systemError: errno) }
        let size = Int64(status.st_size)
        try begin(TarEntry(name: name, byteCount: size), seconds, &writer)
        var digest = RunningDigest(.sha256)
        var written: Int64 = 0
        try FileByteSource(path: file).forEachPiece { piece in
            written += Int64(piece.byteCount)
            if written > size { throw BackupDamaged(reason: "\(file) grew while it was copied") }
            digest.update(piece)
            try writer.write(piece)
        }
        if written != size { throw BackupDamaged(reason: "\(file) shrank while it was copied") }
        try writer.write(TarFormat.padding(size).span.bytes)
        return BackupManifest.Line(name: name, byteCount: size, sha256: digest.hexadecimal())
    }

    private func begin(_ entry: TarEntry, _ seconds: Int64, _ writer: inout SealedFileWriter) throws {
        guard let header = TarFormat.header(entry, seconds: seconds) else {
            throw BackupDamaged(reason: "\(entry.name) has too long a name or is too large for it")
        }
        try writer.write(header.span.bytes)
    }

    /// The key as it lies on disk or was handed over by systemd, to a file that only its owner may read.
    private func copyKey(to path: String) throws {
        var bytes: [UInt8] = []
        try FileByteSource(path: installation.vaultKeyPath).forEachPiece { piece in
            piece.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o400)
        if file < 0 { throw FolderFailure(path: path, systemError: errno) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            unlink(path)
            throw FolderFailure(path: path, systemError: errno == 0 ? EIO : errno)
        }
    }
}
