// The passphrase of our keys, in a file of its own: a systemd credential, or a file that only we can read.

import Glibc

enum PassphraseFile {
    /// The first line of the file. Refuses a file that everybody can read or that others can change.
    static func read(_ path: String) throws -> [UInt8] {
        let operation = "read the passphrase file \(path)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw OpenPGPFailure(operation: operation, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw OpenPGPFailure(operation: operation, reason: "it is no plain file")
        }
        if status.st_mode & 0o027 != 0 {
            throw OpenPGPFailure(operation: operation, reason: "others can read or change it; set its mode to 0600")
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0 { throw OpenPGPFailure(operation: operation, reason: String(cString: strerror(errno))) }
        return Array(buffer.prefix(count).prefix { $0 != 0x0A && $0 != 0x0D })
    }
}
