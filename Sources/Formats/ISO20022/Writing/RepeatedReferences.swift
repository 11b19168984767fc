// Whether references of an order repeat, in a dozen bytes for each: hashes first, and the texts themselves only of those
// whose hashes met, on a second walk.
// Relies on Parsing's ReferenceSet.

import Parsing

/// Finds references that stand twice among millions, exactly.
struct RepeatedReferences {
    private var seen = ReferenceSet(limit: 1 << 24)
    private var suspects: Set<UInt64> = []
    private var exact: Set<String> = []

    var hasSuspects: Bool { !suspects.isEmpty }

    /// First walk.
    mutating func note(_ text: String) {
        let hash = RepeatedReferences.hash(text)
        if seen.insert(hash, mark: 0) != .first { suspects.insert(hash >> 8) }
    }

    /// Second walk: whether this text came before.
    mutating func isRepeated(_ text: String) -> Bool {
        guard suspects.contains(RepeatedReferences.hash(text) >> 8) else { return false }
        return !exact.insert(text).inserted
    }

    /// FNV-1a with a last mixing; the set keeps the upper 56 bits.
    static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return hash ^ (hash >> 29)
    }
}
