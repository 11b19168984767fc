// The public keys by which a partner may log in: a file as ssh-keygen writes it, read strictly, because each line of it will
// open a door. Types and layout by RFC 4253, section 6.6, and OpenSSH's PROTOCOL files.

import Checksum
import Foundation

/// One public key of a partner.
struct PartnerPublicKey: Equatable {
    let type: String
    /// As base64, without line breaks.
    let blob: String
    /// `SHA256:` and base64 without padding, as `ssh-keygen -l` shows it.
    let fingerprint: String

    /// As sshd reads it: with nothing allowed but what its configuration allows.
    var authorizedLine: String { "restrict \(type) \(blob)" }
}

/// Why a file of keys is refused.
struct PublicKeyRefusal: Error, CustomStringConvertible, Equatable {
    let line: Int
    let reason: String
    var description: String { "line \(line): \(reason)" }
}

enum PublicKeyFile {
    private static let types: Set<String> = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]
    private static let shortestRSA = 2048

    /// The keys, one a line; blank lines and those that begin with `#` are passed over. Throws `PublicKeyRefusal`.
    static func read(_ text: String) throws -> [PartnerPublicKey] {
        var keys: [PartnerPublicKey] = []
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let line = line.trimmingPrefix { $0 == " " || $0 == "\t" }
            if line.isEmpty || line.hasPrefix("#") { continue }
            let key = try key(line, number)
            if !keys.contains(key) { keys.append(key) }
        }
        if keys.isEmpty { throw PublicKeyRefusal(line: max(1, number), reason: "there is no key in the file") }
        return keys
    }

    private static func key(_ line: Substring, _ number: Int) throws -> PartnerPublicKey {
        func refuse(_ reason: String) -> PublicKeyRefusal { PublicKeyRefusal(line: number, reason: reason) }
        if line.hasPrefix("-----BEGIN") || line.contains("PRIVATE KEY") {
            throw refuse("this is no public key in one line; if it is the private one, it is no secret any more")
        }
        let fields = line.split(maxSplits: 2) { $0 == " " || $0 == "\t" }
        guard let type = fields.first.map(String.init), types.contains(type) else {
            throw refuse("a line begins with the key's type (ssh-ed25519, ecdsa-sha2-…, ssh-rsa), without options")
        }
        guard fields.count > 1, let blob = Data(base64Encoded: String(fields[1])) else {
            throw refuse("the key is not in base64")
        }
        var reader = BlobReader(bytes: [UInt8](blob)[...])
        guard reader.string().map({ String(decoding: $0, as: UTF8.self) }) == type else {
            throw refuse("the key is not of the type that the line names")
        }
        if type == "ssh-rsa" {
            guard reader.string() != nil, let modulus = reader.string()?.drop(while: { $0 == 0 }) else {
                throw refuse("the key is cut off")
            }
            let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
            if bits < shortestRSA { throw refuse("an RSA key of \(bits) bits is too weak; 2048 at least") }
        } else if reader.string() == nil {
            throw refuse("the key is cut off")
        }
        var digest = RunningDigest(.sha256)
        digest.update([UInt8](blob).span.bytes)
        let hexadecimal = Array(digest.hexadecimal())
        let bytes = stride(from: 0, to: hexadecimal.count - 1, by: 2).compactMap {
            UInt8(String(hexadecimal[$0...$0 + 1]), radix: 16)
        }
        let text = Data(bytes).base64EncodedString().trimmingSuffix { $0 == "=" }
        return PartnerPublicKey(type: type, blob: blob.base64EncodedString(), fingerprint: "SHA256:\(text)")
    }

    /// Strings with their length before them, in four bytes.
    private struct BlobReader {
        var bytes: ArraySlice<UInt8>

        mutating func string() -> ArraySlice<UInt8>? {
            guard bytes.count >= 4 else { return nil }
            let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard length > 0, length <= bytes.count - 4 else { return nil }
            defer { bytes = bytes.dropFirst(4 + length) }
            return bytes.dropFirst(4).prefix(length)
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
        String(String(reversed()).trimmingPrefix(while: isDropped).reversed())
    }
}
