// Searching bytes eight at a time: where a name, a text or an attribute's value ends.
// Relies on nothing. All loads are checked against the span's end; who calls keeps zero bytes behind the data, so that
// every search ends there at the latest.

extension RawSpan {
    /// Checked by one comparison, where the standard library's own load takes two.
    @inline(__always)
    func byte(_ place: Int) -> UInt8 {
        precondition(UInt(bitPattern: place) < UInt(bitPattern: byteCount))
        return unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self)
    }

    /// Eight bytes, the first one lowest.
    @inline(__always)
    func word(_ place: Int) -> UInt64 {
        precondition(byteCount >= 8 && UInt(bitPattern: place) <= UInt(bitPattern: byteCount &- 8))
        return UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self))
    }

    @inline(__always)
    func holds(_ wanted: StaticString, at place: Int) -> Bool {
        wanted.withUTF8Buffer { wanted in
            for index in 0..<wanted.count where byte(place &+ index) != wanted[index] { return false }
            return true
        }
    }
}

/// Tests of all eight bytes of a word. In the answer the highest bit of a byte says yes. Answers are right up to and with
/// the first yes; above it they may be wrong, so only the first one may be used.
enum XMLWord {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & highs
    }

    /// For limits up to 0x80.
    @inline(__always)
    static func below(_ word: UInt64, _ limit: UInt8) -> UInt64 { (word &- ones &* UInt64(limit)) & ~word & highs }

    /// How many of the eight bytes are this one; exact.
    @inline(__always)
    static func count(_ word: UInt64, _ byte: UInt8) -> Int {
        let difference = word ^ (ones &* UInt64(byte))
        let others = ((difference & ~highs) &+ ~highs) | difference | ~highs
        return (~others).nonzeroBitCount
    }
}

enum XMLSearch {
    /// What ends a name: white space, `/`, `>`, `=`, and the end of the data.
    @inline(__always)
    static func nameStop(_ word: UInt64) -> UInt64 {
        XMLWord.below(word, 0x21) | XMLWord.equal(word, 0x3E) | XMLWord.equal(word, 0x2F) | XMLWord.equal(word, 0x3D)
    }

    @inline(__always)
    static func nameEnd(_ window: RawSpan, from start: Int) -> Int {
        var place = start
        while true {
            let stop = nameStop(window.word(place))
            if stop != 0 { return place &+ stop.trailingZeroBitCount >> 3 }
            place &+= 8
        }
    }

    /// The first `<`, `&`, `]`, or control character, the end of the data among them.
    @inline(__always)
    static func textEnd(_ window: RawSpan, from start: Int) -> Int {
        var place = start
        while true {
            let word = window.word(place)
            let stop =
                XMLWord.equal(word, 0x3C) | XMLWord.equal(word, 0x26) | XMLWord.equal(word, 0x5D)
                | XMLWord.below(word, 0x20)
            if stop != 0 { return place &+ stop.trailingZeroBitCount >> 3 }
            place &+= 8
        }
    }

    /// The first quote of this kind, `<`, `&`, or control character, the end of the data among them.
    @inline(__always)
    static func valueEnd(_ window: RawSpan, from start: Int, quote: UInt8) -> Int {
        var place = start
        while true {
            let word = window.word(place)
            let stop =
                XMLWord.equal(word, quote) | XMLWord.equal(word, 0x3C) | XMLWord.equal(word, 0x26)
                | XMLWord.below(word, 0x20)
            if stop != 0 { return place &+ stop.trailingZeroBitCount >> 3 }
            place &+= 8
        }
    }

    /// The first byte of this kind, or the end of the data.
    static func first(_ wanted: UInt8, _ window: RawSpan, from start: Int) -> Int {
        var place = start
        while true {
            let word = window.word(place)
            let stop = XMLWord.equal(word, wanted) | XMLWord.equal(word, 0)
            if stop != 0 { return place &+ stop.trailingZeroBitCount >> 3 }
            place &+= 8
        }
    }

    /// Line feeds from one place up to another.
    static func lineFeeds(_ window: RawSpan, from start: Int, to end: Int) -> Int {
        var place = start
        var count = 0
        while place &+ 8 <= end {
            count &+= XMLWord.count(window.word(place), 0x0A)
            place &+= 8
        }
        while place < end {
            if window.byte(place) == 0x0A { count &+= 1 }
            place &+= 1
        }
        return count
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    @inline(__always)
    static func skipSpace(_ window: RawSpan, _ place: inout Int) {
        while isSpace(window.byte(place)) { place &+= 1 }
    }
}
