// The parser of BER token by token, object identifiers, times.

import Testing

@testable import SMIME

@Suite struct BERTokenizerTests {
    /// The tokens as text, with adjoining content in one.
    static func tokens(_ bytes: [UInt8], piece: Int) throws -> String {
        var tokenizer = BERTokenizer()
        var text = ""
        var content: [UInt8] = []
        try inPieces(bytes, of: piece) { part in
            var cursor = 0
            while let token = try tokenizer.next(in: part, at: &cursor) {
                if case .content(let range) = token {
                    part.extracting(range).withUnsafeBytes { content.append(contentsOf: $0) }
                    continue
                }
                if !content.isEmpty { text += content.map { String($0, radix: 16) }.joined(separator: ".") }
                content = []
                if case .begin(let tag, let isConstructed) = token {
                    text += " \(tag.kind) \(tag.number)" + (isConstructed ? " {" : " (")
                } else {
                    text += " end"
                }
            }
        }
        try tokenizer.finish()
        return text
    }

    @Test(arguments: [
        ("3000", " universal 16 { end"),
        ("3003 020105", " universal 16 { universal 2 (5 end end"),
        ("3080 0402 0102 0000", " universal 16 { universal 4 (1.2 end end"),
        ("3080 A080 0400 0000 0000", " universal 16 { context 0 { universal 4 ( end end end"),
        ("30820004 24800000", " universal 16 { universal 4 { end end"),
        ("BF8148 03 8001FF", " context 200 { context 0 (ff end end"),
    ])
    func `tokens come the same from every cut`(bytes: String, expected: String) throws {
        for piece in 1...10 { #expect(try Self.tokens(octets(bytes), piece: piece) == expected) }
    }

    @Test(arguments: [
        ("3003 020205", "reaches beyond"), ("3002 0480", "indefinite"), ("0000", "none belongs"),
        ("3002 0000", "none belongs"), ("3080 0001", "has a length"), ("3089 010101010101010101", "eight octets"),
        ("3088 FFFFFFFFFFFFFFFF", "reaches beyond"), ("3001 0200", "reaches beyond"), ("3F FFFFFFFF 00", "too large"),
        ("3003 3080 0000", "reaches beyond"),
    ])
    func `what breaks the rules is refused at its byte`(bytes: String, reason: String) throws {
        for piece in 1...10 {
            #expect {
                try Self.tokens(octets(bytes), piece: piece)
            } throws: { error in
                guard case .malformed(let offset, let text) = error as? SMIMEError else { return false }
                return offset > 0 && text.contains(reason)
            }
        }
    }

    @Test func `nesting has a limit`() throws {
        let deep = Array(repeating: [0x30, 0x80] as [UInt8], count: 40).flatMap(\.self)
        #expect(throws: SMIMEError.tooDeep(limit: 32)) { try Self.tokens(deep, piece: 7) }
    }

    @Test func `any octets are refused or read, and nothing else happens`() throws {
        var read = 0
        for seed in 1...3_000 as ClosedRange<UInt64> {
            var bytes = scrambled(24, seed: seed)
            bytes[0] = 0x30
            bytes[1] = seed % 3 == 0 ? 0x80 : 22
            for index in 2..<24 where bytes[index] & 3 == 0 {
                bytes[index] = [0x30, 0x04, 0x80, 0x00, 0x02, 0x24, 0x01, 0xA0][Int(bytes[index] >> 5)]
            }
            let whole = Result { try Self.tokens(bytes, piece: 24) }
            let parts = Result { try Self.tokens(bytes, piece: 5) }
            switch (whole, parts) {
            case (.success(let one), .success(let other)): #expect(one == other)
            case (.failure(let one), .failure(let other)):
                #expect(one as? SMIMEError == other as? SMIMEError && one is SMIMEError)
            default: Issue.record("a cut changes the outcome of seed \(seed)")
            }
            if (try? whole.get()) != nil { read += 1 }
        }
        #expect(read > 0)
    }
}

@Suite struct ElementTests {
    @Test func `strings in pieces are joined and sets sorted`() throws {
        let element = try BERElement.parse(octets("3180 2480 040101 040102 0000 020105 0000"))
        #expect(element.distinguished == octets("3107 020105 04020102"))
        #expect(element.encoded == octets("310B 2406 040101 040102 020105"))
    }

    @Test func `nothing may follow or be missing`() {
        #expect(throws: SMIMEError.trailingBytes(offset: 2)) { try BERElement.parse([0x30, 0, 0]) }
        #expect(throws: SMIMEError.truncated(offset: 0)) { try BERElement.parse([]) }
    }
}

@Suite struct OIDTests {
    @Test func `identifiers are written as their arcs`() {
        #expect(OID.authEnvelopedData.description == "1.2.840.113549.1.9.16.1.23")
        #expect(ContentCipher.aes256CBC.oid.description == "2.16.840.1.101.3.4.1.42")
        #expect(OID(octets: [0x88, 0x37, 0x01]).description == "2.999.1")
        #expect(OID(octets: [0x88]).description == "?")
        #expect(OID(octets: Array(repeating: 0xFF, count: 20)).description == "?")
        #expect(OID.signedData.octets == octets("2A864886F70D010702"))
    }
}

@Suite struct ContentKindTests {
    @Test(arguments: [
        ("3080 06092A864886F70D010703", ContentKind.envelopedData), ("30820100 06092A864886F70D010702", .signedData),
        ("3006 06042A030405", .other(OID(1, 2, 3, 4, 5))), ("3010 06092A864886F70D010701", .data),
    ])
    func `the kind is told by its number`(bytes: String, kind: ContentKind) {
        #expect(ContentKind(beginning: octets(bytes)) == kind)
    }

    @Test(arguments: ["", "30", "3080", "308006", "30800609 2A86", "4D494D45", "3005 0203010203", "30FF"])
    func `what is none has none`(bytes: String) {
        #expect(ContentKind(beginning: octets(bytes)) == nil)
    }
}

@Suite struct CivilTimeTests {
    @Test(
        arguments: [
            (0, "170D3730303130313030303030305A"), (951_782_400, "170D3030303232393030303030305A"),
            (2_524_607_999, "170D3439313233313233353935395A"), (2_524_608_000, "180F32303530303130313030303030305A"),
            (-631_152_001, "180F31393439313233313233353935395A"),
        ] as [(Int64, String)])
    func `times are written and read`(seconds: Int64, expected: String) throws {
        #expect(DER.time(seconds) == octets(expected))
        #expect(CivilTime(try BERElement.parse(DER.time(seconds)))?.unix == seconds)
    }

    @Test func `every day comes back`() {
        for day in stride(from: -700_000 as Int64, through: 2_900_000, by: 997) {
            #expect(CivilTime(unix: day * 86_400 + 86_399).unix == day * 86_400 + 86_399)
        }
        #expect(CivilTime(unix: .max).year == 9_999)
        #expect(CivilTime(unix: .min).year == 1)
    }

    @Test(arguments: ["", "2603091200Z", "260309120000", "261309120000Z", "26030912000xZ", "260309250000Z"])
    func `what is no time is none`(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(CivilTime(try BERElement.parse([0x17, UInt8(bytes.count)] + bytes)) == nil)
    }
}
