import ISO20022
import Parsing
import Testing

/// Whatever the bytes of an order or a report, reading ends with a report.
@Suite struct HostilePaymentTests {
    static let order: [UInt8] = {
        var random = RandomOrder(seed: 11, version: .v09)
        let values = random.values()
        let order = OrderValues(
            header: SampleOrder.header(), instructions: Array(values.instructions.prefix(1)),
            transfers: [Array(values.transfers.first?.prefix(1) ?? [])]
        ).order
        return order.flatMap { try? CreditTransferWriter(SampleOrder.profile()).bytes(of: $0) } ?? []
    }()
    static let samples = [order, Array(StatusReportReadingTests.whole.utf8)]

    static func verdict(_ bytes: [UInt8], pieceSize: Int = 1 << 16) throws -> Verdict {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        return try PaymentReader.events(&source).report.findings.verdict
    }

    @Test(arguments: 0...1)
    func truncationsAreRejected(sample: Int) throws {
        let bytes = Self.samples[sample]
        #expect(try Self.verdict(bytes) == .accepted)
        let end = try #require(bytes.lastIndex(of: 0x3E))
        for count in stride(from: 0, through: end, by: 7) {
            #expect(try Self.verdict(Array(bytes.prefix(count))) == .rejected, "\(count)")
        }
    }

    @Test(arguments: 0...1)
    func damagedBytesNeverTrap(sample: Int) throws {
        let bytes = Self.samples[sample]
        var random = SeededGenerator(state: 3)
        var rejected = 0
        for round in 0..<700 {
            var damaged = bytes
            for _ in 0...random.number(0...3) {
                // Digits and letters more than controls, so that many stay well-formed.
                damaged[random.number(0...bytes.count - 1)] = UInt8(
                    random.number(round % 2 == 0 ? 0x30...0x5A : 0...255))
            }
            if try Self.verdict(damaged, pieceSize: 1 + random.number(0...4096)) == .rejected { rejected += 1 }
        }
        #expect(rejected > 300)
    }

    /// Elements moved out of their places, doubled or emptied.
    @Test(arguments: 0...1)
    func elementsOutOfPlaceNeverTrap(sample: Int) throws {
        let text = String(decoding: Self.samples[sample], as: UTF8.self)
        for name in ["PmtInf", "CdtTrfTxInf", "GrpHdr", "OrgnlPmtInfAndSts", "TxInfAndSts"]
        where text.contains("<\(name)>") {
            for other in ["<\(name)/><\(name)>", "<\(name)><\(name)/>", "<\(name)><PmtInf/><TxInfAndSts/>"] {
                let damaged = Array(text.replacing("<\(name)>", with: other).utf8)
                #expect(try Self.verdict(damaged) == .rejected, "\(name) \(other)")
            }
        }
        for name in ["Amt", "InstdAmt", "Dbtr", "Id", "RmtInf", "StsRsnInf", "NbOfTxs", "DtldNbOfTxs", "CreDtTm"] {
            let damaged = Array(text.replacing("<\(name)>", with: "<\(name)/><\(name)>").utf8)
            _ = try Self.verdict(damaged, pieceSize: 999)
        }
    }
}
