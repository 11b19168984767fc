// A file on disk as a byte source: plain read(2) into one buffer of 256 KiB.
// The only file of this module that touches the system.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file could not be read. The number is the system's `errno`.
public struct FileReadFailure: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let systemError: Int32

    /// The failure that `errno` tells of now.
    public static func last(_ path: String) -> FileReadFailure { FileReadFailure(path: path, systemError: errno) }

    public var description: String { "\(path): \(String(cString: strerror(systemError)))" }
}

/// Reads a file from its beginning to its end, a piece at a time.
public struct FileByteSource: ByteSource {
    private let path: String
    private let pieceSize: Int

    public init(path: String, pieceSize: Int = 1 << 18) {
        self.path = path
        self.pieceSize = max(1, pieceSize)
    }

    /// Throws `FileReadFailure` when the file cannot be opened or read.
    public func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw FileReadFailure(path: path, systemError: errno) }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, pieceSize)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw FileReadFailure(path: path, systemError: errno) }
            if count == 0 { return }
            let piece = UnsafeRawBufferPointer(rebasing: buffer[0..<count])
            try body(piece.bytes)
        }
    }
}
