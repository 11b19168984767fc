// Whether a reference came before in a document, in eight bytes for each reference.
// Relies on nothing; the caller hashes. Bounded: beyond its limit it says nothing more.

/// What is known of a reference that came before.
public enum ReferenceSighting: Sendable {
    case first, repeatedAlike, repeatedOtherwise
}

/// A set of 56-bit hashes, each with a byte about what it stood for: to see whether a reference came before, in ten to
/// thirteen bytes for each. It is made of many small tables that grow one at a time, so that growing takes no memory to
/// speak of beside it.
public struct ReferenceSet: Sendable {
    private struct Table: Sendable {
        var slots: [UInt64] = []
        var count = 0
    }

    private static let tableBits: UInt64 = 6
    private var tables = [Table](repeating: Table(), count: 1 << ReferenceSet.tableBits)
    public private(set) var count = 0
    /// Hashes that it takes at most.
    public let limit: Int
    public var isFull: Bool { count >= limit }

    public init(limit: Int) { self.limit = limit }

    /// Whether the hash is new, and if not whether its byte is the same. Does nothing once the set is full.
    public mutating func insert(_ hash: UInt64, mark: UInt8) -> ReferenceSighting {
        if isFull { return .first }
        let table = Int(truncatingIfNeeded: hash >> (64 - ReferenceSet.tableBits))
        if (tables[table].count + 1) * 5 > tables[table].slots.count * 4 { ReferenceSet.grow(&tables[table].slots) }
        let sighting = ReferenceSet.place((hash | 0x100) & ~0xFF | UInt64(mark), in: &tables[table].slots)
        if sighting == .first {
            tables[table].count += 1
            count += 1
        }
        return sighting
    }

    private static func place(_ hash: UInt64, in slots: inout [UInt64]) -> ReferenceSighting {
        // 32 bits below those that chose the table, scaled to the table's size.
        let part = (hash >> (32 - tableBits)) & 0xFFFF_FFFF
        var slot = Int(truncatingIfNeeded: (part &* UInt64(truncatingIfNeeded: slots.count)) >> 32)
        while slots[slot] != 0 {
            if slots[slot] >> 8 == hash >> 8 { return slots[slot] == hash ? .repeatedAlike : .repeatedOtherwise }
            slot += 1
            if slot == slots.count { slot = 0 }
        }
        slots[slot] = hash
        return .first
    }

    private static func grow(_ slots: inout [UInt64]) {
        var larger = [UInt64](repeating: 0, count: max(16, slots.count + slots.count / 4))
        for hash in slots where hash != 0 { _ = place(hash, in: &larger) }
        slots = larger
    }
}
