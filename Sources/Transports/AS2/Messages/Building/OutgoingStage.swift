// The stages of a message on its way out. Each changes what passes and hands it to the one around it; the outermost hands it to the
// body's sink.

import SMIME

/// `take` and `finish` throw what the stage itself throws, and what a sink throws. `finish` flushes this stage alone.
protocol OutgoingStage: AnyObject {
    func take(_ piece: RawSpan, _ body: PieceSink, _ signedContent: PieceSink) throws
    func finish(_ body: PieceSink, _ signedContent: PieceSink) throws
}

/// Counts what reaches it: the body, or what would be encrypted.
final class CountingStage: OutgoingStage {
    private(set) var byteCount: Int64 = 0

    func take(_ piece: RawSpan, _ body: PieceSink, _ signedContent: PieceSink) throws {
        byteCount += Int64(piece.byteCount)
        try body(piece)
    }

    func finish(_ body: PieceSink, _ signedContent: PieceSink) throws {}
}

final class Base64Stage: OutgoingStage {
    private var encoder = Base64Encoder()
    private let next: any OutgoingStage

    init(_ next: any OutgoingStage) { self.next = next }

    func take(_ piece: RawSpan, _ body: PieceSink, _ signedContent: PieceSink) throws {
        try encoder.take(piece) { try next.take($0, body, signedContent) }
    }

    func finish(_ body: PieceSink, _ signedContent: PieceSink) throws {
        try encoder.finish { try next.take($0, body, signedContent) }
    }
}

final class EncryptionStage: OutgoingStage {
    private var sealer: EnvelopeSealer
    private let next: any OutgoingStage

    init(_ agreement: SendingAgreement, _ form: EnvelopeSealer.Form, _ next: any OutgoingStage) throws(SMIMEError) {
        sealer = try EnvelopeSealer(
            to: agreement.recipients, cipher: agreement.cipher, keyTransport: agreement.keyTransport, form: form)
        self.next = next
    }

    func take(_ piece: RawSpan, _ body: PieceSink, _ signedContent: PieceSink) throws {
        try sealer.take(piece) { try next.take($0, body, signedContent) }
    }

    func finish(_ body: PieceSink, _ signedContent: PieceSink) throws {
        try sealer.finish { try next.take($0, body, signedContent) }
    }
}

final class CompressionStage: OutgoingStage {
    private var deflater: Deflater
    private let next: any OutgoingStage

    init(_ next: any OutgoingStage) throws(SMIMEError) {
        deflater = try Deflater()
        self.next = next
    }

    func take(_ piece: RawSpan, _ body: PieceSink, _ signedContent: PieceSink) throws {
        try deflater.take(piece) { try next.take($0, body, signedContent) }
    }

    func finish(_ body: PieceSink, _ signedContent: PieceSink) throws {
        try deflater.finish { try next.take($0, body, signedContent) }
    }
}

/// What is signed passes here: its digest is taken, and the octets are kept as evidence by whom wants them.
final class SignedContentStage: OutgoingStage {
    private(set) var digest: MessageDigest
    private let next: any OutgoingStage

    init(_ digest: DigestName, _ next: any OutgoingStage) throws(SMIMEError) {
        self.digest = try MessageDigest(digest)
        self.next = next
    }

    func take(_ piece: RawSpan, _ body: PieceSink, _ signedContent: PieceSink) throws {
        digest.update(piece)
        try signedContent(piece)
        try next.take(piece, body, signedContent)
    }

    func finish(_ body: PieceSink, _ signedContent: PieceSink) throws {}
}
