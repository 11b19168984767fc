// A small file of our own: a key, a password, a passphrase.

import Glibc

enum SmallFile {
    /// At most 64 KiB of it; nil when it cannot be read.
    static func bytes(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if more < 0 { return nil }
            if more == 0 { break }
            count += more
        }
        return Array(bytes.prefix(count))
    }
}
