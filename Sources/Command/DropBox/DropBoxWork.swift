// Carries out a DropBoxPlan: makes what is missing, mends what differs, keeps what is right, and says which.
// Run by root; with `isDryRun` it only looks.

import Glibc

struct DropBoxWork {
    let plan: DropBoxPlan
    let keys: [PartnerPublicKey]
    let isDryRun: Bool
    let report: (String) -> Void

    /// Where the package keeps the unit's drop-in, and where systemd reads it.
    private static let dropIn = (
        from: "/usr/share/hms-ach/drop-box.conf", to: "/etc/systemd/system/hms-ach.service.d/drop-box.conf"
    )

    /// Throws `DropBoxObstacle`. What was done until then stays; doing it again goes on from there.
    func run() throws {
        guard getpwnam(DropBoxPlan.gatewayUser) != nil else {
            throw DropBoxObstacle(
                "there is no user \(DropBoxPlan.gatewayUser); install the package, or run systemd-sysusers")
        }
        try ensureGroup()
        try ensureUser()
        for folder in plan.folders { try ensure(folder) }
        let text = keys.map { $0.authorizedLine + "\n" }.joined()
        try ensureFile(plan.keyFile, Array(text.utf8))
        if let dropIn = try? SmallFile.read(Self.dropIn.from) {
            try ensure(.init(path: parent(Self.dropIn.to), owner: "root", group: "root", mode: 0o755))
            if try ensureFile(Self.dropIn.to, dropIn) {
                report("then    systemctl daemon-reload && systemctl restart hms-ach")
            }
        }
    }

    private func ensureGroup() throws {
        if getgrnam(DropBoxPlan.partnersGroup) != nil { return say("kept", "group \(DropBoxPlan.partnersGroup)") }
        say("made", "group \(DropBoxPlan.partnersGroup)")
        try call(["groupadd", "--system", DropBoxPlan.partnersGroup])
    }

    private func ensureUser() throws {
        guard let entry = getpwnam(plan.user) else {
            say("made", "user \(plan.user), without password or shell")
            return try call(plan.userCommand)
        }
        // A user of that name which is not of our making keeps its rights, and the partner gets none of them.
        guard String(cString: entry.pointee.pw_dir) == plan.home else {
            throw DropBoxObstacle("there is a user \(plan.user) with another home than \(plan.home)")
        }
        var members: [String] = []
        if let group = getgrnam(DropBoxPlan.partnersGroup), var next = group.pointee.gr_mem {
            while let member = next.pointee {
                members.append(String(cString: member))
                next += 1
            }
        }
        if members.contains(plan.user) { return say("kept", "user \(plan.user)") }
        say("mended", "user \(plan.user): into the group \(DropBoxPlan.partnersGroup)")
        try call(["usermod", "--append", "--groups", DropBoxPlan.partnersGroup, plan.user])
    }

    /// Never through a link, and owner before mode: a folder is at no moment more open than it should be.
    private func ensure(_ folder: DropBoxPlan.Folder) throws {
        let text = "\(folder.path)  \(folder.owner):\(folder.group) \(String(folder.mode, radix: 8))"
        let isMade = !isDryRun && mkdir(folder.path, 0o700) == 0
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0 {
            if isDryRun, errno == ENOENT || errno == EACCES { return say("made", text) }
            throw DropBoxObstacle("\(folder.path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        let owner = getpwnam(folder.owner)?.pointee.pw_uid
        let group = getgrnam(folder.group)?.pointee.gr_gid
        if status.st_uid == owner, status.st_gid == group, status.st_mode & 0o7777 == folder.mode {
            return say("kept", text)
        }
        say(isMade ? "made" : "mended", text)
        if isDryRun { return }
        guard let owner, let group, fchown(descriptor, owner, group) == 0, fchmod(descriptor, folder.mode) == 0 else {
            throw DropBoxObstacle("\(folder.path): \(String(cString: strerror(errno)))")
        }
    }

    /// Complete or not at all, under its name by a rename. Returns whether anything had to change.
    @discardableResult
    private func ensureFile(_ path: String, _ bytes: [UInt8]) throws -> Bool {
        let old = try? SmallFile.read(path)
        if old == bytes {
            say("kept", path)
            return false
        }
        say(old == nil ? "made" : "replaced", path)
        if !isDryRun { try SmallFile.replace(path, bytes) }
        return true
    }

    private func call(_ command: [String]) throws {
        if isDryRun { return }
        let status = SystemTool.run(command)
        if status != 0 { throw DropBoxObstacle("`\(command.joined(separator: " "))` ended with \(status)") }
    }

    private func say(_ deed: String, _ what: String) {
        let deed = isDryRun && deed != "kept" ? "would have \(deed)" : deed
        report(deed + String(repeating: " ", count: max(1, 8 - deed.count)) + what)
    }

    private func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
    }
}

/// Why a partner could not be enrolled.
struct DropBoxObstacle: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
