// Signatures as BouncyCastle and IBM's products write them: indefinite lengths throughout, strings in pieces.

import Testing

@testable import SMIME

@Suite struct IndefiniteSignatureTests {
    /// The same element with indefinite lengths, and its longer strings in two pieces; a certificate stays as its issuer made it.
    static func indefinite(_ element: BERElement, around certificate: Certificate) -> [UInt8] {
        if element.encoded == certificate.der { return certificate.der }
        let head: [UInt8] = DER.head(element.tag, isConstructed: true, count: 0).dropLast() + [0x80]
        let end: [UInt8] = [0, 0]
        if element.isConstructed {
            return head + element.children.flatMap { indefinite($0, around: certificate) } + end
        }
        guard element.tag == .octetString, element.octets.count > 3 else { return element.encoded }
        return head + DER.octetString(Array(element.octets.prefix(3)))
            + DER.octetString(Array(element.octets.dropFirst(3))) + end
    }

    @Test(arguments: [Fixture.hospital, .curve])
    func `they hold like any other`(fixture: Fixture) throws {
        let digest = try MessageDigest.digest([1, 2, 3], by: .sha256)
        let definite = try DetachedSignature.make(contentDigest: digest, by: .sha256, identity: fixture.identity, at: 1)
        let certificate = try fixture.certificate
        let bytes = Self.indefinite(try BERElement.parse(definite), around: certificate)
        #expect(bytes.count > definite.count && bytes.prefix(2) == [0x30, 0x80])
        let signature = try DetachedSignature(bytes)
        #expect(signature.certificates == [certificate])
        #expect(
            signature.verify(pinned: [certificate], contentDigest: { _ in digest })
                == .valid(by: certificate, digest: .sha256))
        #expect(
            signature.verify(pinned: [certificate], contentDigest: { _ in digest.reversed() })
                == .contentDiffers(by: certificate, digest: .sha256))
    }

    @Test func `attributes that are out of order hold as they were signed`() throws {
        let fixture = Fixture.hospital
        let digest = try MessageDigest.digest([1, 2, 3], by: .sha256)
        // The longest first, which is not the order of a set.
        let attributes =
            DER.sequence(DER.oid(.messageDigest), DER.set([DER.octetString(digest)]))
            + DER.sequence(DER.oid(.contentType), DER.set([DER.oid(.data)]))
        let certificate = try fixture.certificate
        func signature(over signed: [UInt8]) throws -> DetachedSignature {
            let octets = try fixture.identity.privateKey.sign(
                MessageDigest.digest(signed, by: .sha256), by: .sha256, scheme: .pkcs1)
            let signer = DER.sequence(
                DER.integer(1),
                DER.sequence(certificate.issuerName, DER.integer(octets: certificate.serialOctets)),
                DER.algorithm(DigestName.sha256.oid, nil), DER.context(0, attributes),
                DER.algorithm(.rsaEncryption), DER.octetString(octets))
            return try DetachedSignature(
                DER.sequence(
                    DER.oid(.signedData),
                    DER.context(
                        0,
                        DER.sequence(
                            DER.integer(1), DER.set([]), DER.sequence(DER.oid(.data)), DER.set([signer])))))
        }
        let sorted = DER.set(try BERElement.parse(DER.context(0, attributes)).children.map(\.encoded))
        let asSent = DER.element(.set, isConstructed: true, attributes)
        #expect(sorted != asSent)
        for signed in [sorted, asSent] {
            let verdict = try signature(over: signed).verify(pinned: [certificate], contentDigest: { _ in digest })
            #expect(verdict == .valid(by: certificate, digest: .sha256))
        }
        let other = try signature(over: asSent + [0]).verify(pinned: [certificate], contentDigest: { _ in digest })
        #expect(other != .valid(by: certificate, digest: .sha256))
    }
}
