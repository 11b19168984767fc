// What Config/gateway.yaml says, with safe defaults for what it leaves out.

public import Casework
public import Facts
public import Ledger
public import Parsing

/// The gateway's own configuration and that of all partners, read and checked whole.
public struct GatewayConfiguration: Sendable {
    public struct Organisation: Sendable, Hashable {
        public var name = "Hospital"
        /// Employer identification number as written; empty when not given.
        public var employerID = ""
    }

    /// Paths relative to the root unless absolute.
    public struct Folders: Sendable, Hashable {
        public var inbox = "inbox"
        public var outbox = "outbox"
        public var state = "state"
        /// Bytes that the file systems of state, inbox and outbox keep free; with less, nothing new is taken.
        public var keepFree: Int64 = 500_000_000
    }

    /// Our own key.
    public struct OwnKey: Sendable, Hashable {
        public var home: String
        public var fingerprint: String
        public var passphraseFile: String?
    }

    public var organisation = Organisation()
    public var folders = Folders()
    public var openPGP: OwnKey?
    /// Our certificates for AS2: the first one signs, a message may be encrypted to each.
    public var as2Identities: [AS2IdentityFiles] = []
    /// Nil: nobody is listened to.
    public var as2Listener: AS2Listener?
    public var ledger = LedgerExport()
    public var retention = RetentionRules()
    /// Who may decide what about exceptions.
    public var authority = Authority.everybodyInPairs
    public var chartOfAccounts = ChartOfAccounts.standard
    /// Which bank lines need no partner, asked in this order and before what the gateway knows by itself.
    public var bankRules: [BankRule] = []
    /// In the order of their names.
    public var partners: [Partner] = []

    /// Sets of tolerated deviations; `strict` is always among them.
    public var profiles = [Profile.strict]

    public init() {}

    public func profile(named name: String) -> Profile? { profiles.first { $0.name == name } }
    public func partner(named name: String) -> Partner? { partners.first { $0.name == name } }
}
