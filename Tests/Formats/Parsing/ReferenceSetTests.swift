import Parsing
import Testing

@Suite struct ReferenceSetTests {
    private func hash(_ number: Int) -> UInt64 {
        var value = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 32
        return value &* 0xD6E8_FEB8_6659_FD93
    }

    @Test func sightingsTellWhatCameBefore() {
        var set = ReferenceSet(limit: 100_000)
        for number in 0..<20_000 { #expect(set.insert(hash(number), mark: 1) == .first) }
        #expect(set.count == 20_000)
        for number in stride(from: 0, to: 20_000, by: 7) {
            #expect(set.insert(hash(number), mark: 1) == .repeatedAlike)
            #expect(set.insert(hash(number), mark: 2) == .repeatedOtherwise)
        }
        #expect(set.count == 20_000)
    }

    @Test func aHashOfZeroIsAHash() {
        var set = ReferenceSet(limit: 10)
        #expect(set.insert(0, mark: 0) == .first)
        #expect(set.insert(0, mark: 0) == .repeatedAlike)
    }

    @Test func hashesOfOneTableAreKeptApart() {
        var set = ReferenceSet(limit: 10_000)
        for number in 0..<2000 { #expect(set.insert(UInt64(number) << 9, mark: 0) == .first) }
        for number in 0..<2000 { #expect(set.insert(UInt64(number) << 9, mark: 0) == .repeatedAlike) }
    }

    @Test func whatIsFullSaysNothing() {
        var set = ReferenceSet(limit: 2)
        _ = set.insert(hash(1), mark: 0)
        _ = set.insert(hash(2), mark: 0)
        #expect(set.isFull)
        #expect(set.insert(hash(1), mark: 0) == .first)
        #expect(set.count == 2)
    }
}
