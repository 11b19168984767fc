// What kind of receipt a message asks for.

public import SMIME

/// The receipt that a message's header asks for (RFC 4130, sections 7.2 and 7.3).
public struct ReceiptRequest: Sendable, Hashable {
    public enum Delivery: Sendable, Hashable {
        /// In the answer to the request.
        case synchronous
        /// In a request of its own to this address. The sender of the message wrote it: post only to addresses that the
        /// partner's configuration allows.
        case asynchronous(to: String)
    }

    public let delivery: Delivery
    /// Whether the receipt is to be signed.
    public let isSigned: Bool
    /// The digests asked for, those that are supported here, in the order of the sender.
    public let digests: [DigestName]
    /// The digest of the receipt's signature, and of the MIC of an unsigned message.
    public let digest: DigestName
    /// As the sender spells the name of `digest`: the receipt does likewise.
    public let spelling: String?
    /// What to answer instead of taking the message, where it demands what is not supported here.
    public let refusal: Disposition?

    /// - Parameter digestsAccepted: other digests count as unsupported.
    /// - Returns: nil where no receipt is asked for.
    public init?(_ headers: AS2Headers, digestsAccepted: Set<DigestName> = DigestName.current) {
        let url = headers["Receipt-Delivery-Option"].flatMap { $0.isEmpty ? nil : $0 }
        guard headers["Disposition-Notification-To"] != nil || url != nil else { return nil }
        delivery = url.map { .asynchronous(to: $0) } ?? .synchronous

        let options = Self.options(headers["Disposition-Notification-Options"] ?? "")
        let protocols = options["signed-receipt-protocol"]
        let micalg = options["signed-receipt-micalg"]
        let knowsProtocol = protocols.map { option in
            option.values.contains { ["pkcs7-signature", "x-pkcs7-signature"].contains($0.lowercased()) }
        }
        let named = (micalg?.values ?? []).compactMap { text in DigestName(parsing: text).map { (text, $0) } }
        let supported = named.filter { $0.1 != .md5 && digestsAccepted.contains($0.1) }
        digests = supported.map(\.1)
        isSigned = knowsProtocol ?? (micalg != nil)
        digest = supported.first?.1 ?? (isSigned ? .sha256 : .sha1)
        spelling = supported.first?.0

        if let protocols, protocols.isRequired, knowsProtocol == false {
            refusal = .unsupportedFormat
        } else if let micalg, micalg.isRequired, !micalg.values.isEmpty, supported.isEmpty {
            refusal = .unsupportedMICAlgorithms
        } else {
            refusal = nil
        }
    }

    /// The digest to take the MIC of a signed message with: the signature's where the sender lists it, or lists none; else the
    /// first that is listed and supported.
    func micDigest(signedBy signature: DigestName) -> DigestName {
        digests.isEmpty || digests.contains(signature) ? signature : digest
    }

    private struct Option {
        let isRequired: Bool
        let values: [String]
    }

    /// `name=required, value, value; name=optional, value`.
    private static func options(_ field: String) -> [String: Option] {
        var result: [String: Option] = [:]
        for part in field.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            var values = HeaderText.list(part[equals...].dropFirst()).map { $0.filter { $0 != "\"" } }
            let importance = values.first?.lowercased()
            if importance == "required" || importance == "optional" { values.removeFirst() }
            result[HeaderText.trimmed(part[..<equals]).lowercased()] = Option(
                isRequired: importance == "required", values: values)
        }
        return result
    }
}
