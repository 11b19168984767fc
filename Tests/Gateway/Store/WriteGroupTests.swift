import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Store

/// Transactions that share commits: what succeeded is there, what threw left nothing, and nobody waits for ever.
@Suite struct WriteGroupTests {
    struct Wrong: Error, Equatable { let number: Int }

    @Test func eachKeepsItsOwnFate() throws {
        let path = NSTemporaryDirectory() + "write-group-\(UInt32.random(in: 0 ... .max)).sqlite"
        defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }
        let database = try Database(path: path)
        let failures = Mutex<Set<Int>>([])
        let group = DispatchGroup()
        for lane in 0..<8 {
            DispatchQueue(label: "lane \(lane)").async(group: group) {
                for turn in 0..<25 {
                    let number = lane * 100 + turn
                    do {
                        let given = try database.writeTogether { session in
                            try session.execute(
                                "INSERT INTO key_warnings (fingerprint, expires_at, days) VALUES ($1, $2, 1)",
                                [.text("\(number)"), .integer(number)])
                            if number % 5 == 0 { throw Wrong(number: number) }
                            return number
                        }
                        if given != number { failures.withLock { _ = $0.insert(-1) } }
                    } catch let wrong as Wrong {
                        failures.withLock { _ = $0.insert(wrong.number) }
                    } catch {
                        failures.withLock { _ = $0.insert(-2) }
                    }
                }
            }
        }
        group.wait()
        let all = Set((0..<8).flatMap { lane in (0..<25).map { lane * 100 + $0 } })
        let kept = try database.read { session in
            Set(try session.rows("SELECT expires_at FROM key_warnings") { Int($0.integer(0)) })
        }
        #expect(failures.withLock { $0 } == all.filter { $0 % 5 == 0 })
        #expect(kept == all.filter { $0 % 5 != 0 })
        try database.close()
    }

    @Test func aCommitThatFailsFailsThemAll() throws {
        let group = WriteGroup()
        #expect(throws: Wrong(number: 1)) {
            try group.run({ _ in }, commit: { _ in throw Wrong(number: 1) })
        }
        // And the next one is not kept waiting.
        #expect(throws: Wrong(number: 2)) {
            try group.run({ _ in }, commit: { _ in throw Wrong(number: 2) })
        }
    }
}
