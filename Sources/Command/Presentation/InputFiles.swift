// The files that a call names: files as they are, folders with all that lies in them, `-` for standard input.

import Glibc

enum InputFiles {
    /// Calls `body` with each file in the order of the arguments, a folder's in the order of their names. Hidden files and
    /// checksum files beside a document are passed over in folders; a name that is no folder is handed on as it is.
    static func forEach(_ arguments: [String], _ body: (String) throws -> Void) rethrows {
        for argument in arguments {
            if argument != "-", isFolder(argument) { try walk(argument, body) } else { try body(argument) }
        }
    }

    private static let checksums = [".md5", ".sha1", ".sha256", ".sha512"]

    private static func walk(_ folder: String, _ body: (String) throws -> Void) rethrows {
        guard let names = names(of: folder) else { return try body(folder) }
        for name in names where !name.hasPrefix(".") && !checksums.contains(where: name.hasSuffix) {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if isFolder(path, followingLinks: false) {
                try walk(path, body)
            } else if isRegular(path) {
                try body(path)
            }
        }
    }

    /// Nil where the folder cannot be listed; reading it then says why.
    private static func names(of folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.sorted()
    }

    private static func isFolder(_ path: String, followingLinks: Bool = true) -> Bool {
        mode(path, followingLinks: followingLinks) & S_IFMT == S_IFDIR
    }

    private static func isRegular(_ path: String) -> Bool { mode(path, followingLinks: true) & S_IFMT == S_IFREG }

    private static func mode(_ path: String, followingLinks: Bool) -> mode_t {
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? status.st_mode : 0
    }
}
