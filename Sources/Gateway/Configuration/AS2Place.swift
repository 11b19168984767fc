// AS2 as a way by which messages come from and go to a partner (RFC 4130). Paths of certificates, keys and passwords stay as
// they are written; who reads them resolves them below the root.

/// A certificate of our own and its private key, both PEM.
public struct AS2IdentityFiles: Sendable, Hashable {
    public var certificate: String
    public var key: String
    public var passphraseFile: String?
}

/// Where we listen for messages and receipts.
public struct AS2Listener: Sendable, Hashable {
    /// What makes the listener speak TLS.
    public struct TLS: Sendable, Hashable {
        /// PEM, the certificate first, then those that it rests on.
        public var certificate: String
        public var key: String
        public var passphraseFile: String?
        /// Files of certificates of which one must stand behind a client's; nil: clients are not asked for one.
        public var clients: [String]?

        public init(certificate: String, key: String, passphraseFile: String? = nil, clients: [String]? = nil) {
            self.certificate = certificate
            self.key = key
            self.passphraseFile = passphraseFile
            self.clients = clients
        }
    }

    public var host: String
    public var port: Int
    /// Nil: any path will do.
    public var path: String?
    public var tls: TLS?
    /// Connections at a time; more wait until one ends.
    public var connections = 128
    /// How the partners reach us from outside, for their asynchronous receipts; nil where no channel asks for one.
    public var address: String?

    public init(host: String, port: Int, path: String? = nil) {
        self.host = host
        self.port = port
        self.path = path
    }
}

/// How messages are taken from a partner.
public struct AS2Source: Sendable, Hashable {
    /// What a sender is told who sends a message again that was taken.
    public enum RepeatAnswer: String, Sendable, Hashable, CaseIterable {
        /// The receipt that was given then, the same octets.
        case original
        /// A receipt that says processed with the warning duplicate-document.
        case warning
        /// A receipt that says processed/error.
        case error
    }

    /// The partner's name in AS2-From.
    public var from: String
    /// Ours in AS2-To.
    public var to: String
    /// Files of the certificates by which the partner may sign, the current and the next.
    public var certificates: [String]
    public var encryption: Demand
    public var signature: Demand
    /// Whether SHA-1 and Triple DES are still taken.
    public var takesLegacy: Bool
    /// Whether a signature counts whose certificate has ended.
    public var takesEndedCertificates: Bool
    /// Where asynchronous receipts may go: whole addresses. What the sender names otherwise is not followed.
    public var receiptAddresses: [String]
    public var repeatAnswer: RepeatAnswer
    /// Bytes of a message, as it comes and after decompression.
    public var sizeLimit: Int64
    /// Milliseconds that the body of one message may take to come.
    public var timeLimit: Int64
}

/// How messages are sent to a partner.
public struct AS2Target: Sendable, Hashable {
    public enum Signature: String, Sendable, Hashable, CaseIterable { case sha1, sha256, sha384, sha512, none }

    public enum Encryption: String, Sendable, Hashable, CaseIterable {
        case aes128CBC = "aes128-cbc"
        case aes192CBC = "aes192-cbc"
        case aes256CBC = "aes256-cbc"
        case aes128GCM = "aes128-gcm"
        case aes192GCM = "aes192-gcm"
        case aes256GCM = "aes256-gcm"
        case none
    }

    public enum Compression: String, Sendable, Hashable, CaseIterable { case none, before, after }

    public enum Receipt: String, Sendable, Hashable, CaseIterable { case sync, async, none }

    public var url: String
    /// Our name in AS2-From.
    public var from: String
    /// The partner's in AS2-To.
    public var to: String
    /// Files of the partner's certificates: the first encrypts, each may have signed a receipt.
    public var certificates: [String]
    public var signature: Signature
    public var encryption: Encryption
    public var compression: Compression
    public var receipt: Receipt
    public var isReceiptSigned: Bool
    /// Subject and Content-Type of the payload; nil: by its kind.
    public var subject: String?
    public var contentType: String?
    public var isBase64: Bool
    /// Milliseconds that one post may take, its answer included.
    public var timeLimit: Int64
    /// Milliseconds that an asynchronous receipt may take before the message is sent again.
    public var receiptWait: Int64
    /// How often a message is sent that gets no receipt, before a person must look.
    public var posts: Int64
    public var connection: HTTPSConnection
}

/// How an address is reached.
public struct HTTPSConnection: Sendable, Hashable {
    /// Files of certificates that the server's must rest on; nil: those that the system trusts.
    public var trust: [String]?
    /// SHA-256 fingerprints of which the server's own certificate must have one; then nothing else about it matters.
    public var pins: [String] = []
    /// What we show of ourselves where the server asks for it.
    public var client: AS2IdentityFiles?
    /// `http://host:port` of a proxy.
    public var proxy: String?
    /// Basic authentication, by TLS only.
    public var user: String?
    public var passwordFile: String?

    public init() {}
}
