import Folder
import SFTP
import Store
import Testing

@testable import Configuration
@testable import Gateway

/// Which of the files on a server are fetched, and when.
@Suite struct RemoteInboxTests {
    @Test(arguments: [
        ("*.pgp", "a.pgp", true), ("*.pgp", "a.pgp.sig", false), ("ACH-??.ach", "ACH-01.ach", true),
        ("ACH-??.ach", "ACH-1.ach", false), ("*a*b*", "xxaxxbxx", true), ("*", "", false), ("a**", "a", true),
        ("[a]*", "a", false), ("*.*.*", "a.b", false),
    ])
    func patterns(_ pattern: String, _ name: String, _ fits: Bool) {
        #expect((FileName(name).map { NamePattern(pattern).fits($0) } ?? false) == fits)
    }

    private func inbox(
        after: SFTPSource.Aftermath = .leave, when: ReceiveChannel.Completeness = .quiet(milliseconds: 1_000),
        fetched: [RemoteFileRecord] = [], checksum: Demand = .accepted, filters: [String] = []
    ) throws -> RemoteInbox {
        let server = try #require(SSHServer(host: "h", user: "u", credential: .agent, hostKeys: []))
        let channel = ReceiveChannel(
            folder: "sftp://u@h:22/out",
            sftp: SFTPSource(server: server, folder: "/out", every: 1_000, after: after, filters: filters),
            openPGP: .none, signedBy: [], checksum: checksum, completeWhen: when)
        let partner = Partner(
            name: "bank", role: .bank, identifiers: .init(), expects: ["nacha"], profile: "strict",
            receive: [channel], send: [])
        return try #require(RemoteInbox(partner, channel, fetched: fetched))
    }

    private func file(_ name: String, size: Int64 = 5, at time: Int64 = 100, mode: UInt32 = 0o100644) throws
        -> RemoteFile
    {
        RemoteFile(
            name: try #require(FileName(name)),
            attributes: RemoteAttributes(size: size, modifiedAt: time, mode: mode))
    }

    private func record(_ name: String, isFiled: Bool) -> RemoteFileRecord {
        var record = RemoteFileRecord(
            channel: "sftp://u@h:22/out", name: Array(name.utf8), bytes: 5, modifiedAt: 100, arrival: 1, sidecar: nil,
            marker: nil)
        record.isFiled = isFiled
        return record
    }

    private func names(_ look: RemoteInbox.Look) -> [String] { look.candidates.map(\.file.name.display) }

    @Test func ageCountsFromWhenWeFirstSawIt() throws {
        var inbox = try inbox()
        // However old its own time says it is.
        let old = try file("a", at: 1)
        #expect(names(inbox.look([old], steady: 0, waitsForSidecar: true)) == [])
        #expect(names(inbox.look([try file("a", size: 6, at: 1)], steady: 900, waitsForSidecar: true)) == [])
        #expect(names(inbox.look([try file("a", size: 6, at: 1)], steady: 1_800, waitsForSidecar: true)) == [])
        #expect(names(inbox.look([try file("a", size: 6, at: 1)], steady: 1_900, waitsForSidecar: true)) == ["a"])
    }

    @Test func onlyFilesOfOursAreLookedAt() throws {
        var inbox = try inbox(when: .quiet(milliseconds: 0), filters: ["*.ach"])
        let listing = [
            try file("a.ach"), try file("b.ach.part"), try file(".c.ach"), try file("d.txt"),
            try file("e.ach", mode: 0o120777), try file("f.ach", mode: 0o040755), try file("a.ach.sha256"),
            try file("g\n.ach"),
        ]
        let look = inbox.look(listing, steady: 0, waitsForSidecar: true)
        #expect(names(look) == ["a.ach"])
        #expect(look.candidates.first?.sidecar?.name.display == "a.ach.sha256")
        #expect(look.refused.count == 2)
        // Told once.
        #expect(inbox.look(listing, steady: 0, waitsForSidecar: true).refused.isEmpty)
    }

    @Test func aMarkerIsWaitedForAndSoIsAChecksum() throws {
        var marked = try inbox(when: .marker(suffix: ".done"))
        #expect(names(marked.look([try file("a")], steady: 0, waitsForSidecar: true)) == [])
        let look = marked.look([try file("a"), try file("a.done")], steady: 1, waitsForSidecar: true)
        #expect(names(look) == ["a"] && look.candidates.first?.marker?.display == "a.done")
        var summed = try inbox(when: .quiet(milliseconds: 0), checksum: .required)
        #expect(names(summed.look([try file("a")], steady: 0, waitsForSidecar: true)) == [])
        #expect(names(summed.look([try file("a")], steady: 60_000, waitsForSidecar: true)) == ["a"])
    }

    @Test func anAgreeingChecksumNeedsNoWait() throws {
        var inbox = try inbox(when: .checksum(patience: 300_000))
        let (file, sidecar) = (try file("a"), try file("a.sha256", size: 64))
        // Without a checksum file it waits.
        #expect(names(inbox.look([file], steady: 0, waitsForSidecar: true)) == [])
        let look = inbox.look([file, sidecar], steady: 1_000, waitsForSidecar: true)
        #expect(names(look) == ["a"] && look.candidates.first?.needsProof == true)
        // It did not agree: not fetched again while both are the same, nor at once when one changes.
        inbox.wasNotProven(try #require(look.candidates.first), now: 1_000)
        #expect(names(inbox.look([file, sidecar], steady: 60_000, waitsForSidecar: true)) == [])
        let grown = try self.file("a", size: 6)
        var again = inbox
        #expect(names(again.look([grown, sidecar], steady: 1_500, waitsForSidecar: true)) == [])
        #expect(names(again.look([grown, sidecar], steady: 61_500, waitsForSidecar: true)) == ["a"])
        // At the end of the patience it is taken without proof, and judged.
        let late = inbox.look([file, sidecar], steady: 300_000, waitsForSidecar: true)
        #expect(names(late) == ["a"] && late.candidates.first?.needsProof == false)
    }

    @Test func pausesBetweenTriesGrowAndEnd() throws {
        var tries = ProofTries(first: 10, longest: 50)
        let name = try #require(FileName("a"))
        var now: Int64 = 0
        for pause in [10, 20, 40, 50, 50] as [Int64] {
            #expect(tries.mayTry(name, now: now))
            tries.failed(name, now: now)
            #expect(!tries.mayTry(name, now: now + pause - 1))
            now += pause
        }
        tries.keep([])
        #expect(tries.mayTry(name, now: 0))
    }

    @Test func whatWasFetchedIsNotFetchedAgain() throws {
        var left = try inbox(when: .quiet(milliseconds: 0), fetched: [record("a", isFiled: true)])
        #expect(names(left.look([try file("a")], steady: 0, waitsForSidecar: true)) == [])
        // Other bytes under the name are another file.
        #expect(names(left.look([try file("a", at: 101)], steady: 0, waitsForSidecar: true)) == ["a"])
        // Recorded, but the server's side was not finished: only that is.
        var unfiled = try inbox(after: .delete, when: .quiet(milliseconds: 0), fetched: [record("a", isFiled: false)])
        let look = unfiled.look([try file("a")], steady: 0, waitsForSidecar: true)
        #expect(names(look) == [] && look.unfiled.count == 1)
        #expect(unfiled.look([], steady: 0, waitsForSidecar: true).unfiled.count == 1)
        // Filed, and there again: it came again.
        var again = try inbox(after: .delete, when: .quiet(milliseconds: 0), fetched: [record("a", isFiled: true)])
        #expect(names(again.look([try file("a")], steady: 0, waitsForSidecar: true)) == ["a"])
    }
}
