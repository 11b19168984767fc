import Foundation
import Testing

/// Reports within the day (camt.052) and notifications (camt.054) beside the statements that book: in files, in any order.
@Suite(.serialized) struct AnnouncementFilesTests {
    private typealias File = (bytes: [UInt8], name: String)

    private static let lines = [
        BookFiles.Line(cents: 8_000, text: "HCCLAIMPMT TRN*1*T1*1123456789~"),
        BookFiles.Line(cents: 12_300, text: "SOMETHING ELSE"),
    ]

    private static func root() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.partner("first-bank", role: "bank", expects: "[camt.052, camt.053, camt.054]")
        return root
    }

    private static func announced(_ root: HospitalRoot, on day: String) throws -> [String] {
        let report = try root.run(["report", "cash-position", "--format", "csv", "--as-of", day]).output
        return CSVLines.parse(report).filter {
            $0.count == 6 && $0[2] == "Announced by the bank and not booked" && $0[4] == "amount" && $0[3] != "total"
        }.map { $0[5] }
    }

    private static func told(_ root: HospitalRoot) throws -> [String] {
        let matches = try root.export("matches").map { "\($0["kind"] ?? "") \($0["left"] ?? "") \($0["right"] ?? "")" }
        let exceptions = try root.export("exceptions").map {
            "\($0["category"] ?? "") \($0["subject"] ?? "") \($0["state"] ?? "")"
        }
        let balances = try root.export("trial-balance").map { "\($0["account"] ?? "") \($0["balance"] ?? "")" }
        return matches.sorted() + exceptions.sorted() + balances.sorted()
    }

    @Test func anAnnouncementIsShownAndBooksNothing() throws {
        let root = try Self.root()
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1)]), "payer-blue", "a.835")
        try root.drop(BookFiles.report(Self.lines, day: "2026-03-09", number: 1), "first-bank", "noon.xml")
        try root.drop(BookFiles.report(Self.lines, day: "2026-03-09", number: 2), "first-bank", "evening.xml")
        try root.runOnce()
        #expect(try Self.announced(root, on: "2026-03-09") == ["203.00"])
        #expect(try root.export("matches").filter { $0["kind"] == "remittance-funds" }.isEmpty)
        // The statement books one of them; the notification says so once more.
        try root.drop(
            BookFiles.report([Self.lines[0]], day: "2026-03-09", number: 3, status: "BOOK", isNotification: true),
            "first-bank", "notice.xml")
        try root.drop(
            try BookFiles.statement([Self.lines[0]], day: "2026-03-09", sequence: 1, opening: 100_000), "first-bank",
            "s1.xml")
        try root.runOnce()
        #expect(try Self.announced(root, on: "2026-03-09") == ["123.00"])
        #expect(try root.export("matches").filter { $0["kind"] == "remittance-funds" }.count == 1)
        let cash = try root.export("trial-balance").first { $0["account"] == "assets:cash:operating" }
        #expect(cash?["balance"] == "1080.00")
        // Two banking days later it is told.
        try root.drop(
            try BookFiles.statement([], day: "2026-03-11", sequence: 2, opening: 108_000), "first-bank", "s2.xml")
        try root.runOnce()
        let open = try root.export("exceptions").filter { $0["state"] == "open" && $0["category"] == "unbooked-line" }
        #expect(
            open.map { "\($0["subject"] ?? "") \($0["amount"] ?? "") \($0["owner"] ?? "")" } == [
                "FBUSD91202603091 123.00 treasury"
            ])
    }

    @Test func theOrderOfArrivalPlaysNoPart() throws {
        let files: [File] = [
            (BookFiles.report(Self.lines, day: "2026-03-09", number: 1), "r1.xml"),
            (
                BookFiles.report([Self.lines[0]], day: "2026-03-09", number: 3, status: "BOOK", isNotification: true),
                "n1.xml"
            ),
            (try BookFiles.statement([Self.lines[0]], day: "2026-03-09", sequence: 1, opening: 100_000), "s1.xml"),
            (try BookFiles.statement([], day: "2026-03-11", sequence: 2, opening: 108_000), "s2.xml"),
            (
                try BookFiles.statement(
                    [.init(cents: 12_300, text: "ELSE")], day: "2026-03-12", sequence: 3, opening: 108_000),
                "s3.xml"
            ),
        ]
        var first: [String]?
        for (number, order) in [files, files.reversed(), [files[2], files[4], files[0], files[3], files[1]]]
            .enumerated()
        {
            let root = try Self.root()
            for file in order {
                try root.drop(file.bytes, "first-bank", file.name)
                try root.runOnce()
            }
            let told = try Self.told(root)
            #expect(told == first ?? told, "order \(number)")
            // Booked a day after it was told, under another reference: over, and not forgotten.
            #expect(told.contains("unbooked-line FBUSD91202603091 resolved"), "\(told)")
            #expect(try Self.announced(root, on: "2026-03-12").isEmpty)
            first = first ?? told
        }
    }
}
