import Foundation
import Testing

/// What people see of `inspect`, `explain` and `convert`, and what scripts get.
@Suite struct InspectTests {
    static let batch = [
        "101 0710002881123456789260115" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST           ",
        "5220EXAMPLE HEALTH                      1123456789CCDPAYMENT   260115260115   1071000280000001",
        "622071000288000123456789     0000125000NPI1000000001  GENERAL HOSPITAL        0071000280000001",
        "622071000288000987654321     0123456789NPI1000000002  BLAKE BARROW            0071000280000002",
        "820000000200142000560000000000000001235817891123456789                         071000280000001",
        "9000001000001000000020014200056000000000000000123581789",
    ]

    static func file(_ lines: [String]) -> String {
        var lines = lines
        while lines.count % 10 != 0 { lines.append(String(repeating: "9", count: 94)) }
        return lines.map { $0 + String(repeating: " ", count: 94 - $0.utf8.count) + "\n" }.joined()
    }

    static let sound = file(batch.map { $0.replacing("8200", with: "8220") })
    static let wrong = file(
        batch.map { $0.replacing("8200", with: "8220").replacing("0014200056", with: "0014200057") })

    @Test func `a sound file reads like a report`() throws {
        let program = try Program()
        let path = try program.write(Self.sound, "payroll.ach")
        let outcome = try program.run(["inspect", path])
        #expect(outcome.status == 0)
        #expect(outcome.talk.isEmpty)
        #expect(
            outcome.output == """
                \(path)
                NACHA file, accepted

                  BATCH  SEC  COMPANY         DESCRIPTION  EFFECTIVE   ENTRIES  ADDENDA  DEBITS       CREDITS
                      1  CCD  EXAMPLE HEALTH  PAYMENT      2026-01-15        2        0    0.00  1,235,817.89
                  ───────────────────────────────────────────────────────────────────────────────────────────
                      1       batch                                          2        0    0.00  1,235,817.89


                """)
    }

    @Test func `a finding quotes its line with a caret under the columns`() throws {
        let program = try Program()
        let path = try program.write(Self.wrong, "payroll.ach")
        let outcome = try program.run(["inspect", path])
        #expect(outcome.status == 3)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let caret = try #require(lines.firstIndex { $0.hasSuffix("^^^^^^^^^^") })
        #expect(lines[caret] == "          │           ^^^^^^^^^^")
        #expect(lines[caret - 1].hasPrefix("          │ 82200000020014200057"))
        #expect(lines[caret - 2] == "          nacha.batch.entry-hash, line 5, columns 11-20")
        #expect(lines[1] == "NACHA file, REJECTED: 2 errors")
    }

    @Test func `no screen shows an account number or a name`() throws {
        let program = try Program()
        // A wrong check digit makes the entries themselves be quoted.
        let text = Self.sound.replacing("622071000288", with: "622071000289")
        let path = try program.write(text, "payroll.ach")
        let outcome = try program.run(["inspect", "--entries", "--all", path])
        #expect(outcome.output.contains("│ 622071000289•••••••••••"))
        for secret in ["000123456789", "987654321", "BLAKE", "NPI1000000002"] {
            #expect(!outcome.output.contains(secret), "\(secret)")
        }
    }

    @Test func `entries are listed with masked accounts`() throws {
        let program = try Program()
        let path = try program.write(Self.sound, "payroll.ach")
        let output = try program.run(["inspect", "--entries", path]).output
        let entry = try #require(output.split(separator: "\n").first { $0.contains("071000280000002") })
        #expect(entry.contains("1,234,567.89  071000288  •••4321"))
        #expect(try program.run(["inspect", "--entries", "--format", "json", path]).status == 2)
    }

    @Test func `folders, filters and the closing line`() throws {
        let program = try Program()
        try program.write(Self.sound, "in/a.ach")
        try program.write(Self.wrong, "in/deeper/b.ach")
        try program.write("0  a.ach", "in/a.ach.sha256")
        try program.write("x", "in/.hidden")
        let outcome = try program.run(["inspect", "--only", "errors", "\(program.folder)/in"])
        #expect(outcome.status == 3)
        #expect(!outcome.output.contains("a.ach"))
        #expect(outcome.output.contains("deeper/b.ach"))
        #expect(outcome.output.hasSuffix("2 files: 1 accepted, 1 rejected (2 errors, 0 warnings)\n"))
        let json = try program.run(["inspect", "--only", "errors", "--format", "json", "\(program.folder)/in"])
        #expect(json.output.split(separator: "\n").count == 1)
        #expect(try program.run(["inspect", "--only", "warnings", "\(program.folder)/in"]).status == 3)
    }

    @Test func `an empty folder and one that is not there`() throws {
        let program = try Program()
        try FileManager.default.createDirectory(atPath: "\(program.folder)/in", withIntermediateDirectories: true)
        let empty = try program.run(["inspect", "\(program.folder)/in"])
        #expect(empty.status == 0 && empty.output == "no files\n")
        let gone = try program.run(["inspect", "\(program.folder)/gone", "\(program.folder)/in"])
        #expect(gone.status == 1 && gone.talk.hasSuffix("gone: No such file or directory\n"))
    }

    @Test func `standard input, also quoted`() throws {
        let program = try Program()
        let outcome = try program.run(["inspect", "-"], input: Self.wrong)
        #expect(outcome.status == 3)
        #expect(outcome.output.hasPrefix("standard input\nNACHA file, REJECTED"))
        #expect(outcome.output.contains("^^^^^^^^^^"))
        #expect(try program.run(["convert", "-"], input: Self.sound).output.split(separator: "\n").count == 3)
    }

    @Test func `colour only where it is asked for`() throws {
        let program = try Program()
        let path = try program.write(Self.wrong, "b.ach")
        #expect(try !program.run(["inspect", path]).output.contains("\u{1B}"))
        #expect(try program.run(["inspect", "--color", "always", path]).output.contains("\u{1B}[1;31merror"))
        #expect(try !program.run(["inspect", "--color", "never", path]).output.contains("\u{1B}"))
    }

    @Test func `convert writes beside and puts in place`() throws {
        let program = try Program()
        let path = try program.write(Self.wrong, "b.ach")
        let out = "\(program.folder)/rows.jsonl"
        let outcome = try program.run(["convert", path, "--to", "jsonl", "--output", out])
        #expect(outcome.status == 3)
        #expect(outcome.talk.contains("nacha.batch.entry-hash"))
        let rows = try String(contentsOf: URL(filePath: out), encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 2 && rows.allSatisfy { $0.contains(#""account":"•••"#) })
        #expect(try !FileManager.default.contentsOfDirectory(atPath: program.folder).contains("rows.jsonl.part"))
        #expect(try program.run(["convert", "--reveal", path]).output.contains("000123456789"))
        #expect(try program.run(["convert", "\(program.folder)/none"]).status == 1)
    }

    @Test func `explain shows the wrong and the right, families and near misses`() throws {
        let program = try Program()
        let text = try program.run(["explain", "csv.amount.malformed"]).output
        #expect(text.contains("Wrong:") && text.contains("Right:") && text.contains("    ^^"))
        let family = try program.run(["explain", "csv.payment"])
        #expect(family.status == 0 && family.output.contains("csv.payment.routing"))
        let miss = try program.run(["explain", "nacha.batch.entryhash"])
        #expect(miss.status == 4)
        #expect(miss.talk.contains("did you mean nacha.batch.entry-hash"))
        let json = try program.run(["explain", "csv.kind", "--format", "json"]).output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["code"] as? String == "csv.kind" && object["leaves_gap"] as? Bool == true)
    }
}
