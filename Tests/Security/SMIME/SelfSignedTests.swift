// New identities: what they say, what they can, and what openssl says of them.

import SMIME
import Testing

@Suite struct SelfSignedTests {
    static let validity = 1_770_000_000...2_600_000_000 as ClosedRange<Int64>

    static let made = Result {
        try SelfSigned(
            organization: "Mapleton General", commonName: "MAPLETON, \"AS2\"", keyBits: 2_048, validity: validity,
            passphrase: Array("swordfish".utf8))
    }

    @Test func `a new identity says who and how long`() throws {
        let certificate = try Self.made.get().identity.certificate
        #expect(certificate.subject == #"CN=MAPLETON\, \"AS2\",O=Mapleton General"#)
        #expect(certificate.issuer == certificate.subject)
        #expect(certificate.notBefore...certificate.notAfter == Self.validity)
        #expect(certificate.keyBits == 2_048 && certificate.keyKind == .rsa)
        #expect(try Certificate(pem: certificate.pem) == certificate)
    }

    @Test func `it opens and signs, and its key is kept under its passphrase`() throws {
        let made = try Self.made.get()
        let certificate = made.identity.certificate
        let read = try Identity(
            certificate: certificate, privateKeyPEM: made.privateKeyPEM, passphrase: Array("swordfish".utf8))
        #expect(try open(seal([1, 2], to: [certificate]), with: [read]).plain == [1, 2])
        #expect(throws: SMIMEError.keyUnreadable) {
            try Identity(certificate: certificate, privateKeyPEM: made.privateKeyPEM)
        }
    }

    @Test(.enabled(if: Programs.hasOpenSSL, "needs the openssl program"))
    func `openssl finds its signature and uses right`() throws {
        let folder = try Scratch()
        folder.write("made.pem", try Self.made.get().identity.certificate.pem)
        folder.write("made.key", try Self.made.get().privateKeyPEM)
        try folder.run("openssl", "verify", "-x509_strict", "-no_check_time", "-CAfile", "made.pem", "made.pem")
        let text = String(
            decoding: try folder.run("openssl", "x509", "-in", "made.pem", "-noout", "-text"), as: UTF8.self)
        #expect(text.contains("Digital Signature, Non Repudiation, Key Encipherment") && text.contains("CA:FALSE"))
        try folder.run("openssl", "pkey", "-in", "made.key", "-passin", "pass:swordfish", "-check", "-noout")
        folder.write("plain", [7])
        try folder.run(
            "openssl", "cms", "-encrypt", "-keyid", "-outform", "DER", "-binary", "-in", "plain", "-out", "sealed",
            "-aes256", "-recip", "made.pem")
        #expect(try open(folder.read("sealed"), with: [Self.made.get().identity]).plain == [7])
    }

    @Test(arguments: [-1, 0, 1_024, 2_047, 100_000])
    func `small keys are not made`(bits: Int) {
        #expect(throws: SMIMEError.keyUnsuitable) {
            try SelfSigned(organization: "o", commonName: "c", keyBits: bits, validity: Self.validity)
        }
    }
}
