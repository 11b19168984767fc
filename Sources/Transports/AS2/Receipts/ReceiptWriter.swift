// Writes a receipt as an MDN, signed or not.

public import SMIME

/// A header and a body, ready for HTTP. The same octets go out again on every retry.
public struct ReceiptLetter: Sendable, Hashable {
    public let headers: AS2Headers
    public let body: [UInt8]
}

extension Receipt {
    /// Who signs a receipt, and how.
    public struct Signing: Sendable {
        let identity: Identity
        let digest: DigestName
        let includesCertificate: Bool

        public init(_ identity: Identity, digest: DigestName, includesCertificate: Bool = true) {
            self.identity = identity
            self.digest = digest
            self.includesCertificate = includesCertificate
        }
    }

    /// Writes the receipt as multipart/report, within multipart/signed where it is to be signed.
    ///
    /// - Parameters:
    ///   - sender: us, the AS2-To of the message.
    ///   - partner: the AS2-From of the message; nil where it had none.
    ///   - messageID: the receipt's own.
    ///   - time: Unix seconds, for the Date field and the signature.
    public func letter(
        from sender: AS2Name, to partner: AS2Name?, messageID: MessageID, at time: Int64, boundary: Boundary,
        signing: Signing? = nil
    ) throws(SMIMEError) -> ReceiptLetter {
        var headers = AS2Headers()
        headers.append("AS2-Version", "1.2")
        headers.append("EDIINT-Features", SendingAgreement.ordinaryFeatures.joined(separator: ", "))
        headers.append("AS2-From", sender.field)
        if let partner { headers.append("AS2-To", partner.field) }
        headers.append("Message-ID", messageID.text)
        headers.append("Date", MessageDate.field(time))
        headers.append("MIME-Version", "1.0")

        let report = boundary.inner("report")
        let reportType = MediaType(
            "multipart", "report",
            parameters: HeaderParameters([("report-type", "disposition-notification"), ("boundary", report.text)]))
        let body = reportBody(report)
        guard let signing else {
            headers.append("Content-Type", reportType.description)
            return ReceiptLetter(headers: headers, body: body)
        }
        let entity = Array("Content-Type: \(reportType)\r\n\r\n".utf8) + body
        let signed = try SignedEntity.signature(
            over: MessageDigest.digest(entity, by: signing.digest), digest: signing.digest, identity: signing.identity,
            time: time, includesCertificate: signing.includesCertificate)
        headers.append("Content-Type", SignedEntity.type(boundary, digest: signing.digest).description)
        return ReceiptLetter(
            headers: headers,
            body: boundary.opening + entity + boundary.delimiter + SignedEntity.signaturePart(signed)
                + boundary.closing)
    }

    private func reportBody(_ boundary: Boundary) -> [UInt8] {
        let text = words.utf8.allSatisfy { $0 < 0x80 } ? "us-ascii" : "utf-8"
        let lines = words.split(separator: "\n", omittingEmptySubsequences: false).map { HeaderText.trimmed($0) }
        let part =
            "Content-Type: text/plain; charset=\(text)\r\nContent-Transfer-Encoding: \(text == "utf-8" ? "8bit" : "7bit")"
            + "\r\n\r\n" + lines.joined(separator: "\r\n") + "\r\n"
        let notification = "Content-Type: message/disposition-notification\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
        return boundary.opening + Array(part.utf8) + boundary.delimiter + Array(notification.utf8)
            + fields.octets + boundary.closing
    }

    private var fields: AS2Headers {
        var fields = AS2Headers()
        fields.append("Reporting-UA", reportingProgram ?? "HMS-ACH")
        if let recipient {
            fields.append("Original-Recipient", "rfc822; " + recipient.field)
            fields.append("Final-Recipient", "rfc822; " + recipient.field)
        }
        if let originalMessageID { fields.append("Original-Message-ID", originalMessageID.text) }
        fields.append("Disposition", disposition.field)
        for remark in remarks { fields.append("Error", remark) }
        if let mic { fields.append("Received-Content-MIC", mic.field(spelling: micSpelling)) }
        return fields
    }
}
