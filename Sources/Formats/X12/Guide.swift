// A guide ready for the walk: from each place in the table, where each tag leads and what is missing on the way.
// Relies on GuideTable. Built once per guide; looking up a step is one array access.

/// A place that a segment may take.
struct GuideStep: Sendable {
    enum Kind: UInt8, Sendable {
        /// Further on, or again, in the same loop.
        case inLoop
        /// The first segment of a loop that is entered.
        case enter
        /// The first segment of a loop that is repeated.
        case again
    }
    let slot: Int
    let kind: Kind
    /// Required slots that the step passes over.
    let missing: [Int]
}

/// One implementation guide, and how the reader finds its way in it.
final class Guide: Sendable {
    let table: GuideTable
    /// Which GS08 or ST03 this guide answers to.
    let version: String
    private let tags: [SegmentTag]
    /// `tagIndex` by hash of the tag; -1 where there is none.
    private let buckets: [Int16]
    /// Steps by slot and tag, in the order in which they are tried.
    private let steps: [[GuideStep]]
    /// What is missing when the set ends at a slot.
    let missingAtEnd: [[Int]]

    init(version: String, table: GuideTable) {
        self.version = version
        self.table = table
        var tags: [SegmentTag] = []
        for slot in table.slots where !tags.contains(slot.tag) { tags.append(slot.tag) }
        self.tags = tags
        var buckets = [Int16](repeating: -1, count: 256)
        for (index, tag) in tags.enumerated() {
            var at = Guide.hash(tag)
            while buckets[at] >= 0 { at = (at + 1) & 255 }
            buckets[at] = Int16(truncatingIfNeeded: index)
        }
        self.buckets = buckets
        let path = GuidePaths(table: table)
        steps = table.slots.indices.flatMap { slot in tags.map { path.steps(from: slot, to: $0) } }
        missingAtEnd = table.slots.indices.map { path.missingAtEnd(from: $0) }
    }

    /// Number of the tag among this guide's tags; -1 for a tag that it does not have.
    @inline(__always)
    func tagIndex(_ tag: SegmentTag) -> Int {
        var at = Guide.hash(tag)
        while true {
            let index = Int(buckets[at])
            if index < 0 || tags[index] == tag { return index }
            at = (at &+ 1) & 255
        }
    }

    @inline(__always)
    func steps(from slot: Int, tagIndex: Int) -> [GuideStep] { steps[slot &* tags.count &+ tagIndex] }

    /// The slot of a tag that is nearest to the beginning of a loop, going outwards; for wrong sequence.
    func hasSlot(tag: SegmentTag, inLoop loop: Int) -> Bool {
        table.slots.contains { $0.tag == tag && $0.loop == loop }
    }

    @inline(__always)
    private static func hash(_ tag: SegmentTag) -> Int { Int((tag.code &* 2_654_435_769) >> 24) }
}

/// Works out the steps of a guide.
private struct GuidePaths {
    let table: GuideTable

    func steps(from slot: Int, to tag: SegmentTag) -> [GuideStep] {
        var found: [GuideStep] = []
        // The first segment of a loop cannot come again in it: it begins the loop's next repeat.
        let own = table.slots[slot].loop
        let beginsLoop = own != 0 && table.firstSlot(of: own) == slot
        if table.slots[slot].tag == tag, !beginsLoop { found.append(GuideStep(slot: slot, kind: .inLoop, missing: [])) }
        var missing: [Int] = []
        var loop = table.slots[slot].loop
        var after = index(ofSlot: slot, in: loop) + 1
        while true {
            for item in table.loops[loop].items.dropFirst(after) {
                switch item {
                case .slot(let next):
                    if table.slots[next].tag == tag {
                        found.append(GuideStep(slot: next, kind: .inLoop, missing: missing))
                    }
                    if table.slots[next].isRequired { missing.append(next) }
                case .loop(let next):
                    guard let first = table.firstSlot(of: next) else { continue }
                    if table.slots[first].tag == tag {
                        found.append(GuideStep(slot: first, kind: .enter, missing: missing))
                    }
                    if table.loops[next].isRequired { missing.append(first) }
                }
            }
            guard let parent = table.loops[loop].parent else { return found }
            if let first = table.firstSlot(of: loop), table.slots[first].tag == tag {
                found.append(GuideStep(slot: first, kind: .again, missing: missing))
            }
            after = index(ofLoop: loop, in: parent) + 1
            loop = parent
        }
    }

    func missingAtEnd(from slot: Int) -> [Int] {
        var missing: [Int] = []
        var loop = table.slots[slot].loop
        var after = index(ofSlot: slot, in: loop) + 1
        while true {
            for item in table.loops[loop].items.dropFirst(after) {
                switch item {
                case .slot(let next): if table.slots[next].isRequired { missing.append(next) }
                case .loop(let next):
                    if table.loops[next].isRequired, let first = table.firstSlot(of: next) { missing.append(first) }
                }
            }
            guard let parent = table.loops[loop].parent else { return missing }
            after = index(ofLoop: loop, in: parent) + 1
            loop = parent
        }
    }

    private func index(ofSlot slot: Int, in loop: Int) -> Int {
        table.loops[loop].items.firstIndex { if case .slot(slot) = $0 { true } else { false } } ?? 0
    }

    private func index(ofLoop child: Int, in loop: Int) -> Int {
        table.loops[loop].items.firstIndex { if case .loop(child) = $0 { true } else { false } } ?? 0
    }
}
