// Names, identifiers, dates and file names.

import Testing

@testable import AS2

@Suite struct NameTests {
    @Test(arguments: [
        ("FirstBank", "FirstBank"), ("\"General Hospital\"", "General Hospital"), (" A ", "A"), ("A B", "A B"),
        ("\"My Co \\\"1\\\"\"", "My Co \"1\""), ("\"a\\\\b\"", "a\\b"), ("\" \"", " "),
        (String(repeating: "x", count: 128), String(repeating: "x", count: 128)),
    ])
    func `AS2 names are read and written`(field: String, text: String) throws {
        let name = try #require(AS2Name(field: field))
        #expect(name.text == text)
        #expect(AS2Name(field: name.field) == name)
    }

    @Test(arguments: [
        "", "\"\"", "\"", "\"a", "\"a\"b", "a\"b", "a\\b", "ä", "a\u{7F}", "\"a\tb\"",
        String(repeating: "x", count: 129),
    ])
    func `what is no AS2 name is refused`(field: String) {
        #expect(AS2Name(field: field) == nil)
    }

    @Test func `names are compared exactly`() {
        #expect(AS2Name("firstbank") != AS2Name("FirstBank"))
    }

    @Test func `message identifiers differ not by their brackets`() throws {
        let written = try #require(MessageID(" <1@a.example> "))
        #expect(written == MessageID("1@a.example"))
        #expect(Set([written, MessageID("1@a.example"), MessageID("<1@a.example>")]).count == 1)
        #expect(written.text == "<1@a.example>" && written.key == "1@a.example")
        #expect(written != MessageID("<2@a.example>"))
        for text in ["", "<>", "<", "ä@a", "a\r\nb", String(repeating: "x", count: 999)] {
            #expect(MessageID(text) == nil)
        }
    }

    @Test(arguments: [
        (Int64(0), "Thu, 1 Jan 1970 00:00:00 +0000"), (1_795_255_521, "Sat, 21 Nov 2026 10:05:21 +0000"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (-1, "Wed, 31 Dec 1969 23:59:59 +0000"), (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"),
    ])
    func `dates are written in Greenwich time`(time: Int64, field: String) {
        #expect(MessageDate.field(time) == field)
    }

    @Test(arguments: [
        ("x.835", "x.835"), ("../../etc/passwd", "passwd"), ("C:\\data\\x.835", "x.835"), (" a b.txt ", "a b.txt"),
        ("a\u{0}\r\nb", "ab"), ("\u{202E}fdp.exe", "fdp.exe"), ("ü.txt", "ü.txt"), (".profile", ".profile"),
        (String(repeating: "x", count: 300) + ".835", String(repeating: "x", count: 251) + ".835"),
        (String(repeating: "é", count: 200), String(repeating: "é", count: 127)),
    ])
    func `file names are made harmless`(raw: String, text: String) {
        #expect(PayloadName(raw)?.text == text)
    }

    @Test(arguments: ["", ".", "..", "...", "/", "a/", "a/..", "\u{0}", "NUL", "con.txt", "COM1", "lpt9.835"])
    func `what is no file name is none`(raw: String) {
        #expect(PayloadName(raw)?.text == (raw == "a/" ? "a" : nil))
    }

    @Test(arguments: ["x.835", "a b.txt", "q\"q.txt", "Überweisung 1.xml", "日本.835"])
    func `file names survive their header`(text: String) throws {
        let name = try #require(PayloadName(text))
        for isQuoted in [true, false] {
            let field = name.dispositionField(isQuoted: isQuoted)
            #expect(PayloadName(AS2Headers([(name: "Content-Disposition", value: field)])) == name)
            #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
        #expect(PayloadName("x.835")?.dispositionField(isQuoted: false) == "attachment; filename=x.835")
    }

    @Test(arguments: [
        ("attachment; filename=x.835", "text/plain", "x.835"), ("attachment", "text/plain; name=\"y.835\"", "y.835"),
        ("attachment; filename=\"../\"; x", "text/plain; name=z", "z"), ("", "text/plain", nil),
        ("attachment; filename*0=\"a\"; filename*1*=%20b; filename*2=.txt", "", "a b.txt"),
        ("attachment; filename*=iso-8859-1'de'%E4.txt; filename=a.txt", "", "ä.txt"),
        ("attachment; filename=\"=?UTF-8?B?w5xiZXIvMS44MzU=?=\"", "", "1.835"),
        ("attachment; filename=\"=?utf-8?q?=C3=9Cber?= =?ISO-8859-1*de?Q?_w=E4r.txt?=\"", "", "Über wär.txt"),
        ("attachment; filename=\"a =?x?y?z\"", "", "a =?x?y?z"),
        ("attachment; filename=\"=?utf-8?b?!?=\"", "", "=?utf-8?b?!?="),
        ("attachment; filename=\"=?utf-8?q?=C3?=\"", "", "=?utf-8?q?=C3?="),
        ("attachment; filename=\"=??q?x?=\"", "", "=??q?x?="),
        ("attachment; filename*=utf-8''%C3%A4%ZZ%4", "", "ä%ZZ%4"), ("attachment; filename=\"open", "", "open"),
    ])
    func `an entity's name is found`(disposition: String, type: String, expected: String?) {
        let headers = AS2Headers([
            (name: "content-disposition", value: disposition), (name: "CONTENT-TYPE", value: type),
        ])
        #expect(PayloadName(headers)?.text == expected)
    }
}
