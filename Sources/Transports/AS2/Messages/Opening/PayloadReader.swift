// Reads the innermost entity: takes its transfer encoding off, and the MIC where no signature does.

import SMIME

final class PayloadReader: BodyReader {
    private let record: OpeningRecord
    private var encoding: TransferDecoder
    /// For an unsigned message: over the body, and over header and body.
    private var body: MessageDigest?
    private var entity: MessageDigest?
    private let isPlain: Bool
    /// The payload's first octets, until they tell that it is no encrypted or compressed message under a wrong name.
    private var beginning: [UInt8] = []
    private var isBeginningKnown = false

    /// - Parameter octets: the header as it came; nil where HTTP carries it.
    init(_ record: OpeningRecord, headers: AS2Headers, octets: [UInt8]?) throws(MessageProblem) {
        self.record = record
        isPlain = octets == nil
        guard let encoding = TransferDecoder(headers["Content-Transfer-Encoding"]) else {
            throw MessageProblem(.malformed, "the payload's Content-Transfer-Encoding is unknown")
        }
        self.encoding = encoding
        record.payloadHeaders = headers
        try record.enterPayload()
        if record.has(.signed) { return }
        do throws(SMIMEError) {
            let digest = record.request?.digest ?? .sha1
            body = try MessageDigest(digest)
            var entity = try MessageDigest(digest)
            let header = octets ?? PlainHeader.octets(of: headers)
            entity.update(header.span.bytes)
            self.entity = entity
        } catch {
            throw MessageProblem(.malformed, "\(error)")
        }
    }

    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        body?.update(piece)
        entity?.update(piece)
        do {
            try encoding.take(piece) { try hand(out: $0, to: payload) }
        } catch is TransferFault {
            throw MessageProblem(.malformed, "the payload is not in base64, as its header says")
        }
    }

    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws {
        do {
            try encoding.finish { try hand(out: $0, to: payload) }
        } catch is TransferFault {
            throw MessageProblem(.malformed, "the payload ends within a group of base64")
        }
        guard let body, let entity else { return }
        let withHeader = MICCandidate(MIC(entity.finish(), entity.name), over: .payloadWithHeader)
        let bodyAlone = MICCandidate(MIC(body.finish(), body.name), over: .payloadBody)
        record.mics = isPlain ? [bodyAlone, withHeader] : [withHeader, bodyAlone]
    }

    private func hand(out piece: RawSpan, to payload: PieceSink) throws {
        record.payloadByteCount += Int64(piece.byteCount)
        let limit = record.agreement.limits.payloadByteCount
        if record.payloadByteCount > limit {
            throw MessageProblem(.tooLarge, "the payload is larger than the \(limit) bytes agreed with this partner")
        }
        if !isBeginningKnown { try look(at: piece) }
        try payload(piece)
    }

    /// Ciphertext that is taken for a payload would be answered as processed, and nobody could ever read it.
    private func look(at piece: RawSpan) throws(MessageProblem) {
        let count = min(piece.byteCount, ContentKind.recognitionLength - beginning.count)
        piece.extracting(0..<count).withUnsafeBytes { beginning.append(contentsOf: $0) }
        isBeginningKnown = beginning.first != 0x30 || beginning.count == ContentKind.recognitionLength
        switch ContentKind(beginning: beginning) {
        case .envelopedData, .authEnvelopedData, .compressedData:
            throw MessageProblem(
                .format, "the payload is an encrypted or compressed message whose header does not say so")
        case .data, .signedData, .other, nil: return
        }
    }
}
