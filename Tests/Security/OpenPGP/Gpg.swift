// The gpg program itself, for messages that our own code would never make.

import Glibc

@testable import OpenPGP

struct Gpg {
    private let home: String

    init(_ home: String) { self.home = home }

    /// What gpg makes of the input with these arguments. Throws where it fails.
    @discardableResult
    func run(_ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
        let (inPath, outPath) = ("\(home)/test-in", "\(home)/test-out")
        let file = open(inPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var start = 0
        while start < input.count {
            let count = input[start...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count <= 0 { break }
            start += count
        }
        close(file)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inPath, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let all = ["gpg", "--homedir", home, "--batch", "--yes", "--no-tty", "--pinentry-mode", "loopback"] + arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        guard posix_spawnp(&process, "gpg", &actions, nil, &pointers, environ) == 0 else {
            throw OpenPGPFailure(operation: "run gpg", reason: "not found")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        if status != 0 {
            throw OpenPGPFailure(operation: "run gpg", reason: arguments.joined(separator: " "))
        }
        return Gpg.bytes(outPath)
    }

    static func bytes(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count <= 0 { return all }
            all += buffer.prefix(count)
        }
    }
}

/// Bytes as the input of a keyring's call.
func input(_ bytes: [UInt8]) -> BytesIn {
    var start = 0
    return { span in
        let count = min(span.byteCount, bytes.count - start)
        span.withUnsafeMutableBytes { $0.copyBytes(from: bytes[start..<start + count]) }
        start += count
        return count
    }
}

extension Keyring {
    /// What opens, with its signer.
    func opened(
        _ message: [UInt8], pinned: Set<String>, limit: OpeningLimit = OpeningLimit()
    ) throws -> (text: [UInt8], signer: String) {
        var text: [UInt8] = []
        let message = try open(
            pinned: pinned, limit: limit, input: input(message),
            output: { piece in piece.withUnsafeBytes { text.append(contentsOf: $0) } })
        return (text, message.signer)
    }

    func sealed(_ text: [UInt8], to recipients: [String], signer: String?, armored: Bool = false) throws -> [UInt8] {
        var message: [UInt8] = []
        try seal(
            to: recipients, signer: signer, armored: armored, input: input(text),
            output: { piece in piece.withUnsafeBytes { message.append(contentsOf: $0) } })
        return message
    }
}
