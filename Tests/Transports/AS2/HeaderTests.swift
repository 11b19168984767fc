// Header fields, media types and transfer encodings as peers write them.

import Testing

@testable import AS2

@Suite struct HeaderTests {
    @Test func `fields are unfolded, and found in any case`() throws {
        let text = "AS2-From: A\r\nsubject:  one\r\n two\r\n\tthree \r\nX: 1\nx: 2\r\n\r\nbody: no"
        let headers = try AS2Headers(octets: Array(text.utf8))
        #expect(headers["as2-from"] == "A")
        #expect(headers["Subject"] == "one two\tthree")
        #expect(headers.all("X") == ["1", "2"])
        #expect(headers["body"] == nil && headers.fields.count == 4)
    }

    @Test func `a value never makes a field of its own`() {
        let headers = AS2Headers([(name: "A", value: "b\r\nInjected: c")])
        #expect(String(decoding: headers.octets, as: UTF8.self) == "A: b Injected: c\r\n")
    }

    @Test(arguments: ["no field", ": x", " folded: first", "a b: c", "ä: x", "A: b\r\nno field"])
    func `what is no header is refused`(text: String) {
        #expect(throws: HeaderFault.self) { try AS2Headers(octets: Array(text.utf8)) }
    }

    @Test func `headers are limited`() {
        let long = Array("A: \(String(repeating: "x", count: AS2Headers.byteLimit))".utf8)
        #expect(throws: HeaderFault.tooLarge(limit: AS2Headers.byteLimit)) { try AS2Headers(octets: long) }
        let many = Array(String(repeating: "A: b\r\n", count: AS2Headers.fieldLimit + 1).utf8)
        #expect(throws: HeaderFault.tooManyFields(limit: AS2Headers.fieldLimit)) { try AS2Headers(octets: many) }
    }

    @Test func `a header ends where it ends, wherever it is cut`() throws {
        for (text, end) in [("A: b\r\n\r\nx", 8), ("A: b\n\nx", 6), ("\r\nx", 2), ("\nx", 1), ("A: b\r\n", 6)] {
            let octets = Array(text.utf8)
            for size in 1...octets.count {
                var reader = EntityHeaderReader()
                var taken = 0
                var start = 0
                while start < octets.count, !reader.isComplete {
                    let piece = Array(octets[start..<min(octets.count, start + size)])
                    taken += try reader.take(piece.span.bytes)
                    start += size
                }
                #expect(taken == end && reader.octets == Array(octets.prefix(end)))
                #expect(reader.isComplete == (text != "A: b\r\n"))
            }
        }
    }

    @Test(arguments: [
        ("Multipart/Signed; Boundary=\"a;b\"; micalg=sha-256", "multipart/signed", "a;b"),
        ("multipart/signed;boundary = x ;", "multipart/signed", "x"),
        ("multipart/signed; boundary=\"x\\\"y", "multipart/signed", "x\\\"y"),
        (" text / plain ; ; =; a; boundary=", "text/plain", ""),
        ("Multipart/Signed (by hand; \\) really) ; boundary=x(1)", "multipart/signed", "x(1)"),
        ("multipart/signed; (nested (comments)) boundary=\"a (b) c\"", "multipart/signed", "a (b) c"),
        ("multipart/signed (open; boundary=x", "multipart/signed", nil),
        ("application/x; boundary*0=a; boundary*1=b", "application/x", "ab"),
    ])
    func `media types are read as peers write them`(field: String, essence: String, boundary: String?) throws {
        let type = try #require(MediaType(field: field))
        #expect(type.essence == essence)
        #expect(type.parameters["boundary"] == boundary)
    }

    @Test(arguments: ["", "text", "/", "text/", "/plain", "a/b/c", "te xt/plain", "; boundary=x"])
    func `what is no media type is none`(field: String) {
        #expect(MediaType(field: field) == nil)
    }

    @Test func `media types are written with quotes where needed`() throws {
        let type = MediaType("Text", "Plain", parameters: HeaderParameters([("a", "b c"), ("d", "e"), ("f", "g\"h")]))
        #expect(type.description == "text/plain; a=\"b c\"; d=e; f=\"g\\\"h\"")
        #expect(MediaType(field: type.description) == type)
    }

    @Test func `base64 is the same at every cut`() throws {
        for count in 0..<130 {
            let bytes = (0..<count).map { UInt8($0 * 7 % 256) }
            let lines = Base64Encoder.lines(bytes)
            #expect(lines.split(separator: 0x0D).allSatisfy { $0.count <= 77 })
            #expect(Base64Decoder.decode(lines) == bytes)
            #expect(Base64Decoder.decode(Base64Encoder.encode(bytes)) == bytes)
            for size in [1, 2, 3, 56, 57, 58] {
                var encoder = Base64Encoder()
                var decoder = Base64Decoder()
                var text: [UInt8] = []
                var back: [UInt8] = []
                for start in stride(from: 0, to: count, by: size) {
                    let piece = Array(bytes[start..<min(count, start + size)])
                    try encoder.take(piece.span.bytes) { octets in
                        octets.withUnsafeBytes { text.append(contentsOf: $0) }
                    }
                }
                try encoder.finish { octets in octets.withUnsafeBytes { text.append(contentsOf: $0) } }
                #expect(text == lines)
                for start in stride(from: 0, to: text.count, by: size) {
                    let piece = Array(text[start..<min(text.count, start + size)])
                    try decoder.take(piece.span.bytes) { octets in
                        octets.withUnsafeBytes { back.append(contentsOf: $0) }
                    }
                }
                try decoder.finish { octets in octets.withUnsafeBytes { back.append(contentsOf: $0) } }
                #expect(back == bytes)
            }
        }
    }

    @Test(arguments: ["Q", "QUJD=", "QQ=", "QQ===", "QQ==QQ==", "QUI=A", "Q\u{0}==", "=", "QUJ*"])
    func `what is no base64 is refused`(text: String) {
        #expect(Base64Decoder.decode(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a=\nb", "ab"), ("a=e4", "a\u{E4}"), ("a=ZZ", "a=ZZ"), ("a=", "a="),
        ("a=4", "a=4"), ("a=\rx", "a=\rx"),
    ])
    func `quoted-printable is read, and left where it is none`(text: String, expected: String) throws {
        for size in 1...text.utf8.count {
            var decoder = try #require(TransferDecoder(" Quoted-Printable "))
            var result: [UInt8] = []
            let octets = Array(text.utf8)
            for start in stride(from: 0, to: octets.count, by: size) {
                let piece = Array(octets[start..<min(octets.count, start + size)])
                try decoder.take(piece.span.bytes) { part in part.withUnsafeBytes { result.append(contentsOf: $0) } }
            }
            try decoder.finish { part in part.withUnsafeBytes { result.append(contentsOf: $0) } }
            #expect(result == expected.unicodeScalars.map { UInt8($0.value) })
        }
    }
}
