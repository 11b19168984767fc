// What a partner, or a stranger, may send that is spelled oddly or is wrong: the one is taken, the other gets a clean answer and
// leaves nothing behind.

import Foundation
import Testing

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct FaultyReceptionTests {
    /// What comes back.
    enum Answer: Sendable {
        /// A receipt that says so.
        case receipt(String)
        /// A status without a receipt.
        case status(Int)
        case oneOf(Set<Int>)
        /// The connection ends.
        case closed
    }

    struct Trouble: Sendable {
        let fault: String
        let answer: Answer
        var layers = ["sign", "encrypt"]
        var to = "General Hospital"
        var from = "Strict"
        var change: @Sendable (inout PartnerMessage) -> Void = { _ in }
    }

    static let oddities: [Trouble] =
        [
            "lower-case", "folded", "chunked", "expect", "odd-micalg-name", "micalg-list", "x-pkcs7", "no-smime-type",
            "lf-lines", "lf-header", "bare-options", "path-name", "backslash-name", "dots-name", "long-name",
            "empty-payload",
        ].map { Trouble(fault: $0, answer: .receipt("processed")) } + [
            Trouble(fault: "base64", answer: .receipt("processed")) { $0.transfer = "base64" },
            Trouble(fault: "no transfer encoding", answer: .receipt("processed")) { $0.transfer = "none" },
            Trouble(fault: "base64 payload", answer: .receipt("processed")) { $0.partTransfer = "base64" },
            Trouble(fault: "payload as it is", answer: .receipt("processed")) { $0.partTransfer = "none" },
            Trouble(fault: "next certificate", answer: .receipt("processed")) { $0.signer = "next" },
            Trouble(fault: "gcm", answer: .receipt("processed")) { $0.cipher = "aes256-gcm" },
            Trouble(fault: "openssl, streamed", answer: .receipt("processed")) { $0.builder = "openssl" },
        ]

    static let wrongs: [Trouble] = [
        Trouble(fault: "bad-signature", answer: .receipt("processed/error: authentication-failed")),
        Trouble(fault: "garbled-signature", answer: .receipt("processed/error: authentication-failed")),
        Trouble(fault: "altered-body", answer: .receipt("processed/error: integrity-check-failed")),
        Trouble(fault: "wrong certificate", answer: .receipt("processed/error: authentication-failed")) {
            $0.signer = "stranger"
        },
        Trouble(
            fault: "not signed", answer: .receipt("processed/error: insufficient-message-security"), layers: ["encrypt"]
        ),
        Trouble(
            fault: "not encrypted", answer: .receipt("processed/error: insufficient-message-security"), layers: ["sign"]
        ),
        Trouble(fault: "plain", answer: .receipt("processed/error: insufficient-message-security"), layers: []),
        Trouble(fault: "encrypted to somebody else", answer: .receipt("processed/error: decryption-failed")) {
            $0.recipient = "partner"
        },
        Trouble(fault: "truncated-body", answer: .receipt("processed/error: decryption-failed")),
        Trouble(fault: "garbled-cms", answer: .receipt("processed/error: unexpected-processing-error")),
        Trouble(
            fault: "no-boundary", answer: .receipt("processed/error: unexpected-processing-error"), layers: ["sign"]),
        Trouble(fault: "two-attachments", answer: .receipt("failed/failure: unsupported format")),
        Trouble(fault: "bomb", answer: .receipt("processed/error: unexpected-processing-error")),
        Trouble(fault: "sha1 here", answer: .receipt("failed/failure: unsupported MIC-algorithms")) {
            $0.digest = "sha1"
        },
        Trouble(fault: "3des here", answer: .receipt("processed/error: insufficient-message-security")) {
            $0.cipher = "3des"
        },
        Trouble(fault: "unknown-micalg", answer: .receipt("failed/failure: unsupported MIC-algorithms")),
        Trouble(fault: "unknown-protocol", answer: .receipt("failed/failure: unsupported format")),
        Trouble(fault: "stranger", answer: .receipt("processed/error: unknown-trading-partner"), from: "Nobody"),
        Trouble(
            fault: "wrong AS2-To", answer: .receipt("processed/error: unknown-trading-relationship"),
            to: "Somebody Else"),
        Trouble(fault: "no-as2-to", answer: .status(400)), Trouble(fault: "no-as2-from", answer: .status(400)),
        Trouble(fault: "no-message-id", answer: .status(400)), Trouble(fault: "no-content-type", answer: .status(400)),
        Trouble(fault: "header-bomb", answer: .status(431)),
        // Where the parser has read on already, what follows is no request.
        Trouble(fault: "no-length", answer: .oneOf([400, 411])),
        Trouble(fault: "get", answer: .status(405)), Trouble(fault: "oversize", answer: .status(413)),
        Trouble(fault: "oversize-expected", answer: .status(413)), Trouble(fault: "short-body", answer: .closed),
        Trouble(fault: "slow-loris", answer: .closed),
    ]

    private func message(_ trouble: Trouble, _ number: Int, _ port: UInt16) -> PartnerMessage {
        var message = PartnerMessage(trouble.fault)
        message.url = "http://127.0.0.1:\(port)/"
        (message.from, message.to) = (trouble.from, trouble.to)
        message.layers = trouble.layers
        message.fault = trouble.fault
        message.filename = "case-\(number).bin"
        trouble.change(&message)
        return message
    }

    @Test func `odd spelling is taken, what is wrong gets a clean answer and leaves nothing`() throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        try root.sender("strict", as2: "Strict", demand: "required", partner, more: ", size-limit: 50MB")
        let service = try root.serve(port)
        defer { service.terminate() }
        let troubles = Self.oddities + Self.wrongs
        let messages = troubles.enumerated().map { message($0.element, $0.offset, port) }
        let reports = try partner.send(messages, atOnce: 4)
        #expect(root.end(service) == 0)
        for (trouble, report) in zip(troubles, reports) { expect(trouble, report) }
        let arrivals = try root.export("arrivals")
        let taken = Set(zip(troubles, reports).prefix(Self.oddities.count).map { $0.1.payload ?? "" })
        #expect(Set(arrivals.map { $0["sha256"] ?? "" }) == taken)
        #expect(arrivals.allSatisfy { !($0["name"] ?? "/").contains { "/\\".contains($0) } && $0["name"] != ".." })
        #expect(root.files(below: "state").allSatisfy { !$0.hasSuffix(".part") })
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    private func expect(_ trouble: Trouble, _ report: PartnerReport) {
        let what = trouble.fault
        switch trouble.answer {
        case .closed:
            #expect(
                report.error != nil || report.first?.status == 408 || report.first?.status == 400, "\(what): \(report)")
        case .status(let status):
            #expect(report.first?.status == status, "\(what): \(report)")
            #expect(report.first?.receipt == nil && report.first?.interim.isEmpty == true, "\(what)")
        case .oneOf(let statuses):
            #expect(statuses.contains(report.first?.status ?? 0), "\(what): \(report)")
        case .receipt(let disposition):
            #expect(report.first?.status == 200, "\(what): \(report)")
            let receipt = report.first?.receipt
            #expect(receipt?.disposition == disposition, "\(what): \(receipt?.disposition ?? report.first?.text ?? "")")
            #expect(receipt?.original == true && receipt?.names == true, "\(what)")
            if disposition == "processed" {
                #expect(receipt?.micEqual == true && receipt?.openssl != false, "\(what): \(receipt?.words ?? "")")
                #expect(receipt?.algorithm.replacing("-", with: "") == "sha256", "\(what)")
            }
        }
    }
}
