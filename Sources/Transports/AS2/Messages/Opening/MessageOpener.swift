// Takes a message apart while it streams in: decrypts, decompresses, verifies, and hands the payload out.

/// Opens one message, fed in pieces cut anywhere; memory stays constant whatever its size.
///
/// **What the payload's sink gets may not be used before `finish` returns a message without problems**: until then it may be forged,
/// or the noise that a wrong key makes. The sink writes it to a sealed file, which is abandoned if there are problems.
///
/// `take` and `finish` throw nothing but what a sink throws. What is wrong with the message is in the outcome of `finish`.
///
/// ```swift
/// var opener = MessageOpener(headers: headers, agreement: partner, request: request)
/// for piece in body { try opener.take(piece, payload: { try spool.write($0) }) }
/// let opened = try opener.finish(at: now, payload: { try spool.write($0) })
/// ```
public struct MessageOpener: ~Copyable {
    private let record: OpeningRecord
    private let entity: EntityReader

    /// - Parameters:
    ///   - headers: of the HTTP request; they are the outermost entity's header.
    ///   - request: the receipt that was asked for; its digest is the one of the MIC of an unsigned message.
    public init(headers: AS2Headers, agreement: ReceivingAgreement, request: ReceiptRequest? = nil) {
        record = OpeningRecord(agreement, request)
        entity = EntityReader(record, headers: headers)
    }

    /// Whether the message is refused already, so that the rest of it need not come.
    public var hasFailed: Bool { entity.hasFailed }

    /// - Parameters:
    ///   - payload: gets the payload without any of its layers.
    ///   - signedContent: gets the octets that the signature is over, for evidence.
    public mutating func take(
        _ piece: RawSpan, payload: (RawSpan) throws -> Void, signedContent: (RawSpan) throws -> Void = { _ in }
    ) throws {
        if piece.byteCount > 0 { try entity.take(piece, payload, signedContent) }
    }

    /// The message is over.
    ///
    /// - Parameter time: Unix seconds, for the validity of the signer's certificate.
    public consuming func finish(
        at time: Int64, payload: (RawSpan) throws -> Void, signedContent: (RawSpan) throws -> Void = { _ in }
    ) throws -> OpenedMessage {
        record.time = time
        try entity.finish(payload, signedContent)
        return record.message
    }
}
