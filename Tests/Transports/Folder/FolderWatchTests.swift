// The watch wakes early; what it misses, the periodic look finds.

import Glibc
import Testing

@testable import Folder

@Suite("Folder watch")
struct FolderWatchTests {
    let scratch = ScratchFolder()

    @Test("A file that is closed or moved in wakes; quiet does not")
    func wakes() {
        let watch = FolderWatch(folders: [scratch.path])
        #expect(!watch.wait(milliseconds: 0))
        scratch.put(".a.part")
        #expect(watch.wait(milliseconds: 5_000))
        #expect(!watch.wait(milliseconds: 0))
        rename("\(scratch.path)/.a.part", "\(scratch.path)/a")
        #expect(watch.wait(milliseconds: 5_000))
    }

    @Test("A folder that appears later is watched from the next wait on")
    func later() {
        let watch = FolderWatch(folders: ["\(scratch.path)/new"])
        #expect(!watch.wait(milliseconds: 0))
        mkdir("\(scratch.path)/new", 0o700)
        #expect(!watch.wait(milliseconds: 0))
        scratch.put("new/a")
        #expect(watch.wait(milliseconds: 5_000))
    }

    @Test("A folder that is removed and made anew is watched again")
    func anew() {
        mkdir("\(scratch.path)/new", 0o700)
        let watch = FolderWatch(folders: ["\(scratch.path)/new"])
        rmdir("\(scratch.path)/new")
        #expect(watch.wait(milliseconds: 5_000))
        mkdir("\(scratch.path)/new", 0o700)
        #expect(!watch.wait(milliseconds: 0))
        scratch.put("new/a")
        #expect(watch.wait(milliseconds: 5_000))
    }
}
