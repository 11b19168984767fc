// Reads an encrypted entity: what it decrypts to is an entity of its own.

import SMIME

final class EnvelopeReader: BodyReader {
    private let record: OpeningRecord
    private var opener: EnvelopeOpener
    private let content: EntityReader

    init(_ record: OpeningRecord) {
        self.record = record
        opener = EnvelopeOpener(keys: record.agreement.identities, accepting: record.agreement.ciphers)
        content = EntityReader(record)
    }

    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        do {
            try opener.take(piece) { try content.take($0, payload, signedContent) }
        } catch let error as SMIMEError {
            throw Self.problem(error)
        }
    }

    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws {
        do {
            record.envelope = try opener.finish { try content.take($0, payload, signedContent) }
        } catch let error as SMIMEError {
            throw Self.problem(error)
        }
        try content.finish(payload, signedContent)
    }

    private static func problem(_ error: SMIMEError) -> MessageProblem {
        switch error {
        case .cipherRefused, .cipherUnknown, .keyTransportUnknown: MessageProblem(.cipherRefused, "\(error)")
        default: MessageProblem(.decryption, "\(error)")
        }
    }
}
