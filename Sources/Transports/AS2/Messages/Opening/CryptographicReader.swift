// Reads application/pkcs7-mime: encrypted or compressed, by what it is and not by what smime-type says.

import SMIME

final class CryptographicReader: BodyReader {
    private enum State {
        case beginning
        case body(any BodyReader)
    }

    private let record: OpeningRecord
    private var encoding: TransferDecoder?
    private var beginning: [UInt8] = []
    private var state = State.beginning

    init(_ record: OpeningRecord) { self.record = record }

    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        guard let start = try begin(piece) else { return }
        let octets = piece.extracting(start..<piece.byteCount)
        do {
            try encoding?.take(octets) { try takeMessage($0, payload, signedContent) }
        } catch is TransferFault {
            throw MessageProblem(.malformed, "an encrypted or compressed part is no base64, though it begins like it")
        }
    }

    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws {
        do {
            try encoding?.finish { try takeMessage($0, payload, signedContent) }
        } catch is TransferFault {
            throw MessageProblem(.malformed, "an encrypted or compressed part ends within a group of base64")
        }
        guard case .body(let body) = state else {
            throw MessageProblem(.malformed, "an encrypted or compressed part ends before it says what it is")
        }
        try body.finish(payload, signedContent)
    }

    /// Where the message begins in the piece. Its first octet tells the transfer encoding, whatever the header says of it: a sequence
    /// in binary, `M` in base64.
    private func begin(_ piece: RawSpan) throws(MessageProblem) -> Int? {
        if encoding != nil { return 0 }
        for index in 0..<piece.byteCount {
            switch piece.unsafeLoad(fromByteOffset: index, as: UInt8.self) {
            case 0x30: encoding = .identity
            case UInt8(ascii: "M"): encoding = .base64(Base64Decoder())
            case let byte where HeaderText.isBlank(byte): continue
            default:
                throw MessageProblem(.malformed, "a part application/pkcs7-mime is none: neither DER, BER nor base64")
            }
            return index
        }
        return nil
    }

    private func takeMessage(_ octets: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        if case .body(let body) = state { return try body.take(octets, payload, signedContent) }
        let count = min(octets.byteCount, ContentKind.recognitionLength - beginning.count)
        octets.extracting(0..<count).withUnsafeBytes { beginning.append(contentsOf: $0) }
        guard let kind = ContentKind(beginning: beginning) else {
            if beginning.count < ContentKind.recognitionLength { return }
            throw MessageProblem(.malformed, "a part application/pkcs7-mime holds no cryptographic message (CMS)")
        }
        let body = try reader(of: kind)
        state = .body(body)
        let begun = beginning
        try body.take(begun.span.bytes, payload, signedContent)
        if count < octets.byteCount {
            try body.take(octets.extracting(count..<octets.byteCount), payload, signedContent)
        }
    }

    private func reader(of kind: ContentKind) throws(MessageProblem) -> any BodyReader {
        switch kind {
        case .envelopedData, .authEnvelopedData:
            try record.enter(.encrypted)
            return EnvelopeReader(record)
        case .compressedData:
            try record.enter(.compressed)
            return try CompressionReader(record)
        case .signedData:
            throw MessageProblem(.format, "the signature holds its content; send multipart/signed")
        case .data, .other:
            throw MessageProblem(.format, "a part application/pkcs7-mime holds \(kind), which AS2 does not know")
        }
    }
}
