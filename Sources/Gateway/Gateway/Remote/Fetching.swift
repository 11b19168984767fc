// Fetch: a complete file is sealed into the spool while it comes, recorded as an arrival in one transaction, and only then
// archived, renamed or deleted on the server. A crash between any two of these is made good at the next look.

import Checksum
import Configuration
import Folder
import SFTP
import Store
import Vault

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
        let spooled = try seal(file, inbox)
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

    /// Fetches the bytes. A large file goes on where an earlier try was cut.
    private func seal(_ file: RemoteFile, _ inbox: RemoteInbox) throws -> SpooledFile {
        guard let size = file.attributes.size, size >= SpoolBeginning.least, file.attributes.modifiedAt != nil else {
            return try installation.spool.seal { try receive(file, inbox, into: &$0, after: SpoolBeginning()) }
        }
        return try installation.spool.seal(
            goingOnWith: token(file, inbox),
            isGivenUp: { if ending.isUrgent() { throw LaneEnded() } },
            keeps: { error in
                switch error {
                case is LaneEnded: true
                case let failure as SFTPFailure: failure.leavesLineBroken
                default: false
                }
            },
            { writer, beginning in
                if beginning.byteCount > 0 {
                    installation.log.info(
                        "fetch.goes-on",
                        metadata: [
                            "partner": "\(inbox.partner.name)", "name": "\(file.name.display)",
                            "from": "\(beginning.byteCount)", "bytes": "\(size)",
                        ])
                }
                try receive(file, inbox, into: &writer, after: beginning)
            })
    }

    /// Writes what the server has behind `beginning`, whose last bytes must be the server's too.
    private func receive(
        _ file: RemoteFile, _ inbox: RemoteInbox, into writer: inout SealedFileWriter, after beginning: SpoolBeginning
    ) throws {
        var received = beginning.byteCount
        var unproven = beginning.tail
        try link.again { session in
            // A file that goes on after a cut must still be the one that was begun.
            if received > 0 { try verify(file, inbox, session) }
            var proven = 0
            let start = received - Int64(unproven.count)
            _ = try session.download(inbox.path(file.name), from: start, expecting: file.attributes.size) { piece in
                if ending.isUrgent() { throw LaneEnded() }
                LaneProgress.advanced()
                let old = min(unproven.count - proven, piece.byteCount)
                if old > 0 {
                    let isSame = piece.extracting(0..<old).withUnsafeBytes {
                        $0.elementsEqual(unproven[proven..<proven + old])
                    }
                    if !isSame { throw grew(file) }
                    proven += old
                    if proven == unproven.count { (unproven, proven) = ([], 0) }
                }
                try writer.write(piece.extracting(old..<piece.byteCount))
                received += Int64(piece.byteCount - old)
                if let size = file.attributes.size, received > size { throw grew(file) }
            }
            if let size = file.attributes.size, received != size || !unproven.isEmpty { throw grew(file) }
            try verify(file, inbox, session)
        }
    }

    /// Stands for this file as it is listed.
    private func token(_ file: RemoteFile, _ inbox: RemoteInbox) -> Token {
        let parts = [
            inbox.partner.name, inbox.channel.folder, "\(file.attributes.size ?? -1)",
            "\(file.attributes.modifiedAt ?? -1)",
        ]
        return installation.vault.vocabulary("download").token(
            for: (Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8) + file.name.bytes).span.bytes)
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

extension SFTPFailure {
    /// Whether it was the line or the server that ended, and not the file that was refused or changed.
    fileprivate var leavesLineBroken: Bool {
        switch self {
        case .unreachable, .timedOut, .lost, .hostKeyChanged, .loginRefused: true
        case .noCommonMethod, .refused, .notSFTP, .mismatch, .local: false
        }
    }
}
