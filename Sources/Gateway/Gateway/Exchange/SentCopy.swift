// A copy of what went out by AS2, where sent files of the partner lie: `outbox/<partner>/sent/DATE/NAME`.

import Folder
import Store

struct SentCopy {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Keeps one, where the dispatch is out and there is none. It is out: that there is no copy must not send it again.
    func keep(_ id: Int64) {
        do {
            guard let dispatch = try installation.database.read({ try $0.dispatch(id) }),
                [.sent, .confirmed].contains(dispatch.state), let sent = dispatch.sentAt,
                let spool = dispatch.sealedSpool, let name = FileName(dispatch.sealedName ?? dispatch.name)
            else { return }
            let outbox = installation.root.resolve(installation.configuration.folders.outbox)
            let folder = OutboxFolder(path: "\(outbox)/\(dispatch.partner)/sent/\(sent.prefix(10))")
            try folder.prepare()
            try folder.publish(name) { write in
                var source = installation.spool.source(spool)
                try source.forEachPiece { try write($0) }
            }
        } catch {
            installation.log.error("dispatch.no-copy", metadata: ["dispatch": "\(id)", "error": "\(error)"])
        }
    }
}
