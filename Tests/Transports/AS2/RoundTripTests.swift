// What is built is opened again, in every shape, wherever it is cut; and what is broken is told, never a trap.

import SMIME
import Testing

@testable import AS2

@Suite(.enabled(if: TestIdentities.isPresent, "needs the openssl command to make certificates"))
struct RoundTripTests {
    @Test(arguments: TestMessages.Shape.all, [false, true])
    func `what is built is opened`(shape: TestMessages.Shape, usesBase64: Bool) throws {
        let identities = try TestIdentities.require()
        var shape = shape
        shape.usesBase64 = usesBase64
        let built = try TestMessages.build(shape, identities)
        let opened = try TestMessages.open(
            built.message.headers, built.body, TestMessages.receiving(identities), at: identities.now)
        #expect(opened.message.problems == [])
        #expect(opened.message.disposition == .processed)
        #expect(opened.payload == TestMessages.text)
        #expect(opened.message.payloadByteCount == Int64(TestMessages.text.count))
        #expect(opened.message.payloadName?.text == "x.835")
        #expect(opened.message.payloadType?.essence == "application/edi-x12")
        #expect(opened.message.isSigned == shape.isSigned)
        #expect(opened.message.isEncrypted == shape.isEncrypted)
        #expect(opened.message.isCompressed == (shape.compression != .none))
        #expect(opened.message.mics == built.message.pending.mics)
        #expect(opened.message.mics.first?.rule == Self.rule(shape))
        #expect(opened.message.signer == (shape.isSigned ? identities.partner.certificate : nil))
        #expect(opened.message.signature == built.message.signature)
        #expect(opened.signedContent == built.signedContent)
        #expect(built.message.byteCount == Int64(built.body.count))
    }

    /// RFC 4130, section 7.3.1, and RFC 5402, section 4.
    static func rule(_ shape: TestMessages.Shape) -> MICRule {
        if shape.isSigned { return .signedContent }
        return shape.isEncrypted || shape.compression != .none ? .payloadWithHeader : .payloadBody
    }

    @Test(arguments: TestMessages.Shape.all)
    func `every cut gives the same`(shape: TestMessages.Shape) throws {
        let identities = try TestIdentities.require()
        let built = try TestMessages.build(shape, identities)
        for size in [1, 2, 3, 7, 63, 64, 65, 1000] {
            let opened = try TestMessages.open(
                built.message.headers, built.body, TestMessages.receiving(identities), pieceSize: size,
                at: identities.now)
            #expect(opened.message.problems == [])
            #expect(opened.payload == TestMessages.text)
            #expect(opened.message.mics == built.message.pending.mics)
        }
    }

    @Test(arguments: TestMessages.Shape.all)
    func `no truncation is taken for the message`(shape: TestMessages.Shape) throws {
        let identities = try TestIdentities.require()
        let built = try TestMessages.build(shape, identities)
        // A plain message has no end of its own, and the line end behind the last boundary is not needed.
        let needed = shape.isSigned && !shape.isEncrypted && shape.compression != .afterSigning ? 2 : 0
        if !shape.isSigned, !shape.isEncrypted, shape.compression == .none { return }
        for count in stride(from: 0, to: built.body.count - needed, by: 7) {
            let opened = try TestMessages.open(
                built.message.headers, Array(built.body.prefix(count)), TestMessages.receiving(identities),
                at: identities.now)
            #expect(opened.message.disposition != .processed, "cut at \(count) of \(built.body.count)")
            #expect(opened.message.mics.isEmpty)
        }
    }

    @Test(arguments: TestMessages.Shape.all.filter(\.isSigned))
    func `no changed octet passes`(shape: TestMessages.Shape) throws {
        let identities = try TestIdentities.require()
        let built = try TestMessages.build(shape, identities)
        var agreement = TestMessages.receiving(identities)
        agreement.signature = .required
        for index in stride(from: 0, to: built.body.count, by: 11) {
            var body = built.body
            body[index] ^= 0x10
            let opened = try TestMessages.open(built.message.headers, body, agreement, at: identities.now)
            if opened.message.problems.isEmpty { #expect(opened.payload == TestMessages.text) }
        }
    }

    @Test(arguments: [ContentCipher.aes128CBC, .aes192CBC, .aes128GCM, .aes256GCM], [DigestName.sha384, .sha512])
    func `ciphers and digests`(cipher: ContentCipher, digest: DigestName) throws {
        let identities = try TestIdentities.require()
        let shape = TestMessages.Shape(isSigned: true, isEncrypted: true, digest: digest, cipher: cipher)
        let built = try TestMessages.build(shape, identities)
        let opened = try TestMessages.open(
            built.message.headers, built.body, TestMessages.receiving(identities), at: identities.now)
        #expect(opened.message.problems == [])
        #expect(opened.payload == TestMessages.text)
        #expect(opened.message.signatureDigest == digest)
        #expect(opened.message.mics.first?.mic.algorithm == digest)
        guard case .encrypted(let envelope) = opened.message.layers.first else { throw TestMessages.Missing() }
        #expect(envelope?.cipher == cipher)
    }

    @Test(arguments: TestMessages.Shape.all.filter(\.isEncrypted), [ContentCipher.aes256CBC, .aes128GCM])
    func `definite lengths are written where agreed`(shape: TestMessages.Shape, cipher: ContentCipher) throws {
        let identities = try TestIdentities.require()
        var agreement = try TestMessages.agreement(shape, identities)
        agreement.usesDefiniteLengths = true
        agreement.cipher = cipher
        let built = try TestMessages.build(shape, identities, agreement: agreement)
        // A sequence with its length in two octets, and not the indefinite form.
        #expect(built.body.starts(with: [0x30, 0x82]))
        let opened = try TestMessages.open(
            built.message.headers, built.body, TestMessages.receiving(identities), at: identities.now)
        #expect(opened.message.problems == [])
        #expect(opened.payload == TestMessages.text)
        #expect(opened.message.mics == built.message.pending.mics)
    }

    @Test func `an empty payload is a payload`() throws {
        let identities = try TestIdentities.require()
        for shape in TestMessages.Shape.all {
            let built = try TestMessages.build(shape, identities, payload: [])
            let opened = try TestMessages.open(
                built.message.headers, built.body, TestMessages.receiving(identities), at: identities.now)
            #expect(opened.message.problems == [], "\(shape)")
            #expect(opened.payload == [])
        }
    }
}
