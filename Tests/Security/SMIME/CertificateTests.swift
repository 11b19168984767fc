// Certificates and identities as they are read from files.

import SMIME
import Testing

@Suite struct CertificateTests {
    @Test func `a certificate says what it is`() throws {
        let certificate = try Fixture.hospital.certificate
        #expect(certificate.fingerprint == "a1e0bea674c6bdf121a760bea6137ba8c49584294e9fdcf34d34e4055a14663b")
        #expect(certificate.subject == "CN=hospital,O=hospital example")
        #expect(certificate.issuer == certificate.subject)
        #expect(certificate.serial == "6CB3A346AACB550FB1B3935C1C3E6CA2685B0B74")
        #expect(certificate.keyKind == .rsa)
        #expect(certificate.keyBits == 2_048)
        #expect(try Fixture.curve.certificate.keyKind == .ellipticCurve)
        #expect(try Fixture.curve.certificate.keyBits == 256)
    }

    @Test func `it holds from its first to its last second`() throws {
        let certificate = try Fixture.hospital.certificate
        #expect(certificate.notAfter - certificate.notBefore == 36_500 * 86_400)
        #expect(certificate.holds(at: certificate.notBefore) && certificate.holds(at: certificate.notAfter))
        #expect(!certificate.holds(at: certificate.notBefore - 1) && !certificate.holds(at: certificate.notAfter + 1))
    }

    @Test func `all of a file are read, in their order`() throws {
        let text = "Bag Attributes\n" + Fixture.hospital.certificatePEM + "\n\n" + Fixture.partner.certificatePEM
        let all = try Certificate.all(pem: Array(text.utf8))
        #expect(all == [try Fixture.hospital.certificate, try Fixture.partner.certificate])
        #expect(try Certificate(der: all[1].der) == all[1])
    }

    @Test func `what is none is refused`() throws {
        let der = try Fixture.hospital.certificate.der
        for bytes in [[], [0x30], der + [0], Array(der.dropLast())] {
            #expect(throws: SMIMEError.certificateUnreadable) { try Certificate(der: bytes) }
        }
        let damaged =
            Fixture.hospital.certificatePEM + "\n" + Fixture.partner.certificatePEM.replacing("MII", with: "AAA")
        for text in ["", "hello", Fixture.hospital.keyPEM, damaged] {
            #expect(throws: SMIMEError.certificateUnreadable) { try Certificate.all(pem: Array(text.utf8)) }
        }
        for count in stride(from: 0, to: der.count, by: 11) {
            var altered = der
            altered[count] ^= 0xFF
            _ = try? Certificate(der: altered)
        }
    }

    @Test func `key and certificate belong together`() throws {
        let (hospital, partner) = (Fixture.hospital, Fixture.partner)
        #expect(throws: SMIMEError.keyDiffers) {
            try Identity(certificate: hospital.certificate, privateKeyPEM: Array(partner.keyPEM.utf8))
        }
        for text in ["", "hello", hospital.certificatePEM] {
            #expect(throws: SMIMEError.keyUnreadable) {
                try Identity(certificate: hospital.certificate, privateKeyPEM: Array(text.utf8))
            }
        }
    }
}
