// Which server, as whom, and by what proof of both sides.

/// How we prove to the server who we are.
public enum SSHCredential: Sendable, Hashable {
    /// A private key file, and the file with its passphrase where it has one.
    case key(path: String, passphraseFile: String?)
    /// A file that holds the password; used for password and keyboard-interactive login.
    case password(file: String)
    /// The agent at SSH_AUTH_SOCK.
    case agent
}

/// Which carrier brings the bytes.
public enum CarrierChoice: String, Sendable, Hashable, CaseIterable {
    case auto, libssh2, openssh
}

/// A server that we call.
public struct SSHServer: Sendable, Hashable {
    public var host: String
    public var port: UInt16
    public var user: String
    public var credential: SSHCredential
    /// Pinned host keys as OpenSSH prints them: `SHA256:` and base64 without padding. Any of them will do.
    public var hostKeys: [String]
    public var carrier: CarrierChoice

    /// Nil when host or user could be taken for something else than a name: empty, beginning with a dash, or holding a
    /// character that no host or account name has.
    public init?(
        host: String, port: UInt16 = 22, user: String, credential: SSHCredential, hostKeys: [String],
        carrier: CarrierChoice = .auto
    ) {
        guard Self.isPlain(host, others: ".-:_"), Self.isPlain(user, others: ".-_@+") else { return nil }
        self.host = host
        self.port = port
        self.user = user
        self.credential = credential
        self.hostKeys = hostKeys
        self.carrier = carrier
    }

    private static func isPlain(_ text: String, others: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255 && text.first != "-"
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || others.unicodeScalars.contains(scalar))
            }
    }
}
