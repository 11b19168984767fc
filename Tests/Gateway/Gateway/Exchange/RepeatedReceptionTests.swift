// A message that comes again, an identifier that is used again, a payload that comes again, and receipts that go by themselves.

import Foundation
import Testing

@Suite(.serialized, .enabled(if: PartnerProcess.isThere, "needs HMS_ACH_PEERS, a Python environment with pyas2lib"))
struct RepeatedReceptionTests {
    private struct World {
        let partner: PartnerProcess
        let root: HospitalRoot
        let port: UInt16

        init(_ more: String = "") throws {
            partner = try PartnerProcess()
            root = try HospitalRoot()
            port = try root.listen(partner)
            try root.sender("clinic", as2: "Clinic", demand: "required", partner, more: more)
        }

        func message(_ name: String, _ change: (inout PartnerMessage) -> Void = { _ in }) -> PartnerMessage {
            var message = PartnerMessage(name)
            message.url = "http://127.0.0.1:\(port)/"
            (message.from, message.to) = ("Clinic", "General Hospital")
            message.filename = "\(name).bin"
            change(&message)
            return message
        }

        func send(_ name: String, _ change: (inout PartnerMessage) -> Void = { _ in }) throws -> PartnerReport {
            try #require(try partner.send([message(name, change)]).first)
        }

        func arrivals() throws -> [[String: String]] { try root.export("arrivals") }
    }

    @Test func `the same octets again get the same receipt, also from the next start`() throws {
        let world = try World()
        var service = try world.root.serve(world.port)
        defer { service.terminate() }
        let first = try world.send("one") { $0.posts = 3 }
        #expect(first.answers.count == 3)
        #expect(first.answers.allSatisfy { $0.receipt?.disposition == "processed" && $0.receipt?.micEqual == true })
        #expect(Set(first.answers.map(\.digest)).count == 1)
        #expect(world.root.end(service) == 0)
        service = try world.root.serve(world.port)
        let later = try world.send("again") { $0.again = "one" }
        #expect(later.first?.digest == first.first?.digest)
        #expect(try world.arrivals().count == 1)
        #expect(world.root.end(service) == 0)
    }

    @Test(arguments: [
        ("warning", "processed/warning: duplicate-document"), ("error", "processed/error: duplicate-document"),
    ])
    func `a partner that wants to hear of repetitions does`(_ setting: String, _ disposition: String) throws {
        let world = try World(", repeats: \(setting)")
        let service = try world.root.serve(world.port)
        defer { service.terminate() }
        let report = try world.send("one") { $0.posts = 2 }
        #expect(report.answers.first?.receipt?.disposition == "processed")
        #expect(report.answers.last?.receipt?.disposition == disposition)
        #expect(try world.arrivals().count == 1)
        #expect(world.root.end(service) == 0)
    }

    @Test func `an identifier for other content is refused, a payload under another is held as a duplicate`() throws {
        let world = try World()
        let service = try world.root.serve(world.port)
        defer { service.terminate() }
        let payload = Data(HospitalFiles.openItems([Claim(number: 1)])).base64EncodedString()
        let first = try world.send("one") {
            $0.messageId = "<fixed@partner.example>"
            $0.payload = payload
        }
        #expect(first.first?.receipt?.disposition == "processed")
        let other = try world.send("two") { $0.messageId = "<fixed@partner.example>" }
        #expect(other.first?.receipt?.disposition == "processed/error: unexpected-processing-error")
        #expect(try world.arrivals().count == 1)
        // The same payload, sealed anew by a sender that resends so.
        let rewrapped = try world.send("three") {
            $0.messageId = "<fixed@partner.example>"
            $0.payload = payload
            $0.filename = "one.bin"
        }
        #expect(rewrapped.first?.receipt?.disposition == "processed")
        #expect(try world.arrivals().count == 1)
        let resent = try world.send("four") { $0.payload = payload }
        #expect(resent.first?.receipt?.disposition == "processed" && resent.first?.receipt?.micEqual == true)
        #expect(world.root.end(service) == 0)
        try world.root.runOnce()
        let arrivals = try world.arrivals()
        #expect(arrivals.count == 2 && arrivals.last?["state"] == "duplicate", "\(arrivals)")
    }

    @Test func `a message that failed does not stand in the way of its repetition`() throws {
        let world = try World()
        let service = try world.root.serve(world.port)
        defer { service.terminate() }
        let failed = try world.send("one") {
            $0.messageId = "<second-try@partner.example>"
            $0.fault = "bad-signature"
        }
        #expect(failed.first?.receipt?.disposition == "processed/error: authentication-failed")
        let mended = try world.send("two") { $0.messageId = "<second-try@partner.example>" }
        #expect(mended.first?.receipt?.disposition == "processed")
        #expect(try world.arrivals().count == 1)
        #expect(world.root.end(service) == 0)
    }

    @Test func `an asynchronous receipt goes until it is taken, and only where it may go`() throws {
        let world = try World()
        let stranger = try PartnerProcess()
        let service = try world.root.serve(world.port)
        defer { service.terminate() }
        try world.partner.refuseReceipts(1)
        // Its first post is refused, the report waits for the second.
        let waiting = Task.detached { [path = world.root.path] in
            while !Task.isCancelled {
                usleep(500_000)
                try? HospitalRoot.makeMessagesDue(path)
            }
        }
        let report = try world.send("one") { $0.receipt = "async" }
        waiting.cancel()
        #expect(report.first?.receipt?.disposition == "processed" && report.first?.receipt?.openssl == true)
        let posted = try world.partner.receipts(2, within: 10)
        #expect(posted.count == 2 && Set(posted).count == 1, "the same octets")
        _ = try world.send("two") {
            $0.receipt = "async"
            $0.receiptUrl = "\(stranger.address)/receipts"
            $0.timeout = 3
        }
        #expect(try stranger.receipts(1, within: 2).isEmpty)
        #expect(try world.arrivals().count == 2)
        #expect(world.root.end(service) == 0)
    }

    @Test func `the same message twice at a time is one`() throws {
        let world = try World()
        let service = try world.root.serve(world.port)
        defer { service.terminate() }
        let first = try world.send("one")
        let many = (0..<8).map { number in world.message("again-\(number)") { $0.again = "one" } }
        let reports = try world.partner.send(many, atOnce: 8)
        for report in reports {
            let isSame = report.first?.digest == first.first?.digest
            #expect(isSame || report.first?.status == 503 && report.first?.retryAfter != nil, "\(report)")
        }
        #expect(try world.arrivals().count == 1)
        #expect(world.root.end(service) == 0)
    }
}
