// The state: the database is sound, the audit chain holds, nothing lies about that belongs to nobody.

import Glibc
import Store
import Vault

struct StateCheck: DoctorCheck {
    let patient: Patient
    /// Seconds for which a file may be on its way.
    private static let patience: Int64 = 3600
    /// Bytes with which SQLite can work.
    private static let leastRoom: Int64 = 1 << 20

    init(patient: Patient) { self.patient = patient }

    func examine() -> [Diagnosis] {
        let path = patient.state.database
        guard access(path, F_OK) == 0 else {
            return [.yes("state", "the database is sound", "not there yet; the first run makes it")]
        }
        let restore = "Stop the gateway, keep a copy of the state, and restore the last backup (`hms-ach restore`)."
        do {
            let health = try Database.health(of: path)
            if let fault = health.faults.first {
                return [.no("state", "the database is sound", fault, cure: restore)]
            }
            let late = health.missingMigrations
            let version = late.isEmpty ? "tables up to date" : "tables to be brought up to date: \(late.count) steps"
            var found = [Diagnosis.yes("state", "the database is sound", "quick_check ok, \(version)")]
            let database = try Database(path: path)
            switch try AuditTrail.verify(database) {
            case .holds(let records):
                found.append(.yes("state", "the audit chain holds", "\(records) records"))
            case .broken(let sequence, let reason):
                found.append(
                    .no(
                        "state", "the audit chain holds", "broken at record \(sequence): \(reason)",
                        cure: "Somebody changed the database. Compare with an exported audit; call security."))
            }
            return found + [missing(try spools(database)), leftovers(try spools(database))]
        } catch {
            // SQLite says of a full disk, and of a foreign file, nothing but that it cannot be used.
            if let free = patient.freeSpace(patient.state.path), free < Self.leastRoom {
                return [
                    .no(
                        "state", "the database opens",
                        "the disk of \(patient.state.path) is full (\(ByteText.of(free)) free)",
                        cure: "Make room; the state is not damaged by that, and nothing is to be restored.")
                ]
            }
            if access(path, R_OK | W_OK) != 0 {
                return [
                    .no(
                        "state", "the database opens", "we may not read and write \(path)",
                        cure: "Ask as the user that it belongs to.")
                ]
            }
            return [.no("state", "the database opens", "\(error)", cure: restore)]
        }
    }

    private func spools(_ database: Database) throws -> Set<String> {
        try database.read { try $0.knownSpools() }
    }

    private func missing(_ known: Set<String>) -> Diagnosis {
        let gone = known.filter { access("\(patient.state.spool)/\($0)", F_OK) != 0 }.count
        if gone == 0 { return .yes("state", "every sealed file is there", "\(known.count) files") }
        return .no(
            "state", "every sealed file is there", "\(gone) of \(known.count) are missing from the spool",
            cure: "Copy them back from the last backup's spool; the files' names are in the database.")
    }

    /// Temporaries and sealed files that no row names, older than a file can be on its way.
    private func leftovers(_ known: Set<String>) -> Diagnosis {
        var count = 0
        for folder in [patient.state.path, patient.state.spool] {
            guard let stream = opendir(folder) else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                let isOrphan = name.hasSuffix(".sealed") && !known.contains(name)
                guard isOrphan || name.hasSuffix(SealedFileWriter.temporarySuffix) else { continue }
                var status = stat()
                guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
                let patience = Spool.isBeginning(name) ? SpoolBeginning.lifetime + Self.patience : Self.patience
                if patient.clock.now().seconds - Int64(status.st_mtim.tv_sec) > patience { count += 1 }
            }
        }
        if count == 0 { return .yes("state", "nothing is left over", "no forgotten file") }
        return .no(
            "state", "nothing is left over", "\(count) files belong to nobody",
            cure: "Restart the gateway: it removes them at its start.")
    }
}
