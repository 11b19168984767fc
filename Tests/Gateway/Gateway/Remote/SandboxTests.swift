import Foundation
import Testing

/// Both carriers under the unit's filter of system calls: above all OpenSSH's client, a program that is not ours.
@Suite(
    .serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"),
    .enabled(if: UnitFilter.isPossible, "needs perl, systemd-analyze and x86_64 with its headers"))
struct SandboxTests {
    private func filter(_ root: HospitalRoot) throws -> UnitFilter {
        let unit = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "systemd/hms-ach.service")
        return try UnitFilter(of: try String(contentsOf: unit, encoding: .utf8), in: root.path)
    }

    /// Exit code and output of a command.
    private func run(_ words: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    @Test func theFilterIsOne() throws {
        let root = try HospitalRoot()
        let filter = try filter(root)
        let status = try run(filter.command + ["/bin/cat", "/proc/self/status"])
        #expect(status.output.contains("Seccomp:\t2") && status.output.contains("NoNewPrivs:\t1"))
        // A call that the unit takes away is refused.
        let refused = try run(filter.command + ["/usr/sbin/chroot", "/", "/bin/true"])
        #expect(refused.status != 0 && refused.output.contains("not permitted"), "\(refused)")
    }

    @Test(arguments: ["openssh", "libssh2"])
    func filesGoBothWaysUnderIt(_ carrier: String) throws {
        let server = try PartnerServer()
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        try root.write(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account(carrier),
                after: "delete", target: ", verify: digest"), "Config/partners/erp.yaml")
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        let outcome = try run(
            try filter(root).command + [HospitalRoot.program, "--root", root.path, "run", "--once"])
        #expect(outcome.status == 0, "\(outcome.output.suffix(600))")
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered"], "\(outcome.output.suffix(600))")
        #expect(server.names("incoming").count == 2 && server.names("outgoing").isEmpty)
    }
}
