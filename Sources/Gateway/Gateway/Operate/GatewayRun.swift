// The gateway at work: once over everything that is there, or as a service with a lane each for taking, processing and
// delivering, so that none waits for another's million entries.

import Dispatch
import Folder
import Glibc
import Logging
import OpenPGP
import Store
import Synchronization
import Vault

/// Runs an installation.
public final class GatewayRun: Sendable {
    /// Milliseconds between two looks where nothing wakes the lane.
    private static let pause: Int32 = 500
    /// Seconds without new arrivals after which the service closes a ledger batch.
    private static let ledgerPause: Int64 = 300

    private let installation: Installation
    private let keyring: Keyring?
    private let stopped = Mutex(false)
    private let lanes = DispatchGroup()
    private let remote: RemoteLanes

    /// Puts right what a crash left. Throws like `Installation` and `Keyring`.
    public init(_ installation: Installation) throws {
        self.installation = installation
        keyring = try installation.configuration.openPGP.map { own in
            try Keyring(
                home: installation.root.resolve(own.home),
                passphraseFile: own.passphraseFile.map { installation.root.resolve($0) })
        }
        remote = RemoteLanes(installation, keyring: keyring)
        let known = try installation.database.read { Set(try $0.arrivalSpools() + $0.dispatchSpools()) }
        let removed =
            try installation.spool.removeOrphans(known: known)
            + Vault.removeLeftovers(folder: installation.state.path)
        if removed > 0 { installation.log.notice("spool.cleaned", metadata: ["files": "\(removed)"]) }
        try OriginalFiling(installation).finishMoves()
        try Delivery(installation, keyring: keyring).prepare()
    }

    /// Ends the agent of our keyring.
    public func close() { keyring?.close() }

    /// Takes all that is complete, carries it to the end, closes the ledger batch, delivers what is due.
    public func once() throws {
        let isEnded: @Sendable () -> Bool = { self.isStopped }
        remote.fetchOnce(isEnded: isEnded)
        var taking = try Taking(installation)
        // What is being written just now gets the time in which it would show; what still grows then, or waits for its
        // marker, is left for the next round.
        let end = installation.clock.steadyMilliseconds() + taking.longestQuiet
        while !isStopped {
            let taken = try taking.take(trustsAge: true, waitsForSidecar: false)
            let rest = end - installation.clock.steadyMilliseconds()
            if rest <= 0 { break }
            if taken > 0 { continue }
            guard let wait = taking.nextLook() else { break }
            Self.sleep(milliseconds: Int32(clamping: min(max(wait, 20), rest)))
        }
        let processing = try Processing(installation, keyring: keyring)
        while !isStopped, try processing.processNext() {}
        if isStopped { return }
        try LedgerClosing(installation).close()
        remote.deliverOnce(isEnded: isEnded)
        try Delivery(installation, keyring: keyring).deliverDue()
    }

    /// Works until `stop` is called; what is in hand is finished first.
    public func serve() throws {
        var taking = try Taking(installation)
        let watch = FolderWatch(folders: taking.folders)
        let processing = try Processing(installation, keyring: keyring)
        let delivery = Delivery(installation, keyring: keyring)
        installation.log.notice("gateway.started", metadata: ["folders": "\(taking.folders.count)"])
        lane("process") { [installation] in
            var idleSince = installation.clock.steadyMilliseconds()
            while !self.isStopped {
                if try processing.processNext() {
                    idleSince = installation.clock.steadyMilliseconds()
                } else {
                    if installation.clock.steadyMilliseconds() - idleSince > Self.ledgerPause * 1000 {
                        try LedgerClosing(installation).close()
                        idleSince = installation.clock.steadyMilliseconds()
                    }
                    Self.sleep(milliseconds: Self.pause / 2)
                }
            }
        }
        lane("deliver") {
            while !self.isStopped {
                try delivery.deliverDue()
                Self.sleep(milliseconds: Self.pause)
            }
        }
        for account in remote.accounts {
            lane("sftp \(account.partner.name)") { try self.remote.serve(account) { self.isStopped } }
        }
        while !isStopped {
            do {
                _ = try taking.take(trustsAge: false, waitsForSidecar: true)
            } catch {
                report(error, lane: "take")
                Self.sleep(milliseconds: 2_000)
            }
            _ = watch.wait(milliseconds: Int32(clamping: min(taking.nextLook() ?? 500, Int64(Self.pause))))
        }
        lanes.wait()
        installation.log.notice("gateway.stopped")
    }

    /// Asks the lanes to end after what they have in hand.
    public func stop() { stopped.withLock { $0 = true } }

    private var isStopped: Bool { stopped.withLock { $0 } }

    /// Runs a lane on a thread of its own; an error is logged and the lane goes on after a pause.
    private func lane(_ name: String, _ body: @escaping @Sendable () throws -> Void) {
        let queue = DispatchQueue(label: "hms-ach.\(name)")
        queue.async(group: lanes) {
            while !self.isStopped {
                do {
                    try body()
                } catch {
                    self.report(error, lane: name)
                    Self.sleep(milliseconds: 2_000)
                }
            }
        }
    }

    private func report(_ error: any Error, lane: String) {
        installation.log.error("lane.fault", metadata: ["lane": "\(lane)", "error": "\(error)"])
    }

    private static func sleep(milliseconds: Int32) {
        poll(nil, 0, milliseconds)
    }
}
