import Parsing
import Testing

/// What a set of references says by its marks and at its bounds.
@Suite struct ReferenceMarkTests {
    /// Spreads numbers over 64 bits.
    static func hash(_ number: Int) -> UInt64 {
        var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 31
        return mixed &* 0xBF58_476D_1CE4_E5B9
    }

    @Test func tellsWhatCameBefore() {
        var set = ReferenceSet(limit: 100)
        #expect(set.insert(Self.hash(1), mark: 7) == .first)
        #expect(set.insert(Self.hash(2), mark: 7) == .first)
        #expect(set.insert(Self.hash(1), mark: 7) == .repeatedAlike)
        #expect(set.insert(Self.hash(1), mark: 8) == .repeatedOtherwise)
        #expect(set.count == 2)
    }

    @Test func marksOutliveGrowth() {
        var set = ReferenceSet(limit: 1 << 20)
        for number in 0..<5000 {
            #expect(set.insert(Self.hash(number), mark: UInt8(truncatingIfNeeded: number)) == .first)
        }
        #expect(set.count == 5000)
        for number in 0..<5000 {
            #expect(set.insert(Self.hash(number), mark: UInt8(truncatingIfNeeded: number)) == .repeatedAlike)
        }
        #expect(set.count == 5000)
    }

    /// A hash of zero is a reference like any other, with any mark.
    @Test func zeroIsAReference() {
        var set = ReferenceSet(limit: 10)
        #expect(set.insert(0, mark: 0) == .first)
        #expect(set.insert(0, mark: 0) == .repeatedAlike)
        #expect(set.insert(0, mark: 1) == .repeatedOtherwise)
    }

    /// The lowest eight bits are the mark's: hashes that differ only there are one.
    @Test func theLowestByteIsTheMark() {
        var set = ReferenceSet(limit: 10)
        _ = set.insert(0xABCD_0100, mark: 1)
        #expect(set.insert(0xABCD_01FF, mark: 1) == .repeatedAlike)
        #expect(set.insert(0xABCE_0100, mark: 1) == .first)
    }

    @Test func beyondItsLimitItSaysNothing() {
        var set = ReferenceSet(limit: 3)
        for number in 0..<3 { _ = set.insert(Self.hash(number), mark: 0) }
        #expect(set.isFull && set.count == 3)
        #expect(set.insert(Self.hash(0), mark: 0) == .first)
        #expect(set.insert(Self.hash(9), mark: 0) == .first)
        #expect(set.count == 3)
    }

    @Test func aLimitOfNoneIsFullFromTheStart() {
        var set = ReferenceSet(limit: 0)
        #expect(set.isFull && set.insert(1 << 40, mark: 0) == .first && set.count == 0)
    }
}
