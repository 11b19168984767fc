// Searching 64 bytes at a step finds what a search byte by byte finds.

import Testing

@testable import X12

/// A small generator of numbers, the same for the same seed.
private struct Seeded {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, bound)
    }
}

@Suite struct MarkSearchTests {
    private func bits(_ bytes: [UInt8], _ holds: (UInt8) -> Bool) -> UInt64 {
        bytes.prefix(64).enumerated().reduce(0) { $0 | (holds($1.element) ? 1 << UInt64($1.offset) : 0) }
    }

    @Test("Separators, terminators and what is unprintable are found in each of 64 bytes")
    func words() {
        var random = Seeded(state: 7)
        let marks = Delimiters(element: 0x2A, component: 0x3A, repetition: nil, terminator: 0x7E)
        for round in 0..<100 {
            // In every other round nearly all bytes are printable.
            let bytes = (0..<70).map { _ -> UInt8 in
                switch random.next(round % 2 == 0 ? 5 : 60) {
                case 0: 0x2A
                case 1: 0x7E
                case 2: UInt8(random.next(256))
                default: 0x41
                }
            }
            let word = SixtyFourBytes(bytes.span.bytes, from: 0, marks)
            #expect(word.terminators == bits(bytes) { $0 == 0x7E })
            #expect(word.marks == bits(bytes) { $0 == 0x7E || $0 == 0x2A })
            #expect(word.hasUnprintable == bytes.prefix(64).contains { $0 < 0x20 || $0 > 0x7E })
            let unprintable = SixtyFourBytes.unprintable(bytes.span.bytes, from: 0)
            #expect(unprintable == bits(bytes) { $0 < 0x20 || $0 > 0x7E })
            let places = SixtyFourBytes.places(of: 0x41, 0x2A, bytes.span.bytes, from: 0)
            #expect(places == bits(bytes) { $0 == 0x41 || $0 == 0x2A })
        }
    }

    @Test("Every byte is told apart")
    func every() {
        let differing = (UInt8.min...UInt8.max).filter { byte in
            let bytes = [UInt8](repeating: byte, count: 64)
            let found = SixtyFourBytes.unprintable(bytes.span.bytes, from: 0)
            return found != ((0x20...0x7E).contains(byte) ? 0 : .max)
        }
        #expect(differing.isEmpty)
    }

    @Test("The places of one bits are written in their order, with their ranks", arguments: [0, 1, 3, 17, 40, 64])
    func append(count: Int) {
        var random = Seeded(state: UInt64(count) + 1)
        var word: UInt64 = count == 64 ? .max : 0
        while word.nonzeroBitCount < count { word |= 1 << UInt64(random.next(64)) }
        let row = FixedRow<Int32>(0, count: 256)
        let end = row.append(bits: word, base: 1000, at: 5)
        let places = (0..<64).filter { word >> UInt64($0) & 1 == 1 }
        #expect(end == 5 + places.count)
        #expect(places.indices.allSatisfy { row[5 + $0] == Int32(1000 + places[$0]) })
        let among = word & 0x8421_0842_1084_2109
        let last = row.append(ranks: word, of: among, base: 30, at: 7)
        let ranks = places.enumerated().filter { among >> UInt64($0.element) & 1 == 1 }.map(\.offset)
        #expect(last == 7 + ranks.count)
        #expect(ranks.indices.allSatisfy { row[7 + $0] == Int32(30 + ranks[$0]) })
    }

    @Test(
        "A segment is too long by its length alone, however the file is cut", arguments: [100, 4096, 30_000, 1 << 18])
    func longSegments(size: Int) throws {
        let before = Fixtures.text([Fixtures.isa(), "GS*HP*A*B*20260302*0930*1*X*005010X221A1", "ST*835*0001"])
        for (length, isLong) in [(16_384, false), (16_385, true), (70_000, true)] {
            let long = "N3*" + String(repeating: "A", count: length - 3) + "~"
            let after = Fixtures.text(Fixtures.set().dropFirst() + ["GE*1*1", "IEA*1*000000001"])
            let document = try Fixtures.read(before + long + after, pieceSize: size)
            #expect(document.codes.contains("segment.too-long") == isLong, "\(length)")
            #expect(document.summary.transactions.first?.payment?.claims == 4, "\(length)")
        }
    }

    @Test(
        "Behind a long segment that a line break ends, the next segment is not lost", arguments: [64, 16_500, 1 << 18])
    func longLines(size: Int) throws {
        let lines = Fixtures.interchange([
            Fixtures.group([Fixtures.set(), Fixtures.set(control: "0002")])
        ])
        let long = "N3*" + String(repeating: "A", count: 40_000)
        let text = (lines.prefix(3) + [long] + lines.dropFirst(3)).map { $0 + "\n" }.joined()
        let document = try Fixtures.read(text, pieceSize: size)
        #expect(document.summary.transactions.map { $0.payment?.claims } == [4, 4])
        #expect(document.findings.counts["x12.segment.too-long"] == 1)
    }

    @Test("DEL is a control character wherever it stands")
    func delete() throws {
        var segments = Fixtures.file
        let index = try #require(segments.firstIndex { $0.hasPrefix("N3") })
        segments[index] = "N3*1 PLAN\u{7F}WAY"
        #expect(try Fixtures.read(segments).codes.contains("element.characters"))
    }

    @Test("Usual and unusual layouts say the same", arguments: ["", "\n", "\r\n", "\n\n"])
    func layouts(lineBreak: String) throws {
        for file in [Fixtures.file, Fixtures.orderFile] {
            let plain = try Fixtures.read(Fixtures.text(file, lineBreak: ""))
            let broken = try Fixtures.read(Fixtures.text(file, lineBreak: lineBreak))
            let layout: Set = ["interchange.blank-line"]
            #expect(Set(broken.codes).subtracting(layout) == Set(plain.codes))
            #expect(broken.firstPayment?.paid == plain.firstPayment?.paid)
            #expect(broken.firstPayment?.isBalanced == true)
        }
    }
}
