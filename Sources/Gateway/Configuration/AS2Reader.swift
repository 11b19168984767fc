// Reads the `as2` parts of the configuration: our identities, the listener, and the channels.

struct AS2Reader {
    let section: Section

    // MARK: Ours

    /// Our certificates with their keys: one, or several while they roll over.
    static func identities(_ section: Section) -> [AS2IdentityFiles] {
        let several = section.sections("as2", orOne: true)
        return several.compactMap { AS2Reader(section: $0).identity(["certificate", "key", "passphrase-file"]) }
    }

    private func identity(_ keys: [String]) -> AS2IdentityFiles? {
        section.allow(keys)
        guard let certificate = section.requiredText("certificate"), let key = section.requiredText("key") else {
            return nil
        }
        return AS2IdentityFiles(
            certificate: certificate, key: key, passphraseFile: section.text("passphrase-file"))
    }

    /// `as2: "127.0.0.1:4080"`, or a mapping that says more.
    static func listener(_ listen: Section) -> AS2Listener? {
        guard listen.has("as2") else { return nil }
        if listen.isText("as2") {
            guard let text = listen.text("as2"), let address = address(text) else {
                listen.complain("`as2` takes HOST:PORT, for example 127.0.0.1:4080", at: "as2")
                return nil
            }
            return AS2Listener(host: address.host, port: address.port)
        }
        return listen.section("as2").flatMap { AS2Reader(section: $0).listener() }
    }

    private func listener() -> AS2Listener? {
        section.allow(
            "address", "path", "certificate", "key", "passphrase-file", "clients", "connections", "known-as")
        guard let text = section.requiredText("address") else { return nil }
        guard let address = Self.address(text) else {
            section.complain("`address` takes HOST:PORT, for example 0.0.0.0:4443", at: "address")
            return nil
        }
        var listener = AS2Listener(host: address.host, port: address.port, path: section.text("path"))
        if let path = listener.path, !path.hasPrefix("/") { section.complain("`path` begins with a slash", at: "path") }
        if section.has("certificate") || section.has("key") || section.has("clients") {
            guard let certificate = section.requiredText("certificate"), let key = section.requiredText("key") else {
                return nil
            }
            listener.tls = AS2Listener.TLS(
                certificate: certificate, key: key, passphraseFile: section.text("passphrase-file"),
                clients: section.texts("clients"))
        }
        if let text = section.text("connections") {
            if let number = Int(text), (1...10_000).contains(number) {
                listener.connections = number
            } else {
                section.complain("`connections` takes a number from 1 to 10000, not `\(text)`", at: "connections")
            }
        }
        listener.address = section.text("known-as")
        if let address = listener.address, !Self.isAddress(address) {
            section.complain("`known-as` takes the address by which partners reach us, http(s)://…", at: "known-as")
        }
        return listener
    }

    /// `127.0.0.1:4080`, `[::1]:4080`.
    static func address(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : (String(host), port)
    }

    /// Whether it can be posted to: `http://` or `https://`, a host, nothing blank.
    static func isAddress(_ text: String) -> Bool {
        for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return rest.utf8.first.map { $0 != 0x2F && $0 != 0x3A } ?? false
                && rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x40 && $0 != 0x23 }
        }
        return false
    }

    // MARK: Channels

    /// - Parameter theirs: the partner's name as `identifiers: as2` has it.
    func source(theirs: String?) -> AS2Source? {
        section.allow(
            "from", "to", "certificate", "encryption", "signature", "legacy", "ended-certificates", "receipts-to",
            "repeats", "size-limit", "time-limit")
        guard let names = names(from: theirs, to: nil) else { return nil }
        let signature = section.choice("signature", Demand.self) ?? .required
        let certificates = section.texts("certificate") ?? []
        if signature != .none, certificates.isEmpty {
            section.complain("`certificate` is missing: without a pinned certificate no signature can be trusted")
        }
        let addresses = section.texts("receipts-to") ?? []
        for address in addresses where !Self.isAddress(address) {
            section.complain("`receipts-to` takes whole addresses, http(s)://…, not `\(address)`", at: "receipts-to")
        }
        var source = AS2Source(
            from: names.from, to: names.to, certificates: certificates,
            encryption: section.choice("encryption", Demand.self) ?? .required, signature: signature,
            takesLegacy: section.flag("legacy") ?? false,
            takesEndedCertificates: section.flag("ended-certificates") ?? false, receiptAddresses: addresses,
            repeatAnswer: section.choice("repeats", AS2Source.RepeatAnswer.self) ?? .original,
            sizeLimit: 4_000_000_000, timeLimit: time("time-limit") ?? 1_800_000)
        if let text = section.text("size-limit") {
            if let bytes = ByteCount.of(text), bytes > 0 {
                source.sizeLimit = bytes
            } else {
                section.complain("`size-limit` takes an amount like 500MB, not `\(text)`", at: "size-limit")
            }
        }
        return source
    }

    func target(theirs: String?) -> AS2Target? {
        section.allow(
            "url", "from", "to", "certificate", "sign", "encrypt", "compress", "receipt", "signed-receipt", "subject",
            "content-type", "base64", "time-limit", "receipt-wait", "posts", "trust", "pin", "client-certificate",
            "client-key", "client-passphrase-file", "proxy", "user", "password-file")
        guard let names = names(from: nil, to: theirs), let url = section.requiredText("url") else { return nil }
        if !Self.isAddress(url) { section.complain("`url` takes http(s)://host/path, not `\(url)`", at: "url") }
        let signature = section.choice("sign", AS2Target.Signature.self) ?? .sha256
        let encryption = section.choice("encrypt", AS2Target.Encryption.self) ?? .aes256CBC
        let receipt = section.choice("receipt", AS2Target.Receipt.self) ?? .sync
        let isSigned = section.flag("signed-receipt") ?? true
        let certificates = section.texts("certificate") ?? []
        if certificates.isEmpty, encryption != .none || (receipt != .none && isSigned) {
            section.complain("`certificate` is missing: the partner's, to encrypt to and to check its receipts by")
        }
        for key in ["subject", "content-type"] {
            if let text = section.text(key), !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
                section.complain("`\(key)` takes printable ASCII: it goes into a header", at: key)
            }
        }
        return AS2Target(
            url: url, from: names.from, to: names.to, certificates: certificates, signature: signature,
            encryption: encryption, compression: section.choice("compress", AS2Target.Compression.self) ?? .none,
            receipt: receipt, isReceiptSigned: isSigned, subject: section.text("subject"),
            contentType: section.text("content-type"), isBase64: section.flag("base64") ?? false,
            timeLimit: time("time-limit") ?? 120_000,
            receiptWait: time("receipt-wait") ?? 3_600_000,
            posts: posts(), connection: connection(url))
    }

    private func posts() -> Int64 {
        guard let text = section.text("posts") else { return 5 }
        if let number = Int64(text), (1...100).contains(number) { return number }
        section.complain("`posts` takes a number from 1 to 100, not `\(text)`", at: "posts")
        return 5
    }

    private func connection(_ url: String) -> HTTPSConnection {
        var connection = HTTPSConnection()
        connection.trust = section.texts("trust")
        connection.pins = (section.texts("pin") ?? []).map { $0.lowercased().filter { $0 != ":" && $0 != " " } }
        for pin in connection.pins where pin.utf8.count != 64 || !pin.utf8.allSatisfy(Self.isDigit) {
            section.complain("`pin` takes SHA-256 fingerprints of 64 hexadecimal digits", at: "pin")
        }
        if section.has("client-certificate") || section.has("client-key") {
            if let certificate = section.requiredText("client-certificate"),
                let key = section.requiredText("client-key")
            {
                connection.client = AS2IdentityFiles(
                    certificate: certificate, key: key, passphraseFile: section.text("client-passphrase-file"))
            }
        }
        connection.proxy = section.text("proxy")
        if let proxy = connection.proxy, !proxy.hasPrefix("http://") || Self.address(String(proxy.dropFirst(7))) == nil
        {
            section.complain("`proxy` takes http://HOST:PORT, not `\(proxy)`", at: "proxy")
        }
        connection.user = section.text("user")
        connection.passwordFile = section.text("password-file")
        if (connection.user == nil) != (connection.passwordFile == nil) {
            section.complain("`user` and `password-file` belong together")
        }
        if connection.user != nil, !url.hasPrefix("https://") {
            section.complain("`user` needs an https `url`: the password would be readable", at: "user")
        }
        return connection
    }

    // MARK: Names and times

    private func names(from: String?, to: String?) -> (from: String, to: String)? {
        let (from, to) = (section.text("from") ?? from, section.text("to") ?? to)
        for (key, name) in [("from", from), ("to", to)] {
            guard let name else {
                section.complain("`\(key)` is missing: the name in AS2-\(key == "from" ? "From" : "To")")
                return nil
            }
            if !(1...128).contains(name.utf8.count) || !name.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
                section.complain("`\(key)` takes 1 to 128 printable ASCII characters", at: key)
                return nil
            }
        }
        guard let from, let to else { return nil }
        return (from, to)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private func time(_ key: String) -> Int64? {
        guard let text = section.text(key) else { return nil }
        if text.hasSuffix("h"), let hours = Int64(text.dropLast()), (1...720).contains(hours) {
            return hours * 3_600_000
        }
        if let milliseconds = PartnerReader.milliseconds(text), milliseconds > 0 { return Int64(milliseconds) }
        section.complain("`\(key)` takes a time such as `30s`, `5m` or `2h`, not `\(text)`", at: key)
        return nil
    }
}

extension AS2Source {
    /// `as2://THEIRS/OURS`: names the channel in the store. What a path cannot hold is written as `%` and two digits.
    var channel: String { AS2Names.channel(from, to) }
}

extension AS2Target {
    /// `as2://OURS/THEIRS`.
    var channel: String { AS2Names.channel(from, to) }
}

enum AS2Names {
    static func channel(_ from: String, _ to: String) -> String { "as2://\(escaped(from))/\(escaped(to))" }

    private static func escaped(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return name.utf8.map { byte in
            byte > 0x20 && byte < 0x7F && byte != 0x25 && byte != 0x2F
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }
}
