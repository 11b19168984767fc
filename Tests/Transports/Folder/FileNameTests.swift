// Names from outside: what is a name, and how a hostile one is shown.

import Testing

@testable import Folder

@Suite("File names")
struct FileNameTests {
    @Test("Paths, dots, zero bytes and overlong names are no names", arguments: ["", ".", "..", "a/b", "/", "a\0b"])
    func refused(text: String) {
        #expect(FileName(text) == nil)
        #expect(FileName(String(repeating: "a", count: 256)) == nil)
        #expect(FileName(String(repeating: "a", count: 255)) != nil)
    }

    @Test("Plain names are shown as they are", arguments: ["day.835", "-rf", "Überweisung 1.xml", "…", ".hidden"])
    func plain(text: String) throws {
        #expect(try #require(FileName(text)).display == text)
    }

    @Test("What would mislead a reader is shown as bytes, and no two names look alike")
    func escaped() throws {
        let names: [[UInt8]] = [
            [0x61, 0x0A], [0x61, 0xFF], Array("a%0A".utf8), Array("\u{202E}txt".utf8), Array("a\u{200B}".utf8), [0x1B],
        ]
        let shown = try names.map { try #require(FileName($0)).display }
        #expect(shown == ["a%0A", "a%FF", "a%250A", "%E2%80%AEtxt", "a%E2%80%8B", "%1B"])
        #expect(Set(shown).count == names.count)
    }
}
