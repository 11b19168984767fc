// What Config/partners/NAME.yaml says: who the partner is, what it may send, and by which channels files come and go.

public import Facts

/// A bank, payer, trading partner or department we exchange files with.
public struct Partner: Sendable, Hashable {
    public enum Role: String, Sendable, CaseIterable {
        case bank, payer, department
        case tradingPartner = "trading-partner"
    }

    /// Lower case letters, digits and dashes: it names folders.
    public var name: String
    public var role: Role
    public var identifiers: Identifiers
    /// Kinds of document, as `inspect` names them, that are taken from this partner.
    public var expects: Set<String>
    /// Name of the set of tolerated deviations; `strict` tolerates none.
    public var profile: String
    public var receive: [ReceiveChannel]
    public var send: [SendChannel]
    /// Its NACHA files are our own orders, a copy of what goes to the bank, which settles them in these forms; empty: they
    /// are what a bank passes on to us.
    public var originates: [SettlementForm] = []
    /// Files that are expected at certain times; empty when nothing is missed.
    public var calendar: [ExpectedFile] = []
    /// Reports that it gets.
    public var reports: [ReportSubscription] = []

    public struct Identifiers: Sendable, Hashable {
        public var routing: String?
        /// `ZZ/FIRSTBANK`: qualifier and id of the interchange.
        public var interchange: InterchangeID?
        public var as2: String?
    }

    /// ISA qualifier and id.
    public struct InterchangeID: Sendable, Hashable {
        public var qualifier: String
        public var id: String
    }
}

/// Whether a wrapping must, may or must not be there.
public enum Demand: String, Sendable, Hashable, CaseIterable {
    case required, accepted, none
}

/// One way files come from a partner.
public struct ReceiveChannel: Sendable, Hashable {
    /// When a file counts as complete.
    public enum Completeness: Sendable, Hashable {
        /// Size and time unchanged for this many milliseconds.
        case quiet(milliseconds: Int)
        /// A file of the same name with this ending lies beside it.
        case marker(suffix: String)
        /// The checksum file beside it agrees with it. One that has none, or another digest, may still be growing: it waits
        /// until it has stayed the same for this many milliseconds, and is then taken and judged.
        case checksum(patience: Int)

        /// Milliseconds without a change after which the file is taken, whatever its checksum says.
        public var quiet: Int64 {
            switch self {
            case .quiet(let milliseconds): Int64(milliseconds)
            case .marker: 0
            case .checksum(let patience): Int64(patience)
            }
        }

        /// The part of it for which a run that ends waits: what still has to prove itself is left for the next one.
        public var quietInOneRun: Int64 { if case .quiet = self { quiet } else { 0 } }

        public var isByChecksum: Bool { if case .checksum = self { true } else { false } }
    }

    /// Path relative to the root; of a channel by SFTP its address, `sftp://user@host:port/folder`; of one by AS2 its two
    /// names, `as2://from/to`. Names the channel in the store.
    public var folder: String
    /// Where files are fetched, when they come by SFTP.
    public var sftp: SFTPSource?
    /// How messages are taken, when they come by AS2.
    public var as2: AS2Source?
    public var openPGP: Demand
    /// Primary fingerprints, 40 hexadecimal digits, upper case.
    public var signedBy: [String]
    public var checksum: Demand
    public var completeWhen: Completeness

    /// Whether it is a folder of this machine.
    public var isFolder: Bool { sftp == nil && as2 == nil }
}

/// One way files go to a partner.
public struct SendChannel: Sendable, Hashable {
    public struct Encryption: Sendable, Hashable {
        public var recipients: [String]
        public var isSigned: Bool
        public var isArmored: Bool
    }

    /// Path relative to the root; of a channel by SFTP or AS2 its address. Names the channel in the store.
    public var folder: String
    /// Where files are brought, when they go by SFTP.
    public var sftp: SFTPTarget?
    /// How messages are sent, when they go by AS2.
    public var as2: AS2Target?
    /// Nil: the file leaves plain.
    public var encryption: Encryption?
    /// Name of the digest whose sidecar is written beside the file; nil for none.
    public var checksum: String?

    /// Whether it is a folder of this machine.
    public var isFolder: Bool { sftp == nil && as2 == nil }
}
