import ISO20022
import Parsing
import Testing

/// Whatever the bytes, reading ends with a report.
@Suite struct HostileMessageTests {
    static let sample = SampleMessage.document(
        SampleMessage.statement(
            closing: "112.50",
            SampleMessage.entry(
                reference: "R1",
                details: SampleMessage.detail("12.50", extra: "<RmtInf><Ustrd>TRN*1*Ü &amp; x</Ustrd></RmtInf>"))))

    @Test func everyTruncationIsRejected() throws {
        let bytes = Array(HostileMessageTests.sample.utf8)
        let end = try #require(HostileMessageTests.sample.utf8.lastIndex(of: 0x3E))
        let whole = HostileMessageTests.sample.utf8.distance(from: HostileMessageTests.sample.startIndex, to: end)
        for count in 0...whole {
            let report = try read(Array(bytes.prefix(count)))
            #expect(report.findings.verdict == .rejected, "\(count)")
        }
    }

    @Test func flippedBytesNeverTrap() throws {
        let bytes = Array(HostileMessageTests.sample.utf8)
        var state: UInt64 = 20_260_305
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var verdicts: [Verdict: Int] = [:]
        for round in 0..<10_000 {
            var damaged = bytes
            for _ in 0...next(3) { damaged[next(bytes.count)] = UInt8(next(256)) }
            verdicts[
                try read(damaged, pieceSize: round % 5 == 0 ? 1 + next(40) : 1 << 16).findings.verdict, default: 0] += 1
        }
        #expect(verdicts[.rejected, default: 0] > 5_000)
    }

    @Test func pieceSizeDoesNotMatter() throws {
        let bytes = Array(HostileMessageTests.sample.utf8)
        let whole = try read(bytes)
        for size in 1...40 {
            let report = try read(bytes, pieceSize: size)
            #expect(report.summary == whole.summary)
            #expect(report.findings.kept == whole.findings.kept)
        }
    }

    @Test func billionLaughsIsRefusedAtItsDocumentType() throws {
        var text = "<?xml version=\"1.0\"?><!DOCTYPE lol [<!ENTITY a \"aaaaaaaaaa\">"
        for (name, inner) in zip("bcdefghij", "abcdefghi") {
            text += "<!ENTITY \(name) \"" + String(repeating: "&\(inner);", count: 10) + "\">"
        }
        let report = try read(text + "]><Document>&j;</Document>")
        #expect(report.codes == ["iso20022.xml.document-type"])
    }

    @Test func outsideFilesAreNeverOpened() throws {
        let report = try read(
            "<!DOCTYPE Document SYSTEM \"file:///etc/hostname\"><Document/>", pieceSize: 4)
        #expect(report.codes == ["iso20022.xml.document-type"])
    }

    @Test func hugeTextsTagsAndAttributesAreRefused() throws {
        let many = [UInt8](repeating: 0x41, count: 3 << 20)
        let open = Array("<Document><a>".utf8)
        #expect(try read(open + many).codes.contains("iso20022.xml.limit"))
        #expect(try read(Array("<Document x=\"".utf8) + many).codes == ["iso20022.xml.limit"])
        #expect(try read(Array("<".utf8) + many).findings.verdict == .rejected)
        #expect(try read(many).findings.verdict == .rejected)
        #expect(try read(Array("<Document><!--".utf8) + many).findings.verdict == .rejected)
    }

    @Test func manyDifferentNamesAreRefused() throws {
        let text = "<Document>" + (0..<5000).map { "<n\($0)/>" }.joined()
        #expect(try read(text).codes.contains("iso20022.xml.limit"))
    }

    @Test func emptyElementsAreNoTrap() throws {
        for name in ["Stmt", "Ntry", "Bal", "Acct", "Amt", "Sts", "NtryDtls", "TxDtls", "BkTxCd", "Id", "Btch"] {
            let empty = HostileMessageTests.sample.replacing("<\(name)>", with: "<\(name)/><\(name)>")
            #expect(try read(empty).kind == .statement)
        }
        #expect(try read(SampleMessage.document("<Stmt/>")).findings.verdict == .rejected)
        #expect(try read(SampleMessage.document("<Stmt><Ntry/></Stmt>")).findings.verdict == .rejected)
    }
}
