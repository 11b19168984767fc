// Restore: a backup is taken apart beside the place where the state belongs, proven there whole (digests, database, audit
// chain, every sealed file), told of what went out after it, and only then given the state's name by one rename.

import Configuration
import Glibc
public import Logging
import Parsing
import Store
import Vault

/// What a restore did, or would do.
public struct RestoreReport: Sendable {
    public let createdAt: String
    public let files: Int
    public let arrivals: Int
    public let dispatchesHeld: Int
    /// Files that went out after the backup; they will not be sent again.
    public let sentAfterBackup: Int
    public let configurationWasRestored: Bool
}

/// Something stands where the state would go.
public struct StateNotEmpty: Error, Sendable, CustomStringConvertible {
    let path: String
    public var description: String { "\(path) is not empty; a restore replaces nothing: move it away first" }
}

/// Restores an installation's state.
public struct Restoring {
    private let root: Root
    private let clock: any Clock

    public init(root: Root, clock: any Clock) {
        self.root = root
        self.clock = clock
    }

    /// Proves a backup and puts it in place; with `isRehearsal` it only proves it.
    ///
    /// - Parameter keyPath: the vault key's copy; nil where systemd hands the key over.
    /// - Throws: `StateNotEmpty`, `BackupDamaged`, `VaultError`, `FolderFailure`, `ConfigurationFailure`.
    public func restore(
        _ path: String, keyPath: String?, _ warrant: ActWarrant, isRehearsal: Bool, log: Logger
    ) throws -> RestoreReport {
        let hasConfiguration = access("\(root.configurationFolder)/gateway.yaml", F_OK) == 0
        let staging = try hasConfiguration ? besideTheState() : "\(root.path)/.restoring"
        try FolderFailure.check(makeFolders(Self.above(staging)), Self.above(staging))
        Self.removeTree(staging)
        defer { Self.removeTree(staging) }
        try FolderFailure.check(mkdir(staging, 0o700) == 0 ? 0 : errno, staging)
        let key = try vaultKey(keyPath)
        let vault = Vault(key: key)
        var reading = BackupReading(try vault.reader(path: path), into: staging)
        let manifest = try reading.extract()
        let source = hasConfiguration ? root.configurationFolder : "\(staging)/\(BackupPlaces.configuration)"
        let configuration = try GatewayReader.read(ConfigurationFolder(path: source), rules: RuleCatalogue.all)
        let places = BackupPlaces(root, configuration)
        try requireEmpty(places.stateFolder.path)
        let stagedState = StateFolder(path: "\(staging)/\(BackupPlaces.state)")
        let database = try Database(path: stagedState.database)
        try prove(database, stagedState, manifest, vault)
        let settled = try RestoredDispatches(
            root: root, configuration: configuration, audit: AuditTrail(clock: clock, actor: warrant.actor),
            now: clock.now()
        ).settle(database, backup: manifest.createdAt, reason: warrant.reason)
        let arrivals = try database.read { try $0.arrivalCounts().reduce(0) { $0 + Int($1.count) } }
        try database.checkpoint()
        try database.close()
        let report = RestoreReport(
            createdAt: manifest.createdAt, files: manifest.lines.count, arrivals: arrivals,
            dispatchesHeld: settled.held, sentAfterBackup: settled.sent, configurationWasRestored: !hasConfiguration)
        if isRehearsal { return report }
        if let keyPath { try placeKey(keyPath, stagedState) }
        try place(staging, places, withConfiguration: !hasConfiguration)
        log.notice("state.restored", metadata: ["backup": "\(manifest.createdAt)", "arrivals": "\(arrivals)"])
        return report
    }

    /// On the state's own file system, so that it can be put in place by a rename.
    private func besideTheState() throws -> String {
        let files = ConfigurationFolder(path: root.configurationFolder)
        let configuration = try GatewayReader.read(files, rules: RuleCatalogue.all)
        return BackupPlaces(root, configuration).stateFolder.path + ".restoring"
    }

    private static func above(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func vaultKey(_ path: String?) throws -> VaultKey {
        if let path { return try VaultKey.load(path: path) }
        guard let credential = Installation.credential("vault-key") else {
            throw VaultError.keyMissing(path: "--vault-key FILE")
        }
        return try VaultKey.load(credential: credential)
    }

    private func requireEmpty(_ state: String) throws {
        guard let stream = opendir(state) else {
            if errno == ENOENT { return }
            throw FolderFailure(path: state, systemError: errno)
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { throw StateNotEmpty(path: state) }
        }
    }

    /// The database is sound, its audit chain holds and ends where the manifest says, and every sealed file is there.
    private func prove(
        _ database: Database, _ state: StateFolder, _ manifest: BackupManifest, _ vault: Vault
    ) throws {
        let faults = try Database.health(of: state.database).faults
        if let fault = faults.first { throw BackupDamaged(reason: "its database is damaged (\(fault))") }
        guard case .holds(let records) = try AuditTrail.verify(database), records == manifest.auditRecords else {
            throw BackupDamaged(reason: "its audit chain does not hold")
        }
        if records > 0, try database.read({ try $0.lastAuditRecord() })?.hash != manifest.auditHash {
            throw BackupDamaged(reason: "its audit chain is another one")
        }
        let spools = try database.read { try $0.knownSpools() }
        for spool in spools.sorted() {
            if manifest.line("\(BackupPlaces.state)/spool/\(spool)") == nil {
                throw BackupDamaged(reason: "a sealed file that its database names is missing")
            }
            _ = try vault.reader(path: "\(state.spool)/\(spool)")
        }
    }

    private func placeKey(_ path: String, _ state: StateFolder) throws {
        var bytes: [UInt8] = []
        try FileByteSource(path: path).forEachPiece { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        let file = open(state.vaultKey, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if file < 0 { throw FolderFailure(path: state.vaultKey, systemError: errno) }
        defer { close(file) }
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw FolderFailure(path: state.vaultKey, systemError: errno)
        }
    }

    /// The state comes last: where it stands, the restore is done; where it does not, it can be done again.
    private func place(_ staging: String, _ places: BackupPlaces, withConfiguration: Bool) throws {
        if withConfiguration {
            rmdir(places.configurationFolder)
            try move("\(staging)/\(BackupPlaces.configuration)", to: places.configurationFolder)
        }
        if let keyring = places.keyringFolder, access("\(staging)/\(BackupPlaces.keyring)", F_OK) == 0,
            access(keyring, F_OK) != 0
        {
            try move("\(staging)/\(BackupPlaces.keyring)", to: keyring)
        }
        if let file = places.passphraseFile, access("\(staging)/\(BackupPlaces.passphrase)", F_OK) == 0,
            access(file, F_OK) != 0
        {
            try move("\(staging)/\(BackupPlaces.passphrase)", to: file)
        }
        try FolderFailure.check(mkdir("\(staging)/state/spool", 0o700) == 0 || errno == EEXIST ? 0 : errno, staging)
        rmdir(places.stateFolder.path)
        try move("\(staging)/\(BackupPlaces.state)", to: places.stateFolder.path)
    }

    private func move(_ from: String, to path: String) throws {
        let above = Self.above(path)
        try FolderFailure.check(makeFolders(above), above)
        if rename(from, path) != 0 { throw FolderFailure(path: path, systemError: errno) }
        let folder = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Removes a folder with all that is in it; never follows a link.
    private static func removeTree(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        var names: [String] = []
        if let stream = opendir(path) {
            while let entry = readdir(stream) {
                names.append(
                    withUnsafeBytes(of: &entry.pointee.d_name) {
                        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                    })
            }
            closedir(stream)
        }
        for name in names where name != "." && name != ".." { removeTree("\(path)/\(name)") }
        rmdir(path)
    }
}
