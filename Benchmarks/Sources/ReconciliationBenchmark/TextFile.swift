// A text file that is written piece by piece, and the few other things that are done with files here.

import Glibc

struct TextFile {
    private var buffer: [UInt8] = []
    private let file: UnsafeMutablePointer<FILE>

    fileprivate init(_ file: UnsafeMutablePointer<FILE>) { self.file = file }

    mutating func add(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 20 { flush() }
    }

    fileprivate mutating func flush() {
        fwrite(buffer, 1, buffer.count, file)
        buffer.removeAll(keepingCapacity: true)
    }
}

enum Files {
    struct Failure: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) cannot be written" }
    }

    static func makeFolder(_ path: String) throws {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && part.isEmpty ? "/" : (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw Failure(path: made) }
        }
    }

    static func write(_ path: String, _ text: String) throws { try write(path) { $0.add(text) } }

    static func write(_ path: String, _ body: (inout TextFile) -> Void) throws {
        guard let file = fopen(path, "w") else { throw Failure(path: path) }
        var text = TextFile(file)
        body(&text)
        text.flush()
        fclose(file)
    }

    /// The lines of a file; none where it cannot be read.
    static func lines(_ path: String) -> [Substring] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}
