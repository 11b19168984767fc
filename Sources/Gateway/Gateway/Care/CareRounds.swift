// What the gateway looks after besides the files: expected ones that do not come, and keys that end. Once a minute, by the
// thread that posts.

import OpenPGP
import Store

struct CareRounds {
    /// Milliseconds between two rounds, and between two looks at the keys.
    private static let pause: Int64 = 60_000
    private static let keyPause: Int64 = 3_600_000

    private let installation: Installation
    private let keyring: Keyring?
    private var lastRound: Int64?
    private var lastKeys: Int64?

    init(_ installation: Installation, keyring: Keyring?) {
        self.installation = installation
        self.keyring = keyring
    }

    /// Makes the round when it is time.
    mutating func makeIfDue() throws {
        let steady = installation.clock.steadyMilliseconds()
        if let lastRound, steady - lastRound < Self.pause { return }
        lastRound = steady
        try MissingFiles(installation).look()
        if let lastKeys, steady - lastKeys < Self.keyPause { return }
        lastKeys = steady
        installation.spool.removeOldBeginnings(now: installation.clock.now())
        try warnOfKeys()
    }

    /// Each threshold is told of once for each end of a key.
    private func warnOfKeys() throws {
        let now = installation.clock.now()
        for entry in ExchangeCertificate.all(installation.configuration, installation.root) {
            guard let threshold = entry.threshold(now: now) else { continue }
            try warn(entry.certificate.fingerprint, end: entry.certificate.notAfter, threshold)
        }
        guard let keyring else { return }
        let used = KeyExpiry.usedKeys(installation.configuration)
        for key in try keyring.keys() where used.contains(key.fingerprint) {
            guard let threshold = KeyExpiry.threshold(key, now: now), let end = KeyExpiry.end(ofUse: key) else {
                continue
            }
            try warn(key.fingerprint, end: end, threshold)
        }
    }

    private func warn(_ fingerprint: String, end: Int64, _ threshold: Int64) throws {
        let isNew = try installation.database.write { session in
            if try session.hasWarned(fingerprint, expiresAt: end, days: threshold) { return false }
            try session.recordWarning(fingerprint, expiresAt: end, days: threshold)
            return true
        }
        if !isNew { return }
        installation.log.warning(
            "key.ends",
            metadata: [
                "fingerprint": "\(fingerprint)", "days": "\(threshold)",
                "on": "\(Instant(milliseconds: end &* 1000).date)",
            ])
    }
}
