// Where originals lie: `done/DATE` once taken, `rejected/DATE` with the reason beside them once refused.
// Each move can be repeated, so a crash before or after it changes nothing.

import Checksum
import Folder
import Parsing
import Store

struct OriginalFiling {
    let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Moves a taken original and what lies beside it to `done/`, under another name where its own is taken there.
    func moveToDone(
        _ arrival: ArrivalRecord, _ name: FileName, _ sidecar: FileName?, _ marker: FileName?, _ folder: InboxFolder
    ) throws {
        let destination = "done/\(arrival.receivedOn)"
        var filedName = arrival.filedName
        if let own = FileName(filedName) {
            var filed = own
            do {
                try folder.move(name, from: nil, to: destination, as: filed)
            } catch FolderError.nameTaken {
                filedName = arrival.otherFiledName("\(arrival.id)-again")
                try installation.database.write { try $0.setArrivalFiledName(arrival.id, filedName) }
                guard let other = FileName(filedName) else { return }
                filed = other
                try folder.move(name, from: nil, to: destination, as: filed)
            }
            for companion in [sidecar, marker].compactMap({ $0 }) {
                let ending = companion.bytes.dropFirst(name.bytes.count)
                guard let filedCompanion = FileName(filed.bytes + ending) else { continue }
                try folder.move(companion, from: nil, to: destination, as: filedCompanion)
            }
        }
        DurableStep.takeMoved.reached()
        try installation.database.write { try $0.setArrivalFiled(arrival.id, at: .done) }
    }

    /// Brings every original to where its arrival's state wants it. One that cannot be moved is reported and tried again
    /// the next time; it keeps nothing else from going on.
    func finishMoves() throws {
        for arrival in try installation.database.read({ try $0.arrivalsToFile() }) {
            do {
                if arrival.filed == .server {
                    try copyToRejected(arrival.id)
                } else {
                    try finishMove(arrival, InboxFolder(path: installation.originals(of: arrival)))
                }
            } catch let error as FolderError {
                installation.log.error(
                    "original.not-moved", metadata: ["arrival": "\(arrival.id)", "error": "\(error)"])
            }
        }
    }

    func finishMove(_ arrival: ArrivalRecord, _ folder: InboxFolder) throws {
        if arrival.filed == .inbox { try finishTaking(arrival, folder) }
        let current = try installation.database.read { try $0.arrival(arrival.id) }
        if let current, [.rejected, .quarantined].contains(current.state), current.filed == .done {
            try moveToRejected(current, folder)
        }
        if let current, ![.rejected, .quarantined].contains(current.state), current.filed == .rejected {
            try moveBack(current, folder)
        }
    }

    /// Moves the original of an arrival that goes its way again from `rejected/` to `done/`; the reason is none any more.
    /// Of one that was fetched, what lies here is a copy: it goes, unless the server has none any more.
    private func moveBack(_ arrival: ArrivalRecord, _ folder: InboxFolder) throws {
        guard let filed = FileName(arrival.filedName) else { return }
        let done = "done/\(arrival.receivedOn)"
        let rejected = "rejected/\(arrival.receivedOn)"
        if arrival.isFetched, !installation.isDeletedThere(arrival) {
            for name in [FileName("\(arrival.filedName).reason.txt"), filed] {
                if let name { try folder.remove(name, from: rejected) }
            }
            return try installation.database.write { try $0.setArrivalFiled(arrival.id, at: .server) }
        }
        try folder.move(filed, from: rejected, to: done, as: filed)
        if let filedSidecar = arrival.filedSidecarName.flatMap({ FileName($0) }) {
            try folder.move(filedSidecar, from: rejected, to: done, as: filedSidecar)
        }
        if let name = FileName("\(arrival.filedName).reason.txt") { try folder.remove(name, from: rejected) }
        try installation.database.write { try $0.setArrivalFiled(arrival.id, at: .done) }
    }

    /// Whether a listed file is what an arrival took: the same file with the same bytes.
    static func isOriginal(_ file: FolderFile, of arrival: ArrivalRecord, _ folder: InboxFolder) throws -> Bool {
        guard file.device == arrival.device, file.inode == arrival.inode, file.name.display == arrival.name,
            file.size == arrival.bytes
        else { return false }
        var digest = RunningDigest(.sha256)
        try folder.read(file) { digest.update($0) }
        return digest.hexadecimal() == arrival.sha256
    }

    /// The original of an arrival that was recorded but perhaps not moved. A file of its name that holds something else came
    /// later and is left for the next look.
    private func finishTaking(_ arrival: ArrivalRecord, _ folder: InboxFolder) throws {
        let listing = try FolderListing(of: folder.path, companions: [])
        let original = try listing.files.first { try Self.isOriginal($0, of: arrival, folder) }
        let marker = marker(of: arrival).flatMap { listing.names.contains($0) ? $0 : nil }
        guard let original else {
            // Moved before the crash; what lay beside it may still be there.
            if let name = FileName(arrival.name) { try moveCompanions(of: name, marker, arrival, folder, listing) }
            try installation.database.write { try $0.setArrivalFiled(arrival.id, at: .done) }
            return
        }
        let sidecar = arrival.sidecarName.flatMap { name in listing.names.first { $0.display == name } }
        try moveToDone(arrival, original.name, sidecar, marker, folder)
    }

    /// The marker file that the arrival's channel waits for.
    private func marker(of arrival: ArrivalRecord) -> FileName? {
        let channel = installation.configuration.partner(named: arrival.partner)?.receive
            .first { $0.folder == arrival.folder }
        guard case .marker(let suffix)? = channel?.completeWhen else { return nil }
        return FileName(arrival.name)?.appending(suffix)
    }

    private func moveCompanions(
        of name: FileName, _ marker: FileName?, _ arrival: ArrivalRecord, _ folder: InboxFolder,
        _ listing: FolderListing
    ) throws {
        let sidecar = arrival.sidecarName.flatMap { text in listing.names.first { $0.display == text } }
        guard !listing.names.contains(name), let filed = FileName(arrival.filedName) else { return }
        for companion in [sidecar, marker].compactMap({ $0 }) {
            let ending = companion.bytes.dropFirst(name.bytes.count)
            guard let filedCompanion = FileName(filed.bytes + ending) else { continue }
            try folder.move(companion, from: nil, to: "done/\(arrival.receivedOn)", as: filedCompanion)
        }
    }

    /// Moves a refused original from `done/` to `rejected/` and writes the reason beside it.
    private func moveToRejected(_ arrival: ArrivalRecord, _ folder: InboxFolder) throws {
        guard let filed = FileName(arrival.filedName) else { return }
        let done = "done/\(arrival.receivedOn)"
        let rejected = "rejected/\(arrival.receivedOn)"
        try folder.move(filed, from: done, to: rejected, as: filed)
        if let filedSidecar = arrival.filedSidecarName.flatMap({ FileName($0) }) {
            try folder.move(filedSidecar, from: done, to: rejected, as: filedSidecar)
        }
        try writeReason(arrival, in: OutboxFolder(path: "\(folder.path)/\(rejected)"))
        DurableStep.originalFiled.reached()
        try installation.database.write { try $0.setArrivalFiled(arrival.id, at: .rejected) }
    }

    func writeReason(_ arrival: ArrivalRecord, in folder: OutboxFolder) throws {
        guard let name = FileName("\(arrival.filedName).reason.txt") else { return }
        let text = try reason(arrival)
        try folder.publish(name) { try $0(text.span.bytes) }
    }

    private func reason(_ arrival: ArrivalRecord) throws -> [UInt8] {
        let code = arrival.reason.split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
        let cure = RuleCatalogue.rule(code)?.cure ?? "Look at `hms-ach trace \(arrival.id)`."
        var text = "\(arrival.name)\n\n\(arrival.reason)\nWhat to do: \(cure)\n"
        let findings = try installation.database.read { try $0.findings(of: arrival.id) }
        if !findings.isEmpty { text += "\nWhat was found:\n" }
        for finding in findings.prefix(100) {
            text += "  \(finding.severity)  \(finding.code)  \(finding.message)  \(finding.location)\n"
        }
        return Array(text.utf8)
    }
}
