// Digest algorithms by all the names that partners give them.

import SMIME
import Testing

@Suite struct DigestNameTests {
    @Test(arguments: [
        ("sha-256", DigestName.sha256), ("SHA256", .sha256), (" sha256 ", .sha256), ("rsa-sha1", .sha1),
        ("sha1", .sha1),
        ("SHA-1", .sha1), ("\"sha-512\"", .sha512), ("md5", .md5), ("rsa-md5", .md5), ("sha_384", .sha384),
    ])
    func `is parsed as partners write it`(text: String, name: DigestName) {
        #expect(DigestName(parsing: text) == name)
    }

    @Test(arguments: ["", "sha", "sha3-256", "sha-2", "256", "sha--256"])
    func `is not guessed`(text: String) {
        #expect(DigestName(parsing: text) == nil)
    }

    @Test(arguments: DigestName.allCases)
    func `reads what it writes`(name: DigestName) {
        #expect(DigestName(parsing: name.micalg) == name)
        #expect(DigestName(parsing: name.rawValue) == name)
    }
}
