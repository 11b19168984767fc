// Compressed messages beside another implementation: Debian's openssl has no zlib, so it is Python's asn1crypto.

import SMIME
import Testing

@Suite(.enabled(if: Programs.python != nil, "HMS_ACH_PEERS names no Python environment with asn1crypto"))
struct ASN1CryptoTests {
    let folder: Scratch
    let python: String

    init() throws {
        folder = try Scratch()
        python = try #require(Programs.python)
    }

    static let text = Array(repeating: Array("CLP*CLM-1001*1*1250.00~".utf8), count: 5_000).flatMap(\.self)

    @Test(arguments: [0, 10, 115_000])
    func `asn1crypto unpacks what we pack`(count: Int) throws {
        let plain = Array(Self.text.prefix(count))
        folder.write("packed", try deflate(plain))
        try folder.run(
            python, "-c",
            """
            from asn1crypto import cms
            message = cms.ContentInfo.load(open('packed', 'rb').read(), strict=True)
            assert message['content_type'].native == 'compressed_data'
            open('plain', 'wb').write(message['content'].decompressed)
            """)
        #expect(folder.read("plain") == plain)
    }

    @Test(arguments: ["v0", "v2"], ["None", "core.Null()"])
    func `we unpack what asn1crypto packs`(version: String, parameters: String) throws {
        folder.write("plain", Self.text)
        try folder.run(
            python, "-c",
            """
            import zlib
            from asn1crypto import cms, core
            algorithm = cms.CompressionAlgorithm({'algorithm': 'zlib'})
            if \(parameters) is not None: algorithm['parameters'] = \(parameters)
            content = core.OctetString(zlib.compress(open('plain', 'rb').read()))
            message = cms.ContentInfo({'content_type': 'compressed_data', 'content': cms.CompressedData({
                'version': '\(version)', 'compression_algorithm': algorithm, 'encap_content_info':
                cms.EncapsulatedContentInfo({'content_type': 'data', 'content': cms.ParsableOctetString(content.native)})})})
            open('packed', 'wb').write(message.dump())
            """)
        #expect(try inflate(folder.read("packed"), piece: 77) == Self.text)
    }

    @Test(arguments: [EnvelopeSealer.Form.streamed, .definite(byteCount: 40_000)])
    func `asn1crypto reads our envelopes to the end`(form: EnvelopeSealer.Form) throws {
        folder.write("sealed", try seal(scrambled(40_000), to: [Fixture.partner.certificate], form: form))
        let printed = try folder.run(
            python, "-c",
            """
            from asn1crypto import cms
            message = cms.ContentInfo.load(open('sealed', 'rb').read(), strict=True)['content']
            print(message['version'].native, len(message['recipient_infos']),
                message['encrypted_content_info']['content_encryption_algorithm'].native['algorithm'],
                len(message['encrypted_content_info']['encrypted_content'].native))
            """)
        #expect(String(decoding: printed, as: UTF8.self) == "v0 1 aes256_cbc 40016\n")
    }
}
