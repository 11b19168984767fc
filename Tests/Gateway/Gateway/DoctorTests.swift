import Foundation
import Testing

@testable import Gateway

/// The doctor says yes where all is well, and where it is not, what and how to cure it.
@Suite(.serialized) struct DoctorTests {
    private func answers(_ root: HospitalRoot) throws -> (status: Int32, rows: [[String: String]]) {
        let outcome = try root.run(["doctor", "--format", "csv"])
        let lines = CSVLines.parse(outcome.output)
        let header = try #require(lines.first)
        return (
            outcome.status,
            lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
        )
    }

    /// Expects exactly one answer that is not yes, and says what it must mention.
    private func expectOne(_ root: HospitalRoot, _ answer: String, _ words: String) throws {
        let (status, rows) = try answers(root)
        let open = rows.filter { $0["answer"] != "yes" }
        #expect(status == 1 && open.count == 1, "\(open)")
        #expect(open.first?["answer"] == answer && open.first?["cure"]?.isEmpty == false)
        #expect(open.first.map { ($0["question"] ?? "") + ($0["detail"] ?? "") }?.contains(words) == true, "\(open)")
    }

    private func healthyRoot() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        try root.runOnce()
        try root.run(["backup", "\(root.path)/b", "--vault-key-to", "\(root.path)/key"])
        return root
    }

    @Test func aFreshRootAndAWorkingOneAreHealthy() throws {
        #expect(try answers(HospitalRoot()).status == 0)
        let root = try healthyRoot()
        let (status, rows) = try answers(root)
        #expect(status == 0 && rows.allSatisfy { $0["answer"] == "yes" && $0["cure"] == "" }, "\(rows)")
        #expect(Set(rows.compactMap { $0["area"] }) == ["configuration", "machine", "folders", "vault key", "state"])
    }

    @Test func aKeyWithoutACopyIsUnknown() throws {
        let root = try HospitalRoot()
        try root.runOnce()
        try expectOne(root, "unknown", "copy")
    }

    @Test func aReadableStateIsFound() throws {
        let root = try healthyRoot()
        #expect(chmod("\(root.path)/state", 0o755) == 0)
        try expectOne(root, "no", "0755")
    }

    @Test func aReadableOrMissingKeyIsFound() throws {
        let root = try healthyRoot()
        #expect(chmod("\(root.path)/state/vault.key", 0o644) == 0)
        try expectOne(root, "no", "0644")
        try FileManager.default.removeItem(atPath: "\(root.path)/state/vault.key")
        try expectOne(root, "no", "no vault key")
        // No other command makes a new key where something was sealed with the old one.
        #expect(try root.run(["status"]).status == 1)
        #expect(!FileManager.default.fileExists(atPath: "\(root.path)/state/vault.key"))
    }

    @Test func aLostSealedFileAndALeftOneAreFound() throws {
        let root = try healthyRoot()
        let sealed = try #require(root.files(below: "state/spool").first)
        let bytes = root.contents("state/spool/\(sealed)")
        try root.write(bytes, "state/spool/0123.sealed")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -9000)],
            ofItemAtPath: "\(root.path)/state/spool/0123.sealed")
        try expectOne(root, "no", "belong to nobody")
        try root.runOnce()
        #expect(try answers(root).status == 0)
        try FileManager.default.removeItem(atPath: "\(root.path)/state/spool/\(sealed)")
        #expect(try answers(root).rows.contains { $0["detail"]?.contains("missing from the spool") == true })
    }

    @Test func aDamagedDatabaseIsFound() throws {
        let root = try healthyRoot()
        var bytes = root.contents("state/hms-ach.sqlite")
        for index in 4096..<min(bytes.count, 40_960) { bytes[index] = 0xA5 }
        try root.write(bytes, "state/hms-ach.sqlite")
        let (status, rows) = try answers(root)
        #expect(status == 1 && rows.contains { $0["area"] == "state" && $0["answer"] == "no" })
    }

    @Test func aBrokenConfigurationIsNamedWithItsLine() throws {
        let root = try HospitalRoot()
        try root.write("organisation: { nam: H }\n", "Config/gateway.yaml")
        try expectOne(root, "no", "gateway.yaml:1")
    }

    @Test func keysOfOursAndOfPartnersAreTried() throws {
        let rings = try SecretRings.shared.get()
        let root = try HospitalRoot()
        try root.requireSecrets(rings)
        let sound = try answers(root).rows.filter { $0["area"] == "keys" }
        #expect(sound.count == 3 && sound.allSatisfy { $0["answer"] == "yes" }, "\(sound)")
        let text = String(decoding: root.contents("Config/partners/payer-blue.yaml"), as: UTF8.self)
        try root.write(text.replacing(rings.partner, with: rings.stranger), "Config/partners/payer-blue.yaml")
        let strange = try answers(root).rows.filter { $0["area"] == "keys" && $0["answer"] == "no" }
        #expect(strange.count == 2 && strange.allSatisfy { $0["detail"]?.contains("not in the ring") == true })
    }
}
