// What a look at an inbox finds, and what it leaves alone.

import Glibc
import Testing

@testable import Folder

@Suite("Looking at a folder")
struct FolderListingTests {
    let folder = ScratchFolder()

    private func look() throws -> FolderListing {
        try FolderListing(of: folder.path, companions: [".sha256", ".done"])
    }

    @Test("Plain files are candidates, in the order of their names")
    func candidates() throws {
        for name in ["b.835", "a.ach", "-c"] { folder.put(name) }
        #expect(try look().files.map(\.name.display) == ["-c", "a.ach", "b.835"])
    }

    @Test("Uploads in progress, hidden files, companions and subfolders are no candidates")
    func passedOver() throws {
        for name in [".a", "~a", "a~", "a.part", "a.TMP", "a.filepart", "a.partial", "a.Writing", "a.crdownload"] {
            folder.put(name)
        }
        for name in ["a.sha256", "a.done"] { folder.put(name) }
        mkdir("\(folder.path)/done", 0o700)
        let listing = try look()
        #expect(listing.files.isEmpty)
        #expect(listing.refused.isEmpty)
        #expect(listing.names.contains(try #require(FileName("a.sha256"))))
    }

    @Test("Links, second names, pipes, sockets and control characters are refused with the reason")
    func refused() throws {
        folder.put("real")
        symlink("real", "\(folder.path)/soft")
        symlink("/etc/passwd", "\(folder.path)/away")
        link("\(folder.path)/real", "\(folder.path)/twice")
        mkfifo("\(folder.path)/pipe", 0o600)
        folder.put("two\nlines")
        let listing = try look()
        #expect(listing.files.isEmpty)
        #expect(
            listing.refused.map { "\($0.name.display): \($0.reason)" } == [
                "away: it is a symbolic link", "pipe: it is a pipe", "real: it has a second name (hard link)",
                "soft: it is a symbolic link", "twice: it has a second name (hard link)",
                "two%0Alines: its name holds a control character",
            ])
    }

    @Test("A missing folder is an error that names it")
    func missing() {
        let path = "\(folder.path)/none"
        #expect(throws: FolderError.system(operation: "open the folder", path: path, systemError: ENOENT)) {
            _ = try FolderListing(of: path, companions: [])
        }
    }
}
