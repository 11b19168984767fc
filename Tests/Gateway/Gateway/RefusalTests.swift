import Foundation
import Testing

/// What must not be trusted is set apart, with its code, its reason beside the original, and an answer.
@Suite(.serialized) struct RefusalTests {
    private let era = HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1)])

    private func expect(
        _ code: String, state: String, _ prepare: (HospitalRoot, SecretRings) throws -> Void
    ) throws {
        let rings = try SecretRings.shared.get()
        let root = try HospitalRoot()
        try root.requireSecrets(rings)
        try prepare(root, rings)
        try root.runOnce()
        let arrival = try #require(try root.export("arrivals").first)
        #expect(arrival["state"] == state, "\(code): \(arrival["reason"] ?? "")")
        #expect(arrival["reason"]?.hasPrefix("\(code):") == true, "\(code): \(arrival["reason"] ?? "")")
        let name = arrival["name"] ?? ""
        let rejected = root.files(below: "inbox/payer-blue/rejected")
        #expect(rejected.contains { $0.hasSuffix("/\(name)") })
        let reason = try #require(rejected.first { $0.hasSuffix("/\(name).reason.txt") })
        #expect(
            String(decoding: root.contents("inbox/payer-blue/rejected/\(reason)"), as: UTF8.self).contains(
                "What to do:"))
        let answers = root.files(below: "outbox/payer-blue").filter { $0.hasSuffix(".pgp") }
        #expect(!answers.isEmpty)
        let texts = try answers.map { try rings.open(root.contents("outbox/payer-blue/\($0)")) }
        #expect(texts.contains { String(decoding: $0, as: UTF8.self).contains(code) })
        #expect(try root.export("matches").isEmpty && root.export("journal").isEmpty)
    }

    @Test func wrongChecksum() throws {
        try expect("open.checksum-mismatch", state: "quarantined") { root, rings in
            let sealed = try rings.seal(era, by: "partner")
            try root.drop(Array("\(String(repeating: "0", count: 64))  a.pgp\n".utf8), "payer-blue", "a.pgp.sha256")
            try root.drop(sealed, "payer-blue", "a.pgp")
        }
    }

    @Test func missingChecksum() throws {
        try expect("open.checksum-missing", state: "quarantined") { root, rings in
            try root.drop(rings.seal(era, by: "partner"), "payer-blue", "a.pgp")
        }
    }

    @Test func plainFile() throws {
        try expect("open.not-encrypted", state: "quarantined") { root, _ in
            try root.drop(withChecksum: era, "payer-blue", "a.835")
        }
    }

    @Test func unsignedFile() throws {
        try expect("open.unsigned", state: "quarantined") { root, rings in
            try root.drop(withChecksum: rings.seal(era, by: "partner", signed: false), "payer-blue", "a.pgp")
        }
    }

    @Test func strangersFile() throws {
        try expect("open.signer-unknown", state: "quarantined") { root, rings in
            try root.drop(withChecksum: rings.seal(era, by: "stranger"), "payer-blue", "a.pgp")
        }
    }

    @Test func alteredFile() throws {
        try expect("open.undecryptable", state: "quarantined") { root, rings in
            var sealed = try rings.seal(era, by: "partner")
            sealed[sealed.count / 2] ^= 0x40
            try root.drop(withChecksum: sealed, "payer-blue", "a.pgp")
        }
    }

    @Test func kindThatIsNotExpected() throws {
        try expect("route.kind-not-expected", state: "rejected") { root, rings in
            let sealed = try rings.seal(HospitalFiles.openItems([Claim(number: 1)]), by: "partner")
            try root.drop(withChecksum: sealed, "payer-blue", "a.csv.pgp")
        }
    }

    @Test func contentThatIsNothingKnown() throws {
        try expect("document.unknown", state: "rejected") { root, rings in
            try root.drop(withChecksum: rings.seal(Array("hello".utf8), by: "partner"), "payer-blue", "a.pgp")
        }
    }

    @Test func remittanceOutOfBalance() throws {
        try expect("x12.835.transaction-balance", state: "rejected") { root, rings in
            let off = HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1)], offBy: 1)
            try root.drop(withChecksum: rings.seal(off, by: "partner"), "payer-blue", "a.pgp")
        }
    }

    /// The good file, for comparison: taken, answered, and the answers are readable by nobody but the partner. Killed between
    /// decryption and its record, it ends the same.
    @Test func soundFileIsTakenAlsoAfterACrash() throws {
        let rings = try SecretRings.shared.get()
        let root = try HospitalRoot()
        try root.requireSecrets(rings)
        try root.drop(withChecksum: rings.seal(era, by: "partner"), "payer-blue", "a.835.pgp")
        let died = try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "open.sealed"])
        #expect(died.status == -SIGKILL)
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered"])
        let outbox = root.files(below: "outbox/payer-blue")
        let answer = try #require(outbox.first { $0.hasSuffix("999.edi.pgp") })
        #expect(outbox.contains("\(answer).sha256"))
        let text = String(decoding: try rings.open(root.contents("outbox/payer-blue/\(answer)")), as: UTF8.self)
        #expect(text.contains("AK9*A*1*1*1~"))
    }
}
