import Testing

@testable import hms_ach

@Suite struct PresentationTests {
    @Test(arguments: [
        ("0.00", "0.00"), ("999.99", "999.99"), ("1000.00", "1,000.00"), ("-1234567.89", "-1,234,567.89"),
        ("1234567", "1,234,567"), ("?", "?"), ("", ""),
    ])
    func `amounts are grouped`(text: String, grouped: String) {
        #expect(FigureText.grouped(text) == grouped)
    }

    @Test func `columns align, empty ones are left out`() {
        var table = ReportTable([.text("NAME"), .text("EMPTY"), .figure("AMOUNT")])
        table.rows = [["a", "", "1.00"], ["long name", "", "1,000.00"]]
        table.totals = ["", "", "1,001.00"]
        #expect(
            table.render(Style(.never), indent: "") == """
                NAME         AMOUNT
                a              1.00
                long name  1,000.00
                ───────────────────
                           1,001.00

                """)
    }

    @Test func `near misses come nearest first`() {
        let codes = ["nacha.batch.entry-hash", "nacha.file.entry-hash", "csv.kind"]
        #expect(NearMisses.of("nacha.batch.entry-hsah", among: codes) == Array(codes.prefix(2)))
        #expect(NearMisses.of("CSV.KIND", among: codes) == ["csv.kind"])
        #expect(NearMisses.of("something.else", among: codes).isEmpty)
    }

    @Test(arguments: [
        ("abXdef", "abYYdef", 2..<3), ("abYYdef", "abXdef", 2..<4), ("ab", "abc", 2..<3), ("abc", "ab", 2..<3),
    ])
    func `the difference of two lines is what lies between what they share`(
        line: String, other: String, range: Range<Int>
    ) {
        #expect(RuleText.difference(Array(line), Array(other)) == range)
    }

    @Test func `lines that are alike or have nothing in common get no caret`() {
        #expect(RuleText.difference(Array("abc"), Array("abc")) == nil)
        #expect(RuleText.difference(Array("abc"), Array("xyz")) == nil)
    }
}
