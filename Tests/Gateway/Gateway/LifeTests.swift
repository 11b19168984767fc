import Foundation
import Testing

/// The service under a manager: told when it is ready, reloads whole or not at all, says that it lives, drains.
@Suite(.serialized) struct LifeTests {
    private func wait(_ seconds: Double, until condition: () throws -> Bool) rethrows -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            if try condition() { return true }
            usleep(20_000)
        }
        return false
    }

    private func log(_ root: HospitalRoot) -> String { String(decoding: root.contents("stderr"), as: UTF8.self) }

    @Test func `ready comes when lanes run, then signs of life, then the end`() throws {
        let root = try HospitalRoot()
        let manager = try NotifyReceiver()
        let service = try root.start(
            ["run", "--drain", "60"], environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "400000"])
        defer { service.terminate() }
        #expect(manager.waits(20) { $0.contains("READY=1") })
        #expect(FileManager.default.fileExists(atPath: "\(root.path)/inbox/erp"))
        #expect(manager.waits(20) { told in told.count { $0 == "WATCHDOG=1" } > 4 })
        try root.write(HospitalFiles.openItems([Claim(number: 1)]), "inbox/erp/items.csv")
        #expect(
            manager.waits(20) { $0.contains { $0.hasPrefix("STATUS=") && $0.contains("process: waiting (1 done)") } })
        service.terminate()
        service.waitUntilExit()
        #expect(service.terminationReason == .exit && service.terminationStatus == 0)
        let told = manager.assignments()
        #expect(told.firstIndex(of: "READY=1") ?? .max < told.firstIndex(of: "STOPPING=1") ?? 0)
    }

    @Test func `a partner appears and goes without a restart, and a broken configuration changes nothing`() throws {
        let root = try HospitalRoot()
        let manager = try NotifyReceiver()
        let service = try root.start(["run"], environment: ["NOTIFY_SOCKET": manager.address])
        defer { service.terminate() }
        #expect(manager.waits(20) { $0.contains("READY=1") })

        func reload(_ times: Int) -> Bool {
            kill(service.processIdentifier, SIGHUP)
            return manager.waits(20) { told in
                told.count { $0 == "RELOADING=1" } == times && told.count { $0 == "READY=1" } == times + 1
            }
        }
        try root.partner("clinic", role: "department", expects: "[open-items]")
        #expect(reload(1))
        try root.write(HospitalFiles.openItems([Claim(number: 1)]), "inbox/clinic/items.csv")
        #expect(wait(20) { !root.files(below: "inbox/clinic/done").isEmpty })

        try root.write("name: erp\nrole: department\nwhat: 1\n", "Config/partners/erp.yaml")
        #expect(reload(2))
        #expect(log(root).contains("configuration.refused") && log(root).contains("Config/partners/erp.yaml:"))
        try root.write(HospitalFiles.openItems([Claim(number: 2)]), "inbox/erp/more.csv")
        #expect(wait(20) { !root.files(below: "inbox/erp/done").isEmpty })

        try root.partner("erp", role: "department", expects: "[open-items]")
        try FileManager.default.removeItem(atPath: "\(root.path)/Config/partners/clinic.yaml")
        #expect(reload(3))
        try root.write(HospitalFiles.openItems([Claim(number: 3)]), "inbox/clinic/later.csv")
        try root.write(HospitalFiles.openItems([Claim(number: 4)]), "inbox/erp/last.csv")
        #expect(wait(20) { root.files(below: "inbox/erp/done").count == 2 })
        #expect(FileManager.default.fileExists(atPath: "\(root.path)/inbox/clinic/later.csv"))
        service.terminate()
        service.waitUntilExit()
        #expect(service.terminationStatus == 0)
    }

    @Test func `what is not done in time goes on with the next start`() throws {
        let root = try HospitalRoot()
        let manager = try NotifyReceiver()
        let service = try root.start(["run", "--drain", "1"], environment: ["NOTIFY_SOCKET": manager.address])
        defer { service.terminate() }
        #expect(manager.waits(20) { $0.contains("READY=1") })
        try root.write(try HospitalFiles.ach((1...20_000).map { ("BIG\($0)", 100) }), "inbox/first-bank/big.ach")
        #expect(wait(30) { !root.files(below: "inbox/first-bank/done").isEmpty })
        service.terminate()
        #expect(wait(20) { !service.isRunning })
        #expect(service.terminationReason == .exit && service.terminationStatus == 0)
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered"])
        #expect(root.files(below: "outbox/first-bank").count { $0.hasSuffix("report.txt") } == 1)
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test func `the state folder cannot move under a running gateway`() throws {
        let root = try HospitalRoot()
        let manager = try NotifyReceiver()
        let service = try root.start(["run"], environment: ["NOTIFY_SOCKET": manager.address])
        defer { service.terminate() }
        #expect(manager.waits(20) { $0.contains("READY=1") })
        try root.write(
            "organisation: { name: General Hospital }\nfolders: { state: other }\nledger: { to: erp }\n",
            "Config/gateway.yaml")
        kill(service.processIdentifier, SIGHUP)
        #expect(wait(20) { log(root).contains("configuration.refused") })
        #expect(!FileManager.default.fileExists(atPath: "\(root.path)/other"))
    }
}
