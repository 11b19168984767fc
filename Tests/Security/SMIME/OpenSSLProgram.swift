// The openssl program itself, and Python with asn1crypto: readers and writers of CMS that are not ours.

import Glibc

/// A folder for the files of one test, removed with it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        var template = Array("\(Scratch.parent)/smime-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw ProgramFailure(program: "mkdtemp", arguments: []) }
        path = String(cString: made)
    }

    deinit {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != "." && name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }

    private static var parent: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp" }

    /// Puts a file into the folder.
    func write(_ name: String, _ bytes: [UInt8]) {
        guard let file = fopen("\(path)/\(name)", "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    func read(_ name: String) -> [UInt8] {
        guard let file = fopen("\(path)/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { all += buffer.prefix(count) }
        return all
    }

    /// What a program in this folder prints. Throws where it fails.
    @discardableResult
    func run(_ program: String, _ arguments: String...) throws -> [UInt8] {
        let words = ["sh", "-c", "cd \"$0\" && exec \"$@\"", path, program] + arguments
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "\(path)/printed", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "\(path)/complaint", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        guard posix_spawnp(&process, words[0], &actions, nil, &pointers, environ) == 0 else {
            throw ProgramFailure(program: program, arguments: arguments)
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        if status != 0 { throw ProgramFailure(program: program, arguments: arguments) }
        return read("printed")
    }
}

struct ProgramFailure: Error {
    let program: String
    let arguments: [String]
}

/// Which independent programs are there.
enum Programs {
    static let hasOpenSSL = (try? Scratch().run("openssl", "version")) != nil

    /// A Python with asn1crypto, in the environment that HMS_ACH_PEERS names.
    static let python: String? = getenv("HMS_ACH_PEERS").map { String(cString: $0) + "/bin/python3" }.flatMap { path in
        (try? Scratch().run(path, "-c", "import asn1crypto")) != nil ? path : nil
    }
}
