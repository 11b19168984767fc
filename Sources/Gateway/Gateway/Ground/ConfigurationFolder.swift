// Config/ on disk, as the configuration reader wants it.

import Configuration
import Glibc
import Parsing

struct ConfigurationFolder: ConfigurationFiles {
    let path: String

    func text(of name: String) throws -> String? {
        let file = name.hasPrefix("/") ? name : "\(path)/\(name)"
        guard access(file, F_OK) == 0 else { return nil }
        var bytes: [UInt8] = []
        let source = FileByteSource(path: file)
        try source.forEachPiece { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return String(decoding: bytes, as: UTF8.self)
    }

    func names(in folder: String) throws -> [String] {
        guard let stream = opendir("\(path)/\(folder)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".yaml"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
