import Testing

@testable import Configuration

/// What a configuration says of the exchange by AS2, and what is wrong with it, with file and line.
@Suite struct AS2ReaderTests {
    private static let gateway = """
        as2:
          - { certificate: new.pem, key: new.key, passphrase-file: word }
          - { certificate: old.pem, key: old.key }
        listen:
          as2: { address: "[::1]:4443", certificate: tls.pem, key: tls.key, clients: [ca.pem], known-as: "https://h/as2" }
        """
    private static let partner = """
        name: payer
        role: payer
        identifiers: { as2: "Payer Blue" }
        expects: [x12]
        receive:
          - as2: { to: Hospital, certificate: [a.pem, b.pem], receipts-to: ["https://p/r"], size-limit: 2GB, repeats: warning }
        send:
          - as2: { url: "https://p:4443/in", from: Hospital, certificate: a.pem, encrypt: aes256-gcm, receipt: async, receipt-wait: 2h }
        """

    private func read(_ gateway: String, _ partner: String) throws -> GatewayConfiguration {
        try GatewayReader.read(
            ComplaintTests.Files(texts: ["gateway.yaml": gateway, "partners/payer.yaml": partner]), rules: [])
    }

    private func complaints(_ gateway: String, _ partner: String) -> [String] {
        do {
            _ = try read(gateway, partner)
            return []
        } catch {
            return (error as? ConfigurationFailure)?.complaints.map(\.description) ?? ["\(error)"]
        }
    }

    @Test func whatIsSaidIsRead() throws {
        let configuration = try read(Self.gateway, Self.partner)
        #expect(configuration.as2Identities.map(\.key) == ["new.key", "old.key"])
        let listener = try #require(configuration.as2Listener)
        #expect(listener.host == "::1" && listener.port == 4443 && listener.tls?.clients == ["ca.pem"])
        let payer = try #require(configuration.partner(named: "payer"))
        let channel = try #require(payer.receive.first)
        #expect(channel.folder == "as2://Payer%20Blue/Hospital" && !channel.isFolder && channel.checksum == .none)
        let source = try #require(channel.as2)
        #expect(source.from == "Payer Blue" && source.certificates == ["a.pem", "b.pem"])
        #expect(source.encryption == .required && source.signature == .required && !source.takesLegacy)
        #expect(source.sizeLimit == 2_000_000_000 && source.repeatAnswer == .warning)
        let target = try #require(payer.send.first?.as2)
        #expect(target.to == "Payer Blue" && target.encryption == .aes256GCM && target.signature == .sha256)
        #expect(target.receipt == .async && target.isReceiptSigned && target.receiptWait == 7_200_000)
        #expect(payer.send.first?.folder == "as2://Hospital/Payer%20Blue")
    }

    @Test(arguments: [
        ("to: Hospital, certificate: [a.pem, b.pem]", "to: Hospital", "payer.yaml:6:", "`certificate` is missing"),
        ("to: Hospital,", "to: \"Höspital\",", "payer.yaml:6:", "printable ASCII"),
        ("repeats: warning", "repeats: never", "payer.yaml:6:", "one of original"),
        ("\"https://p/r\"", "\"p/r\"", "payer.yaml:6:", "whole addresses"),
        ("https://p:4443/in", "ftp://p/in", "payer.yaml:8:", "http(s)"),
        ("receipt: async", "receipt: someday", "payer.yaml:8:", "one of sync"),
        ("encrypt: aes256-gcm", "encrypt: rc4", "payer.yaml:8:", "one of aes128-cbc"),
        ("encrypt: aes256-gcm", "user: me", "payer.yaml:8:", "belong together"),
        ("encrypt: aes256-gcm", "colour: red", "payer.yaml:8:", "colour"),
        ("receipt-wait: 2h", "receipt-wait: soon", "payer.yaml:8:", "takes a time"),
    ])
    func complaintsNameFileAndLine(part: String, wrong: String, place: String, word: String) {
        let found = complaints(Self.gateway, Self.partner.replacing(part, with: wrong))
        #expect(found.contains { $0.contains(place) && $0.contains(word) }, "\(found)")
    }

    @Test func whatIsMissingBesideIsSaid() {
        let bare = complaints("organisation: { name: H }", Self.partner)
        #expect(bare.contains { $0.contains("no `as2` certificate of ours") })
        #expect(bare.contains { $0.contains("no `listen: as2` address") })
        #expect(bare.contains { $0.contains("known-as") })
        let wrong = complaints("listen: { as2: nowhere }", Self.partner)
        #expect(wrong.contains { $0.contains("gateway.yaml:1:") && $0.contains("HOST:PORT") })
    }
}
