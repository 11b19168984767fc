// Telling OpenPGP from anything else by the first bytes, and fingerprints from other names of keys.

import Testing

@testable import OpenPGP

@Suite("Recognising OpenPGP")
struct RecognitionTests {
    @Test(
        "What our formats begin with is no OpenPGP",
        arguments: [
            "101 091000019", "ISA*00*", "<?xml version", "", "\u{FEFF}<Document", "invoice,amount", "{}",
        ])
    func others(text: String) {
        #expect(!Keyring.looksLikeOpenPGP(Array(text.utf8)))
    }

    @Test(
        "Session key packets and armour are", arguments: [[0x85, 0x01], [0x84, 0x5E], [0xC1, 0x5E], [0xD2, 0xFF]])
    func packets(bytes: [UInt8]) {
        #expect(Keyring.looksLikeOpenPGP(bytes))
        #expect(Keyring.looksLikeOpenPGP(Array("\r\n-----BEGIN PGP MESSAGE-----".utf8)))
    }

    @Test("Only forty hexadecimal digits are a fingerprint")
    func fingerprints() {
        let whole = String(repeating: "0a", count: 20)
        #expect(Fingerprint.normalized(whole) == whole.uppercased())
        #expect(Fingerprint.normalized("0A0A 0A0A \(whole.dropFirst(8))") == whole.uppercased())
        for wrong in [
            "", "0a", String(whole.dropLast()), whole + "0", "-" + whole.dropFirst(), "g" + whole.dropFirst(),
        ] {
            #expect(Fingerprint.normalized(wrong) == nil)
        }
    }

    @Test("Refusals have names of their own")
    func codes() {
        #expect(Set(OpenPGPRefusal.allCases.map(\.rawValue)).count == OpenPGPRefusal.allCases.count)
    }
}
