// One inbox folder of a partner, with what the gateway remembers between two looks at it.

import Checksum
import Configuration
import Folder

/// Looks at a folder and says which files are complete.
struct InboxChannel {
    /// How long a file waits for its checksum file before it is taken without.
    static let checksumGrace: Int64 = 60_000

    let partner: Partner
    let channel: ReceiveChannel
    let folder: InboxFolder
    private var completeness = Completeness()
    private var reported: Set<FileName> = []
    /// What could not be done at the last look: said once, not twice a second.
    private var faults: Set<String> = []
    private var proofs = ProofTries(first: 1_000, longest: 30_000)

    init(partner: Partner, channel: ReceiveChannel, path: String) {
        self.partner = partner
        self.channel = channel
        folder = InboxFolder(path: path)
    }

    /// A file that may be taken, with the checksum and marker files beside it.
    struct Candidate {
        let file: FolderFile
        let sidecar: FileName?
        let marker: FileName?
        /// Complete only if its checksum agrees.
        let needsProof: Bool
    }

    private var companions: [String] {
        if case .marker(let suffix) = channel.completeWhen { return Sidecar.suffixes + [suffix] }
        return Sidecar.suffixes
    }

    private var quiet: Int64 { channel.completeWhen.quiet }

    /// What is remembered of a file whose checksum did not agree.
    mutating func wasNotProven(_ candidate: Candidate, now: Int64) { proofs.failed(candidate.file.name, now: now) }

    /// One look: complete files in the order of their names, and what is refused and was not reported before.
    ///
    /// - Parameters:
    ///   - steady: milliseconds of a clock that never goes back.
    ///   - trustsAgeBefore: files last written before this moment (nanoseconds since 1970) count as quiet at the first look;
    ///     nil when only what was seen counts.
    ///   - waitsForSidecar: whether a file whose checksum file is missing may still wait for it.
    mutating func look(
        steady: Int64, trustsAgeBefore: Int64?, waitsForSidecar: Bool
    ) throws -> (candidates: [Candidate], refused: [RefusedEntry]) {
        let listing = try FolderListing(of: folder.path, companions: companions)
        let refused = listing.refused.filter { reported.insert($0.name).inserted }
        var complete = Set(completeness.complete(listing.files, quiet: quiet, now: steady))
        if let trustsAgeBefore {
            complete.formUnion(listing.files.filter { $0.modifiedAt < trustsAgeBefore - quiet * 1_000_000 })
        }
        var patience = completeness
        let grace = channel.completeWhen.isByChecksum ? 0 : Self.checksumGrace
        let patient = Set(patience.complete(listing.files, quiet: quiet + grace, now: steady))
        if channel.completeWhen.isByChecksum { proofs.keep(listing.names) }
        let candidates = listing.files.compactMap { file -> Candidate? in
            let needsProof = !complete.contains(file)
            if needsProof, !channel.completeWhen.isByChecksum || !proofs.mayTry(file.name, now: steady) { return nil }
            var marker: FileName?
            if case .marker(let suffix) = channel.completeWhen {
                marker = file.name.appending(suffix)
                guard let marker, listing.names.contains(marker) else { return nil }
            }
            let sidecar = Sidecar.suffixes.compactMap { file.name.appending($0) }.first { listing.names.contains($0) }
            if sidecar == nil, needsProof { return nil }
            if sidecar == nil, channel.checksum == .required, waitsForSidecar, !patient.contains(file) { return nil }
            return Candidate(file: file, sidecar: sidecar, marker: marker, needsProof: needsProof)
        }
        return (candidates, refused)
    }

    /// Takes note of a look's faults. Returns those that the last look did not have, and whether all is well again.
    mutating func note(_ found: [FolderError]) -> (new: [String], isWellAgain: Bool) {
        let found = found.map { "\($0)" }
        defer { faults = Set(found) }
        return (found.filter { !faults.contains($0) }, found.isEmpty && !faults.isEmpty)
    }

    /// Milliseconds until the next file may be complete; nil when none waits.
    func nextLook(steady: Int64) -> Int64? { completeness.nextLook(quiet: quiet, now: steady) }
}
