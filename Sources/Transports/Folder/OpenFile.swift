// One open file and the system calls on it. Closes itself.

import Glibc

final class OpenFile {
    private let descriptor: Int32
    let path: String

    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    func status() throws(FolderError) -> stat {
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw .last("look at", path) }
        return status
    }

    /// Reads at most `buffer.count` bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FolderError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .last("read", path) }
        }
    }

    /// Calls `body` with pieces of at most 256 KiB until the end.
    func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[0..<count]).bytes)
        }
    }

    /// Whether the next bytes of the file are these.
    func continues(with expected: RawSpan) throws(FolderError) -> Bool {
        let there = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, expected.byteCount), alignment: 64)
        defer { there.deallocate() }
        var start = 0
        while start < expected.byteCount {
            let rest = UnsafeMutableRawBufferPointer(rebasing: there[start..<expected.byteCount])
            let count = try read(into: rest)
            if count == 0 { return false }
            start += count
        }
        return expected.withUnsafeBytes { $0.elementsEqual(there.prefix(expected.byteCount)) }
    }

    func write(_ piece: RawSpan) throws(FolderError) {
        try piece.withUnsafeBytes { (bytes) throws(FolderError) in
            var start = 0
            while start < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                if count < 0 && errno == EINTR { continue }
                if count < 0 { throw .last("write", path) }
                start += count
            }
        }
    }

    func setMode(_ mode: mode_t) throws(FolderError) {
        if fchmod(descriptor, mode) != 0 { throw .last("set the mode of", path) }
    }

    /// Forces bytes and length to the disk.
    func synchronize() throws(FolderError) {
        if fsync(descriptor) != 0 { throw .last("force to the disk", path) }
    }
}
