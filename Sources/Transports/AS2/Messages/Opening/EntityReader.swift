// Reads one MIME entity of a message: its header, which says what the body is, then the body by the reader for that.

import SMIME

/// Where opened octets go.
typealias PieceSink = (RawSpan) throws -> Void

/// Reads the body of one kind of entity. `take` and `finish` throw `MessageProblem`, and what a sink throws.
protocol BodyReader: AnyObject {
    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws
    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws
}

/// An entity whose own problems end it and nobody else: what surrounds it is read to its end all the same, so that the time taken and
/// the answer given tell nothing of a decryption.
final class EntityReader {
    private let record: OpeningRecord
    private var header = EntityHeaderReader()
    private var body: (any BodyReader)?
    private(set) var hasFailed = false
    /// Whether its transfer encoding says that line ends in its body are to be left alone.
    private(set) var isBodyBinary = false

    /// Within another entity.
    init(_ record: OpeningRecord) { self.record = record }

    /// The outermost, whose header HTTP carries.
    init(_ record: OpeningRecord, headers: AS2Headers) {
        self.record = record
        do throws(MessageProblem) {
            if let refusal = record.request?.refusal {
                throw MessageProblem(.receiptRefused, "the receipt asked for: \(refusal.reason)", answer: refusal)
            }
            try beginBody(headers, octets: nil)
        } catch {
            fail(error)
        }
    }

    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        if hasFailed { return }
        do {
            if let body { return try body.take(piece, payload, signedContent) }
            let end = try takeHeader(piece)
            if end < piece.byteCount {
                try body?.take(piece.extracting(end..<piece.byteCount), payload, signedContent)
            }
        } catch let problem as MessageProblem {
            fail(problem)
        }
    }

    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws {
        if hasFailed { return }
        do {
            guard let body else { throw MessageProblem(.malformed, "the message ends within a MIME header") }
            try body.finish(payload, signedContent)
        } catch let problem as MessageProblem {
            fail(problem)
        }
    }

    private func fail(_ problem: MessageProblem) {
        hasFailed = true
        body = nil
        record.add(problem)
    }

    private func takeHeader(_ piece: RawSpan) throws(MessageProblem) -> Int {
        do throws(HeaderFault) {
            let end = try header.take(piece)
            if !header.isComplete { return end }
            let headers = try AS2Headers(octets: header.octets)
            try begin(headers)
            return end
        } catch {
            throw MessageProblem(.malformed, "a MIME header within the message cannot be read: \(error)")
        }
    }

    /// Keeps the two kinds of error apart: a header that cannot be read, and one that says what cannot be taken.
    private func begin(_ headers: AS2Headers) throws(HeaderFault) {
        do throws(MessageProblem) { try beginBody(headers, octets: header.octets) } catch { fail(error) }
    }

    private func beginBody(_ headers: AS2Headers, octets: [UInt8]?) throws(MessageProblem) {
        let encoding = headers["Content-Transfer-Encoding"]
        isBodyBinary = encoding.map { HeaderText.trimmed($0).lowercased() == "binary" } ?? false
        let field = headers["Content-Type"]
        let type = field.flatMap(MediaType.init(field:))
        if let field, type == nil, !field.isEmpty {
            throw MessageProblem(.malformed, "the Content-Type of an entity cannot be read")
        }
        switch type?.essence {
        case "multipart/signed":
            guard let type, let boundary = Boundary(type) else {
                throw MessageProblem(.malformed, "the Content-Type multipart/signed names no boundary")
            }
            try record.enter(.signed)
            body = try SignedReader(record, boundary, micalg: type.parameters["micalg"])
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            body = CryptographicReader(record)
        case "multipart/report", "message/disposition-notification":
            throw MessageProblem(.format, "this is a receipt where a message was expected")
        case .some(let other) where other.hasPrefix("multipart/"):
            throw MessageProblem(.format, "the payload has several parts (\(other)); send one document a message")
        default:
            body = try PayloadReader(record, headers: headers, octets: octets)
        }
    }
}
