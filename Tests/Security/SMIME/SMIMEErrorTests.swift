// Every reason for a refusal: its code is its own, its sentence says something, and the other tests of this folder provoke it.

import Testing

@testable import SMIME

@Suite struct SMIMEErrorTests {
    static let all: [SMIMEError] = [
        .malformed(offset: 1, reason: "no content type"), .truncated(offset: 1), .trailingBytes(offset: 1),
        .headerTooLarge(limit: 1), .tooDeep(limit: 1), .unexpectedContent(found: .data), .notForUs,
        .cipherUnknown(OID(1, 2, 3)), .cipherRefused(.tripleDES), .keyTransportUnknown(OID(1, 2, 3)), .cannotDecrypt,
        .authenticatedAttributes, .compressionUnknown(OID(1, 2, 3)), .compressionDamaged, .contentTooLarge(limit: 1),
        .exploding(ratio: 1), .contentInside, .certificateUnreadable, .keyUnsuitable, .keyUnreadable, .keyDiffers,
        .noRecipient, .lengthDiffers(declared: 1), .finished, .engine(operation: "sign"),
    ]

    @Test func `codes are unique and sentences too`() {
        #expect(Set(Self.all.map(\.code)).count == Self.all.count)
        #expect(Set(Self.all.map(\.description)).count == Self.all.count)
        #expect(Self.all.allSatisfy { $0.code.hasPrefix("smime.") && $0.description.count > 10 })
    }

    /// All but `smime.engine`, which takes a broken installation.
    @Test func `a message without content is malformed`() {
        let empty = octets(
            "3080 06092A864886F70D010703 A080 3080 020100 3100 300B 06092A864886F70D010701 0000 0000 0000")
        #expect(code { _ = try open(empty, with: []) } == "smime.malformed")
    }
}
