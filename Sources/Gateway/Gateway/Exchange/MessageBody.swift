// The body of one message as it comes. A small one is held and kept sealed in the store, beside its headers and its receipt: its
// sender waits, and a file of its own costs more than all of its cryptography. A larger one goes sealed into the spool, piece by piece.

import AS2
import Crypto
import Parsing
import SMIME
import Store
import Vault

/// A body that is coming.
struct IncomingBody: ~Copyable {
    /// Bytes up to which a body is small: not much more than one read from the network hands on.
    static let smallLimit = 128 << 10

    private let spool: Spool
    private var held: [UInt8] = []
    private var name = ""
    /// Nil while the body is small.
    private var writer: SealedFileWriter?

    init(_ spool: Spool) { self.spool = spool }

    /// Throws where it cannot be written.
    mutating func take(_ piece: RawSpan) throws {
        if writer == nil {
            if held.count + piece.byteCount <= Self.smallLimit {
                return piece.withUnsafeBytes { held.append(contentsOf: $0) }
            }
            name = spool.freshName()
            writer = try spool.vault.writer(path: spool.path(name))
            let begun = held
            held = []
            try writer?.write(begun.span.bytes)
        }
        try writer?.write(piece)
    }

    /// The body is whole; where it went to the spool, it is durable.
    mutating func finish() throws -> MessageBody {
        guard let sealed = try writer?.commit() else {
            return .small(held, sha256: hexadecimal(SHA256.hash(data: held)))
        }
        return .file(SpooledFile(name: name, byteCount: sealed.byteCount, sha256: hexadecimal(sealed.sha256)))
    }

    mutating func abandon() {
        held = []
        writer?.abandon()
    }
}

/// A body that has come whole.
enum MessageBody: Sendable {
    case small([UInt8], sha256: String)
    case file(SpooledFile)

    var byteCount: Int64 {
        switch self {
        case .small(let bytes, _): Int64(bytes.count)
        case .file(let file): file.byteCount
        }
    }

    var sha256: String {
        switch self {
        case .small(_, let sha256): sha256
        case .file(let file): file.sha256
        }
    }

    /// Its name in the spool; empty where it is small.
    var spoolName: String { if case .file(let file) = self { file.name } else { "" } }

    func forEachPiece(_ spool: Spool, _ body: (RawSpan) throws -> Void) throws {
        switch self {
        case .small(let bytes, _): try body(bytes.span.bytes)
        case .file(let file):
            var source = spool.source(file.name)
            try source.forEachPiece(body)
        }
    }

    /// All of it, where it is known to be small enough.
    func bytes(_ spool: Spool) throws -> [UInt8] {
        switch self {
        case .small(let bytes, _): bytes
        case .file(let file): try spool.bytes(file.name)
        }
    }

    /// Forgets it.
    func remove(_ spool: Spool) {
        if case .file(let file) = self { spool.remove(file.name) }
    }
}

extension Installation {
    /// What the vault seals small bodies as.
    private static let bodyPurpose = "exchange-body"

    /// Keeps a small body with its message; a large one has its file.
    func keep(_ body: MessageBody, of message: Int64, _ session: Session) throws {
        guard case .small(let bytes, _) = body else { return }
        try session.insertMessageBody(try vault.seal(bytes, as: Self.bodyPurpose), of: message)
    }

    /// Gives the body of a message that came, piece by piece; false where it is not kept any more.
    func readBody(of message: ReceivedMessage, _ body: (RawSpan) throws -> Void) throws -> Bool {
        if !message.bodySpool.isEmpty {
            var source = spool.source(message.bodySpool)
            try source.forEachPiece(body)
            return true
        }
        guard let sealed = try database.read({ try $0.messageBody(of: message.id) }) else { return false }
        let bytes = try vault.open(sealed, as: Self.bodyPurpose)
        try body(bytes.span.bytes)
        return true
    }

    /// Takes a message apart once more that was proven when it came, by the certificate that proved it then; nil where its body is
    /// not kept any more.
    func takeApart(
        _ message: ReceivedMessage, by identities: [Identity], payload: (RawSpan) throws -> Void,
        signedContent: (RawSpan) throws -> Void = { _ in }
    ) throws -> OpenedMessage? {
        guard let letter = try openLetter(message.headers) else { return nil }
        let pinned = try message.signerCertificate.isEmpty ? [] : [Certificate(der: message.signerCertificate)]
        let agreement = ReceivingAgreement(
            certificates: pinned, identities: identities, signature: .accepted, encryption: .accepted,
            digests: Set(DigestName.allCases), ciphers: Set(ContentCipher.allCases), acceptsExpiredCertificates: true)
        var opener = MessageOpener(headers: letter.headers, agreement: agreement)
        let isKept = try readBody(of: message) { piece in
            try opener.take(piece, payload: payload, signedContent: signedContent)
        }
        let opened = try opener.finish(at: clock.now().seconds, payload: payload, signedContent: signedContent)
        return isKept ? opened : nil
    }
}
