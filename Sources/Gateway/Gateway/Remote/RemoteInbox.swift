// One remote folder that files are fetched from, with what is remembered between two looks: one listing a look, no call per
// file, however many old files lie there.

import Checksum
import Configuration
import Folder
import SFTP
import Store

struct RemoteInbox {
    let partner: Partner
    let channel: ReceiveChannel
    let source: SFTPSource
    private let patterns: [NamePattern]
    private var completeness = Completeness()
    private var reported: Set<FileName> = []
    private var proofs = ProofTries(first: 10_000, longest: 300_000)
    /// Files whose checksum did not agree, as they and their checksum files were then.
    private var unproven: [FileName: [RemoteAttributes?]] = [:]
    private var fetched: [Identity: RemoteFileRecord] = [:]

    private struct Identity: Hashable {
        let name: FileName
        let bytes: Int64
        let modifiedAt: Int64

        init(name: FileName, bytes: Int64, modifiedAt: Int64) {
            self.name = name
            self.bytes = bytes
            self.modifiedAt = modifiedAt
        }

        init(_ file: RemoteFile) {
            self.init(
                name: file.name, bytes: file.attributes.size ?? -1, modifiedAt: file.attributes.modifiedAt ?? -1)
        }
    }

    /// A file that may be fetched, with the checksum and marker files beside it.
    struct Candidate {
        let file: RemoteFile
        let sidecar: RemoteFile?
        let marker: FileName?
        /// Complete only if its checksum agrees.
        let needsProof: Bool
    }

    /// What one listing shows.
    struct Look {
        var candidates: [Candidate] = []
        /// Fetched before, but the server's side is not finished.
        var unfiled: [RemoteFileRecord] = []
        var refused: [RefusedEntry] = []
    }

    init?(_ partner: Partner, _ channel: ReceiveChannel, fetched: [RemoteFileRecord]) {
        guard let source = channel.sftp else { return nil }
        self.partner = partner
        self.channel = channel
        self.source = source
        patterns = source.filters.map(NamePattern.init)
        for record in fetched { remember(record) }
    }

    var folder: RemotePath { RemotePath(folder: source.folder) }

    func path(_ name: FileName) -> RemotePath { RemotePath(folder: source.folder, name: name) }

    mutating func remember(_ record: RemoteFileRecord) {
        guard let name = FileName(record.name) else { return }
        fetched[Identity(name: name, bytes: record.bytes, modifiedAt: record.modifiedAt)] = record
    }

    /// - Parameters:
    ///   - steady: milliseconds of a clock that never goes back.
    ///   - waitsForSidecar: whether a file whose checksum file is missing may still wait for it.
    mutating func look(_ listing: [RemoteFile], steady: Int64, waitsForSidecar: Bool) -> Look {
        var look = Look()
        var fresh: [FolderFile] = []
        var files: [FileName: RemoteFile] = [:]
        var pending = source.after == .leave ? [:] : fetched.filter { !$0.value.isFiled }
        for file in listing where file.name.bytes.first != 0x2E {
            let identity = Identity(file)
            if let record = fetched[identity], !record.isFiled || source.after == .leave {
                if pending.removeValue(forKey: identity) != nil { look.unfiled.append(record) }
                continue
            }
            files[file.name] = file
            guard mayBeTaken(file, &look) else { continue }
            fresh.append(
                FolderFile(
                    name: file.name, size: identity.bytes, modifiedAt: identity.modifiedAt, device: 0, inode: 0))
        }
        proofs.keep(Set(files.keys))
        unproven = unproven.filter { files[$0.key] != nil }
        // No longer there: archived or deleted, by us before a crash or by somebody else. What lay beside it may still be.
        look.unfiled += pending.values
        let complete = Set(completeness.complete(fresh, quiet: quiet, now: steady))
        var patience = completeness
        let grace = channel.completeWhen.isByChecksum ? 0 : InboxChannel.checksumGrace
        let patient = Set(patience.complete(fresh, quiet: quiet + grace, now: steady))
        for file in fresh {
            let needsProof = !complete.contains(file)
            guard !needsProof || channel.completeWhen.isByChecksum, let remote = files[file.name] else { continue }
            var marker: FileName?
            if case .marker(let suffix) = channel.completeWhen {
                marker = file.name.appending(suffix)
                guard let marker, files[marker] != nil else { continue }
            }
            let sidecar = Sidecar.suffixes.compactMap { file.name.appending($0) }.compactMap { files[$0] }.first
            if sidecar == nil, channel.checksum == .required, waitsForSidecar, !patient.contains(file) { continue }
            if needsProof, !mayProve(remote, sidecar, steady) { continue }
            look.candidates.append(Candidate(file: remote, sidecar: sidecar, marker: marker, needsProof: needsProof))
        }
        look.refused = look.refused.filter { reported.insert($0.name).inserted }
        return look
    }

    /// Each try fetches the whole file: only where something changed since the last one, and not too often.
    private func mayProve(_ file: RemoteFile, _ sidecar: RemoteFile?, _ steady: Int64) -> Bool {
        guard let sidecar, proofs.mayTry(file.name, now: steady) else { return false }
        return unproven[file.name] != [file.attributes, sidecar.attributes]
    }

    /// What is remembered of a file whose checksum did not agree.
    mutating func wasNotProven(_ candidate: Candidate, now: Int64) {
        proofs.failed(candidate.file.name, now: now)
        unproven[candidate.file.name] = [candidate.file.attributes, candidate.sidecar?.attributes]
    }

    private func mayBeTaken(_ file: RemoteFile, _ look: inout Look) -> Bool {
        let name = file.name
        if FolderListing.isPassing(name) || companions.contains(where: { name.hasSuffix($0) }) { return false }
        if !patterns.isEmpty, !patterns.contains(where: { $0.fits(name) }) { return false }
        if file.attributes.isFolder { return false }
        if name.holdsControlCharacter {
            look.refused.append(RefusedEntry(name: name, reason: "its name holds a control character"))
        } else if !file.attributes.mayBePlainFile {
            look.refused.append(RefusedEntry(name: name, reason: "it is a link or a device"))
        } else {
            return true
        }
        return false
    }

    private var companions: [String] {
        var endings = Sidecar.suffixes
        if case .marker(let suffix) = channel.completeWhen { endings.append(suffix) }
        if case .rename(let suffix) = source.after { endings.append(suffix) }
        return endings
    }

    private var quiet: Int64 { channel.completeWhen.quiet }

    /// Milliseconds until the next file may be complete; nil when none waits.
    func nextLook(steady: Int64) -> Int64? { completeness.nextLook(quiet: quiet, now: steady) }
}
