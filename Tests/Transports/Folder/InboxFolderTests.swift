// Reading and moving: the file that was listed or none, and never through a link.

import Glibc
import Testing

@testable import Folder

@Suite("Inbox folder")
struct InboxFolderTests {
    let scratch = ScratchFolder()
    private var inbox: InboxFolder { InboxFolder(path: scratch.path) }

    private func listed(_ name: String) throws -> FolderFile {
        try #require(
            try FolderListing(of: scratch.path, companions: []).files.first { $0.name.display == name })
    }

    private func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

    private func read(_ file: FolderFile, meanwhile: () -> Void = {}) throws -> String {
        var bytes: [UInt8] = []
        try inbox.read(file) { piece in
            bytes.append(piece)
            meanwhile()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("A listed file is read from its first byte to its last")
    func read() throws {
        scratch.put("a", "hello")
        scratch.put("empty", "")
        #expect(try read(listed("a")) == "hello")
        #expect(try read(listed("empty")) == "")
    }

    @Test("A file that changed since it was listed, or changes while it is read, is not taken")
    func changed() throws {
        let path = scratch.put("a", "hello")
        let file = try listed("a")
        let error = FolderError.changedWhileReading(path: path)
        #expect(throws: error) { try read(file) { scratch.put("a", "hello, world") } }
        #expect(throws: error) { try read(file) }
        let again = try listed("a")
        #expect(throws: error) {
            try read(again) {
                unlink(path)
                scratch.put("a", "hello, world")
            }
        }
        let third = try listed("a")
        #expect(throws: error) { try read(third) { link(path, "\(path)-2") } }
    }

    @Test("A link or a pipe put in a listed file's place is not followed, and nobody waits for it")
    func replaced() throws {
        let path = scratch.put("a", "hello")
        let file = try listed("a")
        unlink(path)
        #expect(throws: FolderError.system(operation: "open", path: path, systemError: ENOENT)) { try read(file) }
        symlink("/etc/passwd", path)
        #expect(throws: FolderError.system(operation: "open", path: path, systemError: ELOOP)) { try read(file) }
        unlink(path)
        mkfifo(path, 0o600)
        #expect(throws: FolderError.changedWhileReading(path: path)) { try read(file) }
    }

    @Test("A companion is read when it is a small plain file")
    func companion() throws {
        scratch.put("a.sha256", "abc")
        #expect(try inbox.companion(name("a.sha256")) == Array("abc".utf8))
        #expect(try inbox.companion(name("a.sha256"), limit: 2) == nil)
        #expect(try inbox.companion(name("none")) == nil)
        symlink("a.sha256", "\(scratch.path)/b.sha256")
        #expect(try inbox.companion(name("b.sha256")) == nil)
        mkfifo("\(scratch.path)/c.sha256", 0o600)
        #expect(try inbox.companion(name("c.sha256")) == nil)
    }

    @Test("A file moves to done and on to rejected; moving it again changes nothing")
    func move() throws {
        scratch.put("a.835", "hello")
        let a = try name("a.835")
        let done = "done/2026-11-20"
        #expect(try inbox.move(a, from: nil, to: done, as: a))
        #expect(try inbox.move(a, from: nil, to: done, as: a))
        #expect(try inbox.move(a, from: done, to: "rejected/2026-11-20", as: a))
        #expect(try inbox.move(a, from: done, to: "rejected/2026-11-20", as: a))
        #expect(scratch.text("rejected/2026-11-20/a.835") == "hello")
        #expect(scratch.names(done).isEmpty)
        #expect(try !inbox.move(try name("none"), from: "nowhere", to: done, as: try name("none")))
    }

    @Test("A name that is taken is not replaced; another name is")
    func clash() throws {
        scratch.put("a.835", "first")
        let a = try name("a.835")
        try inbox.move(a, from: nil, to: "done/2026-11-20", as: a)
        scratch.put("a.835", "second")
        #expect(throws: FolderError.nameTaken(path: "\(scratch.path)/done/2026-11-20/a.835")) {
            try inbox.move(a, from: nil, to: "done/2026-11-20", as: a)
        }
        #expect(scratch.text("a.835") == "second")
        try inbox.move(a, from: nil, to: "done/2026-11-20", as: try name("a-2.835"))
        #expect(scratch.names("done/2026-11-20") == ["a-2.835", "a.835"])
    }

    @Test("A planted link in place of done or a day leads nowhere", arguments: ["done", "done/2026-11-20"])
    func plantedLink(where place: String) throws {
        let elsewhere = ScratchFolder()
        scratch.put("a")
        if place.contains("/") { mkdir("\(scratch.path)/done", 0o700) }
        symlink(elsewhere.path, "\(scratch.path)/\(place)")
        let a = try name("a")
        #expect(
            throws: FolderError.system(
                operation: "open the folder", path: "\(scratch.path)/\(place)", systemError: ENOTDIR)
        ) {
            try inbox.move(a, from: nil, to: "done/2026-11-20", as: a)
        }
        #expect(elsewhere.names().isEmpty)
        #expect(
            throws: FolderError.system(operation: "open the folder", path: "\(scratch.path)/..", systemError: EINVAL)
        ) {
            try inbox.move(a, from: nil, to: "../x", as: a)
        }
    }

    @Test("Names that are no text move too")
    func bytes() throws {
        let odd = try #require(FileName([0x61, 0xFF, 0x2E]))
        try OpenFolder.open(scratch.path).openFile(odd, O_WRONLY | O_CREAT, mode: 0o600).synchronize()
        #expect(try inbox.move(odd, from: nil, to: "done/x", as: odd))
        #expect(try FolderListing(of: "\(scratch.path)/done/x", companions: []).files.map(\.name) == [odd])
    }
}
