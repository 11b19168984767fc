// Looks at 64 bytes at once: which are separators, which are terminators, which could stand in no element.
// One bit a byte, the first byte least significant. Only operations are used that the compiler makes one instruction of.

struct SixtyFourBytes {
    /// Separators and terminators.
    let marks: UInt64
    let terminators: UInt64
    /// Whether some byte is outside printable ASCII and is no mark.
    let hasUnprintable: Bool

    /// Reads 64 bytes from `start`.
    @inline(__always)
    init(_ bytes: RawSpan, from start: Int, _ delimiters: Delimiters) {
        precondition(start >= 0 && start &+ 64 <= bytes.byteCount)
        let element = SIMD16<UInt8>(repeating: delimiters.element)
        let terminator = SIMD16<UInt8>(repeating: delimiters.terminator)
        var strange = SIMD2<UInt64>(repeating: 0)
        // Bit q of each byte tells of the marks in quarter q, bit 4 + q of the terminators.
        var found = SIMD2<UInt64>(repeating: 0)
        var quarter = 0
        while quarter < 4 {
            let word = SixtyFourBytes.load(bytes, start, quarter)
            let terminates = SixtyFourBytes.equal(word, terminator)
            let isMark = terminates | SixtyFourBytes.equal(word, element)
            let bit = UInt8(1) &<< UInt8(truncatingIfNeeded: quarter)
            found |= (isMark & SixtyFourBytes.all(bit)) | (terminates & SixtyFourBytes.all(bit &<< 4))
            strange |= SixtyFourBytes.unprintable(word) & ~isMark
            quarter &+= 1
        }
        (marks, terminators) = SixtyFourBytes.gather(found)
        hasUnprintable = (strange[0] | strange[1]) & 0x8080_8080_8080_8080 != 0
    }

    /// Which of 64 bytes are one of two.
    static func places(of first: UInt8, _ second: UInt8, _ bytes: RawSpan, from start: Int) -> UInt64 {
        places(bytes, from: start) { equal($0, SIMD16(repeating: first)) | equal($0, SIMD16(repeating: second)) }
    }

    /// Which of 64 bytes are outside printable ASCII.
    static func unprintable(_ bytes: RawSpan, from start: Int) -> UInt64 {
        places(bytes, from: start) { word in
            let high = unprintable(word)
            return SIMD2(high[0] &>> 7, high[1] &>> 7) & all(1) &* SIMD2(repeating: 0xFF)
        }
    }

    private static func places(
        _ bytes: RawSpan, from start: Int, _ mask: (SIMD16<UInt8>) -> SIMD2<UInt64>
    ) -> UInt64 {
        precondition(start >= 0 && start &+ 64 <= bytes.byteCount)
        var found = SIMD2<UInt64>(repeating: 0)
        for quarter in 0..<4 {
            found |= mask(load(bytes, start, quarter)) & all(1 &<< UInt8(truncatingIfNeeded: quarter))
        }
        return gather(found).0
    }

    /// The lowest `count` bits; all of them from 64 on.
    @inline(__always)
    static func lowest(_ count: Int) -> UInt64 { count >= 64 ? .max : (1 &<< UInt64(truncatingIfNeeded: count)) &- 1 }

    /// All 64 are known to be there.
    @inline(__always)
    private static func load(_ bytes: RawSpan, _ start: Int, _ quarter: Int) -> SIMD16<UInt8> {
        bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ quarter &* 16, as: SIMD16<UInt8>.self)
    }

    /// One byte sixteen times.
    @inline(__always)
    private static func all(_ byte: UInt8) -> SIMD2<UInt64> { SIMD2(repeating: EightBytes.all(byte)) }

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

    /// Brings together what sixteen bytes tell of four quarters: bit q of byte i becomes bit 16 q + i of the first result, bit
    /// 4 + q that of the second. Each half is a matrix of eight by eight bits, which three exchanges turn.
    @inline(__always)
    private static func gather(_ found: SIMD2<UInt64>) -> (UInt64, UInt64) {
        var matrix = found
        var exchanged = (matrix ^ (matrix &>> 7)) & SIMD2(repeating: 0x00AA_00AA_00AA_00AA)
        matrix ^= exchanged ^ (exchanged &<< 7)
        exchanged = (matrix ^ (matrix &>> 14)) & SIMD2(repeating: 0x0000_CCCC_0000_CCCC)
        matrix ^= exchanged ^ (exchanged &<< 14)
        exchanged = (matrix ^ (matrix &>> 28)) & SIMD2(repeating: 0x0000_0000_F0F0_F0F0)
        matrix ^= exchanged ^ (exchanged &<< 28)
        // The lower eight bits of each quarter stand in one half, the upper eight in the other.
        let halves = unsafeBitCast(matrix, to: SIMD16<UInt8>.self)
        var mixed = SIMD16<UInt8>()
        mixed.evenHalf = halves.lowHalf
        mixed.oddHalf = halves.highHalf
        let quarters = unsafeBitCast(mixed, to: SIMD2<UInt64>.self)
        return (quarters[0], quarters[1])
    }
}
