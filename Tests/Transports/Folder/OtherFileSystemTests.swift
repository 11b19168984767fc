// Moving to a done folder that lies on another file system: copied, forced to the disk, then taken away.

import Glibc
import Testing

@testable import Folder

private func device(of path: String) -> UInt {
    var status = stat()
    return stat(path, &status) == 0 ? UInt(status.st_dev) : 0
}

/// Mounts cannot be made in a test; publishing with the same code between two folders that differ in device can.
@Suite(
    "Across file systems",
    .enabled(if: device(of: "/dev/shm") != 0 && device(of: "/dev/shm") != device(of: "/tmp"), "one file system only"))
struct OtherFileSystemTests {
    @Test("The rename says so, and nothing is lost")
    func outcome() throws {
        let here = ScratchFolder()
        let there = ScratchFolder(below: "/dev/shm")
        here.put("a", "hello")
        let name = try #require(FileName("a"))
        let outcome = try OpenFolder.open(here.path).rename(name, to: name, in: try OpenFolder.open(there.path))
        #expect(outcome == .otherFileSystem)
        #expect(here.names() == ["a"])
    }

    @Test("The copy has the bytes and the mode, replaces nothing, and can be made again")
    func copy() throws {
        let here = ScratchFolder()
        let there = ScratchFolder(below: "/dev/shm")
        let inbox = InboxFolder(path: here.path)
        let name = try #require(FileName("a"))
        chmod(here.put("a", "hello"), 0o600)
        for _ in 0..<2 {
            try inbox.copy(name, from: OpenFolder.open(here.path), to: name, in: OpenFolder.open(there.path))
            #expect(there.text("a") == "hello")
            #expect(there.names() == ["a"])
        }
        here.put("a", "other")
        #expect(throws: FolderError.nameTaken(path: "\(there.path)/a")) {
            try inbox.copy(name, from: OpenFolder.open(here.path), to: name, in: OpenFolder.open(there.path))
        }
        #expect(there.text("a") == "hello")
    }
}
