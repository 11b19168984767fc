// A folder that only we may enter, for what a child process reads; removed with what is in it. One whose gateway was killed is
// removed by the next that is made: the lock on a folder ends with its process.

import Glibc

final class PrivateFolder {
    let path: String
    private var names: [String] = []
    private let lock: Int32
    private static let prefix = "hms-ach-ssh-"

    /// Where programs may run, as the one that answers ssh's question must: /run forbids it on many systems.
    private static var base: String {
        let given = ["RUNTIME_DIRECTORY", "TMPDIR"].compactMap { (name: String) -> String? in
            getenv(name).flatMap { String(cString: $0).split(separator: ":").first.map { String($0) } }
        }
        return (given + ["/tmp", "/var/tmp"]).first { folder in
            var status = statvfs()
            return statvfs(folder, &status) == 0 && status.f_flag & 8 == 0 && access(folder, W_OK) == 0
        } ?? "/tmp"
    }

    init() throws(SFTPFailure) {
        let base = Self.base
        Self.removeLeftovers(base)
        var template = Array("\(base)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .local("no folder for ssh: \(String(cString: strerror(errno)))") }
        path = template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        _ = flock(lock, LOCK_SH | LOCK_NB)
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
        if lock >= 0 { Glibc.close(lock) }
    }

    func write(_ name: String, _ text: String, mode: mode_t = 0o600) throws(SFTPFailure) {
        names.append(name)
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .local("\(path)/\(name): \(String(cString: strerror(errno)))") }
        defer { Glibc.close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw .local("\(path)/\(name): it cannot be written")
        }
    }

    // MARK: Leftovers

    private static func removeLeftovers(_ base: String) {
        guard let stream = opendir(base) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(prefix) { removeLeftover("\(base)/\(name)") }
        }
    }

    /// Ours, held by nobody, and not made this very moment by one that is about to take its lock.
    private static func removeLeftover(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), time(nil) - status.st_mtim.tv_sec > 2,
            flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { return }
        for name in ["config", "known_hosts", "askpass"] { unlinkat(descriptor, name, 0) }
        rmdir(path)
    }
}
