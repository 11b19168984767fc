// What an opened envelope was.

/// How a message was encrypted.
public struct EnvelopeDescription: Sendable, Hashable {
    public let kind: ContentKind
    public let cipher: ContentCipher
    public let keyTransport: KeyTransport
    /// The fingerprint of that certificate of ours whose key opened it.
    public let recipient: String
    /// Bytes of content.
    public let byteCount: Int64
}
