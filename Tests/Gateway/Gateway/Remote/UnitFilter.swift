// The unit's filter of system calls, put on a program without a running systemd: read from the unit, resolved by
// systemd-analyze, and installed by a few lines of Perl.

import Foundation
import Testing

struct UnitFilter {
    private static let analyze = "/usr/bin/systemd-analyze"
    private static let numbers = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"

    static var isPossible: Bool {
        let needed: [String] = ["/usr/bin/perl", analyze, numbers]
        return needed.allSatisfy { FileManager.default.isReadableFile(atPath: $0) } && architecture == "x86_64"
    }

    private static var architecture: String {
        var name = utsname()
        uname(&name)
        return withUnsafeBytes(of: name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// What runs its arguments under the filter.
    let command: [String]
    let allowed: Set<String>

    /// - Parameter unit: the unit's text.
    init(of unit: String, in folder: String) throws {
        let groups = try Self.groups()
        func calls(_ word: String) -> Set<String> {
            word.hasPrefix("@") ? groups[word, default: []].reduce(into: []) { $0.formUnion(calls($1)) } : [word]
        }
        var allowed: Set<String> = []
        for line in unit.split(separator: "\n") where line.hasPrefix("SystemCallFilter=") {
            let value = line.dropFirst("SystemCallFilter=".count)
            let words = value.drop { $0 == "~" }.split(separator: " ").map(String.init)
            let named = words.reduce(into: Set<String>()) { $0.formUnion(calls($1)) }
            if value.hasPrefix("~") { allowed.subtract(named) } else { allowed.formUnion(named) }
        }
        // systemd lets these pass always.
        allowed.formUnion(calls("@default"))
        try #require(allowed.count > 200 && !allowed.contains("setpriority"))
        self.allowed = allowed
        var lines: [String] = []
        for line in try String(contentsOfFile: Self.numbers, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 3, words[1].hasPrefix("__NR_"), allowed.contains(String(words[1].dropFirst(5))) {
                lines.append(String(words[2]))
            }
        }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: "\(folder)/calls", atomically: true, encoding: .utf8)
        try Self.loader.write(toFile: "\(folder)/filter.pl", atomically: true, encoding: .utf8)
        command = ["/usr/bin/perl", "\(folder)/filter.pl", "\(folder)/calls"]
    }

    /// Members of each group of calls, groups among them.
    private static func groups() throws -> [String: [String]] {
        let process = Process()
        process.executableURL = URL(filePath: analyze)
        process.arguments = ["syscall-filter", "--no-pager"]
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "SYSTEMD_COLORS": "0"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var groups: [String: [String]] = [:]
        var current = ""
        for line in text.split(separator: "\n") {
            let word = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("@") {
                current = word
            } else if !word.hasPrefix("#") {
                groups[current, default: []].append(word)
            }
        }
        return groups
    }

    /// Any other call gets EPERM, and sockets of other families than UNIX, IPv4 and IPv6 EAFNOSUPPORT; so for all children.
    private static let loader = #"""
        use strict;
        my ($list, @command) = @ARGV;
        open(my $calls, '<', $list) or die "no list";
        my $code = '';
        sub add { $code .= pack('SCCL', @_) }
        add(0x20, 0, 0, 4);                # architecture
        add(0x15, 1, 0, 0xC000003E);
        add(0x06, 0, 0, 0x80000000);
        add(0x20, 0, 0, 0);                # number of the call
        add(0x15, 0, 7, 41);               # socket: its family
        add(0x20, 0, 0, 16);
        add(0x15, 4, 0, 1);
        add(0x15, 3, 0, 2);
        add(0x15, 2, 0, 10);
        add(0x06, 0, 0, 0x00050000 | 97);
        add(0x06, 0, 0, 0x00050000 | 97);
        add(0x06, 0, 0, 0x7FFF0000);
        while (my $number = <$calls>) {
            chomp $number;
            add(0x15, 0, 1, $number);
            add(0x06, 0, 0, 0x7FFF0000);
        }
        add(0x06, 0, 0, 0x00050000 | 1);
        my $program = pack('Sx6P', length($code) / 8, $code);
        syscall(157, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
        syscall(157, 22, 2, $program) == 0 or die "seccomp: $!";
        exec { $command[0] } @command or die "exec: $!";
        """#
}
