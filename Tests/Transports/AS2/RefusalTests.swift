// What is not taken, and what its sender is told.

import SMIME
import Testing

@testable import AS2

@Suite(.enabled(if: TestIdentities.isPresent, "needs the openssl command to make certificates"))
struct RefusalTests {
    typealias Shape = TestMessages.Shape

    static func opened(
        _ headers: AS2Headers, _ body: [UInt8], time: Int64? = nil,
        _ change: (inout ReceivingAgreement) -> Void = { _ in }
    ) throws -> TestMessages.Opened {
        let identities = try TestIdentities.require()
        var agreement = TestMessages.receiving(identities)
        change(&agreement)
        let opened = try TestMessages.open(headers, body, agreement, pieceSize: 50, at: time ?? identities.now)
        #expect(opened.message.disposition == .processed || opened.message.mics.isEmpty)
        return opened
    }

    static func refusal(
        of shape: Shape, time: Int64? = nil, _ change: (inout ReceivingAgreement) -> Void
    ) throws -> (disposition: Disposition, kinds: [MessageProblem.Kind]) {
        let built = try TestMessages.build(shape, TestIdentities.require())
        let message = try opened(built.message.headers, built.body, time: time, change).message
        return (message.disposition, message.problems.map(\.kind))
    }

    @Test func `what was agreed is demanded`() throws {
        let plain = try Self.refusal(of: Shape()) { $0.encryption = .required }
        #expect(plain.disposition == .insufficientMessageSecurity && plain.kinds == [.notEncrypted])
        let encrypted = try Self.refusal(of: Shape(isEncrypted: true)) { $0.signature = .required }
        #expect(encrypted.disposition == .insufficientMessageSecurity && encrypted.kinds == [.notSigned])
        let signed = try Self.refusal(of: Shape(isSigned: true)) { $0.signature = .none }
        #expect(signed.disposition == .unexpectedProcessingError && signed.kinds == [.layers])
        let secret = try Self.refusal(of: Shape(isEncrypted: true)) { $0.encryption = .none }
        #expect(secret.kinds == [.layers])
    }

    @Test func `only pinned certificates sign, and only while they are valid`() throws {
        let identities = try TestIdentities.require()
        let stranger = try Self.refusal(of: Shape(isSigned: true, isEncrypted: true)) {
            $0.certificates = [identities.stranger.certificate]
        }
        #expect(stranger.disposition == .authenticationFailed && stranger.kinds == [.signerUnknown])
        let next = try Self.refusal(of: Shape(isSigned: true)) {
            $0.certificates = [identities.stranger.certificate, identities.partner.certificate]
        }
        #expect(next.disposition == .processed)
        let late = identities.partner.certificate.notAfter + 1
        let expired = try Self.refusal(of: Shape(isSigned: true), time: late) { _ in }
        #expect(expired.disposition == .authenticationFailed && expired.kinds == [.signerExpired])
        let built = try TestMessages.build(Shape(isSigned: true), identities)
        let taken = try Self.opened(built.message.headers, built.body, time: late) {
            $0.acceptsExpiredCertificates = true
        }
        #expect(taken.message.disposition == .processed && taken.message.notes.count == 1)
    }

    @Test func `short keys sign nothing`() throws {
        let short = try Self.refusal(of: Shape(isSigned: true)) { $0.minimumKeyBits = 3072 }
        #expect(short.disposition == .insufficientMessageSecurity && short.kinds == [.keyTooShort])
    }

    @Test func `another's key and another's content are told apart`() throws {
        let identities = try TestIdentities.require()
        let built = try TestMessages.build(Shape(isSigned: true), identities)
        let text = String(decoding: built.body, as: UTF8.self)
        let altered = Array(text.replacing("GS*HP", with: "GS*HX").utf8)
        let message = try Self.opened(built.message.headers, altered).message
        #expect(message.disposition == .integrityCheckFailed && message.problems.map(\.kind) == [.contentAltered])
        #expect(message.signature == built.message.signature)

        let wrongKey = try Self.refusal(of: Shape(isSigned: true, isEncrypted: true)) {
            $0.identities = [identities.stranger]
        }
        #expect(wrongKey.disposition == .decryptionFailed && wrongKey.kinds == [.decryption])
        let nextKey = try Self.refusal(of: Shape(isSigned: true, isEncrypted: true)) {
            $0.identities = [identities.stranger, identities.ours]
        }
        #expect(nextKey.disposition == .processed)
    }

    @Test(arguments: Shape.all)
    func `sizes are limited`(shape: Shape) throws {
        let refused = try Self.refusal(of: shape) { $0.limits.payloadByteCount = Int64(TestMessages.text.count) - 1 }
        #expect(refused.disposition == .unexpectedProcessingError && refused.kinds == [.tooLarge])
        let taken = try Self.refusal(of: shape) { $0.limits.payloadByteCount = Int64(TestMessages.text.count) }
        #expect(taken.disposition == .processed)
    }

    @Test func `a small message does not become a flood`() throws {
        let identities = try TestIdentities.require()
        for compression in [SendingAgreement.Compression.beforeSigning, .afterSigning] {
            let shape = Shape(isSigned: true, compression: compression)
            let built = try TestMessages.build(shape, identities, payload: [UInt8](repeating: 0, count: 8 << 20))
            let opened = try Self.opened(built.message.headers, built.body) { $0.limits.inflationRatio = 50 }
            #expect(opened.message.problems.map(\.kind) == [.tooLarge])
            #expect(opened.payload.count < 8 << 20)
        }
    }

    /// Neither the words nor the disposition tell which of them it was.
    @Test func `nothing tells why a decryption failed`() throws {
        let identities = try TestIdentities.require()
        let built = try TestMessages.build(Shape(isEncrypted: true, compression: .afterSigning), identities)
        var answers: Set<String> = []
        for index in stride(from: built.body.count - 200, to: built.body.count, by: 1) {
            var body = built.body
            body[index] ^= 0x40
            let message = try Self.opened(built.message.headers, body) { $0.signature = .required }.message
            answers.insert("\(message.disposition) \(message.words)")
        }
        #expect(answers == ["\(Disposition.decryptionFailed) \(Disposition.decryptionFailed.explanation)"])
    }

    static func entity(_ type: String, _ body: [UInt8], encoding: String = "binary") -> [UInt8] {
        Array("Content-Type: \(type)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n".utf8) + body
    }

    static let pkcs7 = "application/pkcs7-mime"

    static func compressed(_ octets: [UInt8]) throws -> [UInt8] {
        var deflater = try Deflater()
        var result: [UInt8] = []
        try deflater.take(octets.span.bytes) { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
        try deflater.finish { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
        return result
    }

    static func sealed(_ octets: [UInt8]) throws -> [UInt8] {
        var sealer = try EnvelopeSealer(to: [TestIdentities.require().ours.certificate], cipher: .aes256CBC)
        var result: [UInt8] = []
        try sealer.take(octets.span.bytes) { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
        try sealer.finish { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
        return result
    }

    static func kinds(_ type: String, _ body: [UInt8]) throws -> [MessageProblem.Kind] {
        try opened(AS2Headers([(name: "Content-Type", value: type)]), body).message.problems.map(\.kind)
    }

    @Test func `layers come once, and encryption outermost`() throws {
        let payload = Self.entity("text/plain", Array("x".utf8))
        let packed = try Self.compressed(payload)
        #expect(try Self.kinds(Self.pkcs7, packed) == [])
        #expect(try Self.kinds(Self.pkcs7, Self.compressed(Self.entity(Self.pkcs7, packed))) == [.layers])
        #expect(try Self.kinds(Self.pkcs7, Self.compressed(Self.entity(Self.pkcs7, Self.sealed(payload)))) == [.layers])
        #expect(try Self.kinds(Self.pkcs7, Self.sealed(Self.entity(Self.pkcs7, Self.sealed(payload)))) == [.layers])
        let built = try TestMessages.build(Shape(isSigned: true), TestIdentities.require())
        let signed = built.message.headers.octets + [0x0D, 0x0A] + built.body
        let whole = Array("--x\r\n".utf8) + signed + Array("\r\n--x\r\n\r\nM\r\n--x--\r\n".utf8)
        #expect(try Self.kinds("multipart/signed; boundary=x", whole) == [.layers])
    }

    @Test func `what a part is counts, not what it says`() throws {
        let payload = Self.entity("text/plain", Array("x".utf8))
        let packed = try Self.compressed(payload)
        #expect(try Self.kinds("application/x-pkcs7-mime; smime-type=enveloped-data", packed) == [])
        #expect(try Self.kinds(Self.pkcs7, Base64Encoder.lines(packed)) == [])
        #expect(try Self.kinds(Self.pkcs7, Array("\r\n".utf8) + Base64Encoder.lines(packed)) == [])
        #expect(try Self.kinds("application/octet-stream", packed) == [.format])
        #expect(try Self.kinds("application/octet-stream", Self.sealed(payload)) == [.format])
    }

    @Test(arguments: [
        ("application/pkcs7-mime", "", MessageProblem.Kind.malformed), ("application/pkcs7-mime", "ISA*", .malformed),
        ("application/pkcs7-mime", "0", .malformed), ("application/pkcs7-mime", "MIIB", .malformed),
        ("application/pkcs7-mime", "M!", .malformed),
        ("application/pkcs7-mime", String(repeating: "0", count: 100), .malformed),
        ("multipart/signed", "", .malformed), ("multipart/signed; boundary=x", "", .malformed),
        ("multipart/signed; boundary=x", "--x--", .malformed),
        ("multipart/signed; boundary=x", "--x\r\n\r\ny\r\n--x--", .malformed),
        ("multipart/signed; boundary=x", "--x\r\n\r\ny\r\n--x\r\n\r\nM\r\n--x--", .malformed),
        ("multipart/signed; boundary=x", "--x\r\n\r\ny\r\n--x\r\n\r\nMAMCAQU=\r\n--x--", .signatureBroken),
        ("multipart/signed; boundary=x", "--x\r\n\r\ny\r\n--x\r\n\r\nz\r\n--x\r\n\r\nz\r\n--x--", .malformed),
        ("multipart/signed; boundary=x", "--x\r\nno field\r\n\r\ny\r\n--x\r\n\r\nz\r\n--x--", .malformed),
        ("multipart/related; boundary=x", "--x\r\n\r\ny\r\n--x--", .format),
        ("multipart/report; boundary=x", "", .format),
        ("nothing", "x", .malformed),
    ])
    func `garbage is told`(type: String, body: String, kind: MessageProblem.Kind) throws {
        #expect(try Self.kinds(type, Array(body.utf8)) == [kind])
    }

    @Test func `an unknown or wrong transfer encoding is told`() throws {
        for (encoding, body) in [("uuencode", "x"), ("base64", "!"), ("base64", "QUJ"), ("base64", "Q")] {
            let headers = AS2Headers([
                (name: "Content-Type", value: "text/plain"), (name: "Content-Transfer-Encoding", value: encoding),
            ])
            let message = try Self.opened(headers, Array(body.utf8)).message
            #expect(message.problems.map(\.kind) == (body == "QUJ" ? [] : [.malformed]))
        }
    }

    @Test func `endless headers and signatures are cut off`() throws {
        let header = Array("--x\r\nA: \(String(repeating: "b", count: 70_000))\r\n\r\n\r\n--x--".utf8)
        #expect(try Self.kinds("multipart/signed; boundary=x", header).first == .malformed)
        let signature = Array("--x\r\n\r\n\r\n--x\r\n\r\n".utf8) + [UInt8](repeating: 0x4D, count: 1 << 20)
        #expect(try Self.kinds("multipart/signed; boundary=x", signature) == [.malformed])
    }

    @Test func `a receipt that cannot be given is refused before all else`() throws {
        for (options, disposition) in [
            ("signed-receipt-protocol=required, pgp-signature", Disposition.unsupportedFormat),
            (
                "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, whirlpool",
                .unsupportedMICAlgorithms
            ),
        ] {
            let headers = AS2Headers([
                (name: "Content-Type", value: "text/plain"), (name: "Disposition-Notification-To", value: "x"),
                (name: "Disposition-Notification-Options", value: options),
            ])
            let message = try Self.opened(headers, [0x78]).message
            #expect(message.disposition == disposition && message.problems.map(\.kind) == [.receiptRefused])
        }
    }

    @Test func `codes are unique, and what a sink throws passes through`() throws {
        #expect(Set(MessageProblem.Kind.allCases.map(\.rawValue)).count == MessageProblem.Kind.allCases.count)
        let identities = try TestIdentities.require()
        for shape in Shape.all {
            let built = try TestMessages.build(shape, identities)
            func open() throws {
                var opener = MessageOpener(
                    headers: built.message.headers, agreement: TestMessages.receiving(identities))
                try opener.take(built.body.span.bytes, payload: { _ in throw TestMessages.Missing() })
                _ = try opener.finish(at: identities.now, payload: { _ in throw TestMessages.Missing() })
            }
            #expect(throws: TestMessages.Missing.self) { try open() }
        }
    }
}
