// When keys end, and from when on that is said: 60, 30, 14, 7 and 1 days before.

import Configuration
import OpenPGP

enum KeyExpiry {
    /// Days before the end at which a warning is due, the last one first.
    static let thresholds: [Int64] = [1, 7, 14, 30, 60]

    static let cureForOurs =
        "Make a new key or prolong it (`gpg --quick-set-expire`), and give partners the new public key before its end."
    static let cureForPartners =
        "Ask the partner for the prolonged or new key, compare its fingerprint by another way, and import it."

    /// Fingerprints that the configuration names.
    static func usedKeys(_ configuration: GatewayConfiguration) -> Set<String> {
        var used: Set<String> = []
        if let own = configuration.openPGP { used.insert(own.fingerprint) }
        for partner in configuration.partners {
            for channel in partner.receive { used.formUnion(channel.signedBy) }
            for channel in partner.send { used.formUnion(channel.encryption?.recipients ?? []) }
        }
        return used
    }

    /// Seconds since 1970 at which the key can no longer be used for all we need it for; nil when it does not end.
    static func end(ofUse key: KeyDescription) -> Int64? {
        [key.expiresAt, key.encryptionExpiresAt].compactMap { $0 }.min()
    }

    /// The smallest threshold that the moment has passed; 0 when the key has ended, nil when its end is far.
    static func threshold(_ key: KeyDescription, now: Instant) -> Int64? {
        guard let end = end(ofUse: key) else { return nil }
        let left = end - now.seconds
        if left <= 0 { return 0 }
        return thresholds.first { left <= $0 * 86_400 }
    }

    /// `ends on 2026-04-01, in 12 days`; nil when it ends in more than 60 days or not at all.
    static func warning(_ key: KeyDescription, now: Instant) -> String? {
        if key.isRevoked { return "is revoked" }
        guard let threshold = threshold(key, now: now), let end = end(ofUse: key) else { return nil }
        let date = Instant(milliseconds: end &* 1000).date
        if threshold == 0 { return "ended on \(date)" }
        return "ends on \(date), in \((end - now.seconds + 86_399) / 86_400) days"
    }

    /// `without end` or `until 2027-03-01`.
    static func end(of key: KeyDescription) -> String {
        end(ofUse: key).map { "until \(Instant(milliseconds: $0 &* 1000).date)" } ?? "without end"
    }
}
