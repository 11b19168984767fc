// The folders of the channels, and that nobody else reads the state.

import Configuration
import Folder
import Glibc

struct FolderCheck: DoctorCheck {
    let patient: Patient

    func examine() -> [Diagnosis] {
        if let stranger { return [stranger] }
        var found: [Diagnosis] = []
        for partner in patient.configuration.partners {
            // Servers and messages have checks of their own.
            for channel in partner.receive where channel.isFolder {
                found.append(usable(channel.folder))
                found += oneFileSystem(channel.folder) + waiting(channel)
            }
            for channel in partner.send where channel.isFolder { found.append(usable(channel.folder)) }
        }
        return found + [privacy]
    }

    private func usable(_ configured: String) -> Diagnosis {
        let path = patient.root.resolve(configured)
        let question = "\(configured) can be used"
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT, access(patient.state.database, F_OK) == 0 {
                return .no(
                    "folders", question, "it is not there, though the gateway has worked here",
                    cure:
                        "Mount it, if it lies on a disk of its own; else `systemctl reload hms-ach`, or the next run, "
                        + "makes it anew.")
            }
            if errno == ENOENT { return .yes("folders", question, "not there yet; the next run makes it") }
            return .no(
                "folders", question, String(cString: strerror(errno)), cure: "Give the gateway's user the way to it.")
        }
        if stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR {
            return .no("folders", question, "it is no folder", cure: "Move away what stands there.")
        }
        if access(path, R_OK | W_OK | X_OK) != 0 {
            return .no(
                "folders", question, "we may not read, write and enter it",
                cure: "chown it to the gateway's user, or give its group rwx.")
        }
        return .yes("folders", question, "there, and ours to use")
    }

    /// Moving to `done/` and `rejected/` is one step only within a file system.
    private func oneFileSystem(_ configured: String) -> [Diagnosis] {
        let path = patient.root.resolve(configured)
        var inbox = stat()
        guard stat(path, &inbox) == 0 else { return [] }
        for place in ["done", "rejected"] {
            var filed = stat()
            guard stat("\(path)/\(place)", &filed) == 0, filed.st_dev != inbox.st_dev else { continue }
            return [
                .no(
                    "folders", "\(configured) lies on one file system", "\(place)/ lies on another one",
                    cure: "Originals are copied there instead of moved, which works but is slow; mount it elsewhere.")
            ]
        }
        return []
    }

    /// What is never taken, so that nobody waits for it.
    private func waiting(_ channel: ReceiveChannel) -> [Diagnosis] {
        guard let listing = try? FolderListing(of: patient.root.resolve(channel.folder), companions: []) else {
            return []
        }
        let question = "\(channel.folder) holds nothing that is never taken"
        guard let first = listing.refused.first else { return [.yes("folders", question, "only plain files")] }
        let more = listing.refused.count - 1
        return [
            .no(
                "folders", question,
                "\(first.name.display): \(first.reason)" + (more > 0 ? ", and \(more) more" : ""),
                cure: "Have the partner put it there as a plain file of one name; then remove this one.")
        ]
    }

    /// Where we are neither root nor the owner of the state, nothing else we see says anything about the gateway.
    private var stranger: Diagnosis? {
        var status = stat()
        guard lstat(patient.state.path, &status) == 0, geteuid() != 0, status.st_uid != geteuid() else { return nil }
        let owner = getpwuid(status.st_uid)?.pointee.pw_name.map { String(cString: $0) } ?? "user \(status.st_uid)"
        return .no(
            "folders", "we are the gateway's user", "\(patient.state.path) belongs to \(owner)",
            cure: "Ask as that user: `sudo -u \(owner) hms-ach doctor`.")
    }

    private var privacy: Diagnosis {
        let question = "nobody else can read the state"
        let path = patient.state.path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return .yes("folders", question, "not there yet; the first run makes it with mode 0700")
        }
        let mode = String(status.st_mode & 0o7777, radix: 8)
        if status.st_mode & 0o077 == 0 { return .yes("folders", question, "\(path) has mode 0\(mode)") }
        return .no("folders", question, "\(path) has mode 0\(mode)", cure: "chmod 0700 \(path)")
    }
}
