// Who works on an installation: its owner. Root that looks at it must leave nothing there that its owner cannot open.

import Glibc

/// The process could not become the installation's owner.
struct GatewayUserFailure: Error, CustomStringConvertible {
    let path: String
    let systemError: Int32
    var description: String { "cannot work as the owner of \(path): \(String(cString: strerror(systemError)))" }
}

enum GatewayUser {
    /// Root becomes the user that the folder belongs to, for good, with that user's groups and no others. Others stay who they
    /// are, and so does everybody where root owns the folder or there is none. Throws `GatewayUserFailure`.
    static func become(ownerOf path: String) throws {
        var status = stat()
        guard geteuid() == 0, stat(path, &status) == 0, status.st_uid != 0 else { return }
        let name = getpwuid(status.st_uid)?.pointee.pw_name.map { String(cString: $0) }
        let groups = name.map { initgroups($0, status.st_gid) } ?? setgroups(0, nil)
        guard groups == 0, setgid(status.st_gid) == 0, setuid(status.st_uid) == 0 else {
            throw GatewayUserFailure(path: path, systemError: errno)
        }
    }
}
