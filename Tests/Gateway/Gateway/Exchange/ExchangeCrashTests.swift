// Killed at each boundary while messages come and go, started again, and the partner does what the RFC has it do: never a receipt
// that says processed for bytes that are lost, never one message processed twice, never other octets under one Message-ID.

import Foundation
import Testing

@testable import Gateway

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct ExchangeCrashTests {
    private static func message(_ name: String, _ port: UInt16, receipt: String) -> PartnerMessage {
        var message = PartnerMessage(name)
        message.url = "http://127.0.0.1:\(port)/"
        (message.from, message.to) = ("Clinic", "General Hospital")
        message.filename = "\(name).bin"
        message.receipt = receipt
        message.timeout = 8
        return message
    }

    private static func again(_ name: String, _ port: UInt16, receipt: String) -> PartnerMessage {
        var message = message("again \(name)", port, receipt: receipt)
        message.again = name
        return message
    }

    private func waitForDeath(_ service: Process, _ seconds: Double = 30) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while service.isRunning && Date() < deadline { usleep(20_000) }
        return !service.isRunning && service.terminationReason == .uncaughtSignal
            && service.terminationStatus == SIGKILL
    }

    private static let receiving: [(DurableStep, String)] = [
        (.messageSealed, "sync"), (.messageOpened, "sync"), (.messageRecorded, "sync"), (.messageSealed, "async"),
        (.messageOpened, "async"), (.messageRecorded, "async"), (.receiptPosted, "async"),
        (.receiptPostRecorded, "async"),
    ]

    @Test(arguments: receiving)
    func `killed while it receives`(_ step: DurableStep, _ receipt: String) throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        try root.sender("clinic", as2: "Clinic", demand: "required", partner)
        let doomed = try root.serve(port, environment: ["HMS_ACH_CRASH_AT": step.rawValue])
        let first = try #require(try partner.send([Self.message("one", port, receipt: receipt)]).first)
        #expect(waitForDeath(doomed), "\(step.rawValue) was not reached")
        let before = try root.export("arrivals")
        if first.first?.receipt?.disposition == "processed" {
            #expect(before.map { $0["sha256"] } == [first.payload])
        }
        let service = try root.serve(port)
        defer { service.terminate() }
        try root.makeMessagesDue()
        let second = try #require(try partner.send([Self.again("one", port, receipt: receipt)]).first)
        let proof = second.first?.receipt ?? first.first?.receipt
        #expect(proof?.disposition == "processed" && proof?.micEqual == true, "\(second)")
        #expect(root.end(service) == 0)
        let arrivals = try root.export("arrivals")
        #expect(arrivals.count == 1 && arrivals.first?["sha256"] == first.payload)
        // Whatever receipts went out for it are the same octets.
        let digests = try partner.receipts() + [first.first?.digest, second.first?.digest].compactMap(\.self)
        #expect(Set(digests).count == 1, "\(digests)")
        #expect(root.files(below: "state").allSatisfy { !$0.hasSuffix(".part") })
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    private static let sending: [(DurableStep, String)] = [
        (.dispatchSealed, "sync"), (.dispatchSealRecorded, "sync"), (.messageBuilt, "sync"),
        (.messageBuildRecorded, "sync"), (.messagePosted, "sync"), (.receiptFiled, "sync"),
        (.messagePosted, "async"), (.receiptFiled, "async"), (.messageConcluded, "async"),
    ]

    @Test(arguments: sending)
    func `killed while it sends`(_ step: DurableStep, _ receipt: String) throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        try root.recipient("payer", path: "ok", partner, ", receipt: \(receipt), posts: 9")
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "payer", "items.csv")
        let doomed = try root.serve(port, environment: ["HMS_ACH_CRASH_AT": step.rawValue])
        #expect(waitForDeath(doomed), "\(step.rawValue) was not reached")
        let service = try root.serve(port)
        defer { service.terminate() }
        let dispatches = try confirmed(root)
        #expect(root.end(service) == 0)
        #expect(dispatches.map { $0["state"] } == ["confirmed", "confirmed"], "\(dispatches)")
        try expectSameOctets(partner, messages: 2)
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    /// The dispatches to the payer once all are confirmed, or time is over.
    private func confirmed(_ root: HospitalRoot, _ count: Int = 2) throws -> [[String: String]] {
        var dispatches: [[String: String]] = []
        for _ in 0..<60 {
            dispatches = try root.export("dispatches").filter { $0["partner"] == "payer" }
            if dispatches.count >= count, dispatches.allSatisfy({ $0["state"] == "confirmed" }) { break }
            try root.makeMessagesDue()
            usleep(500_000)
        }
        return dispatches
    }

    private func expectSameOctets(_ partner: PartnerProcess, messages count: Int) throws {
        let records = try partner.records()
        let messages = Dictionary(grouping: records) { $0.messageID }
        #expect(messages.count == count, "\(records.map { ($0.messageID, $0.post) })")
        #expect(messages.values.allSatisfy { Set($0.map(\.body)).count == 1 && Set($0.map(\.fields)).count == 1 })
        #expect(records.allSatisfy { $0.status == "processed" })
        #expect(Set(records.compactMap(\.payload)).count == count)
    }

    @Test func `killed at any moment, over and over`() throws {
        let partner = try PartnerProcess()
        let root = try HospitalRoot()
        let port = try root.listen(partner)
        try root.sender("clinic", as2: "Clinic", demand: "required", partner)
        try root.recipient("payer", path: "ok", partner, ", receipt: async, posts: 90")
        var generator = SeededGenerator(seed: 4_130)
        var proven: [String: String] = [:]
        var payloads: [String: String] = [:]
        for round in 0..<8 {
            let service = try root.serve(port)
            try root.drop(HospitalFiles.openItems([Claim(number: round + 1)]), "payer", "items-\(round).csv")
            let messages = (0..<6).map { number in
                Self.message("\(round)-\(number)", port, receipt: number % 2 == 0 ? "sync" : "async")
            }
            let moment = Double.random(in: 0.05...1.5, using: &generator)
            let executioner = Task.detached { [identifier = service.processIdentifier] in
                try? await Task.sleep(for: .seconds(moment))
                kill(identifier, SIGKILL)
            }
            for report in try partner.send(messages, atOnce: 6) {
                payloads[report.name] = report.payload
                if report.first?.receipt?.disposition == "processed" { proven[report.name] = report.first?.digest }
            }
            #expect(waitForDeath(service))
            executioner.cancel()
        }
        let taken = Set(try root.export("arrivals").compactMap { $0["sha256"] })
        for name in proven.keys { #expect(taken.contains(payloads[name] ?? ""), "round \(name): receipted, and lost") }
        let service = try root.serve(port)
        defer { service.terminate() }
        try root.makeMessagesDue()
        let all = payloads.keys.sorted().map { name in
            Self.again(name, port, receipt: (Int(name.suffix(1)) ?? 0) % 2 == 0 ? "sync" : "async")
        }
        for report in try partner.send(all, atOnce: 4) {
            let name = String(report.name.dropFirst("again ".count))
            #expect(report.first?.receipt?.disposition == "processed", "\(report)")
            if let digest = proven[name] { #expect(report.first?.digest == digest, "\(name): another receipt") }
        }
        let dispatches = try confirmed(root, 16)
        #expect(root.end(service) == 0)
        #expect(dispatches.count == 16 && dispatches.allSatisfy { $0["state"] == "confirmed" }, "\(dispatches)")
        try expectSameOctets(partner, messages: 16)
        let arrivals = try root.export("arrivals").filter { $0["channel"] == "as2" }
        #expect(arrivals.compactMap { $0["sha256"] }.sorted() == payloads.values.sorted())
        #expect(root.files(below: "state").allSatisfy { !$0.hasSuffix(".part") })
        #expect(try root.run(["audit", "verify"]).status == 0)
    }
}
