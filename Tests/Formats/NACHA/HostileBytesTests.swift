// Whatever the bytes, a file ends in findings and never in a trap.

import Parsing
import Testing

@testable import NACHA

/// A small seeded generator (SplitMix64), so that a failure can be played again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite struct HostileBytesTests {
    static let international = [
        Fixture.header,
        "5220                FF3               US123456789 IATTRADEPAYMTCADUSD260115   1071000280000001",
        "6220710002880007             0000100000123456789                              1071000280000001",
        "710ANN000000000000100000928383-23938          EXAMPLE RECEIVER                         0000001",
        "799R01071000280000001      07100028                                            071000280000001",
        "822000000300071000280000000000000000000100000                                  071000280000001",
        "9000001000001000000030007100028000000000000000000100000",
    ]

    /// Keeps records and asks for everything they hold.
    private struct CuriousHandler: NACHAHandler {
        var keepsRecords: Bool { true }
        var keepsAccounts: Bool { true }
        var seen = 0
        mutating func entries(_ rows: NACHAEntryRows) {
            for entry in rows.entries {
                seen += rows.addenda(of: entry).count + rows.paymentInformation(of: entry).count
                seen += (rows.record(of: entry)?[EntryFields.name] ?? "").count + (entry.reasonCode ?? "").count
                seen += rows.findings(of: entry).count
                seen += Self.curious(rows.returnDetail(of: entry))
                seen += entry.traceNumber.count + (entry.isPrenote ? 1 : 0) + (entry.signedAmount < 0 ? 1 : 0)
            }
        }

        private static func curious(_ detail: NACHAReturnDetail?) -> Int {
            switch detail {
            case .returned(let value): (value.originalAmount == nil ? 1 : 0) + value.information.count
            case .dishonored(let value): value.wrongFields.count + (value.returnSettlementDay ?? 0)
            case .contested(let value): value.dishonoredCode.count + (value.originalSettlementDay ?? 0)
            case .change(let value): value.correctedData?.accountNumber?.count ?? 0
            case .refusedChange(let value): value.correctedData?.routingNumber?.count ?? 0
            case nil: 0
            }
        }
    }

    private func survive(_ bytes: [UInt8], pieceSize: Int = 1 << 18) throws {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        var handler = CuriousHandler()
        let report = try NACHAReader.read(&source, into: &handler)
        #expect(report.summary.entries >= 0)
        _ = try? RewriteTests.rewritten(bytes, pieceSize: pieceSize)
    }

    @Test(arguments: [Fixture.healthcare, Fixture.payroll, international])
    func `a file cut at any byte is read to its end and refused`(lines: [String]) throws {
        let bytes = Fixture.file(lines, filled: false)
        let lastByteThatMatters = bytes.count - 95 + 55
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length])
            try survive(cut, pieceSize: length % 3 == 0 ? 1 : 100)
            if length < lastByteThatMatters { #expect(try Fixture.check(cut).verdict == .rejected, "\(length)") }
        }
    }

    @Test func `ten thousand flipped bytes`() throws {
        var random = SeededGenerator(seed: 20_260_115)
        let files = [
            Fixture.file(Fixture.healthcare), Fixture.file(Fixture.payroll, end: ""),
            Fixture.file(Self.international, end: "\r\n"), RuleCatalogueTests.changed("C03", "071000288   12345"),
            RuleCatalogueTests.returned("R69", "   071000280000001" + "01701" + "01*03"),
            RuleCatalogueTests.returned("R73", "015071000280000001017010910000100000990216800"),
            RuleCatalogueTests.made("IAT") { _ in },
        ]
        for round in 0..<10_000 {
            var bytes = files[round % files.count]
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var handler = CuriousHandler()
            var source = MemoryByteSource(bytes, pieceSize: 400)
            _ = try NACHAReader.read(&source, into: &handler)
        }
    }

    @Test(
        arguments: [0x00, 0x20, 0x0A, 0x0D, 0x30, 0x31, 0x35, 0x36, 0x37, 0x38, 0x39, 0x41, 0xC3, 0xEF, 0xFF] as [UInt8]
    )
    func `a long run of one byte is refused`(byte: UInt8) throws {
        let bytes = [UInt8](repeating: byte, count: 20_000)
        try survive(bytes)
        try survive(Array(bytes.prefix(600)), pieceSize: 1)
        #expect(try Fixture.check(bytes).verdict == .rejected)
    }

    @Test func `an empty file is refused`() throws { #expect(try Fixture.check([]).verdict == .rejected) }

    @Test func `findings of a file of garbage are bounded`() throws {
        let report = try Fixture.check([UInt8](repeating: 0x58, count: 94 * 5000))
        #expect(report.findings.kept.count <= 200)
        #expect(report.findings.counts["nacha.record.type"] == 5000)
    }
}
