// Compressed messages there and back, floods, and the forms that others write.

import SMIME
import Testing

@Suite struct CompressionTests {
    static let text = Array("CLP*CLM-1001*1*1250.00*1100.00~".utf8)

    /// `content` as a zlib stream of stored blocks would need a digest; so it is packed by our own writer and taken out again.
    static func zlibStream(of content: [UInt8]) throws -> [UInt8] {
        let packed = try deflate(content)
        // Head of 47 octets, head of the only chunk, stream, twelve octets of ends.
        let chunk = try #require(packed.firstRange(of: [0x24, 0x80, 0x04]))
        return Array(packed[(chunk.upperBound + 1)..<(packed.count - 12)])
    }

    static let beforeContent = "020100 300D 060B2A864886F70D0109100308"
    static let type = "060B2A864886F70D0109100109"

    @Test(arguments: [0, 1, 31, 1_000, 100_000, 1_500_000])
    func `what is packed unpacks`(count: Int) throws {
        let plain = Array(repeating: Self.text, count: count / 31 + 1).flatMap(\.self).prefix(count)
        let packed = try deflate(Array(plain), piece: 8_191)
        #expect(try inflate(packed, piece: 4_093) == Array(plain))
        #expect(ContentKind(beginning: packed) == .compressedData)
    }

    @Test(arguments: [1, 6, 9])
    func `what does not shrink comes through in many chunks`(level: Int) throws {
        let plain = scrambled(200_000)
        #expect(try inflate(deflate(plain, level: level), piece: 3) == plain)
    }

    @Test func `definite lengths, parameters and pieces of strings are read`() throws {
        let stream = try Self.zlibStream(of: Self.text)
        #expect(stream.count == 37 || stream.count < 60)
        let count = UInt8(stream.count)
        let algorithms = ["300D 060B2A864886F70D0109100308", "300F 060B2A864886F70D0109100308 0500"].map(octets)
        for algorithm in algorithms {
            let primitive = [0x04, count] + stream
            let half = stream.count / 2
            let pieces: [UInt8] =
                [0x24, 0x80, 0x24, UInt8(half + 2), 0x04, UInt8(half)] + stream[..<half]
                + [0x04, 0x81, UInt8(stream.count - half)] + stream[half...] + [0, 0]
            for string in [primitive, pieces] {
                let container = octets("06092A864886F70D010701") + [0xA0, UInt8(string.count)] + string
                let inner = [2, 1, 0] + algorithm + [0x30, UInt8(container.count)] + container
                let body = octets(Self.type) + [0xA0, 0x81, UInt8(inner.count + 2), 0x30, UInt8(inner.count)] + inner
                let message = [0x30, 0x81, UInt8(body.count)] + body
                #expect(try inflate(message, piece: 1) == Self.text)
            }
        }
    }

    @Test func `a flood stops at its limits`() throws {
        let flood = try deflate([UInt8](repeating: 0, count: 8 << 20), level: 9)
        #expect(flood.count < 10_000)
        #expect(throws: SMIMEError.contentTooLarge(limit: 1 << 20)) { try inflate(flood, byteLimit: 1 << 20) }
        #expect(throws: SMIMEError.exploding(ratio: 100)) { try inflate(flood, ratio: 100) }
        #expect(try inflate(flood, byteLimit: 8 << 20, ratio: 1_100).count == 8 << 20)
    }

    @Test func `the stream's end is demanded, and nothing behind it`() throws {
        let packed = try deflate(Self.text)
        let keep = packed.count - 12
        var longer = packed
        let length = try #require(packed.firstRange(of: [0x24, 0x80, 0x04])).upperBound
        longer[length] += 1
        longer.insert(0x41, at: keep)
        #expect(throws: SMIMEError.compressionDamaged) { try inflate(longer) }
        var shorter = packed
        shorter[length] -= 1
        shorter.remove(at: keep - 1)
        #expect(throws: SMIMEError.compressionDamaged) { try inflate(shorter) }
        #expect(throws: SMIMEError.trailingBytes(offset: Int64(packed.count))) { try inflate(packed + [0x0D]) }
    }

    @Test func `every octet altered and every message cut off is refused or unpacks to the same`() throws {
        let packed = try deflate(Self.text)
        for index in packed.indices {
            var altered = packed
            altered[index] ^= 0x10
            if let plain = try? inflate(altered) { #expect(plain == Self.text, "octet \(index)") }
            #expect(code { _ = try inflate(Array(packed[..<index])) } == "smime.truncated")
        }
    }

    @Test func `other compressions and other messages are named`() throws {
        var packed = try deflate(Self.text)
        let algorithm = try #require(packed.firstRange(of: octets("060B2A864886F70D0109100308")))
        packed[algorithm.upperBound - 1] = 9
        #expect(code { _ = try inflate(packed) } == "smime.compression-unknown")
        #expect(throws: SMIMEError.unexpectedContent(found: .envelopedData)) {
            try inflate(seal([1], to: [Fixture.partner.certificate]))
        }
    }
}
