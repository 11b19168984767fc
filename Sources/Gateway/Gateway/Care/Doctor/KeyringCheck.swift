// The OpenPGP keys: ours can be used, the partners' pinned ones are there, and none ends soon.

import Configuration
import Glibc
import OpenPGP

struct KeyringCheck: DoctorCheck {
    let patient: Patient

    func examine() -> [Diagnosis] {
        let area = "keys"
        guard let own = patient.configuration.openPGP else { return [] }
        let home = patient.root.resolve(own.home)
        guard access(home, F_OK) == 0 else {
            return [
                .no(
                    area, "the keyring is there", "\(own.home) is missing",
                    cure: "Make it (README, *Keys*) or restore it from a backup.")
            ]
        }
        do {
            let keyring = try Keyring(
                home: home, passphraseFile: own.passphraseFile.map { patient.root.resolve($0) }, isGuest: true)
            defer { keyring.close() }
            let keys = try keyring.keys()
            return [ours(own, keys, keyring)] + pinned.map { partners($0.fingerprint, $0.partner, $0.use, keys) }
        } catch {
            return [.no(area, "the keyring opens", "\(error)", cure: "Give it to the gateway's user with mode 0700.")]
        }
    }

    /// The key is there, its secret too, and a signature with it succeeds.
    private func ours(
        _ own: GatewayConfiguration.OwnKey, _ keys: [KeyDescription], _ keyring: Keyring
    ) -> Diagnosis {
        let question = "our key can be used, also in 60 days"
        guard let key = keys.first(where: { $0.fingerprint == own.fingerprint }), key.hasSecret else {
            return .no(
                "keys", question, "\(own.fingerprint): there is no secret key in the ring",
                cure: "Import it, or correct `openpgp: { key: … }` in Config/gateway.yaml.")
        }
        if let warning = KeyExpiry.warning(key, now: patient.clock.now()) {
            return .no("keys", question, "\(own.fingerprint) \(warning)", cure: KeyExpiry.cureForOurs)
        }
        if !key.canSign || key.obstacleToEncryption != nil {
            let obstacle = key.obstacleToEncryption ?? "it cannot sign"
            return .no("keys", question, "\(own.fingerprint): \(obstacle)", cure: KeyExpiry.cureForOurs)
        }
        do {
            try keyring.seal(
                to: [own.fingerprint], signer: own.fingerprint, armored: false, input: { _ in 0 }, output: { _ in })
        } catch {
            return .no(
                "keys", question, "\(error)",
                cure: "Check `passphrase-file` in Config/gateway.yaml and its mode (0600).")
        }
        return .yes("keys", question, "\(own.fingerprint), \(KeyExpiry.end(of: key))")
    }

    private var pinned: [(fingerprint: String, partner: String, use: String)] {
        patient.configuration.partners.flatMap { partner in
            partner.receive.filter { $0.openPGP != .none }.flatMap(\.signedBy).map { ($0, partner.name, "signed-by") }
                + partner.send.flatMap { $0.encryption?.recipients ?? [] }.map { ($0, partner.name, "encrypt-to") }
        }
    }

    private func partners(
        _ fingerprint: String, _ partner: String, _ use: String, _ keys: [KeyDescription]
    ) -> Diagnosis {
        let question = "\(partner)'s key (\(use)) can be used, also in 60 days"
        guard let key = keys.first(where: { $0.fingerprint == fingerprint }) else {
            return .no(
                "keys", question, "\(fingerprint) is not in the ring",
                cure: "gpg --homedir \(patient.configuration.openPGP?.home ?? "state/gnupg") --import KEYFILE")
        }
        if let warning = KeyExpiry.warning(key, now: patient.clock.now()) {
            return .no("keys", question, "\(fingerprint) \(warning)", cure: KeyExpiry.cureForPartners)
        }
        if key.isRevoked || key.isDisabled || (use == "encrypt-to" && key.obstacleToEncryption != nil) {
            return .no(
                "keys", question, "\(fingerprint): \(key.obstacleToEncryption ?? "it cannot be used")",
                cure: KeyExpiry.cureForPartners)
        }
        return .yes("keys", question, "\(fingerprint), \(KeyExpiry.end(of: key))")
    }
}
