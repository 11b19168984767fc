// Envelopes there and back, and what becomes of those that are cut, altered, or meant for others.

import Testing

@testable import SMIME

@Suite struct EnvelopeTests {
    static let shapes = ContentCipher.allCases.flatMap { cipher in
        [0, 1, 15, 16, 17, 16_384, 70_001].map { (cipher, $0) }
    }

    @Test(arguments: shapes)
    func `what is sealed opens, in both forms`(cipher: ContentCipher, count: Int) throws {
        let (partner, plain) = (Fixture.partner, scrambled(count))
        for form in [EnvelopeSealer.Form.streamed, .definite(byteCount: Int64(count))] {
            let sealed = try seal(plain, to: [partner.certificate], cipher, form: form, piece: 10_007)
            let opened = try open(sealed, with: [partner.identity], piece: 9_973)
            #expect(opened.plain == plain)
            let expected = EnvelopeDescription(
                kind: cipher.isAuthenticated ? .authEnvelopedData : .envelopedData, cipher: cipher,
                keyTransport: .pkcs1, recipient: try partner.certificate.fingerprint, byteCount: Int64(count))
            #expect(opened.description == expected)
            #expect(ContentKind(beginning: sealed) == expected.kind)
        }
    }

    @Test(arguments: [.pkcs1, .oaep(.sha1), .oaep(.sha256), .oaep(.sha512)] as [KeyTransport])
    func `the key goes by every transport`(transport: KeyTransport) throws {
        let sealed = try seal([1, 2, 3], to: [Fixture.partner.certificate], by: transport)
        let opened = try open(sealed, with: [Fixture.partner.identity])
        #expect(opened.plain == [1, 2, 3])
        #expect(opened.description.keyTransport == transport)
    }

    @Test func `each of several recipients opens it`() throws {
        let (hospital, partner) = (Fixture.hospital, Fixture.partner)
        let sealed = try seal([7], to: [hospital.certificate, partner.certificate])
        #expect(try open(sealed, with: [hospital.identity]).description.recipient == hospital.certificate.fingerprint)
        #expect(try open(sealed, with: [partner.identity]).description.recipient == partner.certificate.fingerprint)
    }

    @Test(arguments: [EnvelopeSealer.Form.streamed, .definite(byteCount: 40)])
    func `every cut gives the same`(form: EnvelopeSealer.Form) throws {
        let plain = scrambled(40)
        let sealed = try seal(plain, to: [Fixture.partner.certificate], .aes128GCM, form: form)
        let keys = [try Fixture.partner.identity]
        for size in [1, 2, 3, 5, 7, 64] { #expect(try open(sealed, with: keys, piece: size).plain == plain) }
        for cut in stride(from: 1, to: sealed.count, by: 3) {
            var opener = EnvelopeOpener(keys: keys)
            var found: [UInt8] = []
            for part in [sealed[..<cut], sealed[cut...]] {
                try opener.take(Array(part).span.bytes) { $0.withUnsafeBytes { found.append(contentsOf: $0) } }
            }
            _ = try opener.finish { $0.withUnsafeBytes { found.append(contentsOf: $0) } }
            #expect(found == plain, "cut at \(cut)")
        }
    }

    @Test(arguments: [ContentCipher.aes128CBC, .aes256GCM])
    func `a message that is cut off is never whole`(cipher: ContentCipher) throws {
        let keys = [try Fixture.partner.identity]
        for form in [EnvelopeSealer.Form.streamed, .definite(byteCount: 100)] {
            let sealed = try seal(scrambled(100), to: [Fixture.partner.certificate], cipher, form: form)
            for count in 0..<sealed.count {
                let code = code { _ = try open(Array(sealed[..<count]), with: keys) }
                #expect(code == "smime.truncated", "\(count) of \(sealed.count) bytes")
            }
        }
    }

    @Test(arguments: [EnvelopeSealer.Form.streamed, .definite(byteCount: 60)])
    func `an altered octet is found where the cipher proves the content`(form: EnvelopeSealer.Form) throws {
        let plain = scrambled(60)
        let sealed = try seal(plain, to: [Fixture.partner.certificate], .aes256GCM, form: form)
        let keys = [try Fixture.partner.identity]
        for index in sealed.indices {
            for flip in [0x01, 0x80] as [UInt8] {
                var altered = sealed
                altered[index] ^= flip
                // Octets that only describe, such as the version, may change; the content may not.
                guard let opened = try? open(altered, with: keys) else { continue }
                #expect(opened.plain == plain, "octet \(index)")
            }
        }
    }

    @Test func `an altered octet never ends the program`() throws {
        let sealed = try seal(scrambled(300), to: [Fixture.partner.certificate], form: .definite(byteCount: 300))
        let keys = [try Fixture.partner.identity]
        var refused = 0
        for index in sealed.indices {
            for value in [0x00, 0x24, 0x30, 0x80, 0xA0, 0xFF] as [UInt8] {
                var altered = sealed
                altered[index] = value
                if (try? open(altered, with: keys, piece: 97)) == nil { refused += 1 }
            }
        }
        #expect(refused > sealed.count)
    }

    @Test func `nobody learns whether key or padding was wrong`() throws {
        let sealed = try seal(scrambled(64), to: [Fixture.partner.certificate], form: .definite(byteCount: 64))
        let keys = [try Fixture.partner.identity]
        // The wrapped key is the only octet string of 256; the content is the end of the message.
        let wrapped = try #require(sealed.firstRange(of: [0x04, 0x82, 0x01, 0x00]))
        var wrongKey = sealed
        wrongKey[wrapped.upperBound + 100] ^= 1
        var wrongPadding = sealed
        wrongPadding[sealed.count - 17] ^= 0xFF
        for altered in [wrongKey, wrongPadding] {
            #expect(throws: SMIMEError.cannotDecrypt) { try open(altered, with: keys) }
        }
        #expect("\(SMIMEError.cannotDecrypt)" == "the message cannot be decrypted")
    }

    @Test func `what cannot be opened says why`() throws {
        let (hospital, partner) = (Fixture.hospital, Fixture.partner)
        let sealed = try seal([1], to: [partner.certificate], .tripleDES)
        #expect(throws: SMIMEError.notForUs) { try open(sealed, with: [hospital.identity]) }
        #expect(throws: SMIMEError.notForUs) { try open(sealed, with: []) }
        #expect(throws: SMIMEError.cipherRefused(.tripleDES)) {
            try open(sealed, with: [partner.identity], accepting: ContentCipher.current)
        }
        #expect(throws: SMIMEError.trailingBytes(offset: Int64(sealed.count))) {
            try open(sealed + [0], with: [partner.identity])
        }
        #expect(throws: SMIMEError.unexpectedContent(found: .compressedData)) {
            try open(deflate([1]), with: [partner.identity])
        }
        #expect(throws: SMIMEError.noRecipient) { try seal([1], to: []) }
        #expect(throws: SMIMEError.keyUnsuitable) { try seal([1], to: [Fixture.curve.certificate]) }
    }

    @Test func `algorithms that are unknown are named`() throws {
        let partner = Fixture.partner
        let sealed = try seal([1], to: [partner.certificate])
        let cipher = try #require(sealed.firstRange(of: octets("60864801650304012A")))
        var unknownCipher = sealed
        unknownCipher[cipher.upperBound - 1] = 0x7F
        #expect(code { _ = try open(unknownCipher, with: [partner.identity]) } == "smime.cipher-unknown")
        let transport = try #require(sealed.firstRange(of: octets("2A864886F70D010101 0500")))
        var unknownTransport = sealed
        unknownTransport[transport.upperBound - 3] = 0x7F
        #expect(code { _ = try open(unknownTransport, with: [partner.identity]) } == "smime.key-transport-unknown")
    }

    @Test func `parameters that a cipher cannot have are refused where they stand`() throws {
        let keys = [try Fixture.partner.identity]
        let block = try seal([1], to: [keys[0].certificate])
        let vector = try #require(block.firstRange(of: octets("60864801650304012A 0410"))).upperBound - 2
        var noVector = block
        noVector[vector] = 0x02
        let counter = try seal([1], to: [keys[0].certificate], .aes256GCM)
        let tagLength = try #require(counter.firstRange(of: [0x02, 0x01, 0x10])).upperBound - 1
        var longTag = counter
        longTag[tagLength] = 17
        var shortTag = counter
        shortTag[tagLength] = 8
        for altered in [noVector, longTag, shortTag] {
            #expect {
                try open(altered, with: keys)
            } throws: { error in
                guard case .malformed(let offset, let reason) = error as? SMIMEError else { return false }
                return offset > 300 && reason.contains("parameters")
            }
        }
        // Sixteen octets of tag are written, twelve said.
        var otherTag = counter
        otherTag[tagLength] = 12
        #expect(throws: SMIMEError.cannotDecrypt) { try open(otherTag, with: keys) }
    }

    @Test func `attributes behind the content of an authenticated cipher are refused`() throws {
        let sealed = try seal([1], to: [Fixture.partner.certificate], .aes128GCM)
        // Between the content's sequence and the tag of sixteen octets.
        var attributed = sealed
        attributed.insert(contentsOf: [0xA1, 0x02, 0x30, 0x00], at: sealed.count - 6 - 18)
        #expect(throws: SMIMEError.authenticatedAttributes) {
            try open(attributed, with: [Fixture.partner.identity])
        }
    }

    @Test func `the announced length holds`() throws {
        for count in [0, 99, 101] {
            #expect(throws: SMIMEError.lengthDiffers(declared: 100)) {
                try seal(scrambled(count), to: [Fixture.partner.certificate], form: .definite(byteCount: 100))
            }
        }
        for count in [-1, .max] as [Int64] {
            #expect(throws: SMIMEError.lengthDiffers(declared: count)) {
                try seal([], to: [Fixture.partner.certificate], form: .definite(byteCount: count))
            }
        }
    }

    @Test func `after a failure nothing goes on`() throws {
        struct Full: Error {}
        var opener = EnvelopeOpener(keys: [try Fixture.partner.identity])
        let sealed = try seal(scrambled(200_000), to: [Fixture.partner.certificate])
        #expect(throws: Full.self) { try opener.take(sealed.span.bytes) { _ in throw Full() } }
        #expect(throws: SMIMEError.finished) { try opener.take(sealed.span.bytes) { _ in } }
        #expect(throws: SMIMEError.finished) { try opener.finish { _ in } }
    }

    @Test func `a flood of recipients is refused`() throws {
        let flood =
            [0x30, 0x80] + octets("06092A864886F70D010703 A080 3080 020100 3180")
            + Array(repeating: [0x04, 0x82, 0x10, 0x00] + [UInt8](repeating: 0, count: 4_096), count: 17).flatMap(
                \.self)
        #expect(throws: SMIMEError.headerTooLarge(limit: 65_536)) { try open(flood, with: []) }
    }
}
