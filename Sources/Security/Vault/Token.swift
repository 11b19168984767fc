// Tokens: stand-ins by which equal account numbers or identifiers can be found without being readable.

import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The first 128 bits of an HMAC-SHA-256: equal texts of one vocabulary have equal tokens, and without the vault key
/// nobody can tell which text a token stands for, nor try out all account numbers.
public struct Token: Sendable, Hashable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Makes the tokens of one kind of text ("account", "patient"): the same text under another vocabulary has another
/// token. Keeps the keyed hash ready, so that a token costs two hash blocks. A value; use one per task.
public struct TokenVocabulary: Sendable {
    private let keyed: HMAC<SHA256>

    init(name: String, key: VaultKey) {
        keyed = HMAC<SHA256>(key: key.derived(for: "token \(name)"))
    }

    /// The token of these bytes, exactly as they are: cut blanks and settle upper and lower case beforehand.
    public func token(for text: RawSpan) -> Token {
        var authenticator = keyed
        text.withUnsafeBytes { authenticator.update(data: $0) }
        return authenticator.finalize().withUnsafeBytes { code in
            Token(
                high: UInt64(bigEndian: code.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: code.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// The token of a text's UTF-8 bytes.
    public func token(for text: String) -> Token {
        let bytes = Array(text.utf8)
        return token(for: bytes.span.bytes)
    }
}
