// The machine: SQLite, GnuPG, room on the disks, the clock.

import Glibc
import OpenPGP
import Store

struct MachineCheck: DoctorCheck {
    let patient: Patient

    func examine() -> [Diagnosis] { [engine, openPGP] + space + [clock] }

    /// `RETURNING` and `ON CONFLICT` as the store writes them came with 3.35.
    private var engine: Diagnosis {
        let question = "SQLite is 3.35 or later"
        let version = Database.engineVersion
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        if numbers.count >= 2, numbers[0] > 3 || (numbers[0] == 3 && numbers[1] >= 35) {
            return .yes("machine", question, "SQLite \(version)")
        }
        return .no("machine", question, "SQLite \(version)", cure: "Install libsqlite3-0 of Debian 12 or later.")
    }

    private var openPGP: Diagnosis {
        let question = "GnuPG is installed"
        if let version = InstalledEngine.version() { return .yes("machine", question, "gpg \(version)") }
        if patient.configuration.openPGP == nil {
            return .yes("machine", question, "no gpg, and no `openpgp` key is configured")
        }
        return .no("machine", question, "there is no gpg along PATH", cure: "apt-get install gnupg")
    }

    private var space: [Diagnosis] {
        let folders = patient.configuration.folders
        var seen: Set<String> = []
        return [folders.state, folders.inbox, folders.outbox].compactMap { configured in
            guard let path = nearest(patient.root.resolve(configured)), seen.insert(path).inserted else { return nil }
            let question = "\(configured) has room"
            guard let free = patient.freeSpace(path) else {
                return .unknown("machine", question, "cannot be told", cure: "Look at it with `df \(path)`.")
            }
            let wanted = folders.keepFree
            if free >= wanted { return .yes("machine", question, "\(ByteText.of(free)) free") }
            return .no(
                "machine", question, "\(ByteText.of(free)) free, \(ByteText.of(wanted)) are to be kept free",
                cure: "Make room (`hms-ach retention --dry-run`), or lower `folders: { keep-free: … }`; until then "
                    + "nothing new is taken.")
        }
    }

    /// The path or, where it is not made yet, the folder above that is.
    private func nearest(_ path: String) -> String? {
        var path = path
        while access(path, F_OK) != 0 {
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
            path = String(path[..<slash])
        }
        return path
    }

    /// A clock that stands before what was written down already cannot be right.
    private var clock: Diagnosis {
        let question = "the clock goes forward"
        let now = patient.clock.now()
        guard access(patient.state.database, R_OK) == 0, let database = try? Database(path: patient.state.database),
            let last = try? database.read({ try $0.lastAuditRecord() })
        else { return .yes("machine", question, "\(now)") }
        if last.at <= now.description { return .yes("machine", question, "\(now)") }
        return .no(
            "machine", question, "\(now), but the last audit record is of \(last.at)",
            cure: "Set the clock (`timedatectl`); dates of receipt and expiry depend on it.")
    }
}
