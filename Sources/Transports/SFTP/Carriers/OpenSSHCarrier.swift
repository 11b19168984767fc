// OpenSSH's own client as a carrier: `ssh -s` runs as a child and the bytes go through its pipes. It reaches every server
// and knows every key that OpenSSH does.
//
// Nothing that a partner says becomes an option: the only argument is a fixed alias; host, port and account stand in a
// configuration file of our own that only we may read.

import Glibc

final class OpenSSHCarrier: Carrier {
    private let child: ChildProcess
    /// Where the child finds its configuration; removed with the carrier.
    private let folder: PrivateFolder
    private var piece = [UInt8](repeating: 0, count: 1 << 18)
    private var hasExchanged = false
    private let keyIsSealed: Bool

    /// - Parameters:
    ///   - knownHosts: lines for the server under the alias, from `HostKeyScan`.
    ///   - answersQuestions: whether the password goes out as the answer to the server's question instead of by the
    ///     password method. Never both in one call: each is a try that the server counts.
    init(
        _ server: SSHServer, knownHosts: String, secretFile: String?, answersQuestions: Bool = false
    ) throws(SFTPFailure) {
        if case .key = server.credential { keyIsSealed = secretFile != nil } else { keyIsSealed = false }
        folder = try PrivateFolder()
        try folder.write("known_hosts", knownHosts)
        try folder.write(
            "config", Self.configuration(server, folder.path, hasSecret: secretFile != nil, answersQuestions))
        var environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        if let secretFile {
            // OpenSSH asks a program for passwords and passphrases; ours prints the file.
            try folder.write("askpass", "#!/bin/sh\nexec cat \"$HMS_ACH_SECRET_FILE\"\n", mode: 0o700)
            environment["SSH_ASKPASS"] = "\(folder.path)/askpass"
            environment["SSH_ASKPASS_REQUIRE"] = "force"
            environment["HMS_ACH_SECRET_FILE"] = secretFile
        }
        if case .agent = server.credential, let socket = getenv("SSH_AUTH_SOCK") {
            environment["SSH_AUTH_SOCK"] = String(cString: socket)
        }
        child = try ChildProcess(
            "/usr/bin/ssh", ["-F", "\(folder.path)/config", "-T", "-s", Self.alias, "sftp"], environment: environment)
    }

    static let alias = "hms-ach-partner"

    private static func configuration(_ server: SSHServer, _ folder: String, hasSecret: Bool, _ answersQuestions: Bool)
        -> String
    {
        var lines = [
            "Host \(alias)", "HostName \(server.host)", "Port \(server.port)", "User \(server.user)",
            "HostKeyAlias \(alias)", "StrictHostKeyChecking yes", "UserKnownHostsFile \(folder)/known_hosts",
            "GlobalKnownHostsFile none", "UpdateHostKeys no", "VerifyHostKeyDNS no", "CanonicalizeHostname no",
            "ServerAliveInterval 15", "ServerAliveCountMax 3", "ConnectTimeout 20", "ConnectionAttempts 1",
            "ClearAllForwardings yes", "ForwardAgent no", "ForwardX11 no", "PermitLocalCommand no", "ControlMaster no",
            "ControlPath none", "LogLevel ERROR", "NumberOfPasswordPrompts 1", "GSSAPIAuthentication no",
            "HostbasedAuthentication no", "RequestTTY no", "Compression no",
            "BatchMode \(hasSecret ? "no" : "yes")",
        ]
        switch server.credential {
        case .key(let path, _):
            lines += [
                "IdentityFile \"\(path)\"", "IdentitiesOnly yes", "IdentityAgent none",
                "PreferredAuthentications publickey",
            ]
        case .password:
            lines += [
                "PubkeyAuthentication no",
                "PreferredAuthentications \(answersQuestions ? "keyboard-interactive" : "password")",
            ]
        case .agent: lines += ["IdentityFile none", "PreferredAuthentications publickey"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    func exchange(_ output: RawSpan, into input: inout [UInt8], deadline: Deadline) throws(SFTPFailure) -> Int {
        while true {
            var sent = 0
            if output.byteCount > 0 {
                sent = output.withUnsafeBytes { child.write($0) }
                if sent < 0, errno != EAGAIN, errno != EINTR { throw failure() }
                sent = max(0, sent)
            }
            var hasReceived = false
            while input.count < 1 << 20 {
                let count = read(child.output, &piece, piece.count)
                if count > 0 {
                    input += piece.prefix(count)
                    hasReceived = true
                    hasExchanged = true
                    continue
                }
                if count < 0, errno == EAGAIN || errno == EINTR { break }
                if hasReceived || sent > 0 { break }
                throw failure()
            }
            if sent > 0 || hasReceived { return sent }
            if !child.wait(toWrite: output.byteCount > 0, deadline) { throw .timedOut(operation: "") }
        }
    }

    /// What its end means, by its exit code (255: ssh itself) and its words.
    private func failure() -> SFTPFailure {
        let code = child.exitCode(.after(.seconds(2)))
        let words = child.lastWords
        if hasExchanged { return .lost(operation: "", reason: words.isEmpty ? "the server ended it" : words) }
        let text = words.lowercased()
        if text.contains("host key verification failed") || text.contains("host identification has changed") {
            return .hostKeyChanged(offered: [])
        }
        if text.contains("permission denied") || text.contains("too many authentication failures") {
            // With a wrong passphrase it goes on without the key, and says no more than that it was refused.
            return .loginRefused(words + (keyIsSealed ? "; or the key's passphrase is wrong" : ""))
        }
        if text.contains("no matching") || text.contains("unable to negotiate") { return .noCommonMethod(words) }
        if text.contains("bad configuration") || text.contains("identity file") || text.contains("invalid format") {
            return .local(words)
        }
        if text.contains("subsystem request failed") { return .notSFTP("the server has no SFTP for this account") }
        return .unreachable(words.isEmpty ? "ssh ended\(code.map { " with code \($0)" } ?? "")" : words)
    }

    func close() { child.end() }
}
