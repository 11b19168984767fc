import Foundation
import GRDB
import Testing

@testable import Configuration
@testable import Gateway

/// Folders that vanish, files that are never taken, a clock that is set back, somebody else's shell: what the gateway and its
/// doctor make of them.
@Suite(.serialized) struct HostileMachineTests {
    private func worked() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        try root.runOnce()
        return root
    }

    @Test func aFolderThatVanishesIsSaidOnceAndWhenItIsThereAgain() throws {
        let root = try worked()
        let service = try root.start(["run"])
        defer { if service.isRunning { kill(service.processIdentifier, SIGKILL) } }
        func log() -> String { String(decoding: root.contents("stderr"), as: UTF8.self) }
        func wait(for text: String) {
            for _ in 0..<1_500 where !log().contains(text) { usleep(20_000) }
            #expect(log().contains(text), "\(log())")
        }
        wait(for: "gateway.started")
        try FileManager.default.moveItem(atPath: "\(root.path)/inbox/erp", toPath: "\(root.path)/aside")
        wait(for: "inbox.fault")
        // Some looks later.
        sleep(3)
        #expect(log().split(separator: "inbox.fault").count == 2, "\(log())")
        let doctor = try root.run(["doctor"])
        #expect(doctor.output.contains("it is not there, though the gateway has worked here"), "\(doctor.output)")
        try FileManager.default.moveItem(atPath: "\(root.path)/aside", toPath: "\(root.path)/inbox/erp")
        // `doctor` writes to the same file here, so the service's lines are looked for by what comes next.
        try root.drop(HospitalFiles.openItems([Claim(number: 2)]), "erp", "more.csv")
        for _ in 0..<1_500 where root.files(below: "inbox/erp/done").count < 2 { usleep(20_000) }
        #expect(root.files(below: "inbox/erp/done").count == 2)
        service.terminate()
        service.waitUntilExit()
    }

    @Test func theDoctorNamesWhatIsNeverTaken() throws {
        let root = try worked()
        try FileManager.default.createSymbolicLink(
            atPath: "\(root.path)/inbox/erp/link.csv", withDestinationPath: "/etc/passwd")
        let doctor = try root.run(["doctor"]).output
        #expect(doctor.contains("link.csv: it is a symbolic link"), "\(doctor)")
    }

    @Test func aClockThatIsSetBackKeepsNoDispatch() throws {
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        try #require(
            try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "dispatch.sealed"]).status == -SIGKILL)
        let queue = try DatabaseQueue(path: "\(root.path)/state/hms-ach.sqlite")
        let soon = Int64(Date().timeIntervalSince1970) + 1_200
        try queue.write { try $0.execute(sql: "UPDATE dispatches SET due_at = ?", arguments: [soon]) }
        try queue.close()
        try root.runOnce()
        #expect(root.files(below: "outbox/erp").isEmpty, "a pause that is in order was not waited for")
        let again = try DatabaseQueue(path: "\(root.path)/state/hms-ach.sqlite")
        try again.write { try $0.execute(sql: "UPDATE dispatches SET due_at = ?", arguments: [soon + 315_000_000]) }
        try again.close()
        try root.runOnce()
        #expect(root.files(below: "outbox/erp").count == 2)
    }

    @Test(.enabled(if: getuid() == 0, "only root can become somebody else"))
    func somebodyElseIsToldWhoseItIs() throws {
        let root = try worked()
        for path in [root.path, "\(root.path)/Config", "\(root.path)/Config/partners"] { chmod(path, 0o755) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=65534", "--regid=65534", "--clear-groups", HospitalRoot.program, "--root", root.path, "doctor",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // Where the build folder is closed to others, the program cannot even be started.
        if process.terminationStatus == 126 || process.terminationStatus == 127 { return }
        #expect(text.contains("belongs to root") && text.contains("sudo -u root"), "\(text)")
        #expect(!text.contains("chown"))
    }

    @Test func aFullDiskIsNoDamage() throws {
        let root = try worked()
        let database = "\(root.path)/state/hms-ach.sqlite"
        try Data("no database".utf8).write(to: URL(filePath: database))
        // What is in the write-ahead log would mend it.
        for other in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + other) }
        let configuration = try GatewayReader.read(
            ConfigurationFolder(path: Root(path: root.path).configurationFolder), rules: RuleCatalogue.all)
        func answers(free: Int64) -> [Diagnosis] {
            StateCheck(
                patient: Patient(
                    root: Root(path: root.path), configuration: configuration, clock: SystemClock(),
                    freeSpace: { _ in free })
            ).examine()
        }
        #expect(
            answers(free: 4_096).contains {
                $0.detail.contains("is full") && $0.cure.contains("nothing is to be restored")
            })
        #expect(answers(free: 1 << 30).contains { $0.cure.contains("restore") })
    }
}
