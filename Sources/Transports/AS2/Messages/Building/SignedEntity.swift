// multipart/signed as we write it (RFC 1847, RFC 5751), for messages and receipts alike.

import SMIME

enum SignedEntity {
    static func type(_ boundary: Boundary, digest: DigestName) -> MediaType {
        MediaType(
            "multipart", "signed",
            parameters: HeaderParameters([
                ("protocol", "application/pkcs7-signature"), ("micalg", digest == .sha1 ? "sha1" : digest.micalg),
                ("boundary", boundary.text),
            ]))
    }

    static func signature(
        over digestOctets: [UInt8], digest: DigestName, identity: Identity, time: Int64, includesCertificate: Bool
    ) throws(SMIMEError) -> [UInt8] {
        try DetachedSignature.make(
            contentDigest: digestOctets, by: digest, identity: identity, at: time,
            includesCertificate: includesCertificate)
    }

    /// The second part, from its header to the end of its body.
    static func signaturePart(_ signature: [UInt8]) -> [UInt8] {
        let header =
            "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"; smime-type=signed-data\r\n"
            + "Content-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n"
        // The CRLF of the last line belongs to the delimiter that follows.
        return Array(header.utf8) + Base64Encoder.lines(signature).dropLast(2)
    }
}
