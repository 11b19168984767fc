// Fingerprints of host keys as OpenSSH prints them: `SHA256:` and base64 without padding.

import Crypto
import Foundation

enum HostKeyFingerprint {
    /// The text of a SHA-256 digest.
    static func text(_ digest: [UInt8]) -> String {
        "SHA256:" + Data(digest).base64EncodedString().replacing("=", with: "")
    }

    static func decoded(_ base64: String) -> [UInt8]? { Data(base64Encoded: base64).map { [UInt8]($0) } }

    /// The fingerprint of a key in OpenSSH's base64 form; nil when that is none.
    static func ofKey(_ base64: String) -> String? {
        guard let key = Data(base64Encoded: base64) else { return nil }
        return text(Array(SHA256.hash(data: key)))
    }
}
