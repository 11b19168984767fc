// Whether a reference came before in a document, in eight bytes for each reference.
// Relies on nothing; the caller hashes. Bounded: beyond its limit it says nothing more.

/// What is known of a reference that came before.
public enum ReferenceSighting: Sendable {
    case first, repeatedAlike, repeatedOtherwise
}

/// A set of 56-bit hashes in one flat table, each with a byte about what it stood for: to see whether a reference came
/// before, in eight bytes for each.
public struct ReferenceSet: Sendable {
    private var slots: [UInt64] = []
    public private(set) var count = 0
    /// Hashes that it takes at most.
    public let limit: Int
    public var isFull: Bool { count >= limit }

    public init(limit: Int) { self.limit = limit }

    /// Whether the hash is new, and if not whether its byte is the same. Does nothing once the set is full.
    public mutating func insert(_ hash: UInt64, mark: UInt8) -> ReferenceSighting {
        if isFull { return .first }
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let sighting = ReferenceSet.place((hash | 0x100) & ~0xFF | UInt64(mark), in: &slots)
        if sighting == .first { count += 1 }
        return sighting
    }

    private static func place(_ hash: UInt64, in slots: inout [UInt64]) -> ReferenceSighting {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 9) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 8 == hash >> 8 { return slots[slot] == hash ? .repeatedAlike : .repeatedOtherwise }
            slot = (slot + 1) & mask
        }
        slots[slot] = hash
        return .first
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: max(1024, slots.count * 2))
        for hash in slots where hash != 0 { _ = ReferenceSet.place(hash, in: &larger) }
        slots = larger
    }
}
