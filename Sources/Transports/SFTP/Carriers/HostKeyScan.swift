// The host keys that a server shows, found with ssh-keyscan, and those of them that are pinned. A pin is a fingerprint;
// OpenSSH wants the key itself.

import Glibc

enum HostKeyScan {
    /// Lines for a known_hosts file, one for each pinned key that the server shows, under our alias.
    /// Throws `hostKeyChanged` when it shows keys and none is pinned, `unreachable` when it shows none.
    static func pinnedLines(of server: SSHServer, patience: Duration = .seconds(30)) throws(SFTPFailure) -> String {
        let child = try ChildProcess(
            "/usr/bin/ssh-keyscan",
            ["-T", "20", "-p", String(server.port), "-t", "ed25519,ecdsa,rsa", "--", server.host],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"])
        let deadline = Deadline.after(patience)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < 1 << 20 {
            let count = read(child.output, &piece, piece.count)
            if count > 0 {
                bytes += piece.prefix(count)
            } else if count == 0 {
                break
            } else if errno != EAGAIN && errno != EINTR || !child.wait(toWrite: false, deadline) {
                throw .unreachable("no host key in time")
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            return try lines(from: text, pins: server.hostKeys)
        } catch .hostKeyChanged(let offered) {
            // Each kind of key is asked for by a connection of its own, and any of them may have been cut. That stops nobody's
            // account.
            guard showsAll(text, of: try ServerOffer.ask(server, patience: patience)) else {
                throw .unreachable("it did not show all its host keys")
            }
            throw .hostKeyChanged(offered: offered)
        }
    }

    /// Whether there is a key of every kind that the server has (of RSA it names the signatures, RFC 8332).
    static func showsAll(_ text: String, of offer: ServerOffer) -> Bool {
        let shown = Set(
            text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
                .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
        return offer.hostKeys.allSatisfy { kind in
            switch kind {
            case "rsa-sha2-256", "rsa-sha2-512", "ssh-rsa": shown.contains("ssh-rsa")
            case "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521":
                shown.contains(kind)
            // Kinds that the scan does not ask for: certificates, keys in hardware, DSA.
            default: true
            }
        }
    }

    static func lines(from text: String, pins: [String]) throws(SFTPFailure) -> String {
        var lines: [String] = []
        var shown: [String] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count >= 3, let fingerprint = HostKeyFingerprint.ofKey(String(words[2])) else { continue }
            if pins.contains(fingerprint) {
                lines.append("\(OpenSSHCarrier.alias) \(words[1]) \(words[2])")
            } else {
                shown.append(fingerprint)
            }
        }
        if lines.isEmpty {
            throw shown.isEmpty ? .unreachable("it shows no host key") : .hostKeyChanged(offered: shown)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
