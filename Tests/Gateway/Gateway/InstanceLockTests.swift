import Foundation
import Testing

@testable import Gateway

/// One gateway works on a state folder at a time, and none is kept from it by one that has gone.
@Suite struct InstanceLockTests {
    private func lock(_ state: StateFolder) throws -> InstanceLock {
        try InstanceLock(state, clock: try FixedClock("2026-03-09T12:00:00.000Z"))
    }

    /// Another descriptor of the open lock file, as a child has it that was forked and has not begun its own program.
    private func inherited(_ path: String) throws -> Int32 {
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
        let held = open.first {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
        }
        return dup(try #require(held))
    }

    @Test func theSecondIsRefusedAndTheNextIsNot() throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "hms-lock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = StateFolder(path: folder.path)
        var first: InstanceLock? = try lock(state)
        let child = try inherited(state.lock)
        defer { close(child) }
        #expect(throws: InstanceRunning.self) { try lock(state) }
        withExtendedLifetime(first) {}
        first = nil
        _ = try lock(state)
    }
}
