// What the lanes work by between two readings of the configuration.

import Configuration
import OpenPGP

/// An installation with one reading of its configuration, and the keyring that this names.
struct Generation: Sendable {
    let number: Int
    let installation: Installation
    let keyring: Keyring?

    /// The same installation by the configuration as it is written now. Throws `ConfigurationFailure` and what opening a
    /// keyring throws.
    func successor() throws -> Generation {
        let next = try installation.withConfigurationReread()
        let isSameRing = next.configuration.openPGP == installation.configuration.openPGP
        return Generation(
            number: number + 1, installation: next, keyring: isSameRing ? keyring : try next.keyring())
    }
}
