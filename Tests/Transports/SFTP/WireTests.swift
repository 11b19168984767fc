import Testing

@testable import SFTP

/// What comes from a server is never trusted.
@Suite struct WireTests {
    @Test func aCutOffAnswerIsNone() {
        var writer = PacketWriter(.status, number: 7)
        writer.add(Array("name".utf8))
        let whole = [UInt8(104)] + [0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 1, 65, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(Reply.parse(whole)?.number == 7)
        for length in 0..<whole.count { #expect(Reply.parse(Array(whole.prefix(length))) == nil) }
        #expect(writer.finished().prefix(4) == [0, 0, 0, 13])
    }

    @Test func aLengthBeyondThePacketIsNone() {
        #expect(Reply.parse([103, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 1]) == nil)
        #expect(Reply.parse([104, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF]) == nil)
        #expect(Reply.parse([105, 0, 0, 0, 1, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF]) == nil)
    }

    @Test func anOfferIsRead() throws {
        func list(_ text: String) -> [UInt8] { [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8) }
        var payload: [UInt8] = [4, 20] + [UInt8](repeating: 9, count: 16)
        for text in ["curve25519-sha256", "ssh-ed25519,rsa-sha2-512", "aes256-ctr", "aes256-ctr", "hmac-sha2-256", "x"]
        {
            payload += list(text)
        }
        let packet = [0, 0, 0, UInt8(payload.count)] + payload
        let bytes = Array("Welcome\r\nSSH-2.0-Bank_1.0\r\n".utf8) + packet
        let offer = try #require(try ServerOffer.parse(bytes))
        #expect(offer.software == "SSH-2.0-Bank_1.0")
        #expect(offer.hostKeys == ["ssh-ed25519", "rsa-sha2-512"])
        for length in 0..<bytes.count { #expect(try ServerOffer.parse(Array(bytes.prefix(length))) == nil) }
        #expect(CarrierDecision.decide(offer, asked: .auto, userKeyIsRSA: false).carrier == .libssh2)
        #expect(CarrierDecision.decide(offer, asked: .auto, userKeyIsRSA: true).carrier == .openssh)
    }

    @Test(arguments: ["-oProxyCommand=x", "", "a b", "host\nProxyCommand x", "h%h", "h\"x", "$(x)"])
    func aHostThatCouldBeAnOptionIsNone(_ host: String) {
        #expect(SSHServer(host: host, user: "u", credential: .agent, hostKeys: []) == nil)
        #expect(SSHServer(host: "h", user: host, credential: .agent, hostKeys: []) == nil)
    }
}
