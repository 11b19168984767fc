// Take: a complete file is sealed into the spool, recorded as an arrival in one transaction, and only then moved out of the
// inbox. A crash between any two of these steps is made good by `finishMoves`.

import Checksum
import Configuration
import Folder
import Glibc
import Store

/// Takes files from all inboxes. Used by one thread.
struct Taking {
    private let installation: Installation
    private var channels: [InboxChannel]
    private var room: DiskRoom

    init(_ installation: Installation) throws {
        self.installation = installation
        room = DiskRoom(installation)
        channels = installation.configuration.partners.flatMap { partner in
            partner.receive.filter(\.isFolder).map {
                InboxChannel(partner: partner, channel: $0, path: installation.root.resolve($0.folder))
            }
        }
        for channel in channels { try channel.folder.prepare() }
    }

    var folders: [String] { channels.map(\.folder.path) }

    /// Takes what is complete, partner by partner and name by name; returns how many files were taken.
    /// What cannot be done in one folder, or with one file, is reported and keeps nothing else from being taken.
    /// Nothing is accepted while the disks have less room than they must keep.
    mutating func take(trustsAge: Bool, waitsForSidecar: Bool) throws -> Int {
        if !room.admitsIntake() { return 0 }
        let steady = installation.clock.steadyMilliseconds()
        let now = installation.clock.now().milliseconds * 1_000_000
        var taken = 0
        let held = try installation.heldChannels()
        for index in channels.indices where !held.contains(channels[index].channel.folder) {
            var faults: [FolderError] = []
            do {
                let look = try channels[index].look(
                    steady: steady, trustsAgeBefore: trustsAge ? now : nil, waitsForSidecar: waitsForSidecar)
                for entry in look.refused { report(entry, channels[index]) }
                let (count, unproven) = try take(look.candidates, from: channels[index], &faults)
                taken += count
                for candidate in unproven { channels[index].wasNotProven(candidate, now: steady) }
            } catch let error as FolderError {
                faults.append(error)
            }
            report(channels[index].note(faults), channels[index])
        }
        return taken
    }

    /// Returns how many were taken, and those whose checksum does not agree yet.
    private func take(
        _ candidates: [InboxChannel.Candidate], from channel: InboxChannel, _ faults: inout [FolderError]
    ) throws -> (taken: Int, unproven: [InboxChannel.Candidate]) {
        if candidates.isEmpty { return (0, []) }
        var unproven: [InboxChannel.Candidate] = []
        let unmoved = try installation.database.read { try $0.arrivalsToFile() }
            .filter { $0.filed == .inbox && $0.folder == channel.channel.folder }
        var taken = 0
        for candidate in candidates {
            do {
                // What was taken but could not be moved away is not taken again.
                if try unmoved.contains(where: {
                    try OriginalFiling.isOriginal(candidate.file, of: $0, channel.folder)
                }) {
                    continue
                }
                let isTaken = try LaneProgress.working(on: "a file of \(channel.partner.name)") {
                    try take(candidate, from: channel)
                }
                if isTaken { taken += 1 } else { unproven.append(candidate) }
            } catch FolderError.changedWhileReading {
                // It was not complete after all; the next look decides.
            } catch FolderError.system(_, _, systemError: ENOENT) {
                // Somebody took it away.
            } catch let error as FolderError {
                faults.append(error)
            }
        }
        return (taken, unproven)
    }

    private func report(_ note: (new: [String], isWellAgain: Bool), _ channel: InboxChannel) {
        let (partner, folder) = (channel.partner.name, channel.channel.folder)
        for fault in note.new {
            installation.log.error(
                "inbox.fault", metadata: ["partner": "\(partner)", "channel": "\(folder)", "error": "\(fault)"])
        }
        if note.isWellAgain {
            installation.log.notice("inbox.recovered", metadata: ["partner": "\(partner)", "channel": "\(folder)"])
        }
    }

    /// The longest time for which a run that ends waits for files in one of the folders, in milliseconds.
    var longestQuiet: Int64 { channels.map(\.channel.completeWhen.quietInOneRun).max() ?? 0 }

    /// Milliseconds until a file that waits may be complete.
    func nextLook() -> Int64? {
        let steady = installation.clock.steadyMilliseconds()
        return channels.compactMap { $0.nextLook(steady: steady) }.min()
    }

    private func report(_ entry: RefusedEntry, _ channel: InboxChannel) {
        installation.log.warning(
            "inbox.refused",
            metadata: [
                "partner": "\(channel.partner.name)", "name": "\(entry.name.display)", "reason": "\(entry.reason)",
            ])
    }

    /// False when the file must be proven by its checksum and is not.
    private func take(_ candidate: InboxChannel.Candidate, from channel: InboxChannel) throws -> Bool {
        let file = candidate.file
        let sidecar = try candidate.sidecar.flatMap { try channel.folder.companion($0) }
        let spooled = try installation.spool.seal { writer in
            try channel.folder.read(file) { piece in
                LaneProgress.advanced()
                try writer.write(piece)
            }
        }
        DurableStep.takeSealed.reached()
        let now = installation.clock.now()
        var record = ArrivalRecord(
            partner: channel.partner.name, channel: "folder", folder: channel.channel.folder, name: file.name.display,
            bytes: spooled.byteCount, sha256: spooled.sha256, receivedAt: now.description,
            receivedOn: now.date.description, device: file.device, inode: file.inode, spool: spooled.name)
        if let name = candidate.sidecar, let sidecar {
            record.sidecarName = name.display
            record.sidecar = sidecar
        }
        if candidate.needsProof, try !Opening.agreesWithChecksum(record, channel.channel, installation) {
            installation.spool.remove(spooled.name)
            return false
        }
        let arrival = try installation.database.write { session in
            let arrival = try session.insertArrival(record)
            try installation.audit().record(
                "taken", "arrival \(arrival.id)",
                "\(arrival.name) from \(arrival.partner), \(arrival.bytes) bytes, SHA-256 \(arrival.sha256)",
                in: session)
            return arrival
        }
        DurableStep.takeRecorded.reached()
        try OriginalFiling(installation).moveToDone(
            arrival, file.name, candidate.sidecar, candidate.marker, channel.folder)
        installation.log.info(
            "arrival.taken",
            metadata: [
                "arrival": "\(arrival.id)", "partner": "\(arrival.partner)", "name": "\(arrival.name)",
                "bytes": "\(arrival.bytes)",
            ])
        return true
    }
}
