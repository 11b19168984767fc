// Which receipt a message asks for, and with which digest.

import SMIME
import Testing

@testable import AS2

@Suite struct ReceiptRequestTests {
    static func request(_ options: String?, url: String? = nil, accepting: Set<DigestName> = DigestName.current)
        -> ReceiptRequest?
    {
        var headers = AS2Headers([(name: "disposition-notification-to", value: "x")])
        if let options { headers.append("Disposition-Notification-Options", options) }
        if let url { headers.append("Receipt-Delivery-Option", url) }
        return ReceiptRequest(headers, digestsAccepted: accepting)
    }

    @Test func `none is asked for, or an unsigned one, or one to an address`() {
        #expect(ReceiptRequest(AS2Headers()) == nil)
        let unsigned = Self.request(nil)
        #expect(unsigned?.isSigned == false && unsigned?.delivery == .synchronous && unsigned?.digest == .sha1)
        let elsewhere = Self.request(nil, url: "https://a.example/mdn")
        #expect(elsewhere?.delivery == .asynchronous(to: "https://a.example/mdn"))
    }

    @Test(arguments: [
        (
            "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256",
            DigestName.sha256
        ),
        ("signed-receipt-protocol=optional,pkcs7-signature;signed-receipt-micalg=optional,SHA384,sha1", .sha384),
        ("Signed-Receipt-Micalg = optional , md5, sha1, \"sha512\"; Signed-Receipt-Protocol=PKCS7-Signature", .sha512),
        ("signed-receipt-protocol=required, pgp, x-pkcs7-signature", .sha256),
        ("signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, unknown", .sha256),
        ("signed-receipt-micalg=sha256", .sha256),
    ])
    func `the first digest that is supported is taken`(options: String, digest: DigestName) {
        let request = Self.request(options)
        #expect(request?.isSigned == true && request?.digest == digest && request?.refusal == nil)
    }

    @Test(arguments: [
        (
            "signed-receipt-protocol=required, pgp-signature; signed-receipt-micalg=required, sha256",
            Disposition.unsupportedFormat
        ),
        (
            "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, md5, sha1",
            .unsupportedMICAlgorithms
        ),
    ])
    func `what is demanded and not supported is refused`(options: String, disposition: Disposition) {
        #expect(Self.request(options)?.refusal == disposition)
    }

    @Test func `SHA-1 is supported where it was agreed`() {
        let options = "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha1"
        let request = Self.request(options, accepting: [.sha1, .sha256])
        #expect(request?.refusal == nil && request?.digest == .sha1 && request?.spelling == "sha1")
    }

    @Test func `the MIC is taken with the signature's digest where that is listed`() {
        let list = "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha512, sha256"
        #expect(Self.request(list)?.micDigest(signedBy: .sha256) == .sha256)
        #expect(Self.request(list)?.micDigest(signedBy: .sha384) == .sha512)
        #expect(
            Self.request("signed-receipt-protocol=required, pkcs7-signature")?.micDigest(signedBy: .sha384) == .sha384)
    }

    @Test(arguments: ["sha256", " SHA-256", "sha-256", "\tSha256 "])
    func `a MIC is read in any spelling`(spelling: String) {
        let mic = MIC(Array(0..<32), .sha256)
        #expect(MIC(field: mic.base64 + "," + spelling) == mic)
        #expect(MIC(field: mic.field(spelling: "sha-256")) == mic)
        #expect(MIC(field: mic.base64) == mic && MIC(field: mic.base64 + " ,") == mic)
    }

    @Test(arguments: ["", "AAAA", "AAAA,", "AAAA, sha256", "AAAA, sha256, x", ", sha256", "AAAA, unknown", "!!, sha1"])
    func `what is no MIC is none`(field: String) {
        #expect(MIC(field: field) == nil)
    }
}
