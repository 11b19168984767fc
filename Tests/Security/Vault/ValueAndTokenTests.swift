// Sealed values, tokens, and values that do not print.

import Testing

@testable import Vault

@Suite("Sealed values, tokens, sensitive text")
struct ValueAndTokenTests {
    private func vault(_ byte: UInt8 = 1) throws -> Vault {
        Vault(key: try #require(VaultKey(bytes: [UInt8](repeating: byte, count: 32))))
    }

    @Test("A sealed value opens for its own purpose only, under its own key only")
    func purpose() throws {
        let vault = try vault()
        let sealed = try vault.seal("123456789".utf8, as: "account")
        #expect(String(decoding: try vault.open(sealed, as: "account"), as: UTF8.self) == "123456789")
        #expect(throws: VaultError.valueNotAuthentic(purpose: "patient")) { try vault.open(sealed, as: "patient") }
        #expect(throws: VaultError.self) { try self.vault(2).open(sealed, as: "account") }
        #expect(try vault.seal("123456789".utf8, as: "account") != sealed)
    }

    @Test("A sealed value that was changed or cut anywhere does not open")
    func tampered() throws {
        let vault = try vault()
        let sealed = try vault.seal("1".utf8, as: "account")
        for index in sealed.indices {
            var bad = sealed
            bad[index] ^= 1
            #expect(throws: VaultError.self) { try vault.open(bad, as: "account") }
            #expect(throws: VaultError.self) { try vault.open(Array(sealed[..<index]), as: "account") }
        }
        #expect(try vault.open(vault.seal([], as: "account"), as: "account").isEmpty)
    }

    @Test("Tokens depend on the text, the vocabulary and the key, and on nothing else")
    func tokens() throws {
        let accounts = try vault().vocabulary("account")
        let token = accounts.token(for: "123456789")
        #expect(try vault().vocabulary("account").token(for: "123456789") == token)
        #expect(accounts.token(for: "123456780") != token)
        #expect(try vault().vocabulary("patient").token(for: "123456789") != token)
        #expect(try vault(2).vocabulary("account").token(for: "123456789") != token)
        let bytes = Array("00123456789".utf8)
        #expect(accounts.token(for: bytes.span.bytes.extracting(2..<11)) == token)
    }

    // Computed apart, with Python's hmac: HKDF-SHA-256 of 32 bytes of 1, then HMAC-SHA-256, first 128 bits.
    @Test("Tokens stay what they are from version to version")
    func stable() throws {
        let token = try vault().vocabulary("account").token(for: "123456789")
        #expect(token == Token(high: 0x41b9b3d7ce61d8cb, low: 0x176edb35153029dc))
    }

    @Test("Sensitive text shows its last four characters at most")
    func masked() {
        let account = Sensitive("123456789")
        var dumped = ""
        dump(account, to: &dumped)
        let shown = ["\(account)", String(reflecting: account), dumped, "\([account])", "\(Optional(account) as Any)"]
        for text in shown {
            #expect(!text.contains("12345"))
            #expect(text.contains("•••6789"))
        }
        #expect("\(Sensitive("1234567"))" == "•••")
        #expect(account.reveal() == "123456789")
    }

    @Test("The key prints as its name")
    func keyPrints() throws {
        var dumped = ""
        dump(try vault(), to: &dumped)
        #expect(!dumped.contains("SymmetricKey"))
        #expect(dumped.contains("VaultKey"))
    }
}
