// Looks at 64 bytes at once: which are separators, which are terminators, which could stand in no element.
// One bit a byte, the first byte least significant. Only operations are used that the compiler makes one instruction of.

struct SixtyFourBytes {
    /// Separators and terminators.
    private(set) var marks: UInt64 = 0
    private(set) var terminators: UInt64 = 0
    /// Whether some byte is outside printable ASCII and is no mark.
    let hasUnprintable: Bool

    /// Reads 64 bytes from `start`.
    @inline(__always)
    init(_ bytes: RawSpan, from start: Int, _ delimiters: Delimiters) {
        let element = SIMD16<UInt8>(repeating: delimiters.element)
        let terminator = SIMD16<UInt8>(repeating: delimiters.terminator)
        var strange = SIMD2<UInt64>(repeating: 0)
        var quarter = 0
        while quarter < 4 {
            let word = SixtyFourBytes.load(bytes, start, quarter)
            let terminates = SixtyFourBytes.equal(word, terminator)
            let isMark = terminates | SixtyFourBytes.equal(word, element)
            let shift = UInt64(truncatingIfNeeded: quarter &* 16)
            terminators |= SixtyFourBytes.bits(terminates) &<< shift
            marks |= SixtyFourBytes.bits(isMark) &<< shift
            strange |= SixtyFourBytes.unprintable(word) & ~isMark
            quarter &+= 1
        }
        hasUnprintable = (strange[0] | strange[1]) & 0x8080_8080_8080_8080 != 0
    }

    /// Which of 64 bytes are one of two.
    static func places(of first: UInt8, _ second: UInt8, _ bytes: RawSpan, from start: Int) -> UInt64 {
        var places: UInt64 = 0
        for quarter in 0..<4 {
            let word = load(bytes, start, quarter)
            let found = equal(word, SIMD16(repeating: first)) | equal(word, SIMD16(repeating: second))
            places |= bits(found) &<< UInt64(truncatingIfNeeded: quarter &* 16)
        }
        return places
    }

    /// Which of 64 bytes are outside printable ASCII.
    static func unprintable(_ bytes: RawSpan, from start: Int) -> UInt64 {
        var places: UInt64 = 0
        for quarter in 0..<4 {
            let found = unprintable(load(bytes, start, quarter))
            let high = SIMD2(found[0] &>> 7, found[1] &>> 7)
            places |= bits(high) &<< UInt64(truncatingIfNeeded: quarter &* 16)
        }
        return places
    }

    /// The lowest `count` bits; all of them from 64 on.
    @inline(__always)
    static func lowest(_ count: Int) -> UInt64 { count >= 64 ? .max : (1 &<< UInt64(truncatingIfNeeded: count)) &- 1 }

    @inline(__always)
    private static func load(_ bytes: RawSpan, _ start: Int, _ quarter: Int) -> SIMD16<UInt8> {
        bytes.unsafeLoadUnaligned(fromByteOffset: start &+ quarter &* 16, as: SIMD16<UInt8>.self)
    }

    /// All ones in the bytes that are equal.
    @inline(__always)
    private static func equal(_ word: SIMD16<UInt8>, _ other: SIMD16<UInt8>) -> SIMD2<UInt64> {
        unsafeBitCast(word .== other, to: SIMD2<UInt64>.self)
    }

    /// The highest bit of each byte that is below 0x20 or above 0x7E; the other bits mean nothing.
    @inline(__always)
    private static func unprintable(_ word: SIMD16<UInt8>) -> SIMD2<UInt64> {
        unsafeBitCast(word | (word &- 0x20) | (word &+ 1), to: SIMD2<UInt64>.self)
    }

    /// One bit for each byte, its lowest: of eight bytes of 0 or 1, a multiplication brings the bits together in the highest.
    @inline(__always)
    private static func bits(_ mask: SIMD2<UInt64>) -> UInt64 {
        let ones = mask & SIMD2(repeating: 0x0101_0101_0101_0101)
        let low = (ones[0] &* 0x0102_0408_1020_4080) &>> 56
        let high = (ones[1] &* 0x0102_0408_1020_4080) &>> 56
        return low | high &<< 8
    }
}
