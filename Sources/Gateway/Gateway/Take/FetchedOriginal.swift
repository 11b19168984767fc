// Copies of files that came from a server or in a message, which have no original in a folder of ours: of a refused one beside
// the reason, of one that its channel deletes on the server in `done/`, as if it had been dropped into the inbox. Whoever loses
// the state finds there what nobody else has any more.

import Configuration
import Folder
import Store
import Synchronization

extension OriginalFiling {
    /// The lane that fetches and the one that processes may file the same arrival: one at a time.
    private static let turn = Mutex(())

    /// Puts a copy, and its checksum file, where taken files of its partner lie. Done again it changes nothing; nor does it
    /// where the arrival was refused meanwhile and a copy lies there.
    func copyToDone(_ number: Int64) throws {
        try Self.turn.withLock { _ in
            guard var arrival = try installation.database.read({ try $0.arrival(number) }), arrival.filed == .server
            else { return }
            let folder = try publishCopy(&arrival, in: "done")
            if let name = arrival.filedSidecarName.flatMap({ FileName($0) }) {
                try folder.publish(name) { try $0(arrival.sidecar.span.bytes) }
            }
            DurableStep.originalCopied.reached()
            try installation.database.write { try $0.setArrivalFiled(number, at: .done) }
        }
    }

    /// Puts a copy of a refused file, and the reason, where refused files of its partner lie.
    func copyToRejected(_ number: Int64) throws {
        try Self.turn.withLock { _ in
            guard var arrival = try installation.database.read({ try $0.arrival(number) }) else { return }
            guard arrival.filed == .server else {
                return try finishMove(arrival, InboxFolder(path: installation.originals(of: arrival)))
            }
            let folder = try publishCopy(&arrival, in: "rejected")
            try writeReason(arrival, in: folder)
            DurableStep.originalFiled.reached()
            try installation.database.write { try $0.setArrivalFiled(number, at: .rejected) }
        }
    }

    /// Returns the folder. Where the name is taken there, the arrival's number makes another.
    private func publishCopy(_ arrival: inout ArrivalRecord, in place: String) throws -> OutboxFolder {
        let folder = OutboxFolder(path: "\(installation.originals(of: arrival))/\(place)/\(arrival.receivedOn)")
        try folder.prepare()
        do {
            try publish(arrival, in: folder)
        } catch FolderError.nameTaken {
            arrival.filedName = arrival.otherFiledName("\(arrival.id)-fetched")
            let name = arrival.filedName
            try installation.database.write { try $0.setArrivalFiledName(arrival.id, name) }
            try publish(arrival, in: folder)
        }
        return folder
    }

    private func publish(_ arrival: ArrivalRecord, in folder: OutboxFolder) throws {
        guard let name = FileName(arrival.filedName) else { return }
        try folder.publish(name) { write in
            var source = installation.spool.source(arrival.spool)
            try source.forEachPiece { try write($0) }
        }
    }
}

extension Installation {
    /// Whether the arrival's channel deletes files on the server once they are fetched.
    func isDeletedThere(_ arrival: ArrivalRecord) -> Bool {
        let channel = configuration.partner(named: arrival.partner)?.receive.first { $0.folder == arrival.folder }
        return channel?.sftp?.after == .delete
    }
}
