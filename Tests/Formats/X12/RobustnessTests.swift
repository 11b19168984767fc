// Whatever the bytes and however they are cut: no trap, the same result, and the same bytes when written again.

import Parsing
import Testing

@testable import X12

/// A small generator of numbers, the same for the same seed.
private struct Seeded {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, bound)
    }
}

private func rewritten(_ bytes: [UInt8], pieceSize: Int) throws -> [UInt8] {
    var rewriter = X12Rewriter()
    var output: [UInt8] = []
    let source = MemoryByteSource(bytes, pieceSize: pieceSize)
    try source.forEachPiece { output += rewriter.rewrite($0) }
    return output + rewriter.finish()
}

struct RobustnessTests {
    private let claim = Array(Fixtures.text(Fixtures.file).utf8)
    private let order = Array(Fixtures.text(Fixtures.orderFile, lineBreak: "").utf8)

    @Test("A piece of any size gives the same result", arguments: [1, 2, 3, 7, 64, 107, 1000])
    func pieces(size: Int) throws {
        for bytes in [claim, order] {
            let whole = try Fixtures.read(bytes)
            let cut = try Fixtures.read(bytes, pieceSize: size)
            #expect(cut.summary == whole.summary && cut.findings.kept == whole.findings.kept)
            #expect(cut.interchanges == whole.interchanges)
        }
    }

    @Test("Cut at every byte: rejected, or complete but for the last line break")
    func truncations() throws {
        for bytes in [claim, order] {
            for end in 0..<bytes.count {
                let document = try Fixtures.read(Array(bytes[..<end]), pieceSize: 512)
                if end < bytes.count - 3 { #expect(document.verdict == .rejected, "cut at \(end)") }
            }
        }
    }

    @Test("Ten thousand flipped bytes: no trap")
    func flips() throws {
        var random = Seeded(state: 12)
        var rejected = 0
        for round in 0..<10_000 {
            var bytes = round % 2 == 0 ? claim : order
            for _ in 0...random.next(3) { bytes[random.next(bytes.count)] = UInt8(random.next(256)) }
            if try Fixtures.read(bytes, pieceSize: 1 + random.next(700)).verdict == .rejected { rejected += 1 }
        }
        #expect(rejected > 5_000)
    }

    @Test("Details of a thousand damaged files: no trap, whatever is asked of them")
    func damagedDetails() throws {
        var random = Seeded(state: 77)
        var options = X12Reader.Options()
        options.collectsEvents = true
        options.collectsDetails = true
        var asked = 0
        for round in 0..<1_000 {
            var bytes = round % 2 == 0 ? claim : order
            for _ in 0...random.next(3) { bytes[random.next(bytes.count)] = UInt8(random.next(256)) }
            var reader = X12Reader(options: options)
            reader.read(bytes.span.bytes)
            _ = reader.finish()
            reader.drainEvents { asked += Self.askAll($0) }
        }
        #expect(asked > 1_000)
    }

    /// Asks an event for everything by name; how much there was.
    private static func askAll(_ event: X12Event) -> Int {
        switch event {
        case .transactionBegan(let payment), .transactionEnded(let payment):
            let detail = payment.detail
            return (detail?.parties.map { $0.contacts.count + $0.addressLines.count + $0.name.count }.reduce(0, +) ?? 0)
                + (detail?.dates.compactMap(\.day).count ?? 0) + payment.forwardBalances.count
                + payment.providerAdjustments.count
        case .claim(let claim):
            guard let detail = claim.detail else { return 0 }
            let services = detail.services.map {
                $0.adjustments.count + $0.remarks.compactMap(\.listed).count
                    + ($0.service?.procedure.modifiers.count ?? 0) + ($0.service?.billedProcedure?.code.count ?? 0)
            }
            return services.reduce(0, +) + detail.names.compactMap(\.role).count
                + detail.adjustments.compactMap(\.listed).count + (detail.inpatient?.remarks.count ?? 0)
                + detail.amounts.compactMap(\.hundredths).count
        case .item(let item):
            guard let detail = item.detail else { return 0 }
            return detail.dates.compactMap(\.period).count + detail.adjustments.compactMap(\.hundredths).count
                + detail.invoiceLines.map(\.products.count).reduce(0, +)
                + detail.subLines.map(\.unit.count).reduce(0, +)
        }
    }

    @Test("NULs, one character, endless segments, endless elements: no trap, no interchange")
    func oddities() throws {
        #expect(try Fixtures.read([UInt8](repeating: 0, count: 300_000)).verdict == .rejected)
        #expect(try Fixtures.read([UInt8](repeating: 0x49, count: 300_000)).verdict == .rejected)
        #expect(try Fixtures.read([UInt8](repeating: 0x2A, count: 300_000)).verdict == .rejected)
        let header = Array((Fixtures.isa() + "~").utf8)
        let long = try Fixtures.read(header + [UInt8](repeating: 0x41, count: 200_000) + [0x7E])
        #expect(long.codes.contains("segment.too-long") && long.findings.counts["x12.segment.too-long"] == 1)
        #expect(try Fixtures.read(header + [UInt8](repeating: 0x2A, count: 9_000) + [0x7E]).verdict == .rejected)
        #expect(try Fixtures.read(header + [UInt8](repeating: 0x7E, count: 9_000)).verdict == .rejected)
    }

    @Test("Written again, the same bytes", arguments: [1, 5, 50, 70_000])
    func rewrite(size: Int) throws {
        let twice = claim + order + Array("\r\n\r\n".utf8) + claim
        for bytes in [claim, order, twice, Array("prose".utf8), claim + [0x1A]] {
            #expect(try rewritten(bytes, pieceSize: size) == bytes)
        }
    }
}
