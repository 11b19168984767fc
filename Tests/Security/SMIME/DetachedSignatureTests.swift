// Signatures over digests: what holds, what does not, and what each verdict says.

import SMIME
import Testing

@Suite struct DetachedSignatureTests {
    static let content = Array("Content-Type: text/plain\r\n\r\n100.00".utf8)
    static let time: Int64 = 1_772_000_000

    static func digest(_ name: DigestName, of content: [UInt8] = content) -> [UInt8] {
        (try? MessageDigest.digest(content, by: name)) ?? []
    }

    static func made(
        _ fixture: Fixture = .hospital, _ name: DigestName = .sha256, includesCertificate: Bool = true,
        isPSS: Bool = false
    ) throws -> [UInt8] {
        try DetachedSignature.make(
            contentDigest: digest(name), by: name, identity: fixture.identity, at: time,
            includesCertificate: includesCertificate, isPSS: isPSS)
    }

    static func verdict(
        _ bytes: [UInt8], pinned: [Fixture] = [.hospital], accepting: Set<DigestName> = Set(DigestName.allCases),
        content: [UInt8] = content
    ) throws -> SignatureVerdict {
        let certificates = try pinned.map { try $0.certificate }
        return try DetachedSignature(bytes).verify(pinned: certificates, accepting: accepting) {
            digest($0, of: content)
        }
    }

    @Test(arguments: DigestName.allCases.filter { $0 != .md5 }, [false, true])
    func `what is signed holds`(name: DigestName, isPSS: Bool) throws {
        let bytes = try Self.made(.hospital, name, isPSS: isPSS)
        #expect(try Self.verdict(bytes) == .valid(by: Fixture.hospital.certificate, digest: name))
        let signature = try DetachedSignature(bytes)
        #expect(signature.digests == [name])
        #expect(signature.certificates == [try Fixture.hospital.certificate])
        #expect(signature.signers.map(\.signatureAlgorithm) == [isPSS ? "RSASSA-PSS" : "rsaEncryption"])
        #expect(signature.signers.map(\.signingTime) == [Self.time])
        #expect(ContentKind(beginning: bytes) == .signedData)
    }

    @Test(arguments: [DigestName.sha1, .sha256, .sha384, .sha512])
    func `a signature by an elliptic curve holds`(name: DigestName) throws {
        let bytes = try Self.made(.curve, name)
        #expect(try Self.verdict(bytes, pinned: [.curve]) == .valid(by: Fixture.curve.certificate, digest: name))
        #expect(
            try DetachedSignature(bytes).signers.map(\.signatureAlgorithm) == [
                "ecdsa-with-\(name.rawValue.uppercased())"
            ])
    }

    @Test func `the certificate stays away where it is not wanted`() throws {
        let bytes = try Self.made(includesCertificate: false)
        #expect(try DetachedSignature(bytes).certificates.isEmpty)
        #expect(try Self.verdict(bytes) == .valid(by: Fixture.hospital.certificate, digest: .sha256))
    }

    @Test func `another content differs`() throws {
        let bytes = try Self.made()
        let verdict = try Self.verdict(bytes, content: Self.content + [0])
        #expect(verdict == .contentDiffers(by: try Fixture.hospital.certificate, digest: .sha256))
    }

    @Test func `a stranger is a stranger, whatever certificate comes along`() throws {
        let bytes = try Self.made(.partner)
        guard case .unknownSigner = try Self.verdict(bytes, pinned: [.hospital, .curve]) else {
            Issue.record("a stranger was taken")
            return
        }
        #expect(try Self.verdict(bytes, pinned: []) != .valid(by: Fixture.partner.certificate, digest: .sha256))
    }

    @Test func `the next certificate verifies beside the current one`() throws {
        let verdict = try Self.verdict(Self.made(.partner), pinned: [.hospital, .partner])
        #expect(verdict == .valid(by: try Fixture.partner.certificate, digest: .sha256))
    }

    @Test func `a weak digest is refused unless it is accepted`() throws {
        let bytes = try Self.made(.hospital, .sha1)
        #expect(try Self.verdict(bytes, accepting: DigestName.current) == .digestRefused(.sha1))
        let missing = try DetachedSignature(bytes).verify(
            pinned: [Fixture.hospital.certificate], accepting: [.sha1], contentDigest: { _ in nil })
        #expect(missing == .digestMissing(.sha1))
    }

    @Test func `an altered octet never makes a signature hold that says something else`() throws {
        let bytes = try Self.made()
        let wrong = Self.content + [0]
        var broken = 0
        for index in bytes.indices {
            for flip in [0x01, 0x20, 0xFF] as [UInt8] {
                var altered = bytes
                altered[index] ^= flip
                guard let verdict = try? Self.verdict(altered) else { continue }
                if case .broken = verdict { broken += 1 }
                if case .valid = try Self.verdict(altered, content: wrong) { Issue.record("octet \(index)") }
            }
        }
        #expect(broken > 500)
    }

    @Test func `a signature that is cut off is none`() throws {
        let bytes = try Self.made()
        for count in bytes.indices {
            #expect(code { _ = try DetachedSignature(Array(bytes[..<count])) } == "smime.truncated")
        }
        #expect(code { _ = try DetachedSignature(bytes + [0]) } == "smime.trailing-bytes")
    }

    @Test func `what is no detached signature is refused`() throws {
        #expect(throws: SMIMEError.unexpectedContent(found: .compressedData)) {
            try DetachedSignature(deflate([1]))
        }
        #expect(throws: SMIMEError.headerTooLarge(limit: DetachedSignature.limit)) {
            try DetachedSignature([UInt8](repeating: 0x30, count: DetachedSignature.limit + 1))
        }
        let inside = octets(
            "3027 06092A864886F70D010702 A01A 3018 020101 3100 300F 06092A864886F70D010701 A002 0400 3100")
        #expect(throws: SMIMEError.contentInside) { try DetachedSignature(inside) }
        let nobody = octets("3023 06092A864886F70D010702 A016 3014 020101 3100 300B 06092A864886F70D010701 3100")
        #expect(try DetachedSignature(nobody).verify(pinned: [], contentDigest: { _ in nil }) == .noSigner)
    }

    @Test func `a key signs only what it can`() throws {
        #expect(throws: SMIMEError.keyUnsuitable) { try Self.made(.curve, isPSS: true) }
        #expect(throws: SMIMEError.lengthDiffers(declared: 32)) {
            try DetachedSignature.make(contentDigest: [1], by: .sha256, identity: Fixture.hospital.identity, at: 0)
        }
    }
}
