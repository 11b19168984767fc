// An account of this machine with a password, for servers that ask for one. Made by root, gone with whoever holds it.

import Foundation
import Testing

@testable import SFTP

final class PasswordAccount {
    let name: String
    /// With what tempts programs to take it apart.
    let password = "corr3ct h0rse $(x) \"'\\ " + String(UInt64.random(in: 0 ... .max), radix: 36)

    /// Only root may make accounts.
    static let canBeMade =
        getuid() == 0
        && ["/usr/sbin/useradd", "/usr/sbin/userdel", "/usr/sbin/chpasswd"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: $0)
        }

    init(home: String) throws {
        name = "hms-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        try Self.run("/usr/sbin/useradd", ["-M", "-d", home, "-s", "/usr/sbin/nologin", name])
        try Self.run("/usr/sbin/chpasswd", [], input: "\(name):\(password)\n")
    }

    deinit { try? Self.run("/usr/sbin/userdel", [name]) }

    private static func run(_ program: String, _ arguments: [String], input: String = "") throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        pipe.fileHandleForWriting.write(Data(input.utf8))
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) failed")
    }
}
