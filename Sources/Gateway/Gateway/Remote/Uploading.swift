// Upload: the sealed bytes grow under a temporary name, are compared, and get their name by a rename that replaces nothing.
// That the rename may have been asked for is recorded before it is: after a lost answer or a crash the server is looked at,
// and where that does not tell, a person decides. The checksum file comes last.

import Configuration
import Crypto
import Folder
import SFTP
import Store

/// Brings one dispatch to its server.
struct Uploading {
    let installation: Installation
    let session: SFTPSession
    let target: SFTPTarget
    let ending: LaneEnding

    enum Outcome: Sendable, Hashable {
        case delivered
        /// The name holds something else there.
        case nameTaken
        /// The file may have been there and be gone again.
        case unknown
    }

    /// What is brought: bytes that can be read from the front, as often as needed.
    struct Content {
        let name: FileName
        let sha256: String
        let fill: ((RawSpan) throws -> Void) throws -> Void
    }

    /// Carries the payload on from where it stands. Throws `SFTPFailure` or `LaneEnded`; then nothing is decided.
    func bring(_ content: Content, _ dispatch: DispatchRecord) throws -> Outcome {
        guard let temporary = target.temporaryName(content.name) else { return .nameTaken }
        let isDirect = temporary == content.name
        var exposure = dispatch.exposure
        if exposure == .seen { return .delivered }
        if exposure == .open {
            let size = try size(of: content)
            if let final = try attributes(content.name) {
                if final.size == size {
                    guard try matches(content, content.name) else { return .nameTaken }
                    // A server that renames by a second link may have ended before it took the first one away.
                    if !isDirect, try attributes(temporary) != nil { try session.remove(path(temporary)) }
                    return .delivered
                }
                guard isDirect else { return .nameTaken }
            } else {
                guard !isDirect else { return .unknown }
                if try attributes(temporary) == nil {
                    // Gone from both places, unless the renaming was only now carried out, between the two looks.
                    guard try attributes(content.name)?.size == size else { return .unknown }
                    return try matches(content, content.name) ? .delivered : .nameTaken
                }
            }
            // What lies there is ours and not finished: it goes on as if nothing had been asked for.
            exposure = .hidden
        }
        if isDirect { try expose(dispatch.id) }
        let size = try write(content, as: temporary)
        DurableStep.uploadWritten.reached()
        try compare(content, temporary, size, isDirect: isDirect)
        if isDirect { return .delivered }
        try expose(dispatch.id)
        DurableStep.uploadExposed.reached()
        do {
            try session.rename(path(temporary), to: path(content.name))
        } catch SFTPFailure.refused(let status, let operation, let message) {
            let failure = SFTPFailure.refused(status, operation: operation, message: message)
            return try afterRefusal(content, temporary, size, dispatch, failure)
        }
        DurableStep.uploadRenamed.reached()
        return .delivered
    }

    /// The checksum file: short, the same at every try, of no use without the other; so it is simply made anew.
    func bringSidecar(_ content: Content) throws -> Outcome {
        guard let temporary = target.temporaryName(content.name) else { return .nameTaken }
        let size = try size(of: content)
        if let there = try attributes(content.name) {
            if there.size == size, try matches(content, content.name) { return .delivered }
            guard temporary == content.name, (there.size ?? 0) < size else { return .nameTaken }
            try session.remove(path(content.name))
        }
        _ = try write(content, as: temporary)
        if temporary != content.name { try session.rename(path(temporary), to: path(content.name)) }
        return .delivered
    }

    // MARK: Steps

    private func expose(_ dispatch: Int64) throws {
        try installation.database.write { try $0.setDispatchExposure(dispatch, .open) }
    }

    /// The server answered the rename, and said no: nothing was renamed, unless it says no to what it did, or did just before,
    /// when it came to what a connection that was cut had asked for.
    private func afterRefusal(
        _ content: Content, _ temporary: FileName, _ size: Int64, _ dispatch: DispatchRecord, _ failure: SFTPFailure
    ) throws -> Outcome {
        if let final = try attributes(content.name) {
            let isOurs = try final.size == size && digest(of: content.name) == content.sha256
            if isOurs, try attributes(temporary) != nil { try session.remove(path(temporary)) }
            return isOurs ? .delivered : .nameTaken
        }
        try installation.database.write { try $0.setDispatchExposure(dispatch.id, .hidden) }
        throw failure
    }

    /// Writes, going on behind what an earlier try left where that has our bytes. Returns the size.
    private func write(_ content: Content, as name: FileName) throws -> Int64 {
        do {
            return try upload(content, name, from: 0)
        } catch SFTPFailure.refused(.failure, let operation, let message) {
            // Something of the name is there already.
            guard let size = try attributes(name)?.size else {
                guard target.verification == .none, name != content.name else {
                    throw SFTPFailure.refused(.failure, operation: operation, message: message)
                }
                // Nobody may look there; under a temporary name it is ours, of an earlier try.
                try session.remove(path(name))
                return try upload(content, name, from: 0)
            }
            if size > 0, try endsAlike(content, name, size) { return try upload(content, name, from: size) }
            try session.remove(path(name))
            return try upload(content, name, from: 0)
        }
    }

    private func upload(_ content: Content, _ name: FileName, from offset: Int64) throws -> Int64 {
        var position: Int64 = 0
        try session.upload(path(name), from: offset) { write in
            try content.fill { piece in
                if ending.isUrgent() { throw LaneEnded() }
                let skipped = Int(clamping: min(Int64(piece.byteCount), max(0, offset - position)))
                position += Int64(piece.byteCount)
                if skipped < piece.byteCount { try write(piece.extracting(skipped..<piece.byteCount)) }
            }
        }
        return position
    }

    /// Whether the last 64 KiB before `size` on the server are ours.
    private func endsAlike(_ content: Content, _ name: FileName, _ size: Int64) throws -> Bool {
        let start = max(0, size - 65_536)
        var ours: [UInt8] = []
        var position: Int64 = 0
        try content.fill { piece in
            let from = Int(clamping: min(Int64(piece.byteCount), max(0, start - position)))
            let to = Int(clamping: min(Int64(piece.byteCount), max(0, size - position)))
            position += Int64(piece.byteCount)
            if from < to { piece.extracting(from..<to).withUnsafeBytes { ours += $0 } }
        }
        guard position >= size else { return false }
        var theirs: [UInt8] = []
        _ = try session.download(path(name), from: start, expecting: size) { piece in
            guard theirs.count <= 65_536 else { throw SFTPFailure.mismatch("\(name.display) grows on the server") }
            piece.withUnsafeBytes { theirs += $0 }
        }
        return ours == theirs
    }

    private func compare(_ content: Content, _ name: FileName, _ size: Int64, isDirect: Bool) throws {
        switch target.verification {
        case .none: return
        case .size:
            // A server may take a finished file away at once.
            guard let there = try attributes(name)?.size else {
                if isDirect { return }
                throw SFTPFailure.mismatch("\(name.display) is not there after it was written")
            }
            if there != size { throw SFTPFailure.mismatch("\(name.display) has \(there) bytes there, not \(size)") }
        case .digest:
            if isDirect, try attributes(name) == nil { return }
            guard try digest(of: name) == content.sha256 else {
                try session.remove(path(name))
                throw SFTPFailure.mismatch("\(name.display) has another digest there; it was removed")
            }
        }
    }

    /// By size alone, unless the channel wants digests compared.
    private func matches(_ content: Content, _ name: FileName) throws -> Bool {
        if target.verification != .digest { return true }
        return try digest(of: name) == content.sha256
    }

    private func digest(of name: FileName) throws -> String {
        var digest = SHA256()
        _ = try session.download(path(name)) { piece in
            if ending.isUrgent() { throw LaneEnded() }
            LaneProgress.advanced()
            piece.withUnsafeBytes { digest.update(bufferPointer: $0) }
        }
        return hexadecimal(digest.finalize())
    }

    private func size(of content: Content) throws -> Int64 {
        var size: Int64 = 0
        try content.fill { size += Int64($0.byteCount) }
        return size
    }

    /// Nil also where the server lets nobody look and the channel says so.
    private func attributes(_ name: FileName) throws -> RemoteAttributes? {
        do {
            return try session.attributes(path(name))
        } catch {
            guard case .refused(let status, _, _) = error, target.verification == .none,
                [.permissionDenied, .unsupported].contains(status)
            else { throw error }
            return nil
        }
    }

    private func path(_ name: FileName) -> RemotePath { RemotePath(folder: target.folder, name: name) }
}

extension SFTPTarget {
    /// The name under which a file grows there; its own where it must.
    func temporaryName(_ name: FileName) -> FileName? {
        switch temporary {
        case .prefix(let prefix): name.prefixed(prefix)
        case .suffix(let suffix): name.appending(suffix)
        case .none: name
        }
    }
}
