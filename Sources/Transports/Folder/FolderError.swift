// What can go wrong with a folder or a file in it.

import Glibc

/// A folder or file could not be used.
public enum FolderError: Error, Sendable, Hashable, CustomStringConvertible {
    case system(operation: String, path: String, systemError: Int32)
    /// The file is another one, or has other bytes, than when it was listed.
    case changedWhileReading(path: String)
    /// A file of that name with other bytes is there already; nothing was replaced.
    case nameTaken(path: String)

    public var description: String {
        switch self {
        case .system(let operation, let path, let systemError):
            "cannot \(operation) \(path): \(String(cString: strerror(systemError)))"
        case .changedWhileReading(let path): "\(path) changed while it was read"
        case .nameTaken(let path): "\(path) exists with other content; it was not replaced"
        }
    }

    static func last(_ operation: String, _ path: String) -> FolderError {
        .system(operation: operation, path: path, systemError: errno)
    }
}
