import Foundation
import GRDB
import Testing

/// The program as scripts use it: exit codes, formats, the audit's proof.
@Suite struct ProgramTests {
    @Test func exitCodesAreThoseOfTheContract() throws {
        let root = try HospitalRoot()
        try root.write(HospitalFiles.openItems([Claim(number: 1)]), "good.csv")
        try root.write("nothing known", "bad.txt")
        #expect(try root.run(["inspect", "\(root.path)/good.csv"]).status == 0)
        #expect(try root.run(["inspect", "\(root.path)/good.csv", "\(root.path)/bad.txt"]).status == 3)
        #expect(try root.run(["inspect", "\(root.path)/none"]).status == 1)
        #expect(try root.run(["no-such-command"]).status == 2)
        #expect(try root.run(["trace", "no-such-file"]).status == 4)
        #expect(try root.run(["explain", "no.such.code"]).status == 4)
        #expect(try root.run(["explain", "nacha.batch.entry-hash"]).status == 0)
        #expect(try root.run(["rewrite", "\(root.path)/good.csv", "--output", "\(root.path)/out"]).status == 5)
        #expect(try root.run(["release", "1", "--reason", "x"]).status == 4)
        #expect(try root.run(["check"]).status == 0)
        try root.write("name: X\nwhat: 1\n", "Config/partners/bad.yaml")
        let check = try root.run(["check"])
        #expect(check.status == 2)
        #expect(check.log.contains("Config/partners/bad.yaml:1:"))
    }

    @Test func inspectGivesOneObjectALineInTheOrderOfTheArguments() throws {
        let root = try HospitalRoot()
        try root.write(HospitalFiles.openItems([Claim(number: 1)]), "a.csv")
        try root.write(try HospitalFiles.ach([("T1", 12_345)]), "b.ach")
        let outcome = try root.run(["inspect", "--format", "json", "\(root.path)/b.ach", "\(root.path)/a.csv"])
        let objects = try outcome.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.map { $0["kind"] as? String } == ["nacha", "open-items"])
        #expect(objects[0]["file"] as? String == "\(root.path)/b.ach")
        #expect((objects[0]["summary"] as? [String: Any])?["credits"] as? String == "123.45")
        #expect(objects[0]["verdict"] as? String == "accepted")
    }

    @Test func listingsHaveThreeFormats() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        try root.runOnce()
        let json = try root.run(["arrivals", "--format", "json"]).output
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(rows.count == 1 && rows[0]["state"] as? String == "answered")
        #expect(
            try root.run(["arrivals", "--format", "csv"]).output.hasPrefix("arrival_id,partner,channel,name,bytes,"))
        #expect(try root.run(["arrivals"]).output.contains("items.csv"))
        #expect(try root.run(["trace", "items.csv"]).output.contains("taken"))
        #expect(try root.run(["status"]).output.contains("answered"))
    }

    @Test func auditNamesTheFirstRecordThatWasChanged() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        try root.runOnce()
        #expect(try root.run(["audit", "verify"]).status == 0)
        let database = try DatabaseQueue(path: "\(root.path)/state/hms-ach.sqlite")
        try database.write { try $0.execute(sql: "UPDATE audit SET detail = 'nothing' WHERE sequence = 2") }
        try database.close()
        let verify = try root.run(["audit", "verify"])
        #expect(verify.status == 1)
        #expect(verify.output.contains("record 2"))
    }
}
