// Remembers fingerprints in a fixed amount of memory, to notice entries and batches that stand twice in a file.
// It forgets the older of two that fall into one place: a repetition far behind may be missed, none is invented.
// The memory stays small enough for the processor's first cache, because every entry looks into it.

struct RepetitionFilter {
    private static let size = 1 << 12
    private var places: [UInt64] = []

    /// Whether the fingerprint was seen and not yet forgotten; remembers it.
    @inline(__always)
    mutating func hasSeen(_ fingerprint: UInt64) -> Bool {
        if places.isEmpty { places = [UInt64](repeating: 0, count: RepetitionFilter.size) }
        let place = Int(truncatingIfNeeded: fingerprint &>> 52)
        let found = places[place] == fingerprint
        places[place] = fingerprint
        return found
    }

    /// Mixes a word into a fingerprint (multiply and fold). The seed is multiplied first, so that two words of one mix do
    /// not cancel.
    @inline(__always)
    static func mix(_ seed: UInt64, _ word: UInt64) -> UInt64 {
        let product = ((seed &* 0xD6E8_FEB8_6659_FD93) ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
