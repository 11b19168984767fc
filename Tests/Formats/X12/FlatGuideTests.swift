// The flat rows of a guide say what the guide says.

import Testing

@testable import X12

@Suite struct FlatGuideTests {
    /// What a code means, looked for in the guide's list one after the other.
    private func variant(of slot: Int, qualifier: UInt64, in guide: Guide) -> (variant: Int, isFirstKnown: Bool) {
        let entry = guide.qualified[guide.slots[slot].qualified.range].first { $0.code == qualifier }
        return (entry.map { Int($0.variant) } ?? 0, entry?.isChecked ?? false)
    }

    @Test("A code table finds each code of its list and no other")
    func tables() {
        for count in [1, 2, 3, 10, 72, 300] {
            var row: [UInt64] = [0, 0, 0]
            let codes = (0..<count).map { AdjustmentReasons.pack("\($0 * 37 + 11)") }
            let table = CodeTable.lay(codes + codes.prefix(2), code: { $0 }, into: &row)
            #expect(codes.allSatisfy { row[table.place(of: $0)] == $0 })
            let others = (0..<5_000).map { AdjustmentReasons.pack("X\($0)") } + [0, .max]
            #expect(others.allSatisfy { row[table.place(of: $0)] != $0 })
        }
    }

    @Test("Rules list what the guide's lists hold", arguments: GuideCatalogue.all.indices)
    func lists(index: Int) {
        let guide = GuideCatalogue.all[index]
        let flat = FlatGuide(guide)
        let codes = Set(guide.codes).union([0, .max, AdjustmentReasons.pack("ZZZZ")])
        for (number, rule) in guide.rules.enumerated() where rule.hasCodes {
            let row = flat.rules[number]
            #expect(codes.allSatisfy { flat.lists(row, $0) == guide.contains(rule.codes, $0) })
        }
    }

    @Test("Steps lead where the guide's do, and tell the variants apart alike", arguments: GuideCatalogue.all.indices)
    func steps(index: Int) {
        let guide = GuideCatalogue.all[index]
        let flat = FlatGuide(guide)
        let tags = Set(guide.slots.map(\.tag)).union([SegmentTag(text: "ZZZ"), SegmentTag(code: 0), .se, .isa])
        let codes = Set(guide.qualified.map(\.code)).union([0])
        var wrong = 0
        for slot in guide.slots.indices {
            for tag in tags {
                let step = flat.step(from: slot, to: tag)
                let number = guide.tagIndex(tag)
                let cell = number < 0 ? Stretch.none : guide.cell(from: slot, tagIndex: number)
                guard cell.count > 0 else {
                    wrong += step.isPlain ? 1 : 0
                    continue
                }
                let first = guide.steps[Int(cell.start)]
                let isPlain = first.missing.count == 0 && tag != .n1 && !tag.isControl
                if step.slot != first.slot || step.kind != first.kind || step.isPlain != isPlain { wrong += 1 }
                let differing = codes.first { code in
                    let told = flat.variant(at: step, qualifier: code)
                    let expected = variant(of: Int(first.slot), qualifier: code, in: guide)
                    return told.variant != expected.variant || told.isFirstKnown != expected.isFirstKnown
                }
                wrong += differing == nil ? 0 : 1
            }
        }
        #expect(wrong == 0)
    }
}
