// One identity in many tasks at once, as a server with many partners uses it.

import SMIME
import Testing

@Suite struct SharedKeyTests {
    @Test func `an identity serves many tasks at once`() async throws {
        let identity = try Fixture.hospital.identity
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<48 {
                group.addTask {
                    let plain = scrambled(1_000 + number, seed: UInt64(number))
                    guard let sealed = try? seal(plain, to: [identity.certificate]),
                        let digest = try? MessageDigest.digest(plain, by: .sha256),
                        let signature = try? DetachedSignature(
                            DetachedSignature.make(contentDigest: digest, by: .sha256, identity: identity, at: 0))
                    else { return false }
                    let verdict = signature.verify(pinned: [identity.certificate], contentDigest: { _ in digest })
                    return (try? open(sealed, with: [identity]))?.plain == plain
                        && verdict == .valid(by: identity.certificate, digest: .sha256)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 48 && results.allSatisfy(\.self))
    }
}
