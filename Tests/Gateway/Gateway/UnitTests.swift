import Foundation
import Testing

/// The units as systemd itself judges them, without a running systemd.
@Suite struct UnitTests {
    private static let analyze = "/usr/bin/systemd-analyze"
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "systemd").path

    private static var isThere: Bool { access(analyze, X_OK) == 0 }

    /// What a program says on both outputs, and its exit code.
    private func run(_ program: String, _ arguments: [String]) throws -> (text: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    /// A copy of the units in which the program and its manual exist, for systemd looks for both.
    private func copy(withDropBox: Bool) throws -> String {
        let folder = NSTemporaryDirectory() + "units-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: "\(folder)/hms-ach.service.d", withIntermediateDirectories: true)
        let unit = try String(contentsOfFile: "\(Self.folder)/hms-ach.service", encoding: .utf8)
            .replacing("/usr/bin/hms-ach", with: HospitalRoot.program)
            .replacing("Documentation=man:hms-ach(1)\n", with: "")
        try unit.write(toFile: "\(folder)/hms-ach.service", atomically: true, encoding: .utf8)
        if withDropBox {
            try FileManager.default.copyItem(
                atPath: "\(Self.folder)/drop-box.conf", toPath: "\(folder)/hms-ach.service.d/drop-box.conf")
        }
        return folder
    }

    @Test(.enabled(if: isThere, "systemd-analyze is not installed"), arguments: [false, true])
    func `the unit is sound`(withDropBox: Bool) throws {
        let folder = try copy(withDropBox: withDropBox)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let verdict = try run(Self.analyze, ["verify", "--man=no", "\(folder)/hms-ach.service"])
        #expect(verdict.status == 0 && verdict.text.isEmpty, "\(verdict.text)")
    }

    @Test(.enabled(if: isThere, "systemd-analyze is not installed"), arguments: [false, true])
    func `the unit is exposed to 1.5 at most, with the drop-in too`(withDropBox: Bool) throws {
        let folder = try copy(withDropBox: withDropBox)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The threshold is in tenths; beyond it the exit code is not 0.
        let verdict = try run(
            Self.analyze,
            ["security", "--offline=true", "--threshold=15", "--no-pager", "\(folder)/hms-ach.service"])
        #expect(verdict.status == 0, "\(verdict.text.suffix(200))")
        #expect(verdict.text.contains("Overall exposure level"))
        // The drop-in was read.
        #expect(verdict.text.contains("Service process receives ambient capabilities") == withDropBox)
    }

    @Test func `what the unit asks of the program is what the program knows`() throws {
        let unit = try String(contentsOfFile: "\(Self.folder)/hms-ach.service", encoding: .utf8)
        let help = try run(HospitalRoot.program, ["run", "--help"]).text
        let call = try #require(unit.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        let options = call.split(separator: " ").filter { $0.hasPrefix("--") }
        #expect(!options.isEmpty)
        for option in options { #expect(help.contains(option)) }
        // The program ends before systemd loses patience.
        func seconds(after key: String) -> Int? {
            unit.firstRange(of: key).flatMap { Int(unit[$0.upperBound...].prefix { $0.isNumber }) }
        }
        let (drain, patience) = try (#require(seconds(after: "--drain ")), #require(seconds(after: "TimeoutStopSec=")))
        #expect(drain + 10 <= patience)
    }
}
