// Messages of the whole matrix from a partner whose software is not ours: each is taken as it was sent, and its receipt holds.

import Foundation
import Testing

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct MatrixReceptionTests {
    @Test func `every kind of message is taken, and its receipt is proof`() throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        try root.sender("clinic", as2: "Clinic \"One\"", demand: "accepted", partner, more: ", legacy: true")
        let service = try root.serve(port)
        defer { service.terminate() }
        let cells = MessageMatrix.cells(ciphers: ["3des", "aes128", "aes256"])
        let builders = ["octets", "pyas2lib", "openssl"]
        var messages: [(PartnerMessage, MessageMatrix.Cell)] = []
        for (number, cell) in cells.enumerated() {
            for builder in MessageMatrix.isWhole ? builders : [builders[number % 3]] {
                // That library compresses before it signs, and no other way.
                let isPossible = builder != "pyas2lib" || cell.compression != "after"
                messages.append((message(cell, builder: isPossible ? builder : "octets", messages.count, port), cell))
            }
        }
        let reports = try partner.send(messages.map(\.0))
        #expect(root.end(service) == 0)
        #expect(reports.count == messages.count)
        let arrivals = Dictionary(grouping: try root.export("arrivals")) { $0["name"] ?? "" }
        for ((message, cell), report) in zip(messages, reports) {
            let what = "\(cell.name), \(message.builder ?? "")"
            expectReceipt(report, cell, what)
            let arrival = arrivals[message.filename ?? ""]
            #expect(arrival?.count == 1, "\(what)")
            #expect(arrival?.first?["sha256"] == report.payload, "\(what)")
            #expect(arrival?.first?["channel"] == "as2", "\(what)")
        }
        #expect(try root.run(["audit", "verify"]).status == 0)
        #expect(root.files(below: "state").allSatisfy { !$0.hasSuffix(".part") })
    }

    private func message(
        _ cell: MessageMatrix.Cell, builder: String, _ number: Int, _ port: UInt16
    ) -> PartnerMessage {
        var message = PartnerMessage("\(number) \(cell.name)")
        message.url = "http://127.0.0.1:\(port)/"
        message.from = "Clinic \"One\""
        message.to = "General Hospital"
        message.layers = cell.layers
        message.builder = builder
        message.digest = cell.digest
        message.cipher = cell.encrypted ? cell.cipher : nil
        message.receipt = cell.receipt
        message.signedReceipt = cell.isReceiptSigned
        message.filename = "case-\(number).bin"
        return message
    }

    private func expectReceipt(_ report: PartnerReport, _ cell: MessageMatrix.Cell, _ what: String) {
        #expect(report.error == nil, "\(what): \(report.error ?? "")")
        #expect(report.first?.status == 200, "\(what): \(report.first?.text ?? "")")
        guard cell.receipt != "none" else {
            #expect(report.first?.receipt == nil, "\(what)")
            return
        }
        guard let receipt = report.first?.receipt else {
            Issue.record("\(what): no receipt, \(report.first?.text ?? "")")
            return
        }
        #expect(receipt.disposition == "processed", "\(what): \(receipt.disposition) \(receipt.words)")
        #expect(receipt.micEqual && receipt.original && receipt.names && receipt.ownID, "\(what): \(receipt)")
        #expect(receipt.pyas2lib.first == "processed", "\(what): \(receipt.pyas2lib)")
        #expect(receipt.signed == cell.isReceiptSigned, "\(what)")
        if cell.isReceiptSigned {
            #expect(receipt.verified == cell.digest, "\(what): \(receipt.verified ?? "")")
            #expect(receipt.openssl == true, "\(what)")
        }
    }
}
