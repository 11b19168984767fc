// The gateway at work: once over everything that is there, or as a service with a lane each for taking, processing and
// delivering, so that none waits for another's million entries.

import Configuration
import Dispatch
import Folder
import Glibc
import Logging
import OpenPGP
import SFTP
import Store
import Synchronization
import Vault

/// Runs an installation.
public final class GatewayRun: Sendable {
    /// Milliseconds between two looks where nothing wakes the lane.
    private static let pause: Int32 = 500
    /// Seconds without new arrivals after which the service closes a ledger batch.
    private static let ledgerPause: Int64 = 300

    private let manager: any Supervisor
    private let supervision: Supervision
    private let generation: Mutex<Generation>
    /// Also those of earlier generations: a lane may still use one.
    private let keyrings: Mutex<[Keyring]>
    private let stopped = Mutex(false)
    private let lanes: Lanes
    private let precedence: ReceptionPrecedence

    /// Puts right what a crash left. Throws like `Installation` and `Keyring`.
    /// - Parameters:
    ///   - manager: who is told of readiness, reloads and progress.
    ///   - watchdog: milliseconds within which the manager wants a sign of life; nil when it does not.
    public init(
        _ installation: Installation, manager: any Supervisor = NoSupervisor(), watchdog: Int64? = nil
    ) throws {
        ChildCapabilities.withhold()
        self.manager = manager
        supervision = Supervision(manager, watchdog: watchdog, clock: installation.clock, log: installation.log)
        lanes = Lanes(supervision)
        precedence = ReceptionPrecedence(installation.clock)
        let first = try Generation(number: 1, installation: installation, keyring: installation.keyring())
        generation = Mutex(first)
        keyrings = Mutex(first.keyring.map { [$0] } ?? [])
        manager.tell([.status("putting right what the last run left")])
        let known = try installation.database.read { try $0.knownSpools() }
        let removed =
            try installation.spool.removeOrphans(known: known)
            + installation.spool.removeOldBeginnings(now: installation.clock.now())
            + Vault.removeLeftovers(folder: installation.state.path)
        try OriginalFiling(installation).finishMoves()
        try Delivery(installation, keyring: first.keyring).prepare()
        if removed > 0 { installation.log.notice("recovery.done", metadata: ["files": "\(removed)"]) }
    }

    /// Ends the agents of our keyrings.
    public func close() { keyrings.withLock { for keyring in $0 { keyring.close() } } }

    /// Takes all that is complete, carries it to the end, closes the ledger batch, delivers what is due.
    public func once() throws {
        let (installation, keyring) = (current.installation, current.keyring)
        let servers = RemoteLanes(installation, keyring: keyring, ending(of: nil))
        // Servers and folders have their quiet time at the same time.
        let fetching = servers.startFetching()
        defer { fetching.wait() }
        try takeOnce(installation)
        fetching.wait()
        let processing = try Processing(installation, keyring: keyring)
        while !isStopped, try processing.processNext() {}
        if isStopped { return }
        try processing.ageWaiting()
        try CaseworkDesk(installation).carryOutDue()
        var rounds = CareRounds(installation, keyring: keyring)
        try rounds.makeIfDue()
        var control = BookControl(installation)
        try control.look()
        try ReportRounds(installation).makeDue()
        try LedgerClosing(installation).closeAtEnd()
        servers.deliverOnce()
        MessageLanes(installation, keyring: keyring, ending(of: nil)).postOnce()
        try Delivery(installation, keyring: keyring).deliverDue()
    }

    /// Takes what is complete in the folders. What is being written just now gets the time in which it would show; what still
    /// grows then, or waits for its marker, is left for the next round.
    private func takeOnce(_ installation: Installation) throws {
        var taking = try Taking(installation)
        let end = installation.clock.steadyMilliseconds() + taking.longestQuiet
        while !isStopped {
            let taken = try taking.take(trustsAge: true, waitsForSidecar: false)
            let rest = end - installation.clock.steadyMilliseconds()
            if rest <= 0 { break }
            if taken > 0 { continue }
            guard let wait = taking.nextLook() else { break }
            Self.sleep(milliseconds: Int32(clamping: min(max(wait, 20), rest)))
        }
    }

    /// Works until `stop` is called; what is in hand is finished first.
    /// - Parameter drain: milliseconds that what is in hand may take after `stop`; what is not done then goes on from its last
    ///   durable step with the next start. Nil: as long as it takes.
    public func serve(drain: Int64? = nil) throws {
        let first = current.installation
        let folders = try Taking(first).folders.count
        _ = try Processing(first, keyring: current.keyring)
        lane("take", take)
        lane("process", process)
        lane("deliver", deliver)
        lane("servers", servers)
        lane("exchange", exchange)
        first.log.notice("gateway.started", metadata: ["folders": "\(folders)"])
        supervision.look()
        manager.tell([.ready])
        supervision.start()
        while !isStopped { Self.sleep(milliseconds: 50) }
        manager.tell([.stopping, .status("finishing what is in hand")])
        let asked = first.clock.steadyMilliseconds()
        var unfinished = lanes.unfinished
        while !unfinished.isEmpty, drain.map({ first.clock.steadyMilliseconds() - asked < $0 }) ?? true {
            Self.sleep(milliseconds: 10)
            unfinished = lanes.unfinished
        }
        supervision.stop()
        for lane in unfinished { first.log.warning("lane.cut", metadata: ["lane": "\(lane)"]) }
        first.log.notice("gateway.stopped")
    }

    /// Asks the lanes to end after what they have in hand.
    public func stop() { stopped.withLock { $0 = true } }

    /// Reads the configuration again, whole or not at all: where there is anything to complain of, the complaints are logged
    /// and the one in force goes on. Each lane takes up the new one after what it has in hand.
    /// Returns whether the new one is in force.
    @discardableResult
    public func reload() -> Bool {
        let old = current
        let log = old.installation.log
        manager.tell([.reloading(steadyMilliseconds: old.installation.clock.steadyMilliseconds())])
        defer { manager.tell([.ready]) }
        do {
            let next = try old.successor()
            _ = try Taking(next.installation)
            _ = try Processing(next.installation, keyring: next.keyring)
            if let keyring = next.keyring, keyring !== old.keyring { keyrings.withLock { $0.append(keyring) } }
            generation.withLock { $0 = next }
            let partners = next.installation.configuration.partners.count
            log.notice("configuration.reloaded", metadata: ["partners": "\(partners)"])
            return true
        } catch let failure as ConfigurationFailure {
            for complaint in failure.complaints {
                log.error("configuration.refused", metadata: ["complaint": "\(complaint)"])
            }
        } catch {
            log.error("configuration.refused", metadata: ["complaint": "\(error)"])
        }
        return false
    }

    private var isStopped: Bool { stopped.withLock { $0 } }

    private var current: Generation { generation.withLock { $0 } }

    private func take(_ generation: Generation, _ goesOn: () -> Bool) throws {
        var taking = try Taking(generation.installation)
        let watch = FolderWatch(folders: taking.folders)
        while goesOn() {
            _ = try taking.take(trustsAge: false, waitsForSidecar: true)
            _ = watch.wait(milliseconds: Int32(clamping: min(taking.nextLook() ?? 500, Int64(Self.pause))))
        }
    }

    private func process(_ generation: Generation, _ goesOn: () -> Bool) throws {
        let installation = generation.installation
        let processing = try Processing(installation, keyring: generation.keyring)
        let desk = try CaseworkDesk(installation)
        let reports = ReportRounds(installation)
        var idleSince = installation.clock.steadyMilliseconds()
        var rounds = CareRounds(installation, keyring: generation.keyring)
        let room = DiskRoom(installation)
        var control = BookControl(installation)
        while goesOn() {
            if !room.isEnoughToWork {
                Self.sleep(milliseconds: Self.pause)
                continue
            }
            precedence.standAside(while: goesOn)
            try rounds.makeIfDue()
            try desk.carryOutDue()
            if try processing.processNext() {
                idleSince = installation.clock.steadyMilliseconds()
            } else {
                try control.look()
                try reports.makeDue()
                if installation.clock.steadyMilliseconds() - idleSince > Self.ledgerPause * 1000 {
                    try processing.ageWaiting()
                    try LedgerClosing(installation).closeIfDue()
                    idleSince = installation.clock.steadyMilliseconds()
                }
                Self.sleep(milliseconds: Self.pause / 2)
            }
        }
    }

    private func deliver(_ generation: Generation, _ goesOn: () -> Bool) throws {
        let delivery = Delivery(generation.installation, keyring: generation.keyring)
        // Here and not at the reload: what this lane was just publishing must not be taken for a leftover.
        try delivery.prepare()
        while goesOn() {
            precedence.standAside(while: goesOn)
            try delivery.deliverDue()
            Self.sleep(milliseconds: Self.pause)
        }
    }

    /// The partners' servers, each account in a lane of its own, so that one that is slow keeps nobody waiting.
    private func servers(_ generation: Generation, _ goesOn: () -> Bool) throws {
        RemoteLanes(generation.installation, keyring: generation.keyring, ending(of: generation)).start(lanes)
        while goesOn() { Self.sleep(milliseconds: Self.pause) }
    }

    /// When a server's lane ends; nil for the generation where there is only one.
    private func ending(of generation: Generation?) -> LaneEnding {
        LaneEnding(
            isDue: { self.isStopped || generation.map { self.current.number != $0.number } ?? false },
            isUrgent: { self.isStopped })
    }

    /// Partners by AS2, each in a lane of its own.
    private func exchange(_ generation: Generation, _ goesOn: () -> Bool) throws {
        MessageLanes(generation.installation, keyring: generation.keyring, ending(of: generation)).start(lanes)
        while goesOn() { Self.sleep(milliseconds: Self.pause) }
    }

    /// Where messages and receipts from partners are handed in, by whoever listens for them.
    public func desk() -> any PostDesk {
        GatewayDesk({ self.current }, precedence, isStopped: { self.isStopped })
    }

    /// Runs a lane until it is to stop, anew for each generation of the configuration. An error is logged and the lane goes
    /// on after a pause.
    private func lane(_ name: String, _ body: @escaping @Sendable (Generation, () -> Bool) throws -> Void) {
        lanes.begin(name) { progress in
            while !self.isStopped {
                let generation = self.current
                do {
                    try body(generation) {
                        progress.advance()
                        return !self.isStopped && self.current.number == generation.number
                    }
                } catch {
                    generation.installation.log.error(
                        "lane.fault", metadata: ["lane": "\(name)", "error": "\(error)"])
                    progress.advance()
                    Self.sleep(milliseconds: 2_000)
                }
            }
        }
    }

    private static func sleep(milliseconds: Int32) {
        poll(nil, 0, milliseconds)
    }
}
