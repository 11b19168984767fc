// Receipts: what is written is read again, and only what proves a delivery counts as one.

import SMIME
import Testing

@testable import AS2

@Suite(.enabled(if: TestIdentities.isPresent, "needs the openssl command to make certificates"))
struct ReceiptTests {
    static let mic = MIC(Array(repeating: 7, count: 32), .sha256)
    static let other = MIC(Array(repeating: 8, count: 32), .sha256)

    /// The partner's receipt for our message `<1@us>`.
    static func letter(
        _ disposition: Disposition, mic: MIC? = mic, id: String = "<1@us>", from: String = "Partner", to: String = "Us",
        signer: Identity? = nil, digest: DigestName = .sha256
    ) throws -> ReceiptLetter {
        let identities = try TestIdentities.require()
        return try Receipt(
            for: TestMessages.id(id), by: TestMessages.name("Partner"), disposition: disposition, mic: mic,
            remarks: disposition == .processed ? [] : ["disk full"]
        ).letter(
            from: TestMessages.name(from), to: TestMessages.name(to), messageID: TestMessages.id("<r@partner>"),
            at: identities.now, boundary: Boundary(entropy: Array(0..<16)),
            signing: signer.map { Receipt.Signing($0, digest: digest) })
    }

    static func pending(isSigned: Bool = true, wantsSigned: Bool = true) throws -> PendingMessage {
        PendingMessage(
            messageID: try TestMessages.id("<1@us>"), sender: try TestMessages.name("Us"),
            partner: try TestMessages.name("Partner"), isSigned: isSigned,
            mics: [MICCandidate(mic, over: isSigned ? .signedContent : .payloadBody)], wantsSignedReceipt: wantsSigned)
    }

    static func verdict(
        _ letter: ReceiptLetter, _ pending: PendingMessage, time: Int64? = nil, demandsMIC: Bool = false,
        recalculated: (DigestName, MICRule) -> MIC? = { _, _ in nil }
    ) throws -> ReceiptVerdict {
        let identities = try TestIdentities.require()
        let policy = ReceiptPolicy(certificates: [identities.partner.certificate], demandsMIC: demandsMIC)
        let received = try ReceivedReceipt(headers: letter.headers, body: letter.body)
        let verdict = pending.judge(received, by: policy, at: time ?? identities.now, recalculated: recalculated)
        #expect(verdict.outcome == .delivered || !verdict.reasons.isEmpty)
        return verdict
    }

    @Test(arguments: Disposition.all, [false, true])
    func `what is written is read again`(disposition: Disposition, isSigned: Bool) throws {
        let identities = try TestIdentities.require()
        let letter = try Self.letter(disposition, signer: isSigned ? identities.partner : nil)
        let received = try ReceivedReceipt(headers: letter.headers, body: letter.body)
        #expect(letter.headers["AS2-Version"] == "1.2" && letter.headers["EDIINT-Features"] == "AS2-Reliability")
        #expect(received.receipt.disposition == disposition)
        #expect(received.receipt.originalMessageID?.text == "<1@us>")
        #expect(received.receipt.recipient?.text == "Partner")
        #expect(received.receipt.mic == Self.mic)
        #expect(received.receipt.words == disposition.explanation)
        #expect(received.receipt.reportingProgram == "HMS-ACH")
        #expect(received.receipt.remarks == (disposition == .processed ? [] : ["disk full"]))
        #expect(received.sender?.text == "Partner" && received.addressee?.text == "Us")
        #expect(received.messageID == MessageID("<r@partner>"))
        #expect((received.signature != nil) == isSigned)
    }

    @Test func `a delivery needs all of the proof`() throws {
        let identities = try TestIdentities.require()
        let good = try Self.letter(.processed, signer: identities.partner)
        let verdict = try Self.verdict(good, Self.pending())
        #expect(verdict.outcome == .delivered && verdict.reasons.isEmpty && verdict.rule == .signedContent)
        #expect(verdict.signer == identities.partner.certificate)
        #expect(
            try Self.verdict(Self.letter(.duplicateDocument, signer: identities.partner), Self.pending()).outcome
                == .delivered)
        #expect(try Self.verdict(Self.letter(.processed), Self.pending(wantsSigned: false)).outcome == .delivered)

        let unproven = [
            try Self.letter(.processed), try Self.letter(.processed, signer: identities.stranger),
            try Self.letter(.processed, id: "<2@us>", signer: identities.partner),
            try Self.letter(.processed, from: "Other", signer: identities.partner),
            try Self.letter(.processed, to: "Other", signer: identities.partner),
            try Self.letter(.processed, signer: identities.partner, digest: .sha1),
        ]
        for letter in unproven { #expect(try Self.verdict(letter, Self.pending()).outcome == .unproven) }
        let late = identities.partner.certificate.notAfter + 1
        #expect(try Self.verdict(good, Self.pending(), time: late).outcome == .unproven)
    }

    @Test func `a short key proves nothing`() throws {
        let identities = try TestIdentities.require()
        let letter = try Self.letter(.processed, signer: identities.partner)
        let verdict = try Self.pending().judge(
            ReceivedReceipt(headers: letter.headers, body: letter.body),
            by: ReceiptPolicy(certificates: [identities.partner.certificate], minimumKeyBits: 3072), at: identities.now)
        #expect(verdict.outcome == .unproven && verdict.reasons.count == 1)
    }

    @Test func `an altered receipt proves nothing`() throws {
        let letter = try Self.letter(.processed, signer: TestIdentities.require().partner)
        let text = String(decoding: letter.body, as: UTF8.self)
        let altered = Array(text.replacing("processed\r\n", with: "processed \r\n").utf8)
        #expect(altered != letter.body)
        #expect(
            try Self.verdict(ReceiptLetter(headers: letter.headers, body: altered), Self.pending()).outcome == .unproven
        )
    }

    @Test func `a contradiction is told`() throws {
        let partner = try TestIdentities.require().partner
        for letter in [
            try Self.letter(.processed, mic: Self.other, signer: partner),
            try Self.letter(.processed, mic: nil, signer: partner),
            try Self.letter(.duplicateDocument, mic: nil, signer: partner),
            try Self.letter(.duplicateDocument, mic: Self.other, signer: partner),
            try Self.letter(
                Disposition(.processed, .warning, reason: "authentication-failed, processing continued"),
                signer: partner),
        ] {
            #expect(try Self.verdict(letter, Self.pending()).outcome == .contradictory)
        }
    }

    @Test func `a refusal is told, and whether it is proven`() throws {
        let partner = try TestIdentities.require().partner
        for disposition in Disposition.all where disposition != .processed && disposition != .duplicateDocument {
            let signed = try Self.verdict(Self.letter(disposition, mic: nil, signer: partner), Self.pending())
            #expect(signed.outcome == .refused && signed.reasons.contains("disk full"))
            let unsigned = try Self.verdict(Self.letter(disposition, mic: nil), Self.pending())
            #expect(unsigned.outcome == .refusedUnproven)
            let asAsked = try Self.verdict(Self.letter(disposition, mic: nil), Self.pending(wantsSigned: false))
            #expect(asAsked.outcome == .refused)
        }
        let displayed = try Self.letter(Disposition(.other("displayed")), signer: partner)
        #expect(try Self.verdict(displayed, Self.pending()).outcome == .refused)
    }

    @Test func `a missing MIC is forgiven where products leave it out`() throws {
        let partner = try TestIdentities.require().partner
        let unsigned = try Self.letter(.processed, mic: nil)
        #expect(try Self.verdict(unsigned, Self.pending(wantsSigned: false)).outcome == .delivered)
        let signed = try Self.letter(.processed, mic: nil, signer: partner)
        #expect(try Self.verdict(signed, Self.pending(isSigned: false)).outcome == .delivered)
        #expect(try Self.verdict(signed, Self.pending(isSigned: false), demandsMIC: true).outcome == .contradictory)
    }

    @Test func `a MIC by another digest is recalculated before it counts as wrong`() throws {
        let partner = try TestIdentities.require().partner
        let sha1 = MIC(Array(repeating: 9, count: 20), .sha1)
        let letter = try Self.letter(.processed, mic: sha1, signer: partner)
        #expect(try Self.verdict(letter, Self.pending()).outcome == .contradictory)
        let verdict = try Self.verdict(letter, Self.pending()) { digest, rule in
            digest == .sha1 && rule == .signedContent ? sha1 : nil
        }
        #expect(verdict.outcome == .delivered)
    }

    @Test func `of two readings of the standards either fits`() throws {
        let identities = try TestIdentities.require()
        for shape in [TestMessages.Shape(), TestMessages.Shape(isEncrypted: true)] {
            let pending = try TestMessages.build(shape, identities).message.pending
            #expect(
                pending.mics.map(\.rule)
                    == (shape.isEncrypted
                        ? [.payloadWithHeader, .payloadBody] : [.payloadBody, .payloadWithHeader]))
            for candidate in pending.mics {
                let letter = try Receipt(
                    for: pending.messageID, by: pending.partner, disposition: .processed, mic: candidate.mic
                ).letter(
                    from: pending.partner, to: pending.sender, messageID: TestMessages.id("<r@x>"), at: identities.now,
                    boundary: Boundary(entropy: []), signing: Receipt.Signing(identities.partner, digest: .sha256))
                let verdict = try Self.verdict(letter, pending)
                #expect(verdict.outcome == .delivered && verdict.rule == candidate.rule)
            }
        }
    }

    /// The fields of the example in RFC 4130, appendix A.2.
    @Test func `the standard's example is read`() throws {
        let fields = """
            Reporting-UA: AS2 Server\r
            Original-Recipient: rfc822; 0123456780000\r
            Final-Recipient: rfc822; 0123456780000\r
            Original-Message-ID: <200207310834482A70BF63@\\"~~foo~~\\">\r
            Received-content-MIC: 7v7F++fQaNB1sVLFtMRp+dF+eG4=, sha1\r
            Disposition: automatic-action/MDN-sent-automatically;\r
             processed\r

            """
        let body =
            "------=_Part_56\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\nMDN for -\r\n"
            + "------=_Part_56\r\nContent-Type: message/disposition-notification\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
            + fields + "\r\n------=_Part_56--\r\n"
        let type = "multipart/report;\r\n report-type=disposition-notification;\r\n boundary=\"----=_Part_56\""
        let receipt = try ReceivedReceipt(
            headers: AS2Headers([(name: "Content-Type", value: type)]), body: Array(body.utf8)
        ).receipt
        #expect(receipt.disposition == .processed && receipt.recipient?.text == "0123456780000")
        #expect(receipt.originalMessageID?.text == "<200207310834482A70BF63@\\\"~~foo~~\\\">")
        #expect(receipt.mic?.description == "7v7F++fQaNB1sVLFtMRp+dF+eG4=, sha1")
        #expect(receipt.reportingProgram == "AS2 Server" && receipt.words == "MDN for -")
    }

    /// As other products write them.
    @Test(arguments: [
        "Disposition: automatic-action/MDN-sent-automatically;processed\r\nORIGINAL-MESSAGE-ID: 1@us\r\n",
        "\r\nOriginal-Message-ID:\r\n <1@us>\r\n\r\nDisposition: automatic-action/MDN-sent-automatically; Processed\r\n",
        "Reporting-UA: x\nOriginal-Message-ID: <1@us>\nReceived-content-MIC: "
            + "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=,SHA-256\nDisposition: automatic-action/MDN-sent-automatically; processed",
    ])
    func `other spellings are read`(fields: String) throws {
        let body =
            "preamble\n--x\nContent-Type: message/disposition-notification\n\n\(fields)\n--x\nContent-Type: text/plain\n\nhello\n--x--\n"
        let received = try ReceivedReceipt(
            headers: AS2Headers([(name: "Content-Type", value: "Multipart/Report; boundary=x")]), body: Array(body.utf8)
        )
        #expect(received.receipt.disposition == .processed && received.receipt.words == "hello")
        #expect(received.receipt.originalMessageID == MessageID("<1@us>"))
        #expect(fields.contains("MIC") == (received.receipt.mic == Self.mic))
    }

    static let alphabets: [(type: String, octets: [UInt8], words: String)] = [
        ("text/plain; charset=ISO-8859-1", [0x67, 0x72, 0xFC, 0x6E], "grün"),
        ("text/plain; charset=\"windows-1252\"", [0xE4], "ä"), ("text/plain; charset=utf-8", [0xC3, 0xA4], "ä"),
        ("text/plain", [0x61, 0xFC, 0x07], "a\u{FFFD}"), ("text/html", [0x3C, 0x62, 0x3E], "<b>"),
    ]

    @Test(arguments: alphabets)
    func `words in other alphabets are read`(type: String, octets: [UInt8], words: String) throws {
        let body =
            Array("--x\r\nContent-Type: \(type)\r\n\r\n".utf8) + octets
            + Array("\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\n".utf8)
            + Array("Disposition: a/b; processed\r\n\r\n--x--".utf8)
        let received = try ReceivedReceipt(
            headers: AS2Headers([(name: "Content-Type", value: "multipart/report; boundary=x")]), body: body)
        #expect(received.receipt.words == words)
    }

    @Test(arguments: [
        ("text/html", "<html>"), ("", ""), ("multipart/report", ""), ("multipart/report; boundary=x", "--x"),
        ("multipart/report; boundary=x", "--x\r\n\r\nhello\r\n--x--"),
        ("multipart/report; boundary=x", "--x\r\nContent-Type: message/disposition-notification\r\n\r\nA: b\r\n--x--"),
        ("multipart/signed; boundary=x", "--x\r\n\r\nhello\r\n--x--"),
        ("multipart/signed; boundary=x", "--x\r\n\r\nhello\r\n--x\r\n\r\nM\r\n--x--"),
        ("multipart/signed; boundary=x", "--x\r\n\r\nhello\r\n--x\r\n\r\nMAA=\r\n--x--"),
    ])
    func `what is no receipt is told`(type: String, body: String) {
        #expect(throws: ReceiptFault.self) {
            try ReceivedReceipt(headers: AS2Headers([(name: "Content-Type", value: type)]), body: Array(body.utf8))
        }
    }

    @Test func `a receipt's size is limited`() throws {
        let letter = try Self.letter(.processed)
        #expect(throws: ReceiptFault.tooLarge(limit: ReceivedReceipt.limit)) {
            try ReceivedReceipt(
                headers: letter.headers, body: letter.body + [UInt8](repeating: 0, count: ReceivedReceipt.limit))
        }
    }

    @Test func `no cut and no flip of a receipt traps`() throws {
        let letter = try Self.letter(.processed, signer: TestIdentities.require().partner)
        for index in letter.body.indices {
            _ = try? ReceivedReceipt(headers: letter.headers, body: Array(letter.body.prefix(index)))
            var body = letter.body
            body[index] ^= 0x20
            guard let received = try? ReceivedReceipt(headers: letter.headers, body: body), index % 8 == 0 else {
                continue
            }
            let verdict = try Self.pending().judge(
                received, by: ReceiptPolicy(certificates: [TestIdentities.require().partner.certificate]),
                at: TestIdentities.require().now)
            if verdict.outcome == .delivered { #expect(received.receipt.mic == Self.mic) }
        }
    }
}
