// Small files of root's: read whole, and replaced whole or not at all.

import Glibc

enum SmallFile {
    private static let limit = 1 << 20

    /// Throws `DropBoxObstacle`, also for what is no plain file or longer than a megabyte.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw obstacle(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            throw DropBoxObstacle("\(path): no plain file, or too long")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count < 0 { throw obstacle(path) }
        return Array(bytes.prefix(count))
    }

    /// Writes a file that everybody may read. Throws `DropBoxObstacle`.
    static func replace(_ path: String, _ bytes: [UInt8]) throws {
        let temporary = "\(path).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw obstacle(temporary) }
        let isWritten =
            write(descriptor, bytes, bytes.count) == bytes.count && fchmod(descriptor, 0o644) == 0
            && fsync(descriptor) == 0
        close(descriptor)
        if !isWritten || rename(temporary, path) != 0 {
            let obstacle = obstacle(path)
            unlink(temporary)
            throw obstacle
        }
    }

    private static func obstacle(_ path: String) -> DropBoxObstacle {
        DropBoxObstacle("\(path): \(String(cString: strerror(errno)))")
    }
}
