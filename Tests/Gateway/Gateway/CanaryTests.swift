import Foundation
import Testing

/// Names, account numbers, claim numbers and patients' identifiers appear in no log, no reason, and nowhere below state/.
@Suite struct CanaryTests {
    @Test func nothingReadableStaysBehind() throws {
        let root = try HospitalRoot()
        let claims = [Claim(number: 1), Claim(number: 2)]
        try root.drop(HospitalFiles.openItems([claims[0]]), "erp", "items.csv")
        try root.drop(HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "a.835")
        try root.drop(
            HospitalFiles.remittance(control: 2, trace: "T2", claims: claims, offBy: 5), "payer-blue", "b.835")
        try root.drop(
            Array(HospitalFiles.remittance(control: 3, trace: "T3", claims: claims).dropLast(60)), "payer-blue", "c.835"
        )
        try root.drop(HospitalFiles.ach([("T1", 16_000)]), "first-bank", "a.ach")
        try root.drop(Array(try HospitalFiles.ach([("T1", 100)], modifier: "B").dropLast(200)), "first-bank", "b.ach")
        try root.drop(HospitalFiles.statement([("T1", 16_000)]), "first-bank", "a.xml")
        var broken = HospitalFiles.statement([("T1", 100)], day: "2026-03-10", sequence: 2)
        broken.removeLast(30)
        try root.drop(broken, "first-bank", "b.xml")
        let log = try root.runOnce().log
        #expect(log.contains("arrival.posted"))

        var places: [(String, [UInt8])] = [("the log", Array(log.utf8))]
        places += root.files(below: "state").map { ("state/\($0)", root.contents("state/\($0)")) }
        places += root.files(below: "inbox").filter { $0.hasSuffix(".reason.txt") }.map {
            ("inbox/\($0)", root.contents("inbox/\($0)"))
        }
        #expect(places.count > 12)
        for (name, bytes) in places {
            let text = String(decoding: bytes, as: UTF8.self)
            for canary in Canary.all { #expect(!text.contains(canary), "\(canary) stands in \(name)") }
        }
        // The few who may see it do see it: the subject of the exception names the claim as the payer wrote it.
        #expect(try root.export("exceptions").contains { $0["subject"] == "T1/\(claims[1].reference)" })
    }

    @Test func stateIsOursAlone() throws {
        let root = try HospitalRoot()
        try root.runOnce()
        for name in ["state", "state/spool", "state/vault.key", "state/hms-ach.sqlite"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(root.path)/\(name)")
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            #expect(mode & 0o077 == 0, "\(name) has mode \(String(mode, radix: 8))")
        }
    }
}
