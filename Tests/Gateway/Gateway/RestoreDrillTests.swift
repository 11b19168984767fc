import Foundation
import Testing

@testable import Gateway
@testable import Store

/// The drill: a backup, work after it, the state lost, the backup restored, the originals dropped again. Nothing twice,
/// nothing missing, the books as if nothing had happened.
@Suite(.serialized) struct RestoreDrillTests {
    private let claims = (1...12).map { Claim(number: $0) }

    private func morning(_ root: HospitalRoot) throws {
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        for number in 1...3 {
            try root.drop(
                HospitalFiles.remittance(control: number, trace: "EFT\(number)", claims: [claims[number - 1]]),
                "payer-blue", "era-\(number).835")
        }
        try root.drop(
            HospitalFiles.remittance(control: 40, trace: "EFT40", claims: [claims[11]], offBy: 1), "payer-blue",
            "era-off.835")
        try root.drop(
            HospitalFiles.statement([("EFT1", 8_000), ("EFT2", 8_000)], day: "2026-03-09"), "first-bank", "s-1.xml")
        try root.runOnce()
    }

    private func afternoon(_ root: HospitalRoot) throws {
        for number in 4...6 {
            try root.drop(
                HospitalFiles.remittance(control: number, trace: "EFT\(number)", claims: [claims[number - 1]]),
                "payer-blue", "era-\(number).835")
        }
        try root.drop(
            HospitalFiles.statement(
                [("EFT3", 8_000), ("EFT4", 8_000), ("EFT5", 8_000)], day: "2026-03-10", sequence: 2,
                opening: 1_014_500, message: "M2"), "first-bank", "s-2.xml")
        try root.drop(Array("no interchange".utf8), "payer-blue", "noise.835")
        try root.runOnce()
    }

    /// What the books say, without the gateway's own numbers.
    private func books(_ root: HospitalRoot) throws -> [String: [String]] {
        func rows(_ subject: String, without dropped: Set<String>) throws -> [String] {
            try root.export(subject).map { row in
                row.filter { !dropped.contains($0.key) }.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
                    .joined(separator: " ")
            }.sorted()
        }
        return [
            "matches": try rows("matches", without: ["match_id"]),
            "exceptions": try rows("exceptions", without: ["exception_id"]),
            "journal": try rows("journal", without: ["journal_id", "match_id", "arrival_id"]),
            "balances": try rows("trial-balance", without: []),
        ]
    }

    private func expectSame(_ got: [String: [String]], _ wanted: [String: [String]]) {
        for (part, rows) in wanted {
            let mine = got[part] ?? []
            #expect(
                mine == rows,
                "\(part): missing \(Set(rows).subtracting(mine).sorted().prefix(2)), more \(Set(mine).subtracting(rows).sorted().prefix(2))"
            )
        }
    }

    /// Every original under `done/` and `rejected/`, dropped again under the name it came with.
    private func replay(_ root: HospitalRoot) throws {
        for partner in ["erp", "payer-blue", "first-bank"] {
            for place in ["done", "rejected"] {
                for file in root.files(below: "inbox/\(partner)/\(place)") where !file.hasSuffix(".reason.txt") {
                    let name = (file as NSString).lastPathComponent
                    try root.drop(root.contents("inbox/\(partner)/\(place)/\(file)"), partner, name)
                }
            }
        }
    }

    @Test func stateLostAfterABackupIsRestoredAndReplayed() throws {
        let root = try HospitalRoot()
        try morning(root)
        let backup = try root.run(
            ["backup", "\(root.path)/morning.backup", "--vault-key-to", "\(root.path)/key", "--reason", "drill"])
        #expect(backup.status == 0, "\(backup.log)")
        try afternoon(root)
        let books = try books(root)
        #expect(books["matches"]?.isEmpty == false && books["journal"]?.isEmpty == false)
        let sent = root.files(below: "outbox")
        try FileManager.default.removeItem(atPath: "\(root.path)/state")
        let restore = try root.run(
            ["restore", "\(root.path)/morning.backup", "--to", root.path, "--vault-key", "\(root.path)/key"])
        #expect(restore.status == 0, "\(restore.log)")
        #expect(try root.run(["audit", "verify"]).status == 0)
        try replay(root)
        try root.runOnce()
        expectSame(try self.books(root), books)
        #expect(try root.run(["audit", "verify"]).status == 0)

        // What went out in the afternoon is there once: no answer to an afternoon's file has a second name.
        let now = root.files(below: "outbox")
        #expect(Set(now).isSuperset(of: sent))
        for number in 4...6 {
            #expect(now.filter { $0.contains("era-\(number).835-999") }.count == 1)
        }
        let dispatches = try root.export("dispatches")
        #expect(dispatches.filter { $0["reason"] == "went out before the restore" }.count >= 3)
        // Every afternoon's file is known again; the morning's came twice and changed nothing.
        let states = try root.export("arrivals")
        #expect(states.filter { $0["name"] == "era-5.835" }.map { $0["state"] } == ["answered"])
        #expect(states.filter { $0["name"] == "era-1.835" }.map { $0["state"] } == ["answered", "duplicate"])
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test func encryptedPartnersAreAnsweredOnceToo() throws {
        let rings = try SecretRings.shared.get()
        let root = try HospitalRoot()
        try root.requireSecrets(rings)
        try root.drop(
            withChecksum: try rings.seal(
                HospitalFiles.remittance(control: 1, trace: "EFT1", claims: [claims[0]]), by: "partner"),
            "payer-blue", "one.835.pgp")
        try root.runOnce()
        #expect(try root.run(["backup", "\(root.path)/b", "--vault-key-to", "\(root.path)/key"]).status == 0)
        // The key is not in the archive that it seals, and nothing of the archive stands readable.
        let archive = root.contents("b")
        #expect(!archive.contains(subsequence: root.contents("key")))
        #expect(
            !archive.contains(subsequence: Array("BEGIN PGP".utf8))
                && !archive.contains(subsequence: Array("SQLite".utf8)))
        try root.drop(
            withChecksum: try rings.seal(
                HospitalFiles.remittance(control: 2, trace: "EFT2", claims: [claims[1]]), by: "partner"),
            "payer-blue", "two.835.pgp")
        try root.runOnce()
        let sent = root.files(below: "outbox/payer-blue")
        let original = try #require(
            root.files(below: "inbox/payer-blue/done").first { $0.hasSuffix("two.835.pgp") })
        let bytes = root.contents("inbox/payer-blue/done/\(original)")
        try FileManager.default.removeItem(atPath: "\(root.path)/state")
        let restored = try root.run(["restore", "\(root.path)/b", "--to", root.path, "--vault-key", "\(root.path)/key"])
        #expect(restored.status == 0, "\(restored.log)")
        try root.drop(withChecksum: bytes, "payer-blue", "two.835.pgp")
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered", "answered"])
        #expect(root.files(below: "outbox/payer-blue") == sent)
    }

    @Test func aRestoreReplacesNothingAndBelievesNothing() throws {
        let root = try HospitalRoot()
        try morning(root)
        let (backup, key) = ("\(root.path)/b", "\(root.path)/key")
        #expect(try root.run(["backup", backup, "--vault-key-to", key]).status == 0)
        #expect(try root.run(["backup", backup]).status == 7)
        let restore = ["restore", backup, "--to", root.path, "--vault-key", key]
        let refused = try root.run(restore)
        #expect(refused.status == 7 && refused.log.contains("not empty"))

        // Into a root of its own, without Config: everything comes from the backup.
        let other = root.path + "/other"
        let there = ["restore", backup, "--to", other, "--vault-key", key]
        #expect(try root.run(there + ["--dry-run"]).status == 0)
        #expect(!FileManager.default.fileExists(atPath: other + "/state"))

        // One changed bit, a cut end, another key: nothing is put in place.
        var bytes = root.contents("b")
        bytes[bytes.count / 2] ^= 1
        try root.write(bytes, "changed")
        try root.write(Array(root.contents("b").dropLast(700)), "cut")
        try root.write([UInt8](repeating: 7, count: 32), "wrong")
        #expect(chmod("\(root.path)/wrong", 0o600) == 0)
        for (file, with) in [("changed", key), ("cut", key), ("b", "\(root.path)/wrong")] {
            let outcome = try root.run(["restore", "\(root.path)/\(file)", "--to", other, "--vault-key", with])
            #expect(outcome.status == 1)
            #expect(!FileManager.default.fileExists(atPath: other + "/state"))
            #expect(!FileManager.default.fileExists(atPath: other + "/.restoring"))
        }
        #expect(try root.run(there).status == 0)
        let listed = try root.run(["export", "journal", "--root", other])
        #expect(listed.output == (try root.run(["export", "journal"]).output) && listed.status == 0)
    }

    @Test func aBackupIsTakenWhileTheServiceWorks() throws {
        let root = try HospitalRoot()
        let service = try root.start(["run"])
        defer { service.terminate() }
        for number in 1...40 {
            try root.write(
                HospitalFiles.openItems([Claim(number: number)], prefix: "N"), "inbox/erp/items-\(number).csv")
        }
        // It makes its key and database when it starts.
        var looks = 0
        while !FileManager.default.fileExists(atPath: root.path + "/inbox/erp/done"), looks < 1200 {
            usleep(100_000)
            looks += 1
        }
        var backups = 0
        for round in 0..<5 {
            let file = "\(root.path)/b\(round)"
            let process = Process()
            process.executableURL = URL(filePath: HospitalRoot.program)
            process.arguments =
                ["backup", file, "--root", root.path] + (round == 0 ? ["--vault-key-to", "\(root.path)/key"] : [])
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus == 0 { backups += 1 }
        }
        service.terminate()
        service.waitUntilExit()
        #expect(backups == 5)
        for round in 0..<5 {
            let proof = try root.run([
                "restore", "\(root.path)/b\(round)", "--to", "\(root.path)/proof", "--vault-key", "\(root.path)/key",
                "--dry-run",
            ])
            #expect(proof.status == 0, "\(proof.log)")
        }
    }

    @Test func anEmptyStateIsAStateToo() throws {
        let root = try HospitalRoot()
        #expect(try root.run(["backup", "\(root.path)/b", "--vault-key-to", "\(root.path)/key"]).status == 0)
        try FileManager.default.removeItem(atPath: "\(root.path)/state")
        let restored = try root.run(["restore", "\(root.path)/b", "--vault-key", "\(root.path)/key"])
        #expect(restored.status == 0, "\(restored.log)")
        #expect(try root.run(["audit", "verify"]).status == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(root.path)/state.restoring"))
    }

    @Test func namesInAnArchiveLeadNowhereElse() throws {
        for name in ["../x", "state/../../x", "/etc/x", "state//x", "state", "elsewhere/x", "passphrase/x", ""] {
            #expect(!BackupReading.isSafe(name))
        }
        for name in ["state/hms-ach.sqlite", "keyring/pubring.kbx", "passphrase", "Config/partners/a.yaml"] {
            #expect(BackupReading.isSafe(name))
        }
        let long = "state/" + String(repeating: "a", count: 90) + "/" + String(repeating: "b", count: 90)
        for name in ["state/a", long] {
            let entry = TarEntry(name: name, byteCount: 1_234_567)
            #expect(try TarFormat.entry(try #require(TarFormat.header(entry, seconds: 5))) == entry)
        }
        #expect(TarFormat.header(TarEntry(name: String(repeating: "x", count: 300), byteCount: 1), seconds: 0) == nil)
        #expect(throws: BackupDamaged.self) { try TarFormat.entry([UInt8](repeating: 1, count: 512)) }
    }
}

extension Array where Element == UInt8 {
    func contains(subsequence: [UInt8]) -> Bool {
        guard let first = subsequence.first, count >= subsequence.count else { return false }
        return indices.dropLast(subsequence.count - 1).contains {
            self[$0] == first && self[$0..<($0 + subsequence.count)].elementsEqual(subsequence)
        }
    }
}
