// What openssl cms makes we open, and what we make it reads: without any of our own code on the other side.

import Foundation
import SMIME
import Testing

@testable import AS2

@Suite(.enabled(if: TestIdentities.isPresent, "needs the openssl command"))
struct OpenSSLTests {
    static let entity = Array(
        "Content-Type: application/edi-x12\r\nContent-Disposition: attachment; filename=x.835\r\n\r\nISA*00~\r\nGS~\r\n"
            .utf8)
    static let payload = Array("ISA*00~\r\nGS~\r\n".utf8)

    /// multipart/signed as openssl writes it: with a preamble, with x-pkcs7-signature, with LF or CRLF for its own lines.
    static func signed(_ entity: [UInt8], _ options: [String], _ identities: TestIdentities) throws -> [UInt8] {
        try OpenSSLCommand.run(
            ["cms", "-sign", "-binary", "-signer", identities.folder + "/partner.pem"]
                + ["-inkey", identities.folder + "/partner.key"] + options, input: entity)
    }

    static func encrypted(_ entity: [UInt8], _ options: [String], _ identities: TestIdentities) throws -> [UInt8] {
        try OpenSSLCommand.run(
            ["cms", "-encrypt", "-binary", "-outform", "DER", "-recip", identities.folder + "/ours.pem"] + options,
            input: entity)
    }

    static let envelopeHeaders = AS2Headers([
        (name: "Content-Type", value: "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m")
    ])

    @Test(
        arguments: ["sha256", "sha384", "sha512"],
        [[], ["-crlfeol"], ["-nosmimecap"], ["-nocerts"], ["-keyid"], ["-keyopt", "rsa_padding_mode:pss"]])
    func `what it signs is opened`(digest: String, options: [String]) throws {
        let identities = try TestIdentities.require()
        let message = try Self.signed(Self.entity, ["-md", digest] + options, identities)
        let entity = try #require(SmallEntity(message))
        let opened = try TestMessages.open(
            entity.headers, entity.body, TestMessages.receiving(identities), pieceSize: 11, at: identities.now)
        #expect(opened.message.problems == [])
        #expect(opened.payload == Self.payload)
        #expect(opened.signedContent == Self.entity)
        let name = try #require(DigestName(parsing: digest))
        let octets = try MessageDigest.digest(Self.entity, by: name)
        #expect(opened.message.mics == [MICCandidate(MIC(octets, name), over: .signedContent)])
    }

    @Test(arguments: [
        ["-aes128"], ["-aes192"], ["-aes256"], ["-aes256", "-stream"], ["-aes-256-gcm"], ["-aes256", "-keyid"],
        ["-aes256", "-keyopt", "rsa_padding_mode:oaep"],
        ["-aes256", "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"],
    ])
    func `what it signs and encrypts is opened`(options: [String]) throws {
        let identities = try TestIdentities.require()
        let signed = try Self.signed(Self.entity, ["-md", "sha256", "-crlfeol"], identities)
        let body = try Self.encrypted(signed, options, identities)
        for octets in [body, Base64Encoder.lines(body)] {
            let opened = try TestMessages.open(
                Self.envelopeHeaders, octets, TestMessages.receiving(identities), pieceSize: 100, at: identities.now)
            #expect(opened.message.problems == [])
            #expect(opened.payload == Self.payload)
            #expect(opened.message.isSigned && opened.message.isEncrypted)
        }
    }

    @Test func `what rests on weak algorithms is taken only where it was agreed`() throws {
        let identities = try TestIdentities.require()
        let signed = try Self.signed(Self.entity, ["-md", "sha1"], identities)
        let body = try Self.encrypted(signed, ["-des3"], identities)
        var agreement = TestMessages.receiving(identities)
        func disposition() throws -> Disposition {
            try TestMessages.open(Self.envelopeHeaders, body, agreement, at: identities.now).message.disposition
        }
        #expect(try disposition() == .insufficientMessageSecurity)
        agreement.ciphers.insert(.tripleDES)
        #expect(try disposition() == .insufficientMessageSecurity)
        agreement.digests.insert(.sha1)
        #expect(try disposition() == .processed)
    }

    @Test(arguments: TestMessages.Shape.all.filter { $0.isSigned && $0.compression != .afterSigning })
    func `it reads what we make`(shape: TestMessages.Shape) throws {
        let identities = try TestIdentities.require()
        // Its reader of S/MIME writes every line end anew; only with DER and -content it takes octets as they are.
        let built = try TestMessages.build(shape, identities, payload: Self.payload)
        var entity = built.message.headers.octets + [0x0D, 0x0A] + built.body
        if shape.isEncrypted {
            entity = try OpenSSLCommand.run(
                [
                    "cms", "-decrypt", "-binary", "-inform", "DER", "-recip", identities.folder + "/ours.pem", "-inkey",
                    identities.folder + "/ours.key",
                ], input: built.body)
        }
        let content = try OpenSSLCommand.run(
            [
                "cms", "-verify", "-binary", "-crlfeol", "-inform", "SMIME", "-CAfile",
                identities.folder + "/partner.pem",
            ]
                + ["-purpose", "any"], input: entity)
        #expect(content == built.signedContent)
    }

    /// What an auditor does with the evidence, without us.
    @Test func `it confirms the evidence`() throws {
        let identities = try TestIdentities.require()
        let built = try TestMessages.build(TestMessages.Shape(isSigned: true, isEncrypted: true), identities)
        let opened = try TestMessages.open(
            built.message.headers, built.body, TestMessages.receiving(identities), at: identities.now)
        let folder = FileManager.default.temporaryDirectory.appending(path: "as2-evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let signature = folder.appending(path: "signature.p7s")
        let content = folder.appending(path: "content")
        try Data(#require(opened.message.signature)).write(to: signature)
        try Data(opened.signedContent).write(to: content)
        func verify(_ certificate: String) throws -> [UInt8] {
            try OpenSSLCommand.run([
                "cms", "-verify", "-binary", "-inform", "DER", "-in", signature.path, "-content", content.path,
                "-nointern", "-noverify", "-certfile", "\(identities.folder)/\(certificate).pem",
            ])
        }
        #expect(try verify("partner") == opened.signedContent)
        #expect(throws: OpenSSLCommand.Failure.self) { try verify("stranger") }
        try Data(opened.signedContent + [0x20]).write(to: content)
        #expect(throws: OpenSSLCommand.Failure.self) { try verify("partner") }
    }

    @Test func `it confirms a receipt`() throws {
        let identities = try TestIdentities.require()
        let letter = try Receipt(for: TestMessages.id("<1@a>"), by: TestMessages.name("A"), disposition: .processed)
            .letter(
                from: TestMessages.name("A"), to: TestMessages.name("B"), messageID: TestMessages.id("<r@a>"),
                at: identities.now, boundary: Boundary(entropy: Array(0..<16)),
                signing: Receipt.Signing(identities.ours, digest: .sha512, includesCertificate: false))
        let content = try OpenSSLCommand.run(
            [
                "cms", "-verify", "-binary", "-crlfeol", "-inform", "SMIME", "-certfile",
                identities.folder + "/ours.pem",
                "-CAfile", identities.folder + "/ours.pem", "-purpose", "any",
            ], input: letter.headers.octets + [0x0D, 0x0A] + letter.body)
        #expect(content.starts(with: Array("Content-Type: multipart/report;".utf8)))
    }
}
