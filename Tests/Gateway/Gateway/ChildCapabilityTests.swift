import Foundation
import Testing

/// With the drop-box the gateway may read what others may not; the programs that it runs may not.
@Suite struct ChildCapabilityTests {
    private static let setpriv = "/usr/bin/setpriv"

    static var isPossible: Bool {
        getuid() == 0 && FileManager.default.isExecutableFile(atPath: setpriv) && (try? grant(["/bin/true"])) == 0
    }

    /// Runs a command as nobody with the capability of the drop-box; gives its exit code.
    private static func grant(_ words: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: setpriv)
        process.arguments = arguments + words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static let arguments = [
        "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--inh-caps=-all,+dac_read_search",
        "--ambient-caps=-all,+dac_read_search", "--bounding-set=-all,+dac_read_search",
    ]

    @Test(.enabled(if: isPossible, "needs root and setpriv"))
    func childrenGetNone() throws {
        let root = try HospitalRoot()
        let owner = Process()
        owner.executableURL = URL(filePath: "/bin/chown")
        owner.arguments = ["-R", "65534:65534", root.path]
        try owner.run()
        owner.waitUntilExit()
        let process = Process()
        process.executableURL = URL(filePath: Self.setpriv)
        process.arguments = Self.arguments + [HospitalRoot.program, "--root", root.path, "run"]
        let log = "\(root.path)/log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        for _ in 0..<600
        where !String(decoding: root.contents("log"), as: UTF8.self).contains("gateway.started") { usleep(50_000) }
        // Every thread, for each starts children of its own.
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/task")
        #expect(threads.count > 1, "\(String(decoding: root.contents("log"), as: UTF8.self))")
        for thread in threads {
            let path = "/proc/\(process.processIdentifier)/task/\(thread)/status"
            guard let status = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            #expect(status.contains("CapEff:\t0000000000000004"))
            #expect(status.contains("CapAmb:\t0000000000000000"))
        }
    }
}
