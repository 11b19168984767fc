// The vault key: there, private, the one that the state was sealed with, and copied to another place.

import Glibc
import Store
import Vault

struct VaultKeyCheck: DoctorCheck {
    let patient: Patient

    func examine() -> [Diagnosis] {
        let area = "vault key"
        if Installation.credential("vault-key") == nil, access(patient.state.database, F_OK) != 0,
            access(patient.state.vaultKey, F_OK) != 0
        {
            return [.yes(area, "it is there", "not yet; the first run makes it")]
        }
        let key: VaultKey
        do {
            key =
                try Installation.credential("vault-key").map { try VaultKey.load(credential: $0) }
                ?? VaultKey.load(path: patient.state.vaultKey)
        } catch {
            return [
                .no(
                    area, "it is there and private", "\(error)",
                    cure: "Put the copy of the key back (mode 0600, the gateway's user); without it the state is lost.")
            ]
        }
        let place = Installation.credential("vault-key") == nil ? patient.state.vaultKey : "handed over by systemd"
        var found = [Diagnosis.yes(area, "it is there and private", place)]
        guard let database = try? Database(path: patient.state.database) else { return found }
        found += opensTheState(database, Vault(key: key))
        found.append(copied(database))
        return found
    }

    private func opensTheState(_ database: Database, _ vault: Vault) -> [Diagnosis] {
        guard let spool = try? database.read({ try $0.arrivalSpools() }).first(where: { !$0.isEmpty }) else {
            return []
        }
        let question = "the state was sealed with it"
        do {
            _ = try vault.reader(path: "\(patient.state.spool)/\(spool)")
            return [.yes("vault key", question, "a file of the spool opens with it")]
        } catch {
            return [
                .no(
                    "vault key", question, "\(error)",
                    cure: "Put back the key that the state was sealed with, or restore the spool from a backup.")
            ]
        }
    }

    private func copied(_ database: Database) -> Diagnosis {
        let question = "a copy is kept elsewhere"
        let records = (try? database.read { try $0.auditRecords(subject: "vault key") }) ?? []
        if let last = records.last(where: { $0.action == "copied" }) {
            return .yes("vault key", question, "copied \(last.at.prefix(10)) by \(last.actor)")
        }
        return .unknown(
            "vault key", question, "no copy was ever made by `hms-ach backup`",
            cure: "hms-ach backup FILE --vault-key-to KEYFILE, and keep KEYFILE apart from FILE.")
    }
}
