// Reading eight bytes at a step says the same as reading them byte by byte.

import Testing

@testable import X12

@Suite struct EightBytesTests {
    /// Every text of up to four of these characters, and longer ones made of them.
    private static let texts: [String] = {
        let characters = ["0", "7", "9", ".", "-", "/", ":", "A", "é"]
        var texts = [""]
        var longest = [""]
        for _ in 0..<4 {
            longest = longest.flatMap { text in characters.map { text + $0 } }
            texts += longest
        }
        let heads = ["1", "12", "123", "1234", "12345"]
        return texts + heads.flatMap { head in texts.prefix(820).flatMap { [head + $0, $0 + head] } }
    }()

    @Test("The quick reading of amounts agrees with the exact one wherever it answers")
    func amounts() {
        var answered = 0
        for text in EightBytesTests.texts {
            let bytes = Array((text + "*12345678").utf8)
            let count = text.utf8.count
            guard let quick = DecimalElement.usual(bytes.span.bytes, 0, count) else { continue }
            answered += 1
            guard case .amount(let exact) = DecimalElement.read(bytes.span.bytes, 0..<count) else {
                Issue.record("\(text) is no amount and was read as \(quick)")
                continue
            }
            #expect(quick == exact, "\(text)")
        }
        #expect(answered > 500)
    }

    @Test(
        "The quick reading answers for what is usual",
        arguments: ["0", "10", "592.23", "1.39", "45.5", "5.", ".5", "99999.99"])
    func usual(_ text: String) {
        let bytes = Array((text + "*12345678").utf8)
        let quick = DecimalElement.usual(bytes.span.bytes, 0, text.utf8.count)
        #expect(quick != nil)
    }

    @Test("It answers for nothing that reaches beyond the bytes")
    func end() {
        let bytes = Array("12.50".utf8)
        let quick = DecimalElement.usual(bytes.span.bytes, 0, 5)
        let isDay = DateElement.isDay(bytes.span.bytes, 0)
        #expect(quick == nil)
        #expect(!isDay)
    }

    @Test("The first of a byte is found in words and in the bytes behind them", arguments: 0..<20)
    func first(_ place: Int) {
        var bytes = [UInt8](repeating: 0x41, count: 19)
        if place < 19 { bytes[place] = 0x3A }
        for end in 0...19 {
            let found = EightBytes.first(0x3A, in: bytes.span.bytes, from: 0, to: end)
            #expect(found == min(place, end))
        }
    }

    @Test("Whole numbers are read of digits alone")
    func whole() {
        for text in EightBytesTests.texts {
            let bytes = Array((text + "*12345678").utf8)
            let count = text.utf8.count
            let expected = (1...8).contains(count) && text.utf8.allSatisfy(ASCII.isDigit) ? Int(text) : nil
            let whole = EightBytes.whole(bytes.span.bytes, 0, count)
            if whole != expected { Issue.record("\(text)") }
        }
    }

    @Test("Lower case is found in words and in the bytes behind them", arguments: 0..<19)
    func lowerCase(place: Int) {
        let differing = (UInt8.min...UInt8.max).filter { byte in
            var bytes = [UInt8](repeating: 0x41, count: 19)
            bytes[place] = byte
            let found = EightBytes.holdLowerCase(bytes.span.bytes, from: 2, to: 17)
            return found != ((0x61...0x7A).contains(byte) && (2..<17).contains(place))
        }
        #expect(differing.isEmpty)
    }
}
