// The README holds what it promises: its configuration is sound, and its commands are those of the program.

import Foundation
import Testing

private enum Readme {
    static let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "README.md")

    static func text() throws -> String { try String(contentsOf: url, encoding: .utf8) }

    /// What stands between ```LANGUAGE and ```.
    static func blocks(_ language: String) throws -> [String] {
        try text().components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    static let isOpenSSLThere = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/openssl") }
}

@Suite struct ReadmeTests {
    @Test func itNamesEveryCommandAndNoOther() throws {
        let program = try Program()
        let help = try program.run(["--help"]).output.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
        let commands = Set(
            help.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap {
                $0.split(separator: " ").first.map(String.init)
            }
        ).subtracting(["See"])
        #expect(commands.count > 25)
        let text = try Readme.text()
        for command in commands {
            #expect(text.contains("hms-ach \(command)") || text.contains("`\(command)"), "\(command)")
        }
        // A word behind the program's name is a command; `hms-ach_` and the like are files and users.
        for found in text.matches(of: /hms-ach (?:--root \w+ )?([a-z]+)/) {
            let word = String(found.1)
            #expect(commands.contains(word) || Self.otherWords.contains(word), "hms-ach \(word)")
        }
    }

    /// What follows the program's name, or that of its unit or user, without being a command.
    private static let otherWords: Set<String> = ["is"]

    @Test(.enabled(if: Readme.isOpenSSLThere, "the openssl command is not there"))
    func itsConfigurationIsSound() throws {
        let program = try Program()
        let root = "\(program.folder)/root"
        func put(_ text: String, _ name: String) throws { try program.write(text, "root/\(name)") }
        var gateway = ""
        var blocks: [String: String] = [:]
        for block in try Readme.blocks("yaml") {
            let text = block.replacing("FINGERPRINT", with: String(repeating: "0123456789ABCDEF", count: 3).prefix(40))
                .replacing("SHA256:…", with: "SHA256:" + String(repeating: "A", count: 43))
                .replacing("sftp.example.com", with: "sftp.invalid")
            let name =
                text.firstMatch(of: /^# (Config\/[^\s;]+)/).map { String($0.1) } ?? "Config/partners/sftp-bank.yaml"
            if name == "Config/gateway.yaml" { gateway += text } else { blocks[name] = text }
        }
        #expect(blocks.count > 6)
        try put(gateway, "Config/gateway.yaml")
        // What the blocks leave to the reader.
        let heads = [
            "sftp-bank": "name: sftp-bank\nrole: bank\nexpects: [camt.053]\n",
            "payer-blue": "name: payer-blue\nrole: payer\nexpects: [x12]\n",
            "controller": "name: controller\nrole: department\nexpects: [open-items]\n"
                + "receive: [{ folder: inbox/controller }]\nsend: [{ folder: outbox/controller }]\n",
            "erp": "name: erp\nrole: department\nexpects: [open-items]\nsend: [{ folder: outbox/erp }]\n",
        ]
        for (name, head) in heads {
            let path = "Config/partners/\(name).yaml"
            blocks[path] = head + (blocks[path] ?? "")
        }
        for (name, text) in blocks { try put(text, name) }
        let chart = Readme.url.deletingLastPathComponent().appending(path: "Config/chart-of-accounts.yaml")
        try put(String(contentsOf: chart, encoding: .utf8), "Config/chart-of-accounts.yaml")
        for secret in ["Config/keys/first-bank", "Config/keys/first-bank.passphrase", "state/passphrase"] {
            try put("secret", secret)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(root)/\(secret)")
        }
        // Certificates by the very commands that the README gives.
        let commands = try #require(try Readme.blocks("").first { $0.contains("openssl req") })
        let more =
            "for name in state/as2/tls state/as2/clients payer payer-next; do cp state/as2/ours.pem $name.pem; done\n"
            + "cp state/as2/ours.key state/as2/tls.key\n"
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-ec", "umask 077; exec 2>/dev/null\n" + commands + more]
        shell.currentDirectoryURL = URL(filePath: root)
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        let check = try program.run(["--root", root, "check"])
        #expect(check.status == 0, "\(check.talk)\n\(check.output)")
    }
}
