// Where things lie below the root folder, and that only one gateway works on them.

import Glibc

/// The folders of one installation.
public struct Root: Sendable, Hashable {
    public let path: String
    public let configurationFolder: String

    /// - Parameter configuration: where the configuration lies; `Config` below the path when not given.
    public init(path: String, configuration: String? = nil) {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
        configurationFolder = configuration ?? "\(path)/Config"
    }

    /// Where the Debian package puts things.
    public static let installed = Root(path: "/var/lib/hms-ach", configuration: "/etc/hms-ach")

    /// A configured path: absolute as it is, else below the root.
    public func resolve(_ configured: String) -> String {
        configured.hasPrefix("/") ? configured : "\(path)/\(configured)"
    }
}

/// The places below the state folder.
public struct StateFolder: Sendable, Hashable {
    public let path: String
    public var database: String { "\(path)/hms-ach.sqlite" }
    public var spool: String { "\(path)/spool" }
    public var vaultKey: String { "\(path)/vault.key" }
    public var lock: String { "\(path)/lock" }

    public init(path: String) { self.path = path }

    /// Makes the folders, readable by their owner only. Throws `FolderFailure`.
    public func prepare() throws {
        for folder in [path, spool] { try FolderFailure.check(makeFolders(folder, mode: 0o700), folder) }
    }
}

/// A folder or file of the gateway's own could not be made or opened.
public struct FolderFailure: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let systemError: Int32
    public var description: String {
        let words = "\(path): \(String(cString: strerror(systemError)))"
        return [EACCES, EPERM].contains(systemError) ? "\(words); \(Self.advice(path))" : words
    }

    /// Who could, where that can be told.
    private static func advice(_ path: String) -> String {
        var path = path
        var status = stat()
        while lstat(path, &status) != 0, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            path = String(path[..<slash])
        }
        let name = getpwuid(status.st_uid)?.pointee.pw_name.map { String(cString: $0) }
        return name.map { "\(path) belongs to \($0): work as that user, `sudo -u \($0) hms-ach …`" }
            ?? "work as the user that it belongs to"
    }

    static func check(_ systemError: Int32, _ path: String) throws {
        if systemError != 0 { throw FolderFailure(path: path, systemError: systemError) }
    }
}

/// Makes a folder and those above it; 0 or the system's error number.
func makeFolders(_ path: String, mode: mode_t = 0o750) -> Int32 {
    if mkdir(path, mode) == 0 || errno == EEXIST { return 0 }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return errno }
    let above = makeFolders(String(path[..<slash]), mode: mode)
    if above != 0 { return above }
    return mkdir(path, mode) == 0 || errno == EEXIST ? 0 : errno
}

/// Another gateway works on this state folder.
public struct InstanceRunning: Error, Sendable, CustomStringConvertible {
    public let owner: String
    public var description: String { "another hms-ach works here already (\(owner)); stop it first" }
}

/// The lock that keeps two gateways from one state folder. Held until the process ends or `release` is called.
public final class InstanceLock: Sendable {
    private let descriptor: Int32

    /// Throws `InstanceRunning` when another process holds it, `FolderFailure` when it cannot be made.
    public init(_ state: StateFolder, clock: some Clock) throws {
        descriptor = open(state.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 { throw FolderFailure(path: state.lock, systemError: errno) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = pread(descriptor, &buffer, buffer.count, 0)
            close(descriptor)
            throw InstanceRunning(owner: String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
        }
        let owner = Array("process \(getpid()), since \(clock.now())".utf8)
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, owner, owner.count, 0)
    }

    public func release() { flock(descriptor, LOCK_UN) }

    // Unlocked first: a child that was just forked, and has not begun its own program, has the file open as well.
    deinit {
        release()
        close(descriptor)
    }
}
