// Reads the `sftp` part of a channel.

import SFTP

struct SFTPReader {
    let section: Section

    private static let account = [
        "host", "port", "user", "key", "passphrase-file", "password-file", "agent", "host-key", "carrier",
    ]

    /// The places of a channel that receives: one a folder.
    func sources() -> [SFTPSource] {
        section.allow(Self.account + ["folder", "every", "after", "filter", "complete-when"])
        guard let server = server() else { return [] }
        return folders().map {
            SFTPSource(
                server: server, folder: $0, every: every(), after: aftermath(), filters: section.texts("filter") ?? [])
        }
    }

    /// The place of a channel that sends.
    func target() -> SFTPTarget? {
        section.allow(Self.account + ["folder", "temporary", "rename", "verify"])
        guard let server = server() else { return nil }
        let folders = folders()
        guard let folder = folders.first else { return nil }
        if folders.count > 1 { section.complain("`folder` takes one folder here", at: "folder") }
        var temporary = temporaryName()
        if section.flag("rename") == false {
            if section.has("temporary"), temporary != .none {
                section.complain("`temporary` needs `rename`, which is forbidden here", at: "temporary")
            }
            temporary = .none
        }
        return SFTPTarget(
            server: server, folder: folder, temporary: temporary,
            verification: section.choice("verify", SFTPTarget.Verification.self) ?? .size)
    }

    // MARK: The account

    private func server() -> SSHServer? {
        guard let host = section.requiredText("host"), let user = section.requiredText("user"),
            let credential = credential()
        else { return nil }
        var port: UInt16 = 22
        if let text = section.text("port") {
            guard let number = UInt16(text), number > 0 else {
                section.complain("`port` takes a number from 1 to 65535, not `\(text)`", at: "port")
                return nil
            }
            port = number
        }
        let pins = section.texts("host-key") ?? []
        if pins.isEmpty {
            section.complain(
                "`host-key` is missing: pin the server's fingerprint (`SHA256:…`), as the partner tells it by another way"
            )
        }
        for pin in pins where !pin.hasPrefix("SHA256:") || pin.utf8.count != 50 {
            section.complain("`host-key` takes fingerprints as OpenSSH prints them, `SHA256:…`", at: "host-key")
        }
        let carrier = section.choice("carrier", CarrierChoice.self) ?? .auto
        guard
            let server = SSHServer(
                host: host, port: port, user: user, credential: credential, hostKeys: pins, carrier: carrier)
        else {
            section.complain(
                "`host` and `user` take names of letters, digits, points, dashes and underscores", at: "host")
            return nil
        }
        return server
    }

    private func credential() -> SSHCredential? {
        let ways = ["key", "password-file", "agent"].filter(section.has)
        guard ways.count == 1 else {
            section.complain("one of `key`, `password-file` or `agent` says how we log in")
            return nil
        }
        if section.has("passphrase-file"), !section.has("key") {
            section.complain("`passphrase-file` belongs to a `key`", at: "passphrase-file")
        }
        for name in ["key", "password-file", "passphrase-file"] {
            guard let path = section.text(name) else { continue }
            // It stands in quotes in a file that OpenSSH reads, where these would begin something else.
            if path.isEmpty
                || path.unicodeScalars.contains(where: { $0.value < 0x20 || "\"\\%$".unicodeScalars.contains($0) })
            {
                section.complain("`\(name)` takes a path without quotes, backslashes, `%` and `$`", at: name)
                return nil
            }
        }
        if let key = section.text("key") { return .key(path: key, passphraseFile: section.text("passphrase-file")) }
        if let file = section.text("password-file") { return .password(file: file) }
        if section.flag("agent") == true { return .agent }
        section.complain("`agent` takes true", at: "agent")
        return nil
    }

    // MARK: The folder

    private func folders() -> [String] {
        let folders = section.texts("folder") ?? []
        if folders.isEmpty { section.complain("`folder` is missing: the folder on the server") }
        return folders.filter { folder in
            let isPlain = !folder.isEmpty && folder.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            if !isPlain { section.complain("`folder` takes a path on the server", at: "folder") }
            return isPlain
        }
    }

    private func every() -> Int {
        guard let text = section.text("every") else { return 60_000 }
        guard let milliseconds = PartnerReader.milliseconds(text), milliseconds >= 100 else {
            section.complain("`every` takes a time such as `30s` or `5m`, not `\(text)`", at: "every")
            return 60_000
        }
        return milliseconds
    }

    private func aftermath() -> SFTPSource.Aftermath {
        guard let text = section.text("after") else { return .leave }
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words.first, words.count) {
        case ("leave", 1): return .leave
        case ("delete", 1): return .delete
        case ("archive", 2): return .archive(folder: words[1])
        case ("rename", 2) where !words[1].contains("/"): return .rename(suffix: words[1])
        default:
            section.complain(
                "`after` takes `archive FOLDER`, `delete`, `rename SUFFIX` or `leave`, not `\(text)`", at: "after")
            return .leave
        }
    }

    private func temporaryName() -> SFTPTarget.TemporaryName {
        guard let text = section.text("temporary") else { return .suffix(".part") }
        let words = text.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("none", 1): return .none
        case ("prefix", 2) where !words[1].contains("/"): return .prefix(words[1])
        case ("suffix", 2) where !words[1].contains("/"): return .suffix(words[1])
        default:
            section.complain("`temporary` takes `prefix X`, `suffix X` or `none`, not `\(text)`", at: "temporary")
            return .suffix(".part")
        }
    }
}
