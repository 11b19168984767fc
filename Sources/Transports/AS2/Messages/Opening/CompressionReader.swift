// Reads a compressed entity: what it unpacks to is an entity of its own.

import SMIME

final class CompressionReader: BodyReader {
    /// Headers, boundaries and a signature around the payload, beyond the payload's own limit.
    private static let surroundings: Int64 = 1 << 20

    private var inflater: Inflater
    private let content: EntityReader

    init(_ record: OpeningRecord) throws(MessageProblem) {
        let limits = record.agreement.limits
        let (limit, overflows) = limits.payloadByteCount.addingReportingOverflow(Self.surroundings)
        do throws(SMIMEError) {
            inflater = try Inflater(byteLimit: overflows ? .max : limit, ratio: limits.inflationRatio)
        } catch {
            throw Self.problem(error)
        }
        content = EntityReader(record)
    }

    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        do {
            try inflater.take(piece) { try content.take($0, payload, signedContent) }
        } catch let error as SMIMEError {
            throw Self.problem(error)
        }
    }

    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws {
        do throws(SMIMEError) {
            _ = try inflater.finish()
        } catch {
            throw Self.problem(error)
        }
        try content.finish(payload, signedContent)
    }

    private static func problem(_ error: SMIMEError) -> MessageProblem {
        switch error {
        case .contentTooLarge, .exploding: MessageProblem(.tooLarge, "\(error)")
        default: MessageProblem(.decompression, "\(error)")
        }
    }
}
