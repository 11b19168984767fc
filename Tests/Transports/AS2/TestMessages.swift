// Messages of the tests' own: between us and a partner, who are each other's mirror.

import SMIME

@testable import AS2

enum TestMessages {
    static let text = Array("ISA*00*          *00*          *ZZ*A*ZZ*B~\r\nGS*HP*A*B~\r\nbare\nlast".utf8)

    /// The ways in which a message may be wrapped.
    struct Shape: Sendable, Hashable, CustomStringConvertible {
        var isSigned = false
        var isEncrypted = false
        var compression = SendingAgreement.Compression.none
        var digest = DigestName.sha256
        var cipher = ContentCipher.aes256CBC
        var usesBase64 = false

        var description: String {
            [
                isSigned ? "signed \(digest.rawValue)" : "", isEncrypted ? "encrypted \(cipher)" : "",
                compression == .none ? "" : "compressed \(compression.rawValue)", usesBase64 ? "base64" : "",
            ].filter { !$0.isEmpty }.joined(separator: ", ")
        }

        static let all: [Shape] = [false, true].flatMap { signed in
            [false, true].flatMap { encrypted in
                SendingAgreement.Compression.allCases.map {
                    Shape(isSigned: signed, isEncrypted: encrypted, compression: $0)
                }
            }
        }
    }

    struct Built {
        let message: BuiltMessage
        let body: [UInt8]
        let signedContent: [UInt8]
    }

    static func name(_ text: String) throws -> AS2Name { try required(AS2Name(text)) }
    static func id(_ text: String) throws -> MessageID { try required(MessageID(text)) }

    struct Missing: Error {}
    static func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }

    static func agreement(_ shape: Shape, _ identities: TestIdentities) throws -> SendingAgreement {
        SendingAgreement(
            sender: try name("Partner"), partner: try name("General Hospital"),
            signer: shape.isSigned ? identities.partner : nil, digest: shape.digest,
            recipients: shape.isEncrypted ? [identities.ours.certificate] : [], cipher: shape.cipher,
            compression: shape.compression, usesBase64: shape.usesBase64, subject: "test")
    }

    static func build(
        _ shape: Shape, _ identities: TestIdentities, payload: [UInt8] = text, fileName: String? = "x.835",
        agreement given: SendingAgreement? = nil
    ) throws -> Built {
        let sending = try given ?? agreement(shape, identities)
        let builder = MessageBuilder(
            agreement: sending, messageID: try id("<1@partner>"), time: identities.now,
            boundary: Boundary(entropy: Array(0..<16)))
        var body: [UInt8] = []
        var signedContent: [UInt8] = []
        let message = try builder.build(
            OutgoingPayload(name: fileName.flatMap(PayloadName.init), type: MediaType("application", "edi-x12")) {
                try $0(payload.span.bytes)
            },
            signedContent: { piece in piece.withUnsafeBytes { signedContent.append(contentsOf: $0) } },
            body: { piece in piece.withUnsafeBytes { body.append(contentsOf: $0) } })
        return Built(message: message, body: body, signedContent: signedContent)
    }

    static func receiving(_ identities: TestIdentities) -> ReceivingAgreement {
        ReceivingAgreement(
            certificates: [identities.partner.certificate], identities: [identities.ours], signature: .accepted,
            encryption: .accepted)
    }

    struct Opened {
        let message: OpenedMessage
        let payload: [UInt8]
        let signedContent: [UInt8]
    }

    static func open(
        _ headers: AS2Headers, _ body: [UInt8], _ agreement: ReceivingAgreement, pieceSize: Int = 1 << 16,
        at time: Int64
    ) throws -> Opened {
        var opener = MessageOpener(headers: headers, agreement: agreement, request: ReceiptRequest(headers))
        var payload: [UInt8] = []
        var signedContent: [UInt8] = []
        let payloadSink: (RawSpan) -> Void = { piece in piece.withUnsafeBytes { payload.append(contentsOf: $0) } }
        let signedSink: (RawSpan) -> Void = { piece in piece.withUnsafeBytes { signedContent.append(contentsOf: $0) } }
        var start = 0
        while start < body.count {
            let piece = Array(body[start..<min(body.count, start + pieceSize)])
            start += pieceSize
            try opener.take(piece.span.bytes, payload: payloadSink, signedContent: signedSink)
        }
        let message = try opener.finish(at: time, payload: payloadSink, signedContent: signedSink)
        return Opened(message: message, payload: payload, signedContent: signedContent)
    }
}
