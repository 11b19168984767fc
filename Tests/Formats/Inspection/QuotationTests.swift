import Parsing
import Testing
import X12

@testable import Inspection

/// Quoted lines: the caret under what is wrong, and nothing in them that a screen must not show.
@Suite struct QuotationTests {
    static let entry = "622071000288000123456789     0000125000NPI1000000001  GENERAL HOSPITAL        0071000280000001"

    func excerpt(_ text: String, at focus: Int = 0) -> Excerpt {
        Excerpt(start: 0, bytes: Array(text.utf8), focus: focus)
    }

    func caret(_ quotation: Quotation?) -> String? {
        guard let quotation, let caret = quotation.caret else { return nil }
        return String(Array(quotation.text)[caret])
    }

    @Test func `an entry shows codes and amounts, not account and name`() throws {
        let quotation = try #require(
            RecordQuoting.quotation(
                excerpt(Self.entry + "\nnext", at: 29), Location(offset: 29, line: 1, record: "6", element: "30-39")))
        #expect(
            quotation.text
                == "622071000288••••••••••••     0000125000•••••••••••••  ••••••• ••••••••        0071000280000001")
        #expect(caret(quotation) == "0000125000")
    }

    @Test func `a record in a stream without line ends is found by its columns`() {
        let two = String(repeating: "9", count: 94) + Self.entry + Self.entry
        let quotation = RecordQuoting.quotation(
            excerpt(two, at: 94 + 1), Location(offset: 95, record: "6", element: "2-3"))
        #expect(quotation?.text.count == 94)
        #expect(caret(quotation) == "22")
    }

    @Test(arguments: [
        // Shifted by a missing character: only what cannot be shifted is shown.
        ("62207100028800123456789     0000125000NPI1000000001  GENERAL HOSPITAL        0071000280000001", "622"),
        ("798C01099912340000001      09101298987654321", "798"),
        ("X secret 123", "X•"),
    ])
    func `a record of another length shows little`(line: String, shown: String) {
        let quotation = RecordQuoting.quotation(excerpt(line + "\n"), Location(offset: 0, line: 1))
        #expect(quotation?.text.filter { $0.isNumber || $0.isLetter || $0 == "•" }.hasPrefix(shown) == true)
        for secret in ["123456", "987654321", "GENERAL", "secret"] {
            #expect(quotation?.text.contains(secret) == false)
        }
    }

    @Test func `corrected data and return texts stay hidden`() {
        let change =
            "798C01099912340000001      09101298" + "1918171614                   " + String(repeating: " ", count: 15)
            + "091012980000088"
        let quotation = RecordQuoting.quotation(excerpt(change, at: 3), Location(offset: 3, line: 1, element: "4-6"))
        #expect(quotation?.text.contains("1918171614") == false)
        #expect(caret(quotation) == "C01")
    }

    @Test func `a segment shows amounts, not references, with the caret under the element`() throws {
        let segment = "CLP*PCN1*1*200*120*30*12*ICN1*11*1~NM1"
        let quotation = try #require(
            SegmentQuoting.quotation(
                excerpt(segment), Location(offset: 0, line: 9, segment: "CLP", element: "CLP04"), .usual))
        #expect(quotation.text == "CLP*••••*1*200*120*30*12*••••*11*1~")
        #expect(caret(quotation) == "120")
    }

    @Test(arguments: [
        ("NM1*QC*1*DOE*JANE****MI*W1~", "NM103", "•••"), ("SVC*HC:99213*150*100~", "SVC01-2", "•••••"),
        ("BPR*I*180*C*ACH*CCP*01*021000021*DA*123*1*2*01*091000019*DA*987*20260302~", "BPR15", "•••"),
        ("TRN*1*EFT~", "TRN03", "~"),
    ])
    func `elements and components`(segment: String, element: String, marked: String) {
        let tag = String(element.prefix(3))
        let quotation = SegmentQuoting.quotation(
            excerpt(segment), Location(offset: 0, segment: tag, element: element), .usual)
        #expect(caret(quotation) == marked)
    }

    @Test func `a segment cut into lines is quoted whole`() {
        let quotation = SegmentQuoting.quotation(
            excerpt("CAS*CO*4\n5*20~"), Location(offset: 0, segment: "CAS", element: "CAS02"), .usual)
        #expect(quotation?.text == "CAS*CO*45*20~")
    }

    @Test func `a segment without delimiters known takes the byte behind its tag`() {
        let quotation = SegmentQuoting.quotation(excerpt("REF|EV|SECRET~"), Location(offset: 0, segment: "REF"), nil)
        #expect(quotation?.text == "REF|EV|••••••~")
    }

    @Test(arguments: [
        (#"<Amt Ccy="USD">1,5</Amt><Next/>"#, #"<Amt Ccy="USD">1,5</Amt>"#, "1,5"),
        ("<n:IBAN>DE00 1234</n:IBAN>", "<n:IBAN>•••• ••••</n:IBAN>", "•••• ••••"),
        ("<Stmt><Id>S</Id>", "<Stmt>", "Stmt"),
        (#"<Nm lang="secret">Ann</Nm>"#, #"<Nm lang="••••••">•••</Nm>"#, "•••"), ("<Cd/>", "<Cd/>", "Cd"),
    ])
    func `an element shows amounts and codes only`(xml: String, text: String, marked: String) {
        let quotation = ElementQuoting.quotation(excerpt(xml), Location(offset: 0, line: 1, path: "x"))
        #expect(quotation?.text == text)
        #expect(caret(quotation) == marked)
    }

    @Test func `what is no element is not quoted`() {
        #expect(ElementQuoting.quotation(excerpt("no element"), Location(offset: 0)) == nil)
        #expect(ElementQuoting.quotation(excerpt("<open"), Location(offset: 0)) == nil)
        #expect(ElementQuoting.quotation(excerpt("<\0A\0>\0"), Location(offset: 0)) == nil)
    }

    @Test func `a row shows ids and amounts by the header's columns`() {
        let header = Array("item_id,kind,party_name,reference,amount\n".utf8)
        let quotation = RowQuoting.quotation(
            excerpt("I1,bill,\"Elm, Ann\",R1,5\n"), Location(offset: 40, line: 2, record: "kind"), header: header)
        #expect(quotation?.text == "I1,bill,\"•••, •••\",••,5")
        #expect(caret(quotation) == "bill")
        let ragged = RowQuoting.quotation(
            excerpt("I1,Ann,5\n"), Location(offset: 40, line: 2, record: "kind"), header: header)
        #expect(ragged?.text == "••,•••,•")
    }

    @Test func `controls and wide letters take one column`() {
        #expect(String(Quotation.characters(Array("a\u{1B}é\u{1}界".utf8))) == "a¿é¿¿")
    }

    @Test func `a long line is cut around the caret`() {
        let text = String(repeating: "a", count: 100) + "WRONG" + String(repeating: "b", count: 100)
        let cut = Quotation(text: text, caret: 100..<105).clipped(to: 60)
        #expect(cut.text.count == 60 && cut.text.first == "…" && cut.text.last == "…")
        #expect(caret(cut) == "WRONG")
        #expect(Quotation(text: "short", caret: nil).clipped(to: 60).text == "short")
    }

    @Test(arguments: [1, 7, 4096])
    func `excerpts are the same however the source is cut`(pieceSize: Int) throws {
        let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        let excerpts = try Excerpts(of: &source, around: [0, 600, 19_990, 30_000])
        #expect(excerpts[0]?.bytes == Array(bytes[..<Excerpts.after]))
        #expect(excerpts[600]?.bytes == Array(bytes[88..<2136]) && excerpts[600]?.focus == 512)
        #expect(excerpts[19_990]?.bytes == Array(bytes[19_478...]))
        #expect(excerpts[30_000] == nil && excerpts[5] == nil)
        #expect(excerpts.beginning == Array(bytes[..<Excerpts.opening]))
    }
}
