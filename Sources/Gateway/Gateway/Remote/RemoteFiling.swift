// What becomes of a fetched file on the server: moved, renamed or deleted, and with it its checksum and marker file. Each call
// can be made again, so a crash before or after it changes nothing.

import Configuration
import Folder
import SFTP
import Store

struct RemoteFiling {
    private let installation: Installation
    private let link: RemoteLink

    init(_ installation: Installation, _ link: RemoteLink) {
        self.installation = installation
        self.link = link
    }

    /// Files one. A file of the name that is not the one we fetched stays where it is. What is deleted there is copied to
    /// `done/` here first.
    func finish(_ record: RemoteFileRecord, _ inbox: RemoteInbox) throws {
        if inbox.source.after == .delete { try OriginalFiling(installation).copyToDone(record.arrival) }
        // What stays is not finished there: it is when the configuration says otherwise one day.
        if inbox.source.after == .leave { return }
        if let name = FileName(record.name) {
            try link.again { session in
                let now = try session.attributes(inbox.path(name))
                if let now {
                    guard (now.size ?? -1) == record.bytes, (now.modifiedAt ?? -1) == record.modifiedAt else { return }
                    try file(name, record.arrival, inbox, session)
                }
                for companion in [record.sidecar, record.marker].compactMap({ $0 }).compactMap({ FileName($0) }) {
                    if try session.attributes(inbox.path(companion)) != nil {
                        try file(companion, record.arrival, inbox, session)
                    }
                }
            }
        }
        DurableStep.serverFiled.reached()
        try installation.database.write { try $0.setRemoteFileFiled(record) }
    }

    private func file(_ name: FileName, _ arrival: Int64, _ inbox: RemoteInbox, _ session: SFTPSession) throws {
        switch inbox.source.after {
        case .leave: return
        case .delete:
            do {
                try session.remove(inbox.path(name))
            } catch SFTPFailure.refused(.noSuchFile, _, _) {
                // It is gone already, as it should be.
            }
        case .archive(let folder):
            try move(name, inbox, to: RemotePath(folder: folder, name: name), arrival, session) { other in
                RemotePath(folder: folder, name: other)
            }
        case .rename(let suffix):
            guard let target = name.appending(suffix) else { return }
            try move(name, inbox, to: inbox.path(target), arrival, session) { other in
                inbox.path(other.appending(suffix) ?? other)
            }
        }
    }

    /// Where the name is taken there, by an earlier file of the same name, the arrival's number makes another.
    private func move(
        _ name: FileName, _ inbox: RemoteInbox, to target: RemotePath, _ arrival: Int64, _ session: SFTPSession,
        other: (FileName) -> RemotePath
    ) throws {
        do {
            try session.rename(inbox.path(name), to: target)
        } catch SFTPFailure.refused(.failure, let operation, let message) {
            guard try session.attributes(target) != nil, let spare = name.prefixed("\(arrival)-") else {
                throw SFTPFailure.refused(.failure, operation: operation, message: message)
            }
            try session.rename(inbox.path(name), to: other(spare))
        }
    }
}
