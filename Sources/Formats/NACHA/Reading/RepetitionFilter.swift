// Remembers fingerprints in a bounded amount of memory, to notice entries and batches that stand twice in a file.
// It forgets the oldest of those that fall into one place: a repetition very far behind may be missed, none is invented.

/// Fingerprints in places of four. Traces ascend, so a place chosen by the trace's own low bits lies beside that of the entry
/// before: the table may be larger than the processor's first cache and is still read in order.
struct RepetitionFilter {
    /// Fingerprints in one place.
    static let ways = 4
    /// Places at first and at most: 2 KiB, 2 MiB.
    private static let fewest = 1 << 6
    private static let most = 1 << 16

    private(set) var table: [UInt64] = []
    /// Places less one.
    private(set) var mask = -1

    /// Makes room for so many fingerprints in all, as far as the bound allows.
    mutating func makeRoom(for count: Int) {
        if count <= mask { return }
        var places = max(mask + 1, RepetitionFilter.fewest)
        while places < RepetitionFilter.most && places <= count { places *= 8 }
        places = min(places, RepetitionFilter.most)
        if places - 1 != mask { grow(to: places) }
    }

    /// Whether the fingerprint was seen and not yet forgotten; remembers it. `way` says which of the four it may overwrite:
    /// the batch's number, so that batches with the same trace numbers do not push each other out at once.
    mutating func hasSeen(_ fingerprint: UInt64, way: Int) -> Bool {
        let mask = mask
        var places = table.mutableSpan
        return RepetitionFilter.hasSeen(fingerprint, way: way, mask: mask, in: &places)
    }

    /// The table, lent out for a run of look-ups and given back after it.
    mutating func lend() -> [UInt64] {
        let lent = table
        table = []
        return lent
    }

    mutating func takeBack(_ lent: [UInt64]) { table = lent }

    /// The look-up itself, in a table that was lent out.
    @inline(__always)
    static func hasSeen(
        _ fingerprint: UInt64, way: Int, mask: Int, in places: inout MutableSpan<UInt64>
    ) -> Bool {
        let place = place(of: fingerprint, mask)
        guard place >= 0, place &+ ways <= places.count else { return false }
        // The check above holds for all four.
        let found =
            places[unchecked: place] == fingerprint || places[unchecked: place &+ 1] == fingerprint
            || places[unchecked: place &+ 2] == fingerprint || places[unchecked: place &+ 3] == fingerprint
        places[unchecked: place &+ (way & 3)] = fingerprint
        return found
    }

    @inline(__always)
    static func place(of fingerprint: UInt64, _ mask: Int) -> Int {
        (Int(truncatingIfNeeded: fingerprint & 0xFFFF) & mask) &* ways
    }

    private mutating func grow(to places: Int) {
        var larger = [UInt64](repeating: 0, count: places * RepetitionFilter.ways)
        for (index, fingerprint) in table.enumerated() where fingerprint != 0 {
            larger[RepetitionFilter.place(of: fingerprint, places - 1) + index % RepetitionFilter.ways] = fingerprint
        }
        table = larger
        mask = places - 1
    }

    /// An entry's fingerprint: its low 16 bits are those of its trace number, the others mix all that tells it from others.
    /// `account` are the 17 characters of the account number as three overlapping words.
    @inline(__always)
    static func fingerprint(
        seed: UInt64, trace: Int64, amount: Int64, receiver: UInt64, account: (UInt64, UInt64, UInt64)
    ) -> UInt64 {
        let trace = UInt64(bitPattern: trace)
        var mixed = (trace ^ seed) &* 0xD6E8_FEB8_6659_FD93
        mixed = mixed &+ (UInt64(bitPattern: amount) ^ receiver) &* 0x9E37_79B9_7F4A_7C15
        mixed = mixed &+ account.0 &* 0x9FB2_1C65_1E98_DF25 &+ account.1 &* 0xC2B2_AE3D_27D4_EB4F
        mixed = mixed &+ (account.2 &>> 56) &* 0x1656_67B1_9E37_79F9
        mixed = (mixed ^ (mixed &>> 29)) &* 0xBF58_476D_1CE4_E5B9
        return (mixed & ~0xFFFF) | ((trace &+ seed) & 0xFFFF)
    }

    /// Mixes a word into a fingerprint (multiply and fold). The seed is multiplied first, so that two words of one mix do
    /// not cancel.
    @inline(__always)
    static func mix(_ seed: UInt64, _ word: UInt64) -> UInt64 {
        let product = ((seed &* 0xD6E8_FEB8_6659_FD93) ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
