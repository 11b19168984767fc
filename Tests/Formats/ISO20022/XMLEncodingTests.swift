// Encodings and the XML declaration, without another reader beside ours. Fixtures are of our own making.

import Testing

@testable import ISO20022

@Suite struct XMLEncodingTests {
    private func text(_ bytes: [UInt8], pieceSize: Int) -> (text: String?, refusal: String?) {
        let answer = OwnXML.read(bytes, known: ["a"], pieceSize: pieceSize)
        guard case .leaf(_, _, let text)? = answer.items.first(where: { if case .leaf = $0 { true } else { false } })
        else { return (nil, answer.refusal) }
        return (String(decoding: text, as: UTF8.self), answer.refusal)
    }

    private func document(_ encoding: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><r><a>".utf8) + bytes + Array("</a></r>".utf8)
    }

    @Test(arguments: [1, 2, 3, 1 << 12])
    func eightBitEncodingsAreDecoded(pieceSize: Int) {
        #expect(text(document("ISO-8859-1", [0xE4, 0xA4]), pieceSize: pieceSize).text == "ä¤")
        #expect(text(document("iso-8859-15", [0xE4, 0xA4, 0xBD]), pieceSize: pieceSize).text == "ä€œ")
        #expect(text(document("Windows-1252", [0x80, 0x93, 0xE9]), pieceSize: pieceSize).text == "€“é")
        #expect(text(document("US-ASCII", [0x41]), pieceSize: pieceSize).text == "A")
        #expect(text(document("UTF-8", [0xE2, 0x82, 0xAC]), pieceSize: pieceSize).text == "€")
    }

    @Test func bytesWithoutMeaningAreRefused() {
        for (encoding, byte) in [("Windows-1252", 0x81), ("US-ASCII", 0xE9), ("UTF-8", 0xE9)] as [(String, UInt8)] {
            let refusal = text(document(encoding, [byte]), pieceSize: 5).refusal
            #expect(refusal?.hasPrefix("encoding") == true, "\(encoding)")
        }
        for name in ["EBCDIC-CP-US", "UTF-7", "UTF-32"] {
            #expect(text(document(name, []), pieceSize: 64).refusal?.hasPrefix("encodingUnsupported") == true)
        }
    }

    @Test(arguments: [
        "<?xml?><a/>", "<?xml encoding='UTF-8'?><a/>", "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0' standalone='no' encoding='UTF-8'?><a/>", "<?xml version='2.0'?><a/>",
        "<?xml version='1.0' encoding=''?><a/>", "<?xml version=\"1.0'?><a/>", "<?xml version='1.0'  other='1'?><a/>",
        " <?xml version='1.0'?><a/>", "<?xml version='1.0'><a/>", "<?xml version='1.0'encoding='UTF-8'?><a/>",
    ])
    func malformedDeclarationsAreRefused(document: String) {
        #expect(text(Array(document.utf8), pieceSize: 3).refusal != nil)
    }

    @Test(arguments: [
        "<?xml version='1.0'?><r><a>x</a></r>",
        "<?xml version=\"1.1\" encoding=\"utf-8\" standalone='no'\t?><r><a>x</a></r>",
        "<?xml-stylesheet href='x'?><r><a>x</a></r>", "<r><a>x</a></r>",
    ])
    func declarationsAreOptionalAndMayBeFull(document: String) {
        let answer = text(Array(document.utf8), pieceSize: 1)
        #expect(answer.text == "x" && answer.refusal == nil)
    }

    /// However long a token and however small the pieces: the work stays in proportion to the bytes.
    @Test func longTextsInSmallPiecesAreRead() {
        let long = [UInt8](repeating: 0x41, count: 200_000)
        #expect(text(document("UTF-8", long), pieceSize: 100).text?.utf8.count == 200_000)
    }

    @Test func linesAndOffsetsPointAtTheElement() throws {
        let document = "<?xml version='1.0'?>\n<r>\n  <a>1</a>\r\n  <b\n k='1'>2</b>\n</r>"
        for size in [1, 4, 1 << 12] {
            let stream = XMLStream(vocabulary: XMLVocabulary(["a", "b"]))
            var places: [(line: Int, offset: Int)] = []
            func take(_ events: Span<XMLEvent>, _ text: RawSpan) {
                for index in 0..<events.count where events[index].kind == .leaf {
                    places.append((Int(events[index].line), stream.offset(of: events[index])))
                }
            }
            let bytes = Array(document.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try stream.push(bytes.span.bytes.extracting(start..<min(start + size, bytes.count)), take)
            }
            try stream.finish(take)
            #expect(places.map(\.line) == [3, 4])
            #expect(places.map { bytes[$0.offset] } == [0x3C, 0x3C])
            #expect(places.map { bytes[$0.offset + 1] } == [0x61, 0x62])
        }
    }

    @Test func faultsSayWhereTheyAre() throws {
        let stream = XMLStream(vocabulary: XMLVocabulary(["a"]))
        let bytes = Array("<r>\n<a>1</a>\n<a>2</b>\n</r>".utf8)
        let fault = #expect(throws: XMLFault.self) {
            try stream.push(bytes.span.bytes) { _, _ in }
            try stream.finish { _, _ in }
        }
        #expect(fault?.kind == .syntax)
        #expect(fault?.line == 3)
        #expect(fault?.offset == 17)
    }
}
