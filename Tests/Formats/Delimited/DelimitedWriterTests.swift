import Testing

@testable import Delimited

@Suite struct DelimitedWriterTests {
    static func write(_ fields: [String], guardsFormulas: Bool = false) -> String {
        var writer = DelimitedWriter(guardsFormulas: guardsFormulas)
        writer.row(fields)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    @Test func quotesOnlyWhereNeeded() {
        #expect(Self.write(["a", "b c", ""]) == "a,b c,\n")
        #expect(
            Self.write(["a,b", "say \"x\"", "two\nlines", " x"]) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" x\"\n")
    }

    @Test func aRowOfOneEmptyFieldIsStillARow() throws {
        #expect(Self.write([""]) == "\"\"\n")
        #expect(try DelimitedReaderTests.read(Self.write([""])).rows == [[""]])
    }

    @Test func formulasAreGuardedOnlyWhenAsked() {
        #expect(Self.write(["=1+1", "-5.00", "@x"]) == "=1+1,-5.00,@x\n")
        #expect(Self.write(["=1+1", "-5.00", "-x", "+1", "@x"], guardsFormulas: true) == "'=1+1,-5.00,'-x,+1,'@x\n")
    }

    @Test(arguments: [" =1", "\t=1", "\n=1", "\u{FF1D}1", "\u{FF20}x", " +x", "--1", "-1-1"])
    func whatASpreadsheetWouldRunIsGuarded(text: String) {
        #expect(Self.write([text, "x"], guardsFormulas: true).contains("'" + text))
    }

    @Test(arguments: ["-5", "+5.1", "ef", " x", "ü", "a=1", "5-1", ""])
    func whatItWouldNotIsLeft(text: String) {
        #expect(!Self.write([text, "x"], guardsFormulas: true).contains("'"))
    }

    @Test func lineEndsAndSeparators() {
        var writer = DelimitedWriter(separator: 0x3B, lineEnd: .carriageReturnLineFeed)
        writer.row(["a;b", "c,d"])
        #expect(String(decoding: writer.takeBytes(), as: UTF8.self) == "\"a;b\";c,d\r\n")
        #expect(writer.count == 0)
    }

    @Test func theReaderGivesBackWhatWasWritten() throws {
        let rows = [["", "x"], ["\"", "\"\""], ["\r\n", "\r"], ["ü,", "'"], [" a ", "\t"], ["\"a\",\"b\"", "\n"]]
        var writer = DelimitedWriter()
        for row in rows { writer.row(row) }
        #expect(try DelimitedReaderTests.read(writer.takeBytes()).rows == rows)
    }
}
