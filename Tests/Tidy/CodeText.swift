// Blanks comments and the contents of string literals out of Swift text, so that rules about code see code only. Lines and
// columns stay where they are; code inside an interpolation stays code. Regular expression literals are not known to it.

struct CodeText {
    private let bytes: [UInt8]
    private var result: [UInt8]
    private var position = 0

    static func of(_ text: String) -> String {
        var scan = CodeText(Array(text.utf8))
        scan.code(isInterpolation: false)
        return String(decoding: scan.result, as: UTF8.self)
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        result = bytes
    }

    /// Up to the end, or to the parenthesis that ends the interpolation.
    private mutating func code(isInterpolation: Bool) {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "/") where isNext("//"):
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank() }
                continue
            case UInt8(ascii: "/") where isNext("/*"):
                blockComment()
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "#"):
                if let hashes = stringOpening() {
                    string(hashes: hashes)
                    continue
                }
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            position += 1
            if isInterpolation, depth < 0 { return }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        while position < bytes.count {
            if isNext("/*") {
                depth += 1
                blank(2)
            } else if isNext("*/") {
                depth -= 1
                blank(2)
                if depth == 0 { return }
            } else {
                blank()
            }
        }
    }

    /// The number of `#` before the quotation mark of a string that begins here; nil where none begins.
    private func stringOpening() -> Int? {
        var at = position
        while at < bytes.count, bytes[at] == UInt8(ascii: "#") { at += 1 }
        return at < bytes.count && bytes[at] == UInt8(ascii: "\"") ? at - position : nil
    }

    private mutating func string(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        position += hashes
        let mark = isNext("\"\"\"") ? "\"\"\"" : "\""
        let end = mark + fence
        position += mark.utf8.count
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\"") where isNext(end):
                position += end.utf8.count
                return
            case UInt8(ascii: "\\") where isNext("\\" + fence + "("):
                position += hashes + 2
                code(isInterpolation: true)
            case UInt8(ascii: "\\") where isNext("\\" + fence): blank(hashes + 2)
            case UInt8(ascii: "\n") where mark.utf8.count == 1: return
            default: blank()
            }
        }
    }

    private func isNext(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") { result[position] = UInt8(ascii: " ") }
            position += 1
        }
    }
}
