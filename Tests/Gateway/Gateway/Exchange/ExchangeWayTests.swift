import Foundation
import HTTPCarrier
import Testing

/// Files that go from one gateway to another by AS2, over sockets, and what both sides can prove then.
@Suite(.serialized, .enabled(if: ExchangeKeys.isThere, "the openssl command is not there"))
struct ExchangeWayTests {
    private static let items = HospitalFiles.openItems([Claim(number: 1)])

    @Test(arguments: [
        "", ", sign: none, signed-receipt: false", ", compress: before, sign: sha512, encrypt: aes128-cbc",
        ", compress: after, base64: true", ", encrypt: aes256-gcm",
    ])
    func aDispatchGoesAndItsReceiptConfirmsIt(target: String) throws {
        let pair = try ExchangePair()
        let port = try pair.startBeta(receive: ", signature: accepted, encryption: accepted")
        try pair.configureAlpha(port, target)
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        let dispatches = try pair.alpha.export("dispatches").filter { $0["partner"] == "erp" }
        #expect(dispatches.count == 2 && dispatches.allSatisfy { $0["state"] == "confirmed" }, "\(pair.alpha.log)")
        // The same files arrive, under the names that they were given, and lie where sent files lie.
        let arrivals = try pair.beta.export("arrivals")
        let names = dispatches.compactMap { $0["name"] }.sorted()
        #expect(arrivals.compactMap { $0["name"] }.sorted() == names)
        #expect(arrivals.allSatisfy { $0["channel"] == "as2" && $0["partner"] == "alpha" })
        let copies = pair.alpha.files(below: "outbox/erp/sent")
        #expect(copies.map { $0.split(separator: "/").last.map(String.init) ?? "" }.sorted() == names)
        pair.stopAll()
    }

    @Test func bothSidesCanProveIt() throws {
        let pair = try ExchangePair()
        let port = try pair.startBeta()
        try pair.configureAlpha(port)
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        let messageID = try #require(try pair.messageIDs("items.csv").first)
        for root in [pair.alpha, pair.beta] {
            let folder = "\(root.path)/evidence"
            #expect(try root.run(["evidence", "<\(messageID)>", "--output", folder]).status == 0, "\(root.log)")
            for name in ["message", "receipt"] {
                try ExchangeKeys.run(
                    [
                        "cms", "-verify", "-binary", "-inform", "DER", "-in", "\(name)-signature.der", "-content",
                        "\(name)-content.bin", "-certfile", "\(name)-signer.pem", "-nointern", "-noverify",
                    ], in: folder)
                // Another certificate does not prove it.
                #expect(throws: ExchangeKeys.Failure.self) {
                    try ExchangeKeys.run(
                        [
                            "cms", "-verify", "-binary", "-inform", "DER", "-in", "\(name)-signature.der", "-content",
                            "\(name)-content.bin", "-certfile", "\(pair.keys.folder)/other.pem", "-nointern",
                            "-noverify",
                        ], in: folder)
                }
            }
        }
        #expect(
            pair.alpha.contents("evidence/message-content.bin") == pair.beta.contents("evidence/message-content.bin"))
        #expect(pair.alpha.contents("evidence/receipt-body.bin") == pair.beta.contents("evidence/receipt-body.bin"))
        #expect(
            try pair.alpha.run(["evidence", "<nobody@nowhere>", "--output", "\(pair.alpha.path)/none"]).status == 4)
        pair.stopAll()
    }

    @Test func aReceiptMayComeByItself() throws {
        let pair = try ExchangePair()
        let ours = Int(try PartnerServer.freePort())
        let receipts = "http://127.0.0.1:\(ours)/receipts"
        let port = try pair.startBeta(receive: ", receipts-to: [\"\(receipts)\"]")
        try pair.configureAlpha(
            port, ", receipt: async",
            gateway: "listen: { as2: { address: \"127.0.0.1:\(ours)\", known-as: \"\(receipts)\" } }\n")
        _ = try pair.start(pair.alpha)
        try pair.alpha.write(Self.items, "inbox/erp/items.csv")
        #expect(
            try waitUntil(60) {
                let states = try pair.alpha.export("dispatches").map { $0["state"] }
                return states.count == 2 && states.allSatisfy { $0 == "confirmed" }
            }, "\(pair.beta.serviceLog.suffix(2_000))")
        let test = try pair.alpha.run(["partners", "test", "erp"])
        #expect(test.status == 0 && test.output.contains("its receipt came: processed"), "\(test.output)")
        pair.stopAll()
    }

    @Test func whatComesAgainIsAnsweredAgainAndTakenOnce() throws {
        let pair = try ExchangePair()
        let port = try pair.startBeta()
        try pair.configureAlpha(port)
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        let messageID = try #require(try pair.messageIDs("items.csv").first)
        #expect(try pair.beta.run(["evidence", messageID, "--output", "\(pair.beta.path)/evidence"]).status == 0)
        let body = pair.beta.contents("evidence/request-body.bin")
        var headers: [PostRequest.Header] = []
        for line in String(decoding: pair.beta.contents("evidence/request-headers.txt"), as: UTF8.self)
            .split(separator: "\r\n")
        {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, !["host", "content-length", "connection"].contains(parts[0].lowercased()) else {
                continue
            }
            headers.append(PostRequest.Header(parts[0], parts[1].trimmingCharacters(in: .whitespaces)))
        }
        func post(_ body: [UInt8], _ change: (inout [PostRequest.Header]) -> Void = { _ in }) throws -> PostAnswer {
            var headers = headers
            change(&headers)
            let url = try #require(PostAddress("http://127.0.0.1:\(port)/as2"))
            return try HTTPCarrier(CarrierSettings()).post(
                PostRequest(url: url, headers: headers, bodyLength: Int64(body.count), timeLimit: 20_000) {
                    try $0(body.span.bytes)
                })
        }
        let before = try pair.beta.export("arrivals").count
        // The same again: the same octets of the receipt.
        let again = try post(body)
        #expect(again.status == 200 && again.body == pair.beta.contents("evidence/receipt-body.bin"))
        // Other content under the same Message-ID, and content that was changed on its way.
        var altered = body
        altered[altered.count / 2] ^= 1
        let reused = String(decoding: try post(altered).body, as: UTF8.self)
        #expect(reused.contains("processed/error: unexpected-processing-error"))
        #expect(pair.beta.serviceLog.contains("message.id-reused"))
        let changed = try post(altered) { headers in
            headers = headers.filter { $0.name != "Message-ID" } + [.init("Message-ID", "<another@alpha>")]
        }
        #expect(String(decoding: changed.body, as: UTF8.self).contains("processed/error: decryption-failed"))
        // The same payload under a new Message-ID: processed, but a duplicate for everything behind.
        let renamed = try post(body) { headers in
            headers = headers.filter { $0.name != "Message-ID" } + [.init("Message-ID", "<third@alpha>")]
        }
        #expect(String(decoding: renamed.body, as: UTF8.self).contains("sent-automatically; processed\r\n"))
        #expect(try pair.beta.export("arrivals").count == before + 1)
        // Strangers, and names that are not ours.
        let stranger = try post(body) { headers in
            headers = headers.filter { $0.name != "AS2-From" } + [.init("AS2-From", "Nobody")]
        }
        #expect(String(decoding: stranger.body, as: UTF8.self).contains("unknown-trading-partner"))
        #expect(try post(body) { $0.removeAll { $0.name == "AS2-To" } }.status == 400)
        #expect(try post(body) { $0.removeAll { $0.name == "Message-ID" } }.status == 400)
        pair.stopAll()
    }

    @Test func aCertificateThatWasNotAgreedIsRefusedAndTheFileHeld() throws {
        let pair = try ExchangePair()
        let port = try pair.startBeta(certificate: "other")
        try pair.configureAlpha(port)
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        let dispatches = try pair.alpha.export("dispatches")
        #expect(dispatches.allSatisfy { $0["state"] == "held" })
        #expect(dispatches.allSatisfy { $0["reason"]?.contains("authentication-failed") ?? false })
        #expect(try pair.beta.export("arrivals").isEmpty)
        #expect(pair.beta.serviceLog.contains("as2.signer-unknown"))
        pair.stopAll()
        // Mended and released, it goes as a new message.
        let first = try pair.messageIDs("items.csv")
        let second = try pair.startBeta()
        try pair.configureAlpha(second)
        #expect(try pair.alpha.run(["release", "dispatch", "1", "--reason", "certificate agreed"]).status == 0)
        try pair.alpha.runOnce()
        #expect(try pair.alpha.export("dispatches").first?["state"] == "confirmed")
        #expect(try pair.messageIDs("items.csv").count == first.count + 1)
        pair.stopAll()
    }

    @Test func nobodyThereIsTriedAgainWithTheSameMessage() throws {
        let pair = try ExchangePair()
        try pair.configureAlpha(Int(try PartnerServer.freePort()))
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        let waiting = try pair.alpha.export("dispatches")
        #expect(waiting.allSatisfy { $0["state"] == "sealed" && $0["reason"]?.contains("cannot be reached") ?? false })
        let messages = try pair.messageIDs("items.csv")
        #expect(messages.count == 2)
        try pair.configureAlpha(try pair.startBeta())
        try pair.alpha.makeAllDue()
        try pair.alpha.runOnce()
        #expect(try pair.alpha.export("dispatches").allSatisfy { $0["state"] == "confirmed" })
        #expect(try pair.messageIDs("items.csv") == messages)
        pair.stopAll()
    }
}
