// Reads an MDN from the header and body that carried it: an answer to our request, or a request of its own.

public import SMIME

/// Why something is no receipt that can be read.
public enum ReceiptFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not multipart/report, nor multipart/signed around it.
    case notAReceipt(type: String)
    case tooLarge(limit: Int)
    case malformed(reason: String)

    public var description: String {
        switch self {
        case .notAReceipt(let type): "this is no receipt (MDN): its Content-Type is \(type)"
        case .tooLarge(let limit): "the receipt is larger than \(limit) bytes"
        case .malformed(let reason): "the receipt cannot be read: \(reason)"
        }
    }
}

/// A receipt as it came, not yet believed.
public struct ReceivedReceipt: Sendable {
    /// Larger ones are refused, in bytes.
    public static let limit = 1 << 20

    public let receipt: Receipt
    public let sender: AS2Name?
    public let addressee: AS2Name?
    /// The receipt's own.
    public let messageID: MessageID?
    /// nil where it is not signed.
    public let signature: ReceiptSignature?

    /// - Parameter body: as it was transferred, without HTTP's chunks.
    public init(headers: AS2Headers, body: [UInt8]) throws(ReceiptFault) {
        if body.count > Self.limit { throw .tooLarge(limit: Self.limit) }
        sender = headers["AS2-From"].flatMap(AS2Name.init(field:))
        addressee = headers["AS2-To"].flatMap(AS2Name.init(field:))
        messageID = headers["Message-ID"].flatMap(MessageID.init)
        var report = SmallEntity(headers: headers, body: body)
        guard let type = report.type else { throw .notAReceipt(type: headers["Content-Type"] ?? "missing") }
        if type.isOne(of: "multipart/signed") {
            let (content, signature) = try Self.signedParts(report, type)
            guard let inner = SmallEntity(content) else {
                throw .malformed(reason: "the header of its signed part has no end")
            }
            report = inner
            self.signature = ReceiptSignature(content: content, octets: signature)
        } else {
            signature = nil
        }
        receipt = try Self.receipt(report)
    }

    private static func signedParts(
        _ entity: SmallEntity, _ type: MediaType
    ) throws(ReceiptFault) -> (content: [UInt8], signature: [UInt8]) {
        guard let boundary = Boundary(type) else { throw .malformed(reason: "its Content-Type names no boundary") }
        guard let parts = MultipartSplitter.parts(of: entity.body, boundary: boundary) else {
            throw .malformed(reason: "it ends before the boundary that closes it")
        }
        guard parts.count == 2 else {
            throw .malformed(reason: "a signed receipt has two parts, this one has \(parts.count)")
        }
        guard let second = SmallEntity(parts[1]), let signature = second.signatureContent else {
            throw .malformed(reason: "its second part is no signature")
        }
        return (parts[0], signature)
    }

    private static func receipt(_ report: SmallEntity) throws(ReceiptFault) -> Receipt {
        guard let type = report.type, type.isOne(of: "multipart/report") else {
            throw .notAReceipt(type: report.type?.essence ?? "missing")
        }
        guard let boundary = Boundary(type) else { throw .malformed(reason: "the report names no boundary") }
        guard let parts = MultipartSplitter.parts(of: report.body, boundary: boundary) else {
            throw .malformed(reason: "the report ends before the boundary that closes it")
        }
        let entities = parts.compactMap(SmallEntity.init(_:))
        let notification = entities.first { $0.type?.isOne(of: "message/disposition-notification") ?? false }
        guard let notification, let content = notification.content, let fields = fields(content) else {
            throw .malformed(reason: "it has no part message/disposition-notification")
        }
        guard let disposition = fields["Disposition"].flatMap(Disposition.init(field:)) else {
            throw .malformed(reason: "it has no field Disposition")
        }
        let text = entities.first { $0.type?.type ?? "text" == "text" }
        let mic = fields["Received-Content-MIC"].flatMap(MIC.init(field:))
        return Receipt(
            for: fields["Original-Message-ID"].flatMap(MessageID.init),
            by: (fields["Original-Recipient"] ?? fields["Final-Recipient"]).flatMap(recipient),
            disposition: disposition, mic: mic,
            words: plain(text?.content ?? [], charset: text?.type?.parameters["charset"] ?? ""),
            reportingProgram: fields["Reporting-UA"],
            remarks: ["Error", "Warning", "Failure"].flatMap(fields.all))
    }

    /// The fields of the notification, which some write with an empty line before or between them.
    private static func fields(_ content: [UInt8]) -> AS2Headers? {
        var lines: [UInt8] = []
        for line in content.split(separator: 0x0A, omittingEmptySubsequences: true) where line != [0x0D] {
            lines.append(contentsOf: line + [0x0A])
        }
        return try? AS2Headers(octets: lines)
    }

    /// `rfc822; NAME`
    private static func recipient(_ field: String) -> AS2Name? {
        let name = field.firstIndex(of: ";").map { field[$0...].dropFirst() } ?? field[...]
        return AS2Name(field: String(name))
    }

    /// Words without control characters, at most 4 kB: they are shown to operators.
    private static func plain(_ octets: [UInt8], charset: String) -> String {
        let isLatin = ["iso-8859-1", "iso-8859-15", "windows-1252"].contains(charset.lowercased())
        let octets = octets.prefix(4096)
        let text =
            isLatin
            ? String(String.UnicodeScalarView(octets.map { Unicode.Scalar($0) }))
            : String(decoding: octets, as: UTF8.self)
        let kept = text.unicodeScalars.filter { $0 == "\n" || $0.properties.generalCategory != .control }
        return HeaderText.trimmed(String(String.UnicodeScalarView(kept)))
    }
}

/// The signature of a receipt, with the octets that it is over: together they are the evidence.
public struct ReceiptSignature: Sendable, Hashable {
    /// The signed octets exactly as they came.
    public let content: [UInt8]
    /// DER or BER.
    public let octets: [UInt8]

    /// Whether one of these certificates signed these octets, under any reading of their line ends.
    public func verdict(pinned: [Certificate], accepting digests: Set<DigestName> = DigestName.current)
        -> SignatureVerdict
    {
        do {
            let signature = try DetachedSignature(octets)
            var readings = try LineEndDigests(named: signature.digests, candidates: [])
            readings.update(content.span.bytes, isBodyBinary: false)
            return SignatureTrial.verdict(
                signature, readings: readings.finish(), pinned: pinned, accepting: digests
            ).verdict
        } catch {
            return .broken(reason: String(describing: error))
        }
    }
}
