// Multipart bodies are split octet for octet, wherever the pieces are cut.

import Testing

@testable import AS2

@Suite struct MultipartSplitterTests {
    static let boundary: Boundary = {
        let type = MediaType(field: "multipart/mixed; boundary=\"b 1\"")
        return type.flatMap(Boundary.init) ?? Boundary(entropy: [])
    }()

    /// The parts of a body cut into pieces of a size; nil where it is not closed.
    static func parts(_ text: String, pieceSize: Int) -> [String]? {
        var splitter = MultipartSplitter(boundary)
        var parts: [[UInt8]] = []
        let bytes = Array(text.utf8)
        var start = 0
        do {
            while start < bytes.count {
                let piece = Array(bytes[start..<min(bytes.count, start + pieceSize)])
                start += pieceSize
                try splitter.take(piece.span.bytes) { number, octets in
                    while parts.count <= number { parts.append([]) }
                    octets.withUnsafeBytes { parts[number].append(contentsOf: $0) }
                }
            }
            try splitter.finish()
        } catch { return nil }
        while parts.count < splitter.partCount { parts.append([]) }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("--b 1\r\nx\r\n--b 1--\r\n", ["x"]),
        ("--b 1\r\nx\r\n--b 1--", ["x"]),
        ("preamble\r\n--b 1\r\nx\r\n--b 1\r\ny\r\n--b 1--\r\nepilogue", ["x", "y"]),
        ("--b 1 \t\r\nx\r\n--b 1-- \r\n", ["x"]),
        ("--b 1\nx\n--b 1\ny\n--b 1--\n", ["x", "y"]),
        ("--b 1\r\n\r\n--b 1\r\n\r\n\r\n--b 1--\r\n", ["", "\r\n"]),
        ("--b 1\r\n--b 1\r\n--b 1--\r\n", ["", ""]),
        ("--b 1\r\nx\r\r\n--b 1--\r\n", ["x\r"]),
        ("--b 1\r\nx\r\n\r\n--b 1--\r\n", ["x\r\n"]),
        ("--b 1\r\nx\n\r\n--b 1--\r\n", ["x\n"]),
        (
            "--b 1\r\nx--b 1\r\n--b 12\r\n--b 1-\r\n-- b\r\n-\r\n--b 1--x\r\n--b 1--\r\n",
            [
                "x--b 1\r\n--b 12\r\n--b 1-\r\n-- b\r\n-\r\n--b 1--x"
            ]
        ),
        ("--b 1\r\n\r\r\r\n\n\n\r\n--b 1--\r\n", ["\r\r\r\n\n\n"]),
        ("--b 1\r\nx\r\n--b 1--\r\n--b 1\r\nno part\r\n--b 1--\r\n", ["x"]),
        ("--b 1--\r\n", []),
    ])
    func `parts are split octet for octet, wherever pieces are cut`(text: String, expected: [String]) {
        for size in 1...text.utf8.count {
            #expect(Self.parts(text, pieceSize: size) == expected, "pieces of \(size)")
        }
    }

    @Test(arguments: ["", "x", "--b 1\r\nx", "--b 1\r\nx\r\n--b 1", "--b 1\r\nx\r\n--b 1-", "--b 1\r\nx\r\n--b 1\r\n"])
    func `a body that is not closed is found`(text: String) {
        for size in 1...max(1, text.utf8.count) { #expect(Self.parts(text, pieceSize: size) == nil) }
    }

    @Test func `padding without an end is content`() {
        let padding = String(repeating: " ", count: 1000)
        let text = "--b 1\r\n--b 1\(padding)\r\n--b 1--\r\n"
        #expect(Self.parts(text, pieceSize: 7) == ["--b 1\(padding)"])
    }

    @Test func `what follows the end is seen`() throws {
        for (text, follows) in [("--b 1--\r\n \r\n", false), ("--b 1--\r\nx", true)] {
            var splitter = MultipartSplitter(Self.boundary)
            let bytes = Array(text.utf8)
            try splitter.take(bytes.span.bytes) { _, _ in }
            try splitter.finish()
            #expect(splitter.hasEpilogue == follows)
        }
    }
}
