// Fetch: a complete file is sealed into the spool while it comes, recorded as an arrival in one transaction, and only then
// archived, renamed or deleted on the server. A crash between any two of these is made good at the next look.

import Checksum
import Configuration
import Folder
import SFTP
import Store

struct Fetching {
    private let installation: Installation
    private let link: RemoteLink
    private let ending: LaneEnding

    init(_ installation: Installation, _ link: RemoteLink, _ ending: LaneEnding) {
        self.installation = installation
        self.link = link
        self.ending = ending
    }

    /// Fetches and records one file; nil when it must be proven by its checksum and is not. Throws `SFTPFailure`; `mismatch`
    /// when the file was not complete after all.
    func fetch(_ candidate: RemoteInbox.Candidate, _ inbox: RemoteInbox) throws -> RemoteFileRecord? {
        let file = candidate.file
        let sidecar = try candidate.sidecar.map { try companion($0, inbox) }
        if candidate.needsProof, sidecar.flatMap({ Sidecar.read($0, for: file.name.display) }) == nil { return nil }
        let spooled = try installation.spool.seal { writer in
            var received: Int64 = 0
            try link.again { session in
                // A file that goes on after a cut must still be the one that was begun.
                if received > 0 { try verify(file, inbox, session) }
                _ = try session.download(inbox.path(file.name), from: received, expecting: file.attributes.size) {
                    if ending.isUrgent() { throw LaneEnded() }
                    LaneProgress.advanced()
                    try writer.write($0)
                    received += Int64($0.byteCount)
                    if let size = file.attributes.size, received > size { throw grew(file) }
                }
                if let size = file.attributes.size, received != size { throw grew(file) }
                try verify(file, inbox, session)
            }
        }
        DurableStep.fetchSealed.reached()
        let now = installation.clock.now()
        var arrival = ArrivalRecord(
            partner: inbox.partner.name, channel: "sftp", folder: inbox.channel.folder, name: file.name.display,
            bytes: spooled.byteCount, sha256: spooled.sha256, receivedAt: now.description,
            receivedOn: now.date.description, device: 0, inode: 0, spool: spooled.name)
        arrival.filed = .server
        if let name = candidate.sidecar?.name, let sidecar {
            arrival.sidecarName = name.display
            arrival.sidecar = sidecar
        }
        if candidate.needsProof, try !Opening.agreesWithChecksum(arrival, inbox.channel, installation) {
            installation.spool.remove(spooled.name)
            return nil
        }
        return try record(arrival, candidate, inbox)
    }

    private func record(
        _ arrival: ArrivalRecord, _ candidate: RemoteInbox.Candidate, _ inbox: RemoteInbox
    ) throws -> RemoteFileRecord {
        let attributes = candidate.file.attributes
        var file = RemoteFileRecord(
            channel: inbox.channel.folder, name: candidate.file.name.bytes, bytes: attributes.size ?? -1,
            modifiedAt: attributes.modifiedAt ?? -1, arrival: 0, sidecar: candidate.sidecar?.name.bytes,
            marker: candidate.marker?.bytes)
        let recorded = try installation.database.write { session in
            let arrival = try session.insertArrival(arrival)
            file.arrival = arrival.id
            try session.insertRemoteFile(file)
            try installation.audit().record(
                "taken", "arrival \(arrival.id)",
                "\(arrival.name) from \(arrival.partner), \(arrival.bytes) bytes, SHA-256 \(arrival.sha256), "
                    + "fetched from \(arrival.folder)", in: session)
            return arrival
        }
        DurableStep.fetchRecorded.reached()
        installation.log.info(
            "arrival.taken",
            metadata: [
                "arrival": "\(recorded.id)", "partner": "\(recorded.partner)", "name": "\(recorded.name)",
                "bytes": "\(recorded.bytes)", "channel": "\(recorded.folder)",
            ])
        return file
    }

    /// Throws `mismatch` when the server tells of another file than the listing did.
    private func verify(_ file: RemoteFile, _ inbox: RemoteInbox, _ session: SFTPSession) throws {
        let now = try session.attributes(inbox.path(file.name))
        guard let now, now.size == file.attributes.size, now.modifiedAt == file.attributes.modifiedAt else {
            throw grew(file)
        }
    }

    private func grew(_ file: RemoteFile) -> SFTPFailure {
        .mismatch("\(file.name.display) changed while it was fetched")
    }

    /// The bytes of a checksum file; empty where it is no such thing.
    private func companion(_ file: RemoteFile, _ inbox: RemoteInbox) throws -> [UInt8] {
        guard file.attributes.mayBePlainFile, file.attributes.size ?? 0 <= 1 << 16 else { return [] }
        return try link.again { session in
            var bytes: [UInt8] = []
            _ = try session.download(inbox.path(file.name), expecting: file.attributes.size) { piece in
                guard bytes.count + piece.byteCount <= 1 << 16 else { throw grew(file) }
                piece.withUnsafeBytes { bytes += $0 }
            }
            return bytes
        }
    }
}
