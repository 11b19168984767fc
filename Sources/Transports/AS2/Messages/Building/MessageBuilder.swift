// Puts a message together while it streams out: compresses, signs, encrypts, and takes the MIC on the way.

/// What is sent: a document with its name and type.
public struct OutgoingPayload {
    public let name: PayloadName?
    /// `application/edi-x12`, say.
    public let type: MediaType
    /// Hands out all pieces, in order. Called once; twice, for the same octets, where definite lengths were agreed.
    let read: ((RawSpan) throws -> Void) throws -> Void

    public init(
        name: PayloadName?, type: MediaType, read: @escaping ((RawSpan) throws -> Void) throws -> Void
    ) {
        self.name = name
        self.type = type
        self.read = read
    }
}

/// A message that was put together. Keep header and body as octets: a retry sends the same ones again, Date and all.
public struct BuiltMessage: Sendable, Hashable {
    /// Without Host and Content-Length, which are HTTP's.
    public let headers: AS2Headers
    /// Bytes of the body.
    public let byteCount: Int64
    /// What to judge the receipt by.
    public let pending: PendingMessage
    /// The signature, DER, for evidence.
    public let signature: [UInt8]?
}

/// Builds one message, streaming; memory stays constant whatever its size.
///
/// ```swift
/// let builder = MessageBuilder(agreement: partner, messageID: id, time: now, boundary: Boundary(entropy: random))
/// let message = try builder.build(payload) { try spool.write($0) }
/// ```
///
/// The same arguments give the same octets, except for what encryption and some kinds of signature draw at random.
public struct MessageBuilder: Sendable {
    private let agreement: SendingAgreement
    private let messageID: MessageID
    private let time: Int64
    private let boundary: Boundary

    /// - Parameter time: Unix seconds, for the Date field and the signature.
    public init(agreement: SendingAgreement, messageID: MessageID, time: Int64, boundary: Boundary) {
        self.agreement = agreement
        self.messageID = messageID
        self.time = time
        self.boundary = boundary
    }

    /// - Parameters:
    ///   - signedContent: gets the octets that are signed, for evidence.
    ///   - body: gets the body.
    ///
    /// Throws `SMIMEError`, and what the payload or a sink throws.
    public func build(
        _ payload: OutgoingPayload, signedContent: (RawSpan) throws -> Void = { _ in },
        body: (RawSpan) throws -> Void
    ) throws -> BuiltMessage {
        var assembly = MessageAssembly(agreement, time: time, boundary: boundary)
        if agreement.usesDefiniteLengths, !agreement.recipients.isEmpty {
            let measure = try MessageAssembly.measure(payload, agreement, time: time, boundary: boundary)
            assembly = MessageAssembly(agreement, time: time, boundary: boundary, measure: measure)
        }
        try assembly.write(payload, body, signedContent)
        return BuiltMessage(
            headers: headers(of: assembly.outermost ?? AS2Headers()), byteCount: assembly.byteCount,
            pending: PendingMessage(
                messageID: messageID, sender: agreement.sender, partner: agreement.partner,
                isSigned: agreement.signer != nil, mics: assembly.mics,
                wantsSignedReceipt: agreement.receipt.delivery != .none && agreement.receipt.isSigned),
            signature: assembly.signature)
    }

    private func headers(of entity: AS2Headers) -> AS2Headers {
        var headers = AS2Headers()
        headers.append("AS2-Version", agreement.features.isEmpty ? "1.1" : "1.2")
        if !agreement.features.isEmpty {
            headers.append("EDIINT-Features", agreement.features.joined(separator: ", "))
        }
        headers.append("AS2-From", agreement.sender.field)
        headers.append("AS2-To", agreement.partner.field)
        headers.append("Message-ID", messageID.text)
        headers.append("Date", MessageDate.field(time))
        headers.append("MIME-Version", "1.0")
        if let subject = agreement.subject { headers.append("Subject", subject) }
        appendReceiptWish(&headers)
        for field in entity.fields { headers.append(field.name, field.value) }
        return headers
    }

    private func appendReceiptWish(_ headers: inout AS2Headers) {
        let wish = agreement.receipt
        if wish.delivery == .none { return }
        headers.append("Disposition-Notification-To", agreement.sender.field)
        if wish.isSigned {
            let digest = wish.spelling ?? agreement.digest.rawValue
            headers.append(
                "Disposition-Notification-Options",
                "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, \(digest)")
        }
        if case .asynchronous(let address) = wish.delivery { headers.append("Receipt-Delivery-Option", address) }
    }
}
