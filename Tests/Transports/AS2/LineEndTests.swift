// Signatures over octets whose line ends somebody changed, or read in a way of their own.

import SMIME
import Testing

@testable import AS2

@Suite(.enabled(if: TestIdentities.isPresent, "needs the openssl command to make certificates"))
struct LineEndTests {
    /// A signed message whose part 1 is `sent`, with a signature over `signed`.
    static func open(
        sent: String, signed: String, micalg: String = "sha-256", digest: DigestName = .sha256, pieceSize: Int
    ) throws -> TestMessages.Opened {
        let identities = try TestIdentities.require()
        let boundary = Boundary(entropy: Array(0..<16))
        let signature = try DetachedSignature.make(
            contentDigest: MessageDigest.digest(Array(signed.utf8), by: digest), by: digest,
            identity: identities.partner, at: identities.now)
        let body =
            boundary.opening + Array(sent.utf8) + boundary.delimiter + SignedEntity.signaturePart(signature)
            + boundary.closing
        let headers = AS2Headers([
            (name: "Content-Type", value: "multipart/signed; micalg=\"\(micalg)\"; boundary=\"\(boundary.text)\"")
        ])
        return try TestMessages.open(
            headers, body, TestMessages.receiving(identities), pieceSize: pieceSize, at: identities.now)
    }

    static let sizes = [1, 2, 3, 5, 1000]

    @Test(arguments: [
        ("A: b\r\n\r\nx\ny\r\n", "A: b\r\n\r\nx\ny\r\n", LineEndReading.asReceived),
        ("A: b\n\nx\ny\n", "A: b\n\nx\ny\n", .asReceived),
        ("A: b\n\nx\ny\n", "A: b\r\n\r\nx\r\ny\r\n", .canonical),
        ("A: b\nC: d\n\nx\ny\n", "A: b\r\nC: d\r\n\r\nx\ny\n", .canonicalHeader),
        ("A: b\r\nC: d\n\r\nx\ny\n", "A: b\r\nC: d\r\n\r\nx\ny\n", .canonicalHeader),
        ("A: b\r\n\r\nx\r\ny\nz", "A: b\r\n\r\nx\r\ny\r\nz", .canonical),
        (
            "Content-Transfer-Encoding: binary\n\nx\ny\n", "Content-Transfer-Encoding: binary\r\n\r\nx\ny\n",
            .canonical
        ),
        ("\n\n\nx\r", "\r\n\r\n\r\nx\r", .canonical),
        ("\r\n\n", "\r\n\n", .asReceived),
    ])
    func `each reading is tried, and the MIC is over the one that fits`(
        sent: String, signed: String, reading: LineEndReading
    ) throws {
        for size in Self.sizes {
            let opened = try Self.open(sent: sent, signed: signed, pieceSize: size)
            #expect(opened.message.problems == [], "pieces of \(size)")
            #expect(opened.message.lineEnds == reading)
            let digest = try MessageDigest.digest(Array(signed.utf8), by: .sha256)
            #expect(opened.message.mics == [MICCandidate(MIC(digest, .sha256), over: .signedContent)])
        }
    }

    /// Small contents are held until the signature tells its digest, larger ones are not.
    @Test(arguments: [10, 256 << 10, (256 << 10) + 1, 400_000], ["sha-256", "sha-384", "unknown", "md5, sha1"])
    func `a digest that was not named is found, however long the content is`(count: Int, micalg: String) throws {
        let text = "A: b\r\n\r\n" + String(repeating: "x\ny", count: count / 3 + 1)
        for digest in [DigestName.sha256, .sha512] {
            for size in [1 << 16, 1 << 20] {
                let opened = try Self.open(
                    sent: text, signed: text.replacing("x\n", with: "x\r\n"), micalg: micalg, digest: digest,
                    pieceSize: size)
                #expect(opened.message.problems == [] && opened.message.lineEnds == .canonical)
                #expect(opened.message.signatureDigest == digest && opened.message.mics.first?.mic.algorithm == digest)
            }
        }
    }

    /// A binary body is never touched.
    @Test(arguments: [
        ("Content-Transfer-Encoding: binary\r\n\r\nx\ny", "Content-Transfer-Encoding: binary\r\n\r\nx\r\ny"),
        ("A: b\r\n\r\nx\r\n", "A: b\r\n\r\nx\n"),
        ("A: b\n\nx\n", "A: b\r\n\r\ny\r\n"),
    ])
    func `what fits under no reading is altered`(sent: String, signed: String) throws {
        for size in Self.sizes {
            let opened = try Self.open(sent: sent, signed: signed, pieceSize: size)
            #expect(opened.message.disposition == .integrityCheckFailed)
            #expect(opened.message.mics.isEmpty)
        }
    }

    @Test(arguments: ["sha1", "SHA256", "md5", "rsa-sha1", "", "unknown", "sha-512"], [DigestName.sha256, .sha512])
    func `the signature tells its digest, whatever micalg says`(micalg: String, digest: DigestName) throws {
        let text = "A: b\r\n\r\nx"
        let opened = try Self.open(sent: text, signed: text, micalg: micalg, digest: digest, pieceSize: 1000)
        #expect(opened.message.disposition == .processed)
        #expect(opened.message.mics.first?.mic.algorithm == digest)
    }

    @Test func `beyond a size only the named digests go on`() throws {
        var digests = try LineEndDigests(named: [.sha256], candidates: [.sha512])
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0...(LineEndDigests.candidateLimit >> 20) { digests.update(piece.span.bytes, isBodyBinary: true) }
        #expect(digests.finish().map { Set($0.digests.keys) } == [[.sha256]])
    }
}
