// Whatever comes, nothing traps, and nothing that no partner signed is processed: random changes from a seed, and random text where
// headers are expected.

import SMIME
import Testing

@testable import AS2

@Suite struct HostileInputTests {
    /// SplitMix64: the same numbers in every run.
    struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var number = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
            return number ^ (number >> 31)
        }
    }

    static let pieces = [
        "\"", "\\", ";", "=", "/", ":", ",", "*", "'", "%", "%4", "<", ">", " ", "\r", "\n", "\t", "boundary",
        "filename",
        "name", "*0*", "utf-8''", "processed", "error", "automatic-action", "sha256", "AAAA", "required",
        "multipart/signed",
        "é", "\u{0}", "\u{202E}", "signed-receipt-micalg", String(repeating: "x", count: 300),
    ]

    @Test(arguments: 0..<20)
    func `random text in headers is read or refused`(seed: Int) {
        var numbers = Numbers(state: UInt64(seed))
        for _ in 0..<200 {
            let count = Int.random(in: 0..<12, using: &numbers)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
            if let name = AS2Name(field: text) { #expect(AS2Name(field: name.field) == name) }
            if let id = MessageID(text) { #expect(MessageID(id.text) == id) }
            if let disposition = Disposition(field: text) { #expect(Disposition(field: disposition.field) != nil) }
            if let name = PayloadName(text) { #expect(!name.text.contains("/") && name.text.utf8.count <= 255) }
            if let type = MediaType(field: text) { _ = Boundary(type) }
            if let mic = MIC(field: text) { #expect(MIC(field: mic.field()) == mic) }
            _ = try? AS2Headers(octets: Array(text.utf8))
            let headers = AS2Headers([
                (name: "Content-Type", value: text), (name: "Content-Disposition", value: text),
                (name: "Disposition-Notification-To", value: text), (name: "Receipt-Delivery-Option", value: text),
                (name: "Disposition-Notification-Options", value: text),
            ])
            _ = ReceiptRequest(headers)
            _ = PayloadName(headers)
            _ = try? ReceivedReceipt(headers: headers, body: Array(text.utf8))
            _ = try? TestMessages.open(
                headers, Array(text.utf8), ReceivingAgreement(certificates: [], identities: []), at: 0)
        }
    }

    @Test(
        .enabled(if: TestIdentities.isPresent, "needs the openssl command to make certificates"),
        arguments: TestMessages.Shape.all)
    func `random changes never trap, and pass no signature`(shape: TestMessages.Shape) throws {
        let identities = try TestIdentities.require()
        var agreement = TestMessages.receiving(identities)
        agreement.signature = .required
        let built = try TestMessages.build(shape, identities)
        var numbers = Numbers(state: 1)
        for _ in 0..<100 {
            var body = built.body
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let start = Int.random(in: 0..<max(1, body.count), using: &numbers)
                let end = min(body.count, start + Int.random(in: 0...20, using: &numbers))
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: body.removeSubrange(start..<end)
                case 1: body.insert(contentsOf: Array(body[start..<end]), at: start)
                case 2: for index in start..<end { body[index] = UInt8.random(in: 0...255, using: &numbers) }
                default: body.insert(contentsOf: [0x0D, 0x0A], at: start)
                }
            }
            let size = Int.random(in: 1...400, using: &numbers)
            let opened = try TestMessages.open(
                built.message.headers, body, agreement, pieceSize: size, at: identities.now)
            #expect(opened.message.problems.isEmpty == (opened.message.disposition == .processed))
            if opened.message.problems.isEmpty { #expect(opened.payload == TestMessages.text && shape.isSigned) }
        }
    }
}
