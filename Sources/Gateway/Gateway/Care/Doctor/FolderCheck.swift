// The folders of the channels, and that nobody else reads the state.

import Glibc

struct FolderCheck: DoctorCheck {
    let patient: Patient

    func examine() -> [Diagnosis] {
        var found: [Diagnosis] = []
        for partner in patient.configuration.partners {
            // Servers and messages have checks of their own.
            for channel in partner.receive where channel.isFolder {
                found.append(usable(channel.folder))
                found += oneFileSystem(channel.folder)
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

    private var privacy: Diagnosis {
        let question = "nobody else can read the state"
        let path = patient.state.path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return .yes("folders", question, "not there yet; the first run makes it with mode 0700")
        }
        let mode = String(status.st_mode & 0o7777, radix: 8)
        if status.st_uid != geteuid() && geteuid() != 0 {
            return .no(
                "folders", question, "\(path) belongs to another user", cure: "chown -R it to the gateway's user.")
        }
        if status.st_mode & 0o077 == 0 { return .yes("folders", question, "\(path) has mode 0\(mode)") }
        return .no("folders", question, "\(path) has mode 0\(mode)", cure: "chmod 0700 \(path)")
    }
}
