// A partner's server as a place that files are fetched from and brought to. Paths of keys and passwords stay as they are
// written; who opens a connection resolves them below the root.

public import SFTP

/// Where files are fetched, and what becomes of them there.
public struct SFTPSource: Sendable, Hashable {
    /// What is done with a file on the server once it is recorded here.
    public enum Aftermath: Sendable, Hashable {
        /// Moved to another folder of the server.
        case archive(folder: String)
        case delete
        /// Given an ending by which later looks pass it over.
        case rename(suffix: String)
        /// It stays; that it was fetched is remembered here.
        case leave
    }

    public var server: SSHServer
    public var folder: String
    /// Milliseconds from one look to the next.
    public var every: Int
    public var after: Aftermath
    /// Patterns of which a name must fit one (`*` and `?`); empty: every name will do.
    public var filters: [String]
}

/// Where files are brought to, and how.
public struct SFTPTarget: Sendable, Hashable {
    /// The name under which a file grows on the server.
    public enum TemporaryName: Sendable, Hashable {
        case prefix(String), suffix(String)
        /// Its own: for servers that forbid renaming. A cut then leaves half a file that the partner can see.
        case none
    }

    public enum Verification: String, Sendable, Hashable, CaseIterable {
        /// The size that the server tells.
        case size
        /// The whole file, read back.
        case digest
        case none
    }

    public var server: SSHServer
    public var folder: String
    public var temporary: TemporaryName
    public var verification: Verification
}

extension SSHServer {
    /// `sftp://user@host:port`: names the account in messages and in the store.
    public var address: String { "sftp://\(user)@\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
