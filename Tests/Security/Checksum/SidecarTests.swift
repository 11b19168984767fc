// Checksum files as they occur, read and written.

import Testing

@testable import Checksum

private let md5 = String(repeating: "a1", count: 16)
private let sha1 = String(repeating: "b2", count: 20)
private let sha256 = String(repeating: "c3", count: 32)
private let sha512 = String(repeating: "d4", count: 64)

@Suite("Checksum files")
struct SidecarTests {
    private func read(_ text: String, _ name: String = "day.835") -> Sidecar? {
        Sidecar.read(Array(text.utf8), for: name)
    }

    @Test(
        "Every form gives the digest",
        arguments: [
            "\(sha256)  day.835\n", "\(sha256) *day.835\n", "\(sha256)  out/day.835\n",
            "\(sha256) *C:\\out\\day.835\r\n",
            "\(sha256)", "\(sha256)\n", "\(sha256)\r\n", "\(sha256)  -\n", "\u{FEFF}\(sha256)  day.835\r\n",
            "SHA256 (day.835) = \(sha256)\n", "SHA256 (./day.835) = \(sha256)", "sha-256 (day.835) = \(sha256)",
            "# made by us\n\n\(sha256)  day.835  \n", "\(sha256)\tday.835",
        ])
    func forms(text: String) {
        #expect(read(text) == Sidecar(algorithm: .sha256, digest: sha256))
        #expect(read(text.replacing(sha256, with: sha256.uppercased())) == Sidecar(algorithm: .sha256, digest: sha256))
    }

    @Test("The length tells the algorithm", arguments: [md5, sha1, sha256, sha512])
    func lengths(digest: String) {
        #expect(read("\(digest)  day.835")?.algorithm.hexadecimalLength == digest.count)
    }

    @Test("A list gives the line of the file, whatever stands around it")
    func list() {
        let text = "\(md5)  other.835\n\(sha256)  day.835\n\(sha1)  day.835.pgp\n"
        #expect(read(text)?.digest == sha256)
        #expect(read(text, "day.835.pgp")?.digest == sha1)
        #expect(read(text, "y.835") == nil)
    }

    @Test("Of several algorithms the strongest counts; those of other names are left alone")
    func strongest() {
        let blake = "BLAKE2b (day.835) = \(sha512)"
        #expect(read("MD5 (day.835) = \(md5)\nSHA256 (day.835) = \(sha256)\n\(blake)\n")?.digest == sha256)
        #expect(read(blake) == nil)
    }

    @Test(
        "What is unclear is refused",
        arguments: [
            "", "\n", "hello", "\(sha256)  other.835",
            "\(sha256)  day.835\n\(sha256.replacing("c", with: "d"))  day.835",
            "\(sha256)\n\(sha1)\n", "\(sha256.dropLast())  day.835", "\(sha256.dropLast())g  day.835",
            "\(sha256)  day.835\nhello\n", "SHA512 (day.835) = \(sha256)", "SHA256 (day.835) = ", "( ) = ", " () = x",
        ])
    func unclear(text: String) {
        #expect(read(text) == nil)
    }

    @Test(
        "Names with backslashes and line ends go out and come back",
        arguments: [
            "day.835", "a\\nb", "a\nb", "a\rb", "\\", "a\\\\n\nb", "two  blanks", "a (b) = c", "*star", "ü.835",
        ])
    func written(name: String) {
        let bytes = Sidecar.render(digest: sha256, name: name)
        #expect(bytes.filter { $0 == 0x0A }.count == 1)
        #expect(Sidecar.read(bytes, for: name)?.digest == sha256)
    }

    @Test("What we write is coreutils' form")
    func form() {
        #expect(Sidecar.render(digest: sha256, name: "day.835") == Array("\(sha256)  day.835\n".utf8))
        #expect(Sidecar.render(digest: sha256, name: "a\\b") == Array("\\\(sha256)  a\\\\b\n".utf8))
    }

    @Test("No bytes trap, cut anywhere or changed")
    func hostile() {
        let text = Array("\u{FEFF}\\\(sha1)  a\\\\b\\\r\nSHA256 (a) = \(sha256)\n\(md5) *c".utf8)
        for index in text.indices {
            _ = Sidecar.read(Array(text[..<index]), for: "a")
            for byte in [0, 0x0A, 0x20, 0x28, 0x5C, 0xFF] as [UInt8] {
                var changed = text
                changed[index] = byte
                _ = Sidecar.read(changed, for: "a")
            }
        }
        #expect(Sidecar.read([UInt8](repeating: 0x61, count: 3 << 20), for: "a") == nil)
    }
}
