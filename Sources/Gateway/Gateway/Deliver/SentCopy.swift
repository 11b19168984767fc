// A copy of what went to a server or out as a message, where sent files of the partner lie: `outbox/<partner>/sent/DATE/NAME`.

import Folder
import Store

struct SentCopy {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Keeps one of a dispatch that is out. That there is no copy must not send it again, so it is said and no more.
    func keep(_ dispatch: DispatchRecord) {
        do {
            guard let spool = dispatch.sealedSpool, let name = FileName(dispatch.sealedName ?? dispatch.name) else {
                return
            }
            let outbox = installation.root.resolve(installation.configuration.folders.outbox)
            let day = dispatch.sentAt ?? installation.clock.now().description
            let folder = OutboxFolder(path: "\(outbox)/\(dispatch.partner)/sent/\(day.prefix(10))")
            try folder.prepare()
            try folder.publish(name) { write in
                var source = installation.spool.source(spool)
                try source.forEachPiece { try write($0) }
            }
        } catch {
            installation.log.error("dispatch.no-copy", metadata: ["dispatch": "\(dispatch.id)", "error": "\(error)"])
        }
    }
}
