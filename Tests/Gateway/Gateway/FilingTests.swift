import Foundation
import Testing

/// Odd names and full folders keep no file from being taken, and no other from going on.
@Suite struct FilingTests {
    private let items = HospitalFiles.openItems([Claim(number: 1)])

    @Test func aNameThatIsTakenInDoneIsNoObstacle() throws {
        let root = try HospitalRoot()
        let day = try #require(try today(root))
        try root.write("an operator's copy", "inbox/erp/done/\(day)/items.csv")
        try root.drop(items, "erp", "items.csv")
        try root.runOnce()
        #expect(try root.export("arrivals").last?["state"] == "answered")
        #expect(root.contents("inbox/erp/done/\(day)/items.csv") == Array("an operator's copy".utf8))
        #expect(root.files(below: "inbox/erp/done/\(day)").count == 3)
        #expect(root.files(below: "inbox/erp").filter { !$0.hasPrefix("done/") }.isEmpty)
    }

    @Test func theLongestNamesAreTakenAndRefusedAlike() throws {
        let root = try HospitalRoot()
        let long = String(repeating: "n", count: 250)
        try root.drop(items, "erp", long + ".csv")
        try root.drop(Array("nothing known".utf8), "first-bank", long + ".xml")
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered", "rejected"])
        #expect(root.files(below: "inbox/first-bank/rejected").contains { $0.hasSuffix(".reason.txt") })
    }

    @Test func aMarkedFileWaitsForItsMarkerAndTakesItAlong() throws {
        let root = try HospitalRoot()
        try root.write(
            "name: erp\nrole: department\nexpects: [open-items]\nreceive:\n  - folder: inbox/erp\n"
                + "    complete-when: marker .ok\n", "Config/partners/erp.yaml")
        try root.write("organisation: { name: H }\n", "Config/gateway.yaml")
        try root.drop(items, "erp", "items.csv")
        try root.runOnce()
        #expect(try root.export("arrivals").isEmpty)
        try root.drop([], "erp", "items.csv.ok")
        try root.runOnce()
        #expect(try root.export("arrivals").count == 1)
        #expect(root.files(below: "inbox/erp").allSatisfy { $0.hasPrefix("done/") })
    }

    @Test func aChecksumProvesThatAFileIsComplete() throws {
        let root = try HospitalRoot()
        try root.write("organisation: { name: H }\n", "Config/gateway.yaml")
        func wait(_ patience: String) throws {
            try root.write(
                "name: erp\nrole: department\nexpects: [open-items]\nreceive:\n  - folder: inbox/erp\n"
                    + "    complete-when: checksum \(patience)\n", "Config/partners/erp.yaml")
        }
        try wait("1440m")
        // Files drop with a time of an hour ago: that alone proves nothing here.
        try root.drop(withChecksum: items, "erp", "whole.csv")
        try root.drop(withChecksum: items, "erp", "half.csv")
        try root.drop(Array(items.dropLast(3)), "erp", "half.csv")
        try root.drop(items, "erp", "bare.csv")
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["name"] } == ["whole.csv"])
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered"])
        #expect(root.files(below: "inbox/erp").contains("half.csv"))
        // The bytes that did not agree are not kept.
        #expect(root.files(below: "state/spool").count == 1)
        // When the patience is over, what is there is judged as usual.
        try wait("1m")
        try root.runOnce()
        let states = Dictionary(
            try root.export("arrivals").map { ($0["name"] ?? "", $0["state"] ?? "") }, uniquingKeysWith: { $1 })
        #expect(states == ["whole.csv": "answered", "half.csv": "quarantined", "bare.csv": "duplicate"])
        #expect(try root.export("arrivals").contains { $0["reason"]?.contains("checksum") == true })
    }

    /// The day under which this run files what it takes.
    private func today(_ root: HospitalRoot) throws -> String? {
        try root.drop(HospitalFiles.openItems([Claim(number: 9)]), "erp", "first.csv")
        try root.runOnce()
        return try root.export("arrivals").first?["received_at"].map { String($0.prefix(10)) }
    }
}
