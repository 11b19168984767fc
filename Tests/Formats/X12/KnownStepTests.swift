// Steps that were remembered lead where the guide's do.

import Parsing
import Testing

@testable import X12

@Suite struct KnownStepTests {
    private func key(_ text: String) -> SegmentKey {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0x31, count: 8)
        let marks = bytes.indices.filter { bytes[$0] == 0x2A || bytes[$0] == 0x7E }
        return SegmentKey(EightBytes.load(bytes.span.bytes, 0), tagLength: marks[0], firstEnd: marks[1])
    }

    @Test("A key holds the tag, and the first element where there is room for it")
    func keys() {
        #expect(key("DTM*472*20260114~").word == key("DTM*472*20251231~").word)
        #expect(key("DTM*472*20260114~").word != key("DTM*232*20260114~").word)
        #expect(key("LQ*HE*M1~").word != key("LQ*RX*M1~").word)
        #expect(key("LX*1~").word != key("LX*1*2~").word)
        #expect(key("CLP*PCN1*1~").word == key("CLP*ANOTHER*1~").word)
        #expect(key("CLP*PCN1*1~").holdsFirst == false && key("CLP*PCN*1~").holdsFirst)
        #expect(key("SVC*HC:99213*1~").word != key("SVC**1~").word)
    }

    @Test("A step that is worked out says what the flat rows say", arguments: GuideCatalogue.all.indices)
    func steps(index: Int) throws {
        let guide = GuideCatalogue.all[index]
        let flat = FlatGuide(guide)
        let codes = ["QC", "472", "CO", "ZZZ", "1"] + (guide.table.set == "835" ? ["B6", "6R", "HE"] : ["IV", "PE"])
        var wrong = 0
        for slot in guide.slots.indices {
            for tag in Set(guide.slots.map(\.tag)) where tag.text.count > 1 {
                let step = flat.step(from: slot, to: tag)
                for code in codes {
                    let first = AdjustmentReasons.pack(code)
                    let known = KnownStep(key("\(tag.text)*\(code)*1~"), tag, first: first, from: slot, step, in: flat)
                    guard let known else {
                        wrong += step.isPlain ? 1 : 0
                        continue
                    }
                    let (variant, isKnown) = flat.variant(at: step, qualifier: first)
                    let number = Int(step.firstVariant) + variant
                    let row = flat.variants[number]
                    let isListed = !row.isUnchecked && row.elementCount > 0 && isFirstListed(row, first, flat)
                    let isSame =
                        Int(known.variant) == number && known.slot == step.slot && known.kind == step.kind
                        && known.isFirstKnown == (isKnown || isListed) && known.maximum == row.maximum
                        && known.pending == step.requiredMask & ~(1 << UInt32(variant)) && step.isPlain
                        && (known.sight == .rows || known.sight == row.sight)
                    wrong += isSame ? 0 : 1
                }
                let long = KnownStep(key("\(tag.text)*ABCDEFGH*1~"), tag, first: 0, from: slot, step, in: flat)
                wrong += (long == nil) == (!step.isPlain || step.hasQualifiers) ? 0 : 1
            }
        }
        #expect(wrong == 0)
    }

    private func isFirstListed(_ row: FlatVariant, _ first: UInt64, _ flat: FlatGuide) -> Bool {
        let rule = flat.rules[Int(row.elements)]
        return rule.check == .listed && flat.lists(rule, first)
    }

    @Test("The guide of claims has segments that are checked in straight code")
    func sights() {
        let guide = GuideCatalogue.all.first { $0.table.set == "835" && $0.version.hasPrefix("005010X221") }
        let flat = guide.map { FlatGuide($0) }
        let sights = flat.map { flat in
            Set(flat.guide.slots.flatMap { slot in slot.variants.range.map { flat.variants[$0].sight } })
        }
        #expect(sights == [.rows, .text, .day, .amount, .adjustments, .service, .name])
    }

    @Test("Interchanges with other delimiters do not share keys")
    func delimiters() throws {
        let usual = Fixtures.text(Fixtures.file)
        let other = String(usual.map { $0 == "*" ? "|" : $0 == "~" ? "!" : $0 })
        let alone = try Fixtures.read(usual)
        let together = try Fixtures.read(usual + other + usual)
        let payments = together.summary.transactions.map(\.payment?.paid)
        #expect(payments == Array(repeating: alone.firstPayment?.paid, count: 3))
    }

    @Test("Line breaks behind terminators change places only", arguments: ["\n", "\r\n", "\n\n", "\n "])
    func lineBreaks(lineBreak: String) throws {
        let plain = try Fixtures.read(Fixtures.text(Fixtures.file, lineBreak: ""))
        let broken = try Fixtures.read(Fixtures.text(Fixtures.file, lineBreak: lineBreak))
        let layout = Set(broken.allCodes).subtracting(plain.allCodes)
        #expect(layout.isEmpty == (lineBreak == "\n" || lineBreak == "\r\n"))
        #expect(broken.firstPayment?.paid == plain.firstPayment?.paid)
        #expect(broken.firstPayment?.claimAdjustments == plain.firstPayment?.claimAdjustments)
        // Wherever the pieces of the file end, the same is found at the same places.
        let text = Fixtures.text(Fixtures.file, lineBreak: lineBreak)
        let places = broken.findings.kept.map(\.location)
        for pieceSize in [1, 7, 64, 200] {
            #expect(try Fixtures.read(text, pieceSize: pieceSize).findings.kept.map(\.location) == places)
        }
    }
}
