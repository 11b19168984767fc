import Foundation
import Synchronization
import Testing

@testable import Gateway
@testable import Store

/// A disk that fills up: nothing new is taken, nothing is lost, nothing is left half, and it goes on by itself.
@Suite(.serialized) struct DiskRoomTests {
    private final class Disk: Sendable {
        let free = Mutex<Int64>(10_000_000_000)
    }

    @Test func intakeStopsBelowTheFloorAndResumes() throws {
        let root = try HospitalRoot()
        let disk = Disk()
        let events = EventList()
        let clock = try FixedClock(SystemClock().now().description)
        let installation = try root.installation(
            clock, events, freeSpace: { _ in disk.free.withLock { $0 } }, purpose: .work)
        var taking = try Taking(installation)
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        disk.free.withLock { $0 = 100 }
        #expect(try taking.take(trustsAge: true, waitsForSidecar: false) == 0)
        #expect(try taking.take(trustsAge: true, waitsForSidecar: false) == 0)
        #expect(events.all == ["intake.stopped"])
        #expect(installation.shortageOfRoom()?.contains("state has 100 bytes free") == true)
        #expect(!DiskRoom(installation).isEnoughToWork)
        disk.free.withLock { $0 = 400_000_000 }
        #expect(DiskRoom(installation).isEnoughToWork)
        #expect(try taking.take(trustsAge: true, waitsForSidecar: false) == 0)
        disk.free.withLock { $0 = 600_000_000 }
        #expect(try taking.take(trustsAge: true, waitsForSidecar: false) == 1)
        #expect(events.all == ["intake.stopped", "intake.resumed", "arrival.taken"])
    }

    @Test func statusAndDoctorSayIt() throws {
        let root = try HospitalRoot()
        try root.write("organisation: { name: H }\nfolders: { keep-free: 900000TB }\n", "Config/gateway.yaml")
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        let log = try root.runOnce().log
        #expect(log.contains("intake.stopped"))
        #expect(root.files(below: "inbox/erp") == ["items.csv"])
        #expect(try root.run(["status"]).output.contains("stopped:"))
        let doctor = try root.run(["doctor"])
        #expect(doctor.status == 1 && doctor.output.contains("nothing new is taken"))
        try root.write("organisation: { name: H }\nfolders: { keep-free: 0 }\n", "Config/gateway.yaml")
        try root.runOnce()
        #expect(try root.export("arrivals").count == 1)
    }

    /// A state folder on a small file system, filled to every degree: the run may fail, but what it leaves goes on to the same end
    /// once there is room.
    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root and tmpfs"))
    func aFullDiskLeavesNothingHalf() throws {
        let claims = (1...400).map { Claim(number: $0) }
        func fill(_ root: HospitalRoot) throws {
            try root.write(
                "organisation: { name: H }\nfolders: { keep-free: 0 }\nledger: { to: erp }\n", "Config/gateway.yaml")
            try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
            try root.drop(
                HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "era.835")
            try root.drop(HospitalFiles.statement([("T1", 3_200_000)]), "first-bank", "s.xml")
        }
        let sound = try HospitalRoot()
        try fill(sound)
        try sound.runOnce()
        let reference = try sound.outcome()
        var failures = 0
        for room in [100, 1_000, 3_000, 5_000, 7_000, 8_000, 8_500, 9_000, 9_500, 10_000] {
            let root = try HospitalRoot()
            try fill(root)
            let disk = try SmallDisk(at: "\(root.path)/state", kilobytes: 60_000)
            defer { disk.unmount() }
            try disk.fill(leaving: room)
            if try root.run(["run", "--once"]).status != 0 { failures += 1 }
            disk.free()
            try root.runOnce()
            let outcome = try root.outcome()
            for (part, rows) in reference { #expect(outcome[part] == rows, "\(room) kB left: \(part)") }
        }
        #expect(failures > 0)
    }
}

/// A file system of a few megabytes.
struct SmallDisk {
    let path: String

    static var isPossible: Bool {
        guard geteuid() == 0 else { return false }
        let path = NSTemporaryDirectory() + "hms-disk-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let disk = try? SmallDisk(at: path, kilobytes: 100) else { return false }
        disk.unmount()
        return true
    }

    init(at path: String, kilobytes: Int) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k,mode=0700") == 0 else { throw POSIXError(.EPERM) }
    }

    func fill(leaving kilobytes: Int) throws {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw POSIXError(.EIO) }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        try Data(count: max(0, free - kilobytes * 1024)).write(to: URL(filePath: "\(path)/ballast"))
    }

    func free() { try? FileManager.default.removeItem(atPath: "\(path)/ballast") }
    func unmount() { umount2(path, 2) }
}
