// Works out where each tag leads from each place of a guide's table, and which required segments are missing on the way.

struct GuidePaths {
    /// A step before it is laid out flat.
    struct Path {
        let slot: Int
        let kind: GuideStep.Kind
        let missing: [Int]
    }

    let table: GuideTable

    /// All places that a tag may take after a slot, the nearest first.
    func steps(from slot: Int, to tag: SegmentTag) -> [Path] {
        var found: [Path] = []
        // The first segment of a loop cannot come again in it: it begins the loop's next repeat.
        let own = table.slots[slot].loop
        let beginsLoop = own != 0 && table.firstSlot(of: own) == slot
        if table.slots[slot].tag == tag, !beginsLoop { found.append(Path(slot: slot, kind: .inLoop, missing: [])) }
        var missing: [Int] = []
        var loop = own
        var after = index(ofSlot: slot, in: loop) + 1
        while true {
            for item in table.loops[loop].items.dropFirst(after) { visit(item, tag, &found, &missing) }
            guard let parent = table.loops[loop].parent else { return found }
            if let first = table.firstSlot(of: loop), table.slots[first].tag == tag {
                found.append(Path(slot: first, kind: .again, missing: missing))
            }
            after = index(ofLoop: loop, in: parent) + 1
            loop = parent
        }
    }

    private func visit(_ item: LoopItem, _ tag: SegmentTag, _ found: inout [Path], _ missing: inout [Int]) {
        switch item {
        case .slot(let next):
            if table.slots[next].tag == tag { found.append(Path(slot: next, kind: .inLoop, missing: missing)) }
            if table.slots[next].isRequired { missing.append(next) }
        case .loop(let next):
            guard let first = table.firstSlot(of: next) else { return }
            if table.slots[first].tag == tag { found.append(Path(slot: first, kind: .enter, missing: missing)) }
            if table.loops[next].isRequired { missing.append(first) }
        }
    }

    func missingAtEnd(from slot: Int) -> [Int] {
        var found: [Path] = []
        var missing: [Int] = []
        var loop = table.slots[slot].loop
        var after = index(ofSlot: slot, in: loop) + 1
        while true {
            for item in table.loops[loop].items.dropFirst(after) {
                visit(item, SegmentTag(code: 0), &found, &missing)
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
