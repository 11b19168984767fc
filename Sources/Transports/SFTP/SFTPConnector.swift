// Opens sessions with one server: asks what it offers, decides on the carrier, remembers both. One thread uses it.

/// Connects to one server.
public final class SFTPConnector {
    public let server: SSHServer
    private let patience: Duration
    private let isInterrupted: () -> Bool
    private var offer: ServerOffer?
    private var knownHosts: String?
    private var passwordIsForQuestions = false

    /// - Parameters:
    ///   - patience: how long a call waits while nothing comes.
    ///   - isInterrupted: asked about once a second meanwhile: whether to give up earlier.
    public init(
        _ server: SSHServer, patience: Duration = SFTPSession.patience, isInterrupted: @escaping () -> Bool = { false }
    ) {
        self.server = server
        self.patience = patience
        self.isInterrupted = isInterrupted
    }

    /// Which carrier would be taken, and why. Throws `SFTPFailure`.
    public func decision() throws(SFTPFailure) -> CarrierDecision {
        try CredentialFiles.check(server.credential)
        // OpenSSH's client finds out for itself; each connection without a login is one that a server may hold against us.
        if server.carrier == .openssh { return .openSSHAsked }
        let offer = try currentOffer()
        let isRSA = userKeyIsRSA
        let decision = CarrierDecision.decide(offer, asked: server.carrier, userKeyIsRSA: isRSA ?? true)
        if isRSA == nil, server.carrier == .auto {
            return CarrierDecision(
                carrier: .openssh,
                reason: "it cannot be told whether our key is an RSA one, which libssh2 cannot sign with")
        }
        return decision
    }

    /// A session that is logged in. Throws `SFTPFailure`.
    public func open() throws(SFTPFailure) -> SFTPSession {
        do {
            switch try decision().carrier {
            case .libssh2, .auto:
                return try SFTPSession(try openWithLibSSH2(), patience: patience, isInterrupted: isInterrupted)
            case .openssh: return try openWithOpenSSH()
            }
        } catch {
            // What was remembered of a server that cannot be reached may be what is wrong.
            offer = nil
            throw error
        }
    }

    private func openWithLibSSH2() throws(SFTPFailure) -> LibSSH2Carrier {
        do {
            return try LibSSH2Carrier.open(
                server, offer: try currentOffer(), secret: try secret(), patience: patience)
        } catch .loginRefused(let words) where userKeyIsRSA == true {
            // Asked for by the configuration: some old servers take it.
            throw .loginRefused(
                "\(words); libssh2 signs with RSA and SHA-1 only, which servers refuse today: take `carrier: auto`")
        }
    }

    private func openWithOpenSSH() throws(SFTPFailure) -> SFTPSession {
        let lines: String
        if let knownHosts { lines = knownHosts } else { lines = try scan() }
        do {
            let session = try openWithOpenSSH(lines)
            knownHosts = lines
            return session
        } catch .hostKeyChanged {
            // Looked at again: the new scan says which keys the server shows now.
            knownHosts = nil
            let again = try scan()
            if again == lines { throw .hostKeyChanged(offered: []) }
            return try openWithOpenSSH(again)
        }
    }

    private func openWithOpenSSH(_ lines: String) throws(SFTPFailure) -> SFTPSession {
        let wantsQuestions = passwordIsForQuestions
        do {
            return try SFTPSession(
                try OpenSSHCarrier(
                    server, knownHosts: lines, secretFile: secretFile, answersQuestions: wantsQuestions),
                patience: patience, isInterrupted: isInterrupted)
        } catch .loginRefused(let words) {
            // The words name the methods that the server has. Where the password method is not among them, no password has
            // gone out yet.
            let methods = words.split(separator: "(").last.map(String.init) ?? ""
            guard case .password = server.credential, !wantsQuestions, methods.contains("keyboard-interactive"),
                !methods.contains("password")
            else { throw .loginRefused(words) }
            passwordIsForQuestions = true
            return try openWithOpenSSH(lines)
        }
    }

    private func scan() throws(SFTPFailure) -> String {
        try HostKeyScan.pinnedLines(of: server, patience: min(patience, .seconds(30)))
    }

    private func currentOffer() throws(SFTPFailure) -> ServerOffer {
        if let offer { return offer }
        let asked = try ServerOffer.ask(server, patience: min(patience, .seconds(20)))
        offer = asked
        return asked
    }

    private var secretFile: String? {
        switch server.credential {
        case .key(_, let file): file
        case .password(let file): file
        case .agent: nil
        }
    }

    /// A passphrase or password: the file's first line.
    private func secret() throws(SFTPFailure) -> [UInt8]? {
        guard let secretFile else { return nil }
        guard let bytes = SmallFile.bytes(secretFile) else { throw .local("the file with the secret cannot be read") }
        return Array(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
    }

    /// By the public half beside the key, or by the key's own first lines; nil where neither tells.
    private var userKeyIsRSA: Bool? {
        guard case .key(let path, _) = server.credential else {
            if case .agent = server.credential { return nil }
            return false
        }
        if let bytes = SmallFile.bytes(path + ".pub") { return bytes.starts(with: Array("ssh-rsa".utf8)) }
        guard let bytes = SmallFile.bytes(path) else { return nil }
        let text = String(decoding: bytes.prefix(1 << 14), as: UTF8.self)
        if text.contains("BEGIN RSA") { return true }
        if text.contains("BEGIN EC ") { return false }
        let base64 = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
        guard let key = HostKeyFingerprint.decoded(base64), key.starts(with: Array("openssh-key-v1".utf8)) else {
            return nil
        }
        // The public key stands in clear behind the cipher's name, also where the private one is encrypted.
        return String(decoding: key, as: UTF8.self).contains("ssh-rsa")
    }
}
