// Messages and receipts in both directions with pyas2lib, over every layering, digest and cipher that it knows.

import SMIME
import Testing

@testable import AS2

@Suite(.enabled(if: PeerLibrary.isPresent, "needs openssl, and pyas2lib in the environment that HMS_ACH_PEERS names"))
struct PeerTests {
    static let payloads: [(type: String, octets: [UInt8])] = [
        ("application/edi-x12", Array("ISA*00*~\r\nGS*HP~\r\n".utf8)),
        ("application/octet-stream", Array("a\nb\r\nc\r\u{0}\u{7F}".utf8) + [0xFF, 0x80, 0x0A]),
    ]

    @Test func `what the peer sends is opened, with its MIC`() throws {
        let identities = try TestIdentities.require()
        var questions: [[String: String]] = []
        for payload in Self.payloads {
            for sign in ["", "sha1", "sha256", "sha384", "sha512"] {
                for cipher in ["", "tripledes_192_cbc", "aes_128_cbc", "aes_192_cbc", "aes_256_cbc"] {
                    for compress in ["no", "yes"] {
                        questions.append([
                            "ask": "build", "payload": PeerLibrary.base64(payload.octets), "type": payload.type,
                            "name": "x.835", "sign": sign.isEmpty ? "no" : "yes",
                            "digest": sign.isEmpty ? "sha256" : sign,
                            "encrypt": cipher.isEmpty ? "no" : "yes", "cipher": cipher.isEmpty ? "aes_256_cbc" : cipher,
                            "compress": compress, "mdn": "SYNC", "mdn_digest": sign.isEmpty ? "sha256" : sign,
                        ])
                    }
                }
            }
        }
        var agreement = TestMessages.receiving(identities)
        agreement.digests.insert(.sha1)
        agreement.ciphers.insert(.tripleDES)
        for (question, answer) in zip(questions, try PeerLibrary.ask(questions)) {
            let shape = "\(question)"
            #expect(answer["error"] == nil, "\(shape)")
            let headers = try AS2Headers(octets: PeerLibrary.bytes(answer, "headers"))
            let request = ReceiptRequest(headers, digestsAccepted: agreement.digests)
            #expect(request?.isSigned == true && request?.delivery == .synchronous && request?.refusal == nil)
            #expect(headers["AS2-To"].flatMap(AS2Name.init(field:))?.text == "General Hospital")
            let opened = try TestMessages.open(
                headers, PeerLibrary.bytes(answer, "body"), agreement, pieceSize: 100, at: identities.now)
            #expect(opened.message.problems == [], "\(shape)")
            #expect(opened.payload == PeerLibrary.bytes(question, "payload"), "\(shape)")
            #expect(opened.message.payloadName?.text == "x.835")
            #expect(opened.message.isSigned == (question["sign"] == "yes"))
            #expect(opened.message.isEncrypted == (question["encrypt"] == "yes"))
            #expect(opened.message.isCompressed == (question["compress"] == "yes"))
            if question["sign"] == "yes" {
                #expect(opened.message.mics.first?.mic.base64 == answer["mic"], "\(shape)")
                #expect(opened.message.mics.first?.mic.algorithm.rawValue == question["digest"])
            }
        }
    }

    static let shapes: [TestMessages.Shape] = TestMessages.Shape.all.flatMap { shape in
        var shapes: [TestMessages.Shape] = []
        for digest in shape.isSigned ? [DigestName.sha1, .sha256, .sha384, .sha512] : [.sha256] {
            for cipher in shape.isEncrypted ? [ContentCipher.aes128CBC, .aes192CBC, .aes256CBC] : [.aes256CBC] {
                for usesBase64 in [false, true] {
                    var next = shape
                    next.digest = digest
                    next.cipher = cipher
                    next.usesBase64 = usesBase64
                    shapes.append(next)
                }
            }
        }
        return shapes
    }

    @Test func `what we send the peer opens, and its receipt proves it`() throws {
        let identities = try TestIdentities.require()
        let built = try Self.shapes.map { try TestMessages.build($0, identities) }
        let questions = built.map { message in
            [
                "ask": "receive", "headers": PeerLibrary.base64(message.message.headers.octets),
                "body": PeerLibrary.base64(message.body),
            ]
        }
        let policy = ReceiptPolicy(certificates: [identities.ours.certificate], digests: Set(DigestName.allCases))
        for (index, answer) in try PeerLibrary.ask(questions).enumerated() {
            let shape = "\(Self.shapes[index])"
            let message = built[index].message
            #expect(answer["error"] == nil && answer["status"] == "processed", "\(shape): \(answer)")
            #expect(PeerLibrary.bytes(answer, "payload") == TestMessages.text, "\(shape)")
            if message.pending.isSigned {
                #expect(answer["mic"] == message.pending.mics.first?.mic.base64, "\(shape)")
            }
            let received = try ReceivedReceipt(
                headers: AS2Headers(octets: PeerLibrary.bytes(answer, "mdn_headers")),
                body: PeerLibrary.bytes(answer, "mdn_body"))
            #expect(received.signature != nil)
            let verdict = message.pending.judge(received, by: policy, at: identities.now)
            #expect(verdict.outcome == .delivered, "\(shape): \(verdict.reasons)")
            #expect(verdict.signer == identities.ours.certificate)
            #expect(verdict.rule == (message.pending.isSigned ? .signedContent : nil))
        }
    }

    @Test func `the peer believes our receipts`() throws {
        let identities = try TestIdentities.require()
        let mic = MIC(Array(repeating: 7, count: 32), .sha256)
        let cases: [(disposition: Disposition, digest: DigestName?, mic: MIC?, status: String, detail: String)] = [
            (.processed, nil, nil, "processed", "None"), (.processed, nil, mic, "processed", "None"),
            (.processed, .sha1, mic, "processed", "None"), (.processed, .sha256, mic, "processed", "None"),
            (.processed, .sha512, mic, "processed", "None"),
            (.decryptionFailed, .sha256, nil, "processed/error", "decryption-failed"),
            (.unsupportedFormat, nil, nil, "failed/failure", "unsupported format"),
            (
                .processed, .sha256, MIC(Array(repeating: 8, count: 32), .sha256), "processed/warning",
                "Message Integrity check failed."
            ),
        ]
        var questions: [[String: String]] = []
        for item in cases {
            let letter = try Receipt(
                for: TestMessages.id("<7@partner>"), by: TestMessages.name("General Hospital"),
                disposition: item.disposition, mic: item.mic
            ).letter(
                from: TestMessages.name("General Hospital"), to: TestMessages.name("Partner"),
                messageID: TestMessages.id("<r@us>"), at: identities.now, boundary: Boundary(entropy: Array(0..<16)),
                signing: item.digest.map { Receipt.Signing(identities.ours, digest: $0) })
            questions.append([
                "ask": "receipt", "headers": PeerLibrary.base64(letter.headers.octets),
                "body": PeerLibrary.base64(letter.body), "id": "7@partner", "mic": mic.base64,
                "mdn_digest": item.digest?.rawValue ?? "",
            ])
        }
        for (item, answer) in zip(cases, try PeerLibrary.ask(questions)) {
            #expect(answer["status"] == item.status, "\(item.disposition): \(answer)")
            #expect(answer["detail"] == item.detail)
        }
    }
}
