// What a server offers before anybody logs in (RFC 4253, sections 4.2 and 7.1), and which carrier can therefore reach it.
// Debian 12's libssh2 1.10 knows no RSA with SHA-2 (host or user keys), no encrypt-then-MAC and no AEAD ciphers.

/// The algorithms of a server's key exchange message.
public struct ServerOffer: Sendable, Hashable {
    /// The server's own name of itself.
    public var software: String
    public var keyExchanges: [String]
    public var hostKeys: [String]
    public var ciphers: [String]
    public var macs: [String]

    /// Asks a server. Throws `SFTPFailure`.
    static func ask(_ server: SSHServer, patience: Duration = .seconds(20)) throws(SFTPFailure) -> ServerOffer {
        let deadline = Deadline.after(patience)
        let connection = try TCPConnection.open(server.host, server.port, deadline: deadline)
        try connection.write(Array("SSH-2.0-HMS-ACH\r\n".utf8))
        var bytes: [UInt8] = []
        while bytes.count < 1 << 17 {
            if let offer = try parse(bytes) { return offer }
            try connection.read(&bytes, limit: 16_384, deadline: deadline)
        }
        throw .notSFTP("no SSH server answers there")
    }

    /// Nil when more bytes are needed.
    static func parse(_ bytes: [UInt8]) throws(SFTPFailure) -> ServerOffer? {
        // Lines may stand before the version line.
        var position = 0
        var software: String?
        while software == nil {
            guard let end = bytes[position...].firstIndex(of: 0x0A) else { return nil }
            let line = String(decoding: bytes[position..<end].filter { $0 != 0x0D }, as: UTF8.self)
            position = end + 1
            if line.hasPrefix("SSH-2.0-") || line.hasPrefix("SSH-1.99-") { software = String(line.prefix(100)) }
        }
        var packet = PacketReader(bytes, from: position, to: bytes.count)
        guard let length = packet.number() else { return nil }
        guard length < 1 << 16 else { throw .notSFTP("its first message cannot be read") }
        guard bytes.count - position - 4 >= Int(length) else { return nil }
        guard packet.byte() != nil, packet.byte() == 20 else { throw .notSFTP("its first message is no key exchange") }
        for _ in 0..<16 { guard packet.byte() != nil else { throw .notSFTP("its key exchange is cut off") } }
        var lists: [[String]] = []
        for _ in 0..<6 {
            guard let list = packet.string() else { throw .notSFTP("its key exchange is cut off") }
            lists.append(String(decoding: list, as: UTF8.self).split(separator: ",").map(String.init))
        }
        // Lists 2 and 4 are from client to server, 3 and 5 the other way; servers give them alike.
        return ServerOffer(
            software: software ?? "", keyExchanges: lists[0], hostKeys: lists[1], ciphers: lists[2], macs: lists[4])
    }
}

/// Which carrier is taken, and why: for `check` and `doctor`, in words.
public struct CarrierDecision: Sendable, Hashable {
    public let carrier: CarrierChoice
    public let reason: String

    private static let keyExchanges: Set<String> = [
        "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512",
        "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256",
    ]
    private static let hostKeys: Set<String> = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    ]
    private static let ciphers: Set<String> = [
        "aes128-ctr", "aes192-ctr", "aes256-ctr", "aes256-cbc", "aes192-cbc", "aes128-cbc",
    ]
    private static let macs: Set<String> = ["hmac-sha2-256", "hmac-sha2-512", "hmac-sha1"]

    static let openSSHAsked = CarrierDecision(carrier: .openssh, reason: "the configuration says so")

    /// - Parameter userKeyIsRSA: whether we log in with an RSA key (true also where that cannot be told).
    public static func decide(_ offer: ServerOffer, asked: CarrierChoice, userKeyIsRSA: Bool) -> CarrierDecision {
        if asked != .auto { return CarrierDecision(carrier: asked, reason: "the configuration says so") }
        func lacks(_ offered: [String], _ known: Set<String>) -> Bool { !offered.contains(where: known.contains) }
        if userKeyIsRSA {
            return CarrierDecision(
                carrier: .openssh, reason: "libssh2 cannot sign with RSA and SHA-2, as our key needs")
        }
        for (offered, known, what) in [
            (offer.keyExchanges, keyExchanges, "key exchange"), (offer.hostKeys, hostKeys, "host key"),
            (offer.ciphers, ciphers, "cipher"), (offer.macs, macs, "MAC"),
        ] where lacks(offered, known) {
            return CarrierDecision(
                carrier: .openssh,
                reason: "libssh2 knows no \(what) that the server offers (\(offered.joined(separator: ", ")))")
        }
        return CarrierDecision(carrier: .libssh2, reason: "libssh2 can reach the server")
    }
}
