import Foundation
import ISO20022
import Money
import Parsing
import Testing

/// What is written is what was given: read again, and held against the published schemas.
@Suite struct CreditTransferWriterTests {
    static func read(_ bytes: [UInt8]) throws -> (values: OrderValues, report: ISO20022Report) {
        var source = MemoryByteSource(bytes, pieceSize: 4096)
        let (events, report) = try PaymentReader.events(&source)
        return (OrderValues(events), report)
    }

    @Test(arguments: CreditTransferVersion.allCases)
    func smallOrderReadsBack(version: CreditTransferVersion) throws {
        let bytes = try CreditTransferWriter(SampleOrder.profile(version)).bytes(of: SampleOrder.order())
        let (values, report) = try Self.read(bytes)
        #expect(report.findings.kept.map(\.code) == [])
        #expect(values.header == SampleOrder.header())
        #expect(values.instructions == [SampleOrder.instruction()])
        #expect(values.transfers == [[SampleOrder.transfer()]])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("<LclInstrm><Cd>CCD</Cd></LclInstrm>"))
        #expect(text.contains(version == .v03 ? "<ReqdExctnDt>2026-" : "<ReqdExctnDt><Dt>2026-"))
    }

    /// Random orders with all parts that the writer knows.
    @Test(arguments: CreditTransferVersion.allCases)
    func randomOrdersReadBackAlike(version: CreditTransferVersion) throws {
        let writer = CreditTransferWriter(SampleOrder.profile(version))
        for seed in 1...25 {
            var random = RandomOrder(seed: UInt64(seed), version: version)
            let given = random.values()
            let order = try #require(given.order)
            let bytes: [UInt8]
            do {
                bytes = try writer.bytes(of: order)
            } catch let refused as OrderRefused {
                Issue.record("seed \(seed): \(refused.findings.kept.map { "\($0.code) \($0.location.path ?? "")" })")
                continue
            }
            let (values, report) = try Self.read(bytes)
            #expect(report.findings.errorCount == 0 && report.findings.warningCount == 0, "\(seed) \(report.codes)")
            #expect(values == given, "\(seed)")
        }
    }

    static let schemas: URL = CorpusAgreementTests.folder.appendingPathComponent("xsd")
    static let canValidate =
        FileManager.default.fileExists(atPath: schemas.path)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")

    @Test(
        .enabled(if: canValidate, "xmllint or the published schemas are not there"),
        arguments: CreditTransferVersion.allCases)
    func randomOrdersAreValid(version: CreditTransferVersion) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("orders-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = CreditTransferWriter(SampleOrder.profile(version))
        var files: [String] = []
        for seed in 1...20 {
            var random = RandomOrder(seed: UInt64(seed), version: version)
            guard let order = random.values().order else { continue }
            let file = folder.appendingPathComponent("\(seed).xml")
            try Data(writer.bytes(of: order)).write(to: file)
            files.append(file.path)
        }
        let schema = Self.schemas.appendingPathComponent("pain.001.001.0\(version.rawValue).xsd").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
        process.arguments = ["--nonet", "--noout", "--schema", schema] + files
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let complaints = said.split(separator: "\n").filter { !$0.hasSuffix("validates") }
        #expect(process.terminationStatus == 0, "\(complaints.prefix(5).joined(separator: "\n"))")
        #expect(files.count == 20)
    }

    @Test func totalsAreComputed() throws {
        var yen = SampleOrder.instruction("BLOCK-2", type: .wire)
        yen.debtorAccount.currency = Currency("JPY")
        let japan = try #require(Currency("JPY"))
        var wire = SampleOrder.transfer("W1")
        wire.amount = .instructed(Money(minorUnits: 5000, currency: japan))
        let order = CreditTransferOrder(
            SampleOrder.header(),
            [
                CreditTransferBlock(
                    SampleOrder.instruction(), (1...3).map { SampleOrder.transfer("E\($0)", cents: 10_01) }),
                CreditTransferBlock(yen, [wire]),
            ])
        let (totals, findings) = try CreditTransferWriter(SampleOrder.profile()).check(order)
        #expect(totals.transfers == 4)
        #expect(totals.controlSum == "5030.03")
        #expect(totals.blocks.map(\.controlSum) == ["30.03", "5000"])
        #expect(totals.blocks.map(\.transfers) == [3, 1])
        #expect(findings.kept.isEmpty)
    }

    @Test func manyTransfersComeInPieces() throws {
        let order = CreditTransferOrder(
            SampleOrder.header(),
            [CreditTransferBlock(SampleOrder.instruction(), count: 1000) { SampleOrder.transfer("E\($0)") }])
        var pieces: [Int] = []
        var bytes: [UInt8] = []
        let totals = try CreditTransferWriter(SampleOrder.profile()).write(order) { piece in
            pieces.append(piece.byteCount)
            piece.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }.totals
        #expect(totals.transfers == 1000)
        #expect(pieces.count > 5 && pieces.allSatisfy { $0 < 1 << 17 })
        let (values, report) = try Self.read(bytes)
        #expect(report.findings.verdict == .accepted)
        #expect(values.transfers.first?.count == 1000)
    }

    @Test func lettersAreTransliteratedAndTold() throws {
        var transfer = SampleOrder.transfer()
        transfer.creditor?.name = "Zahnärzte Müller & Söhne"
        transfer.remittance = RemittanceInformation("RMR*IV*INV-1**125.00\\")
        let writer = CreditTransferWriter(SampleOrder.profile())
        let (_, findings) = try writer.check(SampleOrder.order([transfer]))
        #expect(findings.kept.map(\.code) == ["pain.write.transliterated"])
        #expect(findings.kept.first?.location.path?.hasSuffix("PmtInf[1]/CdtTrfTxInf[1]/Cdtr/Nm") == true)
        let (values, _) = try Self.read(writer.bytes(of: SampleOrder.order([transfer])))
        #expect(values.transfers.first?.first?.creditor?.name == "Zahnaerzte Mueller + Soehne")
        // X12 in an ACH remittance stays what it is.
        #expect(values.transfers.first?.first?.remittance.unstructured == ["RMR*IV*INV-1**125.00\\"])
    }

    @Test func markupIsEscaped() throws {
        var profile = SampleOrder.profile()
        profile.characters = .unicode
        profile.remittanceCharacters = .unicode
        var transfer = SampleOrder.transfer()
        transfer.creditor?.name = "A & B <\"ÄÖ\"> ]]> 日本"
        let bytes = try CreditTransferWriter(profile).bytes(of: SampleOrder.order([transfer]))
        let (values, report) = try Self.read(bytes)
        #expect(report.findings.verdict == .accepted)
        #expect(values.transfers.first?.first?.creditor?.name == "A & B <\"ÄÖ\"> ]]> 日本")
    }

    @Test func aDayThatIsNoneIsShiftedWhereTheProfileSaysSo() throws {
        var profile = SampleOrder.profile()
        profile.nonBankingDay = .following
        var instruction = SampleOrder.instruction()
        // A Saturday; the Monday after it is a banking day.
        instruction.execution = .on(SampleOrder.today.advanced(byDays: 5))
        let writer = CreditTransferWriter(profile)
        let order = SampleOrder.order([SampleOrder.transfer()], instruction)
        #expect(try writer.check(order).findings.kept.map(\.code) == ["pain.write.date-shifted"])
        let (values, _) = try Self.read(writer.bytes(of: order))
        #expect(values.instructions.first?.execution == .on(SampleOrder.today.advanced(byDays: 7)))
    }

    @Test func nothingIsPutOutOfARefusedOrder() throws {
        let order = SampleOrder.order([SampleOrder.transfer("E1"), SampleOrder.transfer("E2", cents: 0)])
        var count = 0
        #expect(throws: OrderRefused.self) {
            try CreditTransferWriter(SampleOrder.profile()).write(order) { _ in count += 1 }
        }
        #expect(count == 0)
    }

    @Test func aSourceThatChangesIsRefused() throws {
        let walks = Walks()
        let block = CreditTransferBlock(SampleOrder.instruction()) { body in
            walks.count += 1
            try body(SampleOrder.transfer("E1", cents: walks.count == 1 ? 100 : 101))
        }
        let order = CreditTransferOrder(SampleOrder.header(), [block])
        do {
            _ = try CreditTransferWriter(SampleOrder.profile()).bytes(of: order)
            Issue.record("it was written")
        } catch let refused as OrderRefused {
            #expect(refused.findings.kept.map(\.code) == ["pain.write.source-changed"])
            #expect(refused.description.contains("pain.write.source-changed"))
        }
    }
}

/// Counts walks over a source. Only one thread of one test touches it, so sharing it is safe.
final class Walks: @unchecked Sendable {
    var count = 0
}
