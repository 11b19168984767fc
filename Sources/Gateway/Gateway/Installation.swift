// Everything that the steps of the way share: configuration, store, vault, keys, clock and log of one installation.
// Opening it takes the lock, so that no second gateway works on the same state.

import Checksum
public import Configuration
import Glibc
public import Logging
import OpenPGP
public import Store
import Vault

/// One installation, opened for work or for looking.
public struct Installation: Sendable {
    public let root: Root
    public private(set) var configuration: GatewayConfiguration
    public let state: StateFolder
    public let database: Database
    let vault: Vault
    let keys: VaultKeys
    let spool: Spool
    let clock: any Clock
    let freeSpace: FreeSpace
    public let log: Logger
    /// Where the vault key lies: in the state folder, or where systemd hands it over.
    let vaultKeyPath: String
    private let lock: InstanceLock?

    /// How an installation is opened.
    public enum Purpose: Sendable {
        /// Takes the lock: only one at a time.
        case work
        /// Looks only; works beside a running gateway.
        case look
    }

    /// Throws `ConfigurationFailure`, `InstanceRunning`, `FolderFailure`, `VaultError` or the store's errors.
    public init(
        root: Root, purpose: Purpose, clock: any Clock = SystemClock(), freeSpace: FreeSpace? = nil, log: Logger
    ) throws {
        self.root = root
        self.freeSpace = freeSpace ?? SystemFreeSpace.ask
        self.clock = clock
        self.log = log
        configuration = try ConfigurationCheck.read(root)
        state = StateFolder(path: root.resolve(configuration.folders.state))
        try state.prepare()
        lock = purpose == .work ? try InstanceLock(state, clock: clock) : nil
        let key: VaultKey
        vaultKeyPath = Installation.credential("vault-key") ?? state.vaultKey
        if let credential = Installation.credential("vault-key") {
            key = try VaultKey.load(credential: credential)
        } else {
            // Where there is a database, something was sealed: a new key would open nothing of it.
            let isNew = access(state.database, F_OK) != 0
            key = try isNew ? VaultKey.loadOrMake(path: state.vaultKey) : VaultKey.load(path: state.vaultKey)
        }
        vault = Vault(key: key)
        keys = VaultKeys(vault)
        database = try Database(path: state.database)
        chmod(state.database, 0o600)
        spool = Spool(folder: state.spool, vault: vault)
    }

    /// The same installation, its configuration read again. Throws `ConfigurationFailure`.
    func withConfigurationReread() throws -> Installation {
        var next = self
        next.configuration = try ConfigurationCheck.read(root)
        if next.configuration.folders.state != configuration.folders.state {
            let sentence = "`folders: state` cannot change while the gateway runs; stop it, move the folder, start it"
            throw ConfigurationFailure(
                complaints: [Complaint(file: "Config/gateway.yaml", line: nil, sentence: sentence)])
        }
        return next
    }

    /// The keyring that the configuration names; nil when it names none. The passphrase comes from the file that is named
    /// there, else from the credential `pgp-passphrase`.
    func keyring() throws -> Keyring? {
        try configuration.openPGP.map { own in
            try Keyring(
                home: root.resolve(own.home),
                passphraseFile: own.passphraseFile.map(root.resolve) ?? Installation.credential("pgp-passphrase"))
        }
    }

    /// Path of a credential that systemd handed to the service; nil where there is none of that name.
    static func credential(_ name: String) -> String? {
        guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }) else { return nil }
        let path = "\(folder)/\(name)"
        return access(path, R_OK) == 0 ? path : nil
    }

    func audit(_ actor: String = "gateway") -> AuditTrail { AuditTrail(clock: clock, actor: actor) }
}
