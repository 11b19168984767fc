// Patterns for names of files: `*` stands for any bytes, `?` for one. No other character means more than itself.

import Folder

struct NamePattern {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func fits(_ name: FileName) -> Bool {
        let text = name.bytes
        var (at, place) = (0, 0)
        // Where the last `*` stands, and how far it reaches so far.
        var star: (pattern: Int, reach: Int)?
        while place < text.count {
            if at < bytes.count, bytes[at] == 0x2A {
                star = (at, place)
                at += 1
            } else if at < bytes.count, bytes[at] == 0x3F || bytes[at] == text[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.reach + 1)
                at = last.pattern + 1
                place = last.reach + 1
            } else {
                return false
            }
        }
        return bytes[at...].allSatisfy { $0 == 0x2A }
    }
}
