// How much room a file system has left. Passed in, so that a full disk can be had without one.

import Glibc

/// Asks for the bytes that a path's file system still has for us; nil where that cannot be told.
public typealias FreeSpace = @Sendable (_ path: String) -> Int64?

enum SystemFreeSpace {
    static func ask(_ path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, isTooMuch) = Int64(clamping: status.f_bavail)
            .multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
        return isTooMuch ? .max : bytes
    }
}

/// Bytes as people write them.
enum ByteText {
    static func of(_ bytes: Int64) -> String {
        for (name, unit) in [("TB", Int64(1_000_000_000_000)), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
        where bytes >= unit {
            let tenths = bytes / (unit / 10)
            return "\(tenths / 10).\(tenths % 10) \(name)"
        }
        return "\(bytes) bytes"
    }
}
