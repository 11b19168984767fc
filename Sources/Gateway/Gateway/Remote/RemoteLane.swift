// The lane of one account: looks into its folders when their time has come, fetches, brings what is due, and keeps away while
// the server does not answer. A thread of its own: a slow server delays nobody else.

import Configuration
import Folder
import Glibc
import Logging
import OpenPGP
import SFTP
import Store

/// Used by one thread.
final class RemoteLane {
    /// Milliseconds from now on for which an idle connection is kept, because it is soon needed again.
    private static let idle: Int64 = 15_000

    private let installation: Installation
    private let account: RemoteAccount
    private let link: RemoteLink
    private let breaker: AccountBreaker
    private let delivery: RemoteDelivery
    private let fetching: Fetching
    private let filing: RemoteFiling
    private let ending: LaneEnding
    private let room: DiskRoom
    private var inboxes: [RemoteInbox]
    /// By inbox: when its next look is due, on the steady clock.
    private var lookDue: [Int64]
    /// By inbox, what was said of its files at the last look and at this one: said again only when it changes.
    private var said: [Int: (before: Set<String>, now: Set<String>)] = [:]
    private var failures = 0
    private var notBefore: Int64 = 0

    init(
        _ installation: Installation, keyring: Keyring?, _ account: RemoteAccount, _ ending: LaneEnding
    ) throws {
        self.installation = installation
        self.account = account
        self.ending = ending
        room = DiskRoom(installation)
        link = RemoteLink(account.resolved(installation.root), ending)
        breaker = AccountBreaker(installation, account)
        delivery = RemoteDelivery(installation, keyring: keyring, account, link, ending)
        fetching = Fetching(installation, link, ending)
        filing = RemoteFiling(installation, link)
        inboxes = try account.receive.compactMap { channel in
            let fetched = try installation.database.read { try $0.remoteFiles(of: channel.folder) }
            return RemoteInbox(account.partner, channel, fetched: fetched)
        }
        lookDue = inboxes.map { _ in 0 }
    }

    deinit { link.close() }

    /// One look into each folder, and a second one where a file must be seen unchanged for a while.
    func fetchOnce() throws {
        try guarded {
            for index in inboxes.indices { try look(index, waitsForSidecar: false) }
            let end = steady + (inboxes.map(\.channel.completeWhen.quietInOneRun).max() ?? 0)
            if inboxes.contains(where: { $0.nextLook(steady: steady) != nil }), end > steady {
                installation.log.info(
                    "fetch.waits",
                    metadata: ["partner": "\(account.partner.name)", "seconds": "\((end - steady + 999) / 1000)"])
            }
            while !ending.isDue(), let wait = inboxes.compactMap({ $0.nextLook(steady: steady) }).min() {
                let rest = end - steady
                if rest < 0 { break }
                Self.pause(milliseconds: min(max(wait, 20), rest + 1))
                for index in inboxes.indices { try look(index, waitsForSidecar: false) }
            }
        }
    }

    func deliverOnce() throws {
        try guarded { try delivery.deliver(try delivery.due()) }
    }

    /// Works until its end.
    func serve() {
        while !ending.isDue() {
            LaneProgress.advanced()
            do {
                if steady >= notBefore { try guarded { try work() } }
            } catch {
                installation.log.error(
                    "lane.fault", metadata: ["lane": "sftp \(account.partner.name)", "error": "\(error)"])
            }
            Self.pause(milliseconds: 250)
        }
        link.close()
    }

    static func pause(milliseconds: Int64) { poll(nil, 0, Int32(clamping: milliseconds)) }

    private func work() throws {
        let due = try delivery.due()
        if !due.isEmpty { try delivery.deliver(due) }
        for index in inboxes.indices where steady >= lookDue[index] && !ending.isDue() {
            let inbox = inboxes[index]
            lookDue[index] = steady + Int64(inbox.source.every)
            try look(index, waitsForSidecar: true)
            // A file that waits to be complete is looked at again when it may be, not only at the next turn.
            if let wait = inboxes[index].nextLook(steady: steady) {
                lookDue[index] = min(lookDue[index], steady + max(wait, 250))
            }
        }
        if link.isOpen, (lookDue.min() ?? .max) > steady + Self.idle { link.close() }
        failures = 0
    }

    private func look(_ index: Int, waitsForSidecar: Bool) throws {
        if try isHeld(index) { return }
        said[index] = (said[index]?.now ?? [], [])
        let listing: [RemoteFile]
        do {
            listing = try link.again { try $0.list(inboxes[index].folder) }
        } catch let failure as SFTPFailure where Self.isAboutOneFile(failure) {
            // A folder that is not there keeps neither the other folders nor what goes out.
            return reportOnce(failure, "inbox.fault", ["channel": inboxes[index].channel.folder], index)
        }
        let look = inboxes[index].look(listing, steady: steady, waitsForSidecar: waitsForSidecar)
        for entry in look.refused {
            installation.log.warning(
                "inbox.refused",
                metadata: [
                    "partner": "\(account.partner.name)", "channel": "\(inboxes[index].channel.folder)",
                    "name": "\(entry.name.display)", "reason": "\(entry.reason)",
                ])
        }
        for record in look.unfiled where !ending.isDue() { try file(record, index) }
        for candidate in look.candidates where !ending.isDue() {
            // Asked before each one: an operator may hold a channel at any time, and a disk fills up file by file. That there
            // is too little room, the lane of the folders says.
            if try isHeld(index) || !room.isEnoughForIntake { return }
            do {
                try LaneProgress.working(on: "a file of \(account.partner.name)") { try fetch(candidate, index) }
            } catch let failure as SFTPFailure {
                // One file's own trouble keeps nothing else; the next look decides on it anew.
                guard Self.isAboutOneFile(failure) else { throw failure }
                reportOnce(failure, "fetch.refused", ["name": candidate.file.name.display], index)
            }
        }
    }

    private func fetch(_ candidate: RemoteInbox.Candidate, _ index: Int) throws {
        let fetched: RemoteFileRecord?
        do {
            fetched = try fetching.fetch(candidate, inboxes[index])
        } catch SFTPFailure.mismatch where candidate.needsProof {
            // It grows: nothing was said of it yet but by its checksum.
            fetched = nil
        }
        guard let record = fetched else { return inboxes[index].wasNotProven(candidate, now: steady) }
        inboxes[index].remember(record)
        try file(record, index)
    }

    private func isHeld(_ index: Int) throws -> Bool {
        try installation.heldChannels().contains(inboxes[index].channel.folder)
    }

    /// What the server refuses here is tried again at the next look; the file is not fetched again.
    private func file(_ record: RemoteFileRecord, _ index: Int) throws {
        do {
            try filing.finish(record, inboxes[index])
            var filed = record
            filed.isFiled = inboxes[index].source.after != .leave
            inboxes[index].remember(filed)
        } catch let failure as SFTPFailure {
            inboxes[index].remember(record)
            guard Self.isAboutOneFile(failure) else { throw failure }
            reportOnce(failure, "fetch.not-filed", ["arrival": "\(record.arrival)"], index)
        } catch let error as FolderError {
            // No copy here, so it stays there.
            inboxes[index].remember(record)
            reportOnce(.local("\(error)"), "fetch.not-filed", ["arrival": "\(record.arrival)"], index)
        }
    }

    private static func isAboutOneFile(_ failure: SFTPFailure) -> Bool {
        switch failure {
        case .refused, .mismatch: true
        default: false
        }
    }

    // MARK: Trouble

    /// Does nothing while the account is stopped; stops it where it must be, else keeps away for a while after a failure:
    /// 30 seconds, doubled with each one up to half an hour, and a little more or less.
    private func guarded(_ body: () throws -> Void) throws {
        if let stop = try breaker.stop() {
            notBefore = steady + 2_000
            if failures == 0 {
                installation.log.critical(
                    "account.is-stopped",
                    metadata: [
                        "partner": "\(stop.partner)", "account": "\(stop.account)", "reason": "\(stop.reason)",
                        "since": "\(stop.stoppedAt)",
                    ])
                failures = 1
            }
            return
        }
        do {
            try body()
        } catch is LaneEnded {
            return
        } catch let failure as SFTPFailure {
            link.close()
            if ending.isUrgent(), failure.leavesOutcomeOpen { return }
            if AccountBreaker.opens(on: failure) {
                failures = 1
                return try breaker.open("\(failure)")
            }
            keepAway()
            report(failure, "account.fault", ["again_in": "\((notBefore - steady) / 1000) s"])
        } catch {
            // Something here: the store, the spool, the disk.
            link.close()
            keepAway()
            throw error
        }
    }

    private func keepAway() {
        failures += 1
        let pause = min(1_800_000, Int64(30_000) << Int64(min(failures - 1, 6)))
        let spread = installation.clock.now().milliseconds % max(1, pause / 4)
        notBefore = steady + pause - pause / 8 + spread
    }

    private func reportOnce(_ failure: SFTPFailure, _ event: String, _ more: [String: String], _ index: Int) {
        let sentence = "\(event) \(more.values.sorted()) \(failure)"
        said[index, default: ([], [])].now.insert(sentence)
        if said[index]?.before.contains(sentence) != true { report(failure, event, more) }
    }

    private func report(_ failure: SFTPFailure, _ event: String, _ more: [String: String]) {
        var metadata: Logger.Metadata = [
            "partner": "\(account.partner.name)", "account": "\(account.address)", "error": "\(failure)",
        ]
        for (key, value) in more { metadata[key] = "\(value)" }
        installation.log.error("\(event)", metadata: metadata)
    }

    private var steady: Int64 { installation.clock.steadyMilliseconds() }
}
