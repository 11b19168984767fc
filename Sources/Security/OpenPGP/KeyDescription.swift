// What is known of a key in the ring.

/// One key: its primary fingerprint, and what it may do.
public struct KeyDescription: Sendable, Hashable {
    /// Forty hexadecimal digits of the primary key, upper case.
    public let fingerprint: String
    public let userID: String
    /// Seconds since 1970 at which it ends; nil when it does not.
    public let expiresAt: Int64?
    /// Seconds since 1970 at which the last subkey for encryption ends; nil when one does not, or there is none.
    public let encryptionExpiresAt: Int64?
    public let isExpired: Bool
    public let isRevoked: Bool
    public let isDisabled: Bool
    public let canEncrypt: Bool
    public let canSign: Bool
    public internal(set) var hasSecret: Bool

    /// Why it cannot be encrypted to; nil when it can.
    public var obstacleToEncryption: String? {
        if isRevoked { return "it is revoked" }
        if isExpired { return "it has expired" }
        if isDisabled { return "it is disabled" }
        return canEncrypt ? nil : "it has no subkey for encryption"
    }
}
