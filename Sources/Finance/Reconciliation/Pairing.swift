// Uniqueness both ways: the one rule by which candidates become pairs.

/// Lefts and rights (by position in their lists) that could belong together.
struct Pairing {
    /// Pairs in which each side is the other's only candidate, in the order of the lefts.
    private(set) var pairs: [(left: Int, right: Int)] = []
    /// Lefts that have candidates but no pair, each with its candidates.
    private(set) var ties: [(left: Int, rights: [Int])] = []
    /// How many lefts each right could belong to.
    private(set) var rivals: [Int: Int] = [:]

    /// - Parameter candidates: by left, ascending; a left without candidates may be left out.
    init(_ candidates: [(left: Int, rights: [Int])]) {
        for (_, rights) in candidates { for right in rights { rivals[right, default: 0] += 1 } }
        for (left, rights) in candidates where !rights.isEmpty {
            if rights.count == 1, let right = rights.first, rivals[right] == 1 {
                pairs.append((left, right))
            } else {
                ties.append((left, rights))
            }
        }
    }
}
