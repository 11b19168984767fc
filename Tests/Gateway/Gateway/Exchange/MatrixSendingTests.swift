// Messages of the whole matrix to a partner whose software is not ours: it reads each, and we read its receipts.

import Checksum
import Foundation
import Testing

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct MatrixSendingTests {
    private static let cells = MessageMatrix.cells(
        ciphers: ["aes128", "aes192", "aes256"], digests: ["sha256", "sha384", "sha512"]
    ).filter { $0.signed || $0.digest == "sha256" }

    @Test func `every kind of message arrives as it was meant, once, and is confirmed`() throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        for (number, cell) in Self.cells.enumerated() {
            try root.recipient("case-\(number)", path: "ok", partner, Self.options(cell))
            let claims = [Claim(number: number * 2 + 1), Claim(number: number * 2 + 2)]
            try root.drop(HospitalFiles.openItems(claims), "case-\(number)", "items-\(number).csv")
        }
        let service = try root.serve(port)
        defer { service.terminate() }
        _ = try partner.records(Self.cells.count * 2, within: 120)
        let dispatches = try settled(root)
        let records = Dictionary(grouping: try partner.records()) { Self.recipient(of: $0) }
        #expect(root.end(service) == 0)
        #expect(dispatches.count >= Self.cells.count * 2)
        for (number, cell) in Self.cells.enumerated() {
            let mine = dispatches.filter { $0["partner"] == "case-\(number)" }
            expect(mine, records["case-\(number)"] ?? [], cell, sent: try payloads(root, "case-\(number)"))
        }
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    private static func options(_ cell: MessageMatrix.Cell) -> String {
        ", sign: \(cell.signed ? cell.digest : "none"), encrypt: \(cell.encrypted ? "\(cell.cipher)-cbc" : "none"), compress: \(cell.compression), receipt: \(cell.receipt), signed-receipt: \(cell.isReceiptSigned)"
    }

    private static func recipient(of record: PartnerRecord) -> String {
        record.fields.first { $0.first?.lowercased() == "as2-to" }?.last ?? ""
    }

    /// The dispatches once all that can be is decided.
    private func settled(_ root: HospitalRoot) throws -> [[String: String]] {
        var dispatches: [[String: String]] = []
        for _ in 0..<120 {
            dispatches = try root.export("dispatches").filter { $0["partner"]?.hasPrefix("case-") ?? false }
            let waiting = dispatches.filter { row in
                let number = Int(row["partner"]?.dropFirst(5) ?? "") ?? 0
                return row["state"] != (Self.cells[number].receipt == "none" ? "sent" : "confirmed")
            }
            if waiting.isEmpty, dispatches.count >= Self.cells.count * 2 { break }
            usleep(500_000)
        }
        return dispatches
    }

    /// Digests of what the gateway filed as sent, by name.
    private func payloads(_ root: HospitalRoot, _ partner: String) throws -> [String: String] {
        var digests: [String: String] = [:]
        for name in root.files(below: "outbox/\(partner)/sent") {
            digests[(name as NSString).lastPathComponent] = sha256(root.contents("outbox/\(partner)/sent/\(name)"))
        }
        return digests
    }

    private func expect(
        _ dispatches: [[String: String]], _ records: [PartnerRecord], _ cell: MessageMatrix.Cell,
        sent: [String: String]
    ) {
        let state = cell.receipt == "none" ? "sent" : "confirmed"
        #expect(dispatches.count == 2 && dispatches.allSatisfy { $0["state"] == state }, "\(cell.name): \(dispatches)")
        #expect(records.count == 2 && Set(records.map(\.messageID)).count == 2, "\(cell.name): \(records.map(\.post))")
        var layers =
            (cell.compression == "before" ? ["compressed"] : []) + (cell.signed ? ["signed \(cell.digest)"] : [])
        layers += cell.compression == "after" ? ["compressed"] : []
        layers += cell.encrypted ? ["encrypted \(cell.cipher)_cbc"] : []
        for record in records {
            #expect(record.status == "processed", "\(cell.name): \(record.error ?? "")")
            #expect(record.layers == layers.reversed(), "\(cell.name): \(record.layers ?? [])")
            let expected = sent[record.filename ?? ""]
            #expect(expected != nil && record.payload == expected, "\(cell.name): \(record.filename ?? "no name")")
        }
    }
}

func sha256(_ bytes: [UInt8]) -> String {
    var digest = RunningDigest(.sha256)
    digest.update(bytes.span.bytes)
    return digest.hexadecimal()
}
