import Foundation
import ISO20022
import Money
import Parsing
import Testing

/// The documentation's code, compiled and run: each block of Swift in the catalogue stands in this file, line by line.
@Suite struct DocumentationTests {
    @Test func everyBlockOfCodeStandsHere() throws {
        var root = URL(fileURLWithPath: #filePath)
        let own = try Self.lines(String(contentsOf: root, encoding: .utf8))
        for _ in 0..<5 { root.deleteLastPathComponent() }
        let catalogue = root.appendingPathComponent("Sources/Formats/ISO20022/ISO20022.docc")
        let articles = try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil)
        var blocks = 0
        for article in articles where article.pathExtension == "md" {
            let parts = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "```swift\n")
                .dropFirst()
            for part in parts {
                let block = Self.lines(part.components(separatedBy: "\n```").first ?? "")
                blocks += 1
                let isHere = own.indices.contains { own[$0...].starts(with: block) }
                #expect(isHere, "\(article.lastPathComponent): \(block.first ?? "")")
            }
        }
        #expect(blocks == 8)
    }

    /// Without indentation and empty lines, which differ.
    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    }

    private static func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("message-\(UUID().uuidString)")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test func aFileIsRead() throws {
        try Self.withFile(SampleMessage.document(SampleMessage.statement())) { path in
            var source = FileByteSource(path: path)
            let report = try ISO20022Reader.read(&source)
            print(report.kind?.rawValue ?? "no message", report.findings.verdict)
            #expect(report.kind == .statement && report.findings.verdict == .accepted)
        }
    }

    struct CreditsByAccount: StatementHandler {
        var credits: [String: [Money]] = [:]

        mutating func statementBegan(_ header: StatementHeader) {}

        mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {
            guard entry.status == .booked, entry.isCredit, let amount = entry.amount else { return }
            credits[header.account, default: []].append(amount)
        }

        mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {}
    }

    private static func credits(_ text: String) throws -> [String: [Money]] {
        var source = MemoryByteSource(Array(text.utf8))
        var handler = CreditsByAccount()
        let report = try ISO20022Reader.read(&source, into: &handler)
        guard report.findings.verdict != .rejected else { return [:] }
        return handler.credits
    }

    @Test func creditsAreGathered() throws {
        let text = SampleMessage.document(SampleMessage.statement(closing: "112.50", SampleMessage.entry()))
        #expect(try Self.credits(text) == ["4400123456": [.dollars(cents: 12_50)]])
        #expect(try Self.credits(text.replacing("112.50", with: "112.51")).isEmpty)
    }

    struct Invoices: PaymentHandler {
        var amounts: [String: Money] = [:]

        mutating func take(_ event: PaymentEvent) {
            if case .transfer(let transfer) = event { amounts[transfer.endToEndID] = transfer.amount.money }
        }
    }

    @Test func anOrderIsWrittenAndRead() throws {
        let monday = SampleOrder.today
        let now = try #require(SampleOrder.created)
        var file: [UInt8] = []

        var instruction = PaymentInstruction(
            id: "VENDORS-0309", type: .ach(.corporate), execution: .on(monday),
            debtor: PaymentParty(name: "Mapleton General Hospital"),
            debtorAccount: .checking("4000123456", currency: .usd), debtorAgent: .routingNumber("021000021"))
        instruction.batchBooking = true

        var transfer = CreditTransfer(
            endToEndID: "INV-4711", amount: .instructed(.dollars(cents: 125_00)),
            creditor: PaymentParty(name: "Example Supplies", address: PostalAddress(town: "Oak City", country: "US")),
            creditorAccount: .checking("000001001"), creditorAgent: .routingNumber("091000019"))
        transfer.remittance = RemittanceInformation("INV 4711")

        let header = OrderHeader(
            messageID: "ORDER-0309-1", created: now, initiatingParty: PaymentParty(name: "Mapleton General Hospital"))
        let order = CreditTransferOrder(header, [CreditTransferBlock(instruction, [transfer])])

        let writer = CreditTransferWriter(OrderProfile(version: .v09, today: monday))
        let totals = try writer.write(order) { piece in
            piece.withUnsafeBytes { file.append(contentsOf: $0) }
        }.totals
        #expect(totals.transfers == 1 && totals.controlSum == "125.00")

        var source = MemoryByteSource(file)
        var invoices = Invoices()
        let report = try PaymentReader.read(&source, into: &invoices)
        #expect(report.findings.kept.isEmpty && invoices.amounts == ["INV-4711": .dollars(cents: 125_00)])
    }

    @Test func aRejectionReopens() {
        var said: [String] = []
        func log(_ text: String) { said.append(text) }
        var payment = PaymentProgress()
        for action in payment.receive(.rejected, reasons: [StatusReason(.code("AC04"))]) {
            switch action {
            case .advance(let state): log("now \(state)")
            case .reopen(let reasons): log("open again: \(reasons.map(\.description))")
            case .expectOnStatement: log("expect it on the statement")
            case .raise(let contradiction): log("\(contradiction.rule.code): \(contradiction)")
            case .ignore, .recordChange, .askForAuthorisation: break
            }
        }
        #expect(said.last == "open again: [\"AC04\"]")
    }

    @Test func anOrderIsFollowed() throws {
        let text = SampleStatusReport.document(group: "ACSC", message: "ORDER-0309-1")
        var source = MemoryByteSource(Array(text.utf8))
        var outcomes: [OrderProgress.Outcome] = []
        var order = OrderProgress(
            messageID: "ORDER-0309-1", transfers: [.init(payment: "VENDORS-0309", endToEndID: "INV-4711")])
        let (events, report) = try PaymentReader.events(&source)
        if report.findings.verdict != .rejected {
            for event in events { outcomes += order.receive(event) }
        }
        #expect(outcomes.map(\.action) == [.advance(to: .settled(.settledForDebtor)), .expectOnStatement])
    }
}
