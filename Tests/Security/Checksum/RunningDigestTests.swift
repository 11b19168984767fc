// The digests of "abc", from RFC 1321 (A.5), RFC 3174 and FIPS 180-2 (B.1, C.1).

import Checksum
import Testing

@Suite("Running digests")
struct RunningDigestTests {
    static let known: [(DigestAlgorithm, String)] = [
        (.md5, "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ]

    @Test("Each algorithm gives the published digest, whatever the pieces", arguments: known)
    func published(algorithm: DigestAlgorithm, digest: String) {
        let bytes = Array("abc".utf8)
        for cut in 0...3 {
            var running = RunningDigest(algorithm)
            running.update(bytes.span.bytes.extracting(0..<cut))
            running.update(bytes.span.bytes.extracting(cut..<3))
            #expect(running.hexadecimal() == digest)
        }
        #expect(DigestAlgorithm(hexadecimalLength: digest.count) == algorithm)
    }

    @Test("Several digests come from one pass; the strongest is the answer")
    func several() throws {
        let bytes = Array("abc".utf8)
        var running = try #require(RunningDigest([.md5, .sha256]))
        running.update(bytes.span.bytes)
        #expect(running.hexadecimal() == Self.known[2].1)
        #expect(running.hexadecimal(.md5) == Self.known[0].1)
        #expect(running.hexadecimal(.sha1) == nil)
        #expect(RunningDigest(Set<DigestAlgorithm>()) == nil)
    }
}
