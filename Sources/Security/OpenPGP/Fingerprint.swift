// Keys are named by whole fingerprints only: never by user ids, which anybody can claim, nor by short key ids.

/// Fingerprints of version 4 keys (RFC 4880, 12.2).
public enum Fingerprint {
    /// Forty hexadecimal digits in upper case, blanks left out; nil for anything else.
    public static func normalized(_ text: String) -> String? {
        let digits = text.filter { $0 != " " }.uppercased()
        let isWhole =
            digits.utf8.count == 40
            && digits.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x46).contains($0)
            }
        return isWhole ? digits : nil
    }
}
