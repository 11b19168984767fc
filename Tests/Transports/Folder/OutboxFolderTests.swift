// Publishing: complete or not there, never in another file's place.

import Glibc
import Testing

@testable import Folder

@Suite("Outbox folder")
struct OutboxFolderTests {
    let scratch = ScratchFolder()
    private var outbox: OutboxFolder { OutboxFolder(path: scratch.path) }

    private func publish(_ name: String, _ text: String) throws {
        let bytes = Array(text.utf8)
        try outbox.publish(try #require(FileName(name))) { write in
            for start in stride(from: 0, to: bytes.count, by: 3) {
                try write(bytes.span.bytes.extracting(start..<min(start + 3, bytes.count)))
            }
        }
    }

    @Test("A file appears whole, readable by the group, with nothing beside it")
    func publish() throws {
        try publish("a.999", "hello, world")
        #expect(scratch.text("a.999") == "hello, world")
        #expect(scratch.names() == ["a.999"])
        var status = stat()
        #expect(stat("\(scratch.path)/a.999", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test("While it is written, only a hidden temporary is there")
    func writing() throws {
        try outbox.publish(try #require(FileName("a"))) { _ in
            #expect(scratch.names() == [".a.hms-part"])
        }
        #expect(scratch.names() == ["a"])
    }

    @Test("The same bytes again are published already; others are refused and nothing is replaced")
    func again() throws {
        try publish("a", "hello")
        try publish("a", "hello")
        for other in ["hellO", "hell", "hello!", ""] {
            #expect(throws: FolderError.nameTaken(path: "\(scratch.path)/a")) { try publish("a", other) }
        }
        #expect(scratch.text("a") == "hello")
        #expect(scratch.names() == ["a"])
    }

    @Test("A name that is taken while we write is not replaced")
    func race() throws {
        #expect(throws: FolderError.nameTaken(path: "\(scratch.path)/a")) {
            try outbox.publish(try #require(FileName("a"))) { write in
                scratch.put("a", "theirs")
                let bytes = Array("ours".utf8)
                try write(bytes.span.bytes)
            }
        }
        #expect(scratch.text("a") == "theirs")
        #expect(scratch.names() == ["a"])
    }

    @Test("A link, a pipe or a folder of that name is neither followed nor waited for")
    func strange() throws {
        let secret = ScratchFolder()
        let target = secret.put("target", "hello")
        symlink(target, "\(scratch.path)/soft")
        mkfifo("\(scratch.path)/pipe", 0o600)
        mkdir("\(scratch.path)/folder", 0o700)
        symlink("/nonexistent", "\(scratch.path)/dangling")
        for name in ["soft", "pipe", "folder", "dangling"] {
            #expect(throws: FolderError.nameTaken(path: "\(scratch.path)/\(name)")) { try publish(name, "hello") }
        }
        #expect(secret.text("target") == "hello")
    }

    @Test("A failure of the filler leaves nothing")
    func failure() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) { try outbox.publish(try #require(FileName("a"))) { _ in throw Stop() } }
        #expect(scratch.names().isEmpty)
    }

    @Test("What an interrupted run left is removed, and nothing else")
    func leftovers() throws {
        for name in [".a.hms-part", ".keep", "b.hms-part", "c"] { scratch.put(name) }
        try outbox.prepare()
        #expect(scratch.names() == [".keep", "b.hms-part", "c"])
        try OutboxFolder(path: "\(scratch.path)/x/y").prepare()
        #expect(scratch.names("x") == ["y"])
    }

    @Test("A leftover of the same name does not stand in the way")
    func leftover() throws {
        scratch.put(".a.hms-part", "half")
        try publish("a", "hello")
        #expect(scratch.names() == ["a"])
    }

    @Test("A name too long for its temporary is refused")
    func tooLong() throws {
        #expect(throws: FolderError.self) { try publish(String(repeating: "a", count: 250), "x") }
        #expect(scratch.names().isEmpty)
    }
}
