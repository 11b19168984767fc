// A folder of its own for one test, gone with all that is in it when the test is.

import Glibc

@testable import Folder

final class ScratchFolder {
    let path: String

    init(below parent: String = "/tmp") {
        var template = Array("\(parent)/folder-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    }

    deinit { ScratchFolder.remove(path) }

    @discardableResult
    func put(_ name: String, _ text: String = "x") -> String {
        let full = "\(path)/\(name)"
        let file = open(full, O_WRONLY | O_CREAT | O_TRUNC, 0o640)
        _ = Array(text.utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
        return full
    }

    func text(_ name: String) -> String? {
        let file = open("\(path)/\(name)", O_RDONLY | O_NONBLOCK)
        if file < 0 { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(file, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    func names(_ below: String = ".") -> [String] { ScratchFolder.names("\(path)/\(below)") }

    private static func names(_ path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Names that are no text go too.
    private static func remove(_ path: String) {
        if let folder = try? OpenFolder.open(path), let names = try? folder.names() {
            for name in names {
                folder.remove(name)
                if let text = String(validating: name.bytes, as: UTF8.self), access("\(path)/\(text)", F_OK) == 0 {
                    remove("\(path)/\(text)")
                }
            }
        }
        rmdir(path)
    }
}

extension Array where Element == UInt8 {
    mutating func append(_ piece: RawSpan) { piece.withUnsafeBytes { append(contentsOf: $0) } }
}
