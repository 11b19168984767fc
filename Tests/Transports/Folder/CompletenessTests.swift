// Completeness counts from what we saw, not from what the file's own time says.

import Testing

@testable import Folder

@Suite("Completeness")
struct CompletenessTests {
    private func file(_ name: String, size: Int64 = 1, modifiedAt: Int64 = 0) throws -> FolderFile {
        FolderFile(name: try #require(FileName(name)), size: size, modifiedAt: modifiedAt, device: 1, inode: 1)
    }

    @Test("A file that stands still is complete after the quiet time, however old its own time is")
    func quiet() throws {
        var completeness = Completeness()
        let file = try file("a")
        #expect(completeness.complete([file], quiet: 2_000, now: 10_000).isEmpty)
        #expect(completeness.nextLook(quiet: 2_000, now: 10_500) == 1_500)
        #expect(completeness.complete([file], quiet: 2_000, now: 11_999).isEmpty)
        #expect(completeness.complete([file], quiet: 2_000, now: 12_000) == [file])
    }

    @Test("Growing, touched or replaced, it starts anew")
    func growing() throws {
        var completeness = Completeness()
        _ = completeness.complete([try file("a")], quiet: 2_000, now: 0)
        #expect(completeness.complete([try file("a", size: 2)], quiet: 2_000, now: 2_000).isEmpty)
        #expect(completeness.complete([try file("a", size: 2, modifiedAt: 5)], quiet: 2_000, now: 4_000).isEmpty)
        #expect(completeness.complete([try file("a", size: 2, modifiedAt: 5)], quiet: 2_000, now: 6_000).count == 1)
    }

    @Test("What went and came again starts anew; nobody waits for what is gone")
    func forgotten() throws {
        var completeness = Completeness()
        _ = completeness.complete([try file("a")], quiet: 2_000, now: 0)
        _ = completeness.complete([], quiet: 2_000, now: 1_000)
        #expect(completeness.nextLook(quiet: 2_000, now: 1_000) == nil)
        #expect(completeness.complete([try file("a")], quiet: 2_000, now: 2_500).isEmpty)
    }
}
