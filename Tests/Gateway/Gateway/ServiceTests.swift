import Foundation
import Testing

/// The service: small files are not kept waiting by big ones, it ends on SIGTERM, and it is alone.
@Suite(.serialized) struct ServiceTests {
    private func wait(_ seconds: Double, until condition: () throws -> Bool) rethrows -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            if try condition() { return true }
            usleep(20_000)
        }
        return false
    }

    @Test func aSmallFileIsTakenWhileABigOneIsPosted() throws {
        let root = try HospitalRoot()
        let service = try root.start(["run"])
        defer { service.terminate() }
        #expect(wait(20) { FileManager.default.fileExists(atPath: "\(root.path)/inbox/erp") })
        let big = try HospitalFiles.ach((1...9_000).map { ("BIG\($0)", 100) })
        try root.write(big, "inbox/first-bank/big.ach")
        #expect(wait(30) { !FileManager.default.fileExists(atPath: "\(root.path)/inbox/first-bank/big.ach") })
        try root.write(HospitalFiles.openItems([Claim(number: 1)]), "inbox/erp/items.csv")
        #expect(wait(2.5) { !FileManager.default.fileExists(atPath: "\(root.path)/inbox/erp/items.csv") })
        #expect(wait(60) { root.files(below: "outbox/first-bank").contains { $0.hasSuffix("big.ach-report.txt") } })
        service.terminate()
        service.waitUntilExit()
        #expect(service.terminationReason == .exit && service.terminationStatus == 0)
    }

    @Test func whatIsNotCompleteOrNoFileIsLeftAlone() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv.part")
        try root.drop(HospitalFiles.openItems([Claim(number: 2)]), "erp", ".hidden.csv")
        try root.drop(HospitalFiles.openItems([Claim(number: 3)]), "payer-blue", "elsewhere")
        let inbox = "\(root.path)/inbox/erp"
        try FileManager.default.createSymbolicLink(
            atPath: "\(inbox)/link.csv", withDestinationPath: "\(root.path)/inbox/payer-blue/elsewhere")
        #expect(mkfifo("\(inbox)/pipe.csv", 0o600) == 0)
        let log = try root.runOnce().log
        #expect(try root.export("arrivals").allSatisfy { $0["partner"] != "erp" })
        #expect(log.contains("symbolic link") && log.contains("pipe"))
    }

    @Test func aSecondGatewayIsRefusedAndToldOfTheFirst() throws {
        let root = try HospitalRoot()
        let service = try root.start(["run"])
        defer { service.terminate() }
        #expect(wait(20) { FileManager.default.fileExists(atPath: "\(root.path)/inbox/erp") })
        let program = Process()
        program.executableURL = URL(filePath: HospitalRoot.program)
        program.arguments = ["run", "--once", "--root", root.path]
        let talk = Pipe()
        program.standardError = talk
        try program.run()
        let text = String(decoding: talk.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        program.waitUntilExit()
        #expect(program.terminationStatus == 7)
        #expect(text.contains("process \(service.processIdentifier)"))
    }
}
