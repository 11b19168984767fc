// The seam behind which requests travel, and why one may not have got there.

/// Posts requests. Calls block: call from a lane of its own.
public protocol PostCarrier: Sendable {
    /// Throws `PostFailure`; any answer of the server, also a refusal, is returned.
    func post(_ request: PostRequest) throws -> PostAnswer
}

/// Why there is no answer.
public enum PostFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nobody answers at the address; nothing was sent.
    case unreachable(String)
    /// The server is not who it should be, or TLS could not be agreed on; nothing was sent.
    case untrusted(String)
    case timedOut(String)
    /// The connection ended before the answer was whole: the server may have what was sent.
    case lost(String)
    /// What came back is no HTTP answer, or too long for one.
    case garbled(String)
    /// A certificate, key or password of ours cannot be used.
    case local(String)

    /// Whether trying again by itself may help.
    public var isTransient: Bool {
        switch self {
        case .unreachable, .timedOut, .lost: true
        case .untrusted, .garbled, .local: false
        }
    }

    public var description: String {
        switch self {
        case .unreachable(let text): "cannot be reached: \(text)"
        case .untrusted(let text): "is not trusted: \(text)"
        case .timedOut(let text): "took too long: \(text)"
        case .lost(let text): "ended the connection: \(text)"
        case .garbled(let text): "answered what cannot be read: \(text)"
        case .local(let text): "cannot be used with what we have: \(text)"
        }
    }
}

/// How servers are reached: what is trusted, what we show, by which proxy.
public struct CarrierSettings: Sendable, Hashable {
    /// Files (PEM) of certificates that the server's must rest on; nil: those that the system trusts.
    public var trust: [String]?
    /// SHA-256 fingerprints (lower-case hexadecimal) of certificates of which the server's own must be one; then nothing else
    /// about it matters. Empty: it must rest on what is trusted and name the host.
    public var pins: [String] = []
    /// Our certificate with those it rests on, and its key, where the server asks for one.
    public var clientCertificate: String?
    public var clientKey: String?
    public var clientPassphrase: [UInt8]?
    public var proxy: PostAddress?
    /// Bytes that an answer may have.
    public var answerLimit = 4 << 20

    public init() {}
}
