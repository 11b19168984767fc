// Everybody's keys: each has a ring of its own, and knows the others' public keys as far as it should.
// The stranger knows the hospital's key, as anybody may; the hospital does not know the stranger's.

import Checksum
import Gateway
import OpenPGP

final class DemoKeys {
    private let stage: DemoStage
    private var rings: [String: Keyring] = [:]
    private(set) var fingerprints: [String: String] = [:]

    static let hospital = "hospital"

    /// Makes the rings and keys, and exchanges the public ones.
    init(_ stage: DemoStage) throws {
        self.stage = stage
        do {
            try makeRing(Self.hospital, at: "state/gnupg", owner: DemoCast.hospital)
            for partner in DemoCast.folderPartners {
                try makeRing(partner.name, at: "partners/\(partner.name)/gnupg", owner: partner.title)
                try exchange(partner.name)
            }
            try makeRing(DemoCast.stranger, at: "partners/\(DemoCast.stranger)/gnupg", owner: "A Stranger")
            try give(keyOf: Self.hospital, to: DemoCast.stranger)
        } catch {
            close()
            throw error
        }
    }

    /// Ends the agents that GnuPG has started for the rings.
    func close() {
        for ring in rings.values { ring.close() }
        rings = [:]
    }

    func fingerprint(of name: String) -> String { fingerprints[name] ?? "" }

    /// Seals a file for the hospital and puts it, with its checksum, into the partner's inbox.
    func handOver(_ file: DemoFile, at moment: Instant) throws {
        let signer = file.handover == .signedByStranger ? DemoCast.stranger : file.partner.name
        let sealed = try seal(file.bytes, by: signer)
        let name = "\(file.name).pgp"
        let folder = "inbox/\(file.partner.name)"
        try stage.write("\(folder)/\(name)", sealed)
        var digested = sealed
        if file.handover == .wrongChecksum { digested.append(0x0A) }
        let line = Sidecar.render(digest: Self.digest(digested), name: name)
        try stage.write("\(folder)/\(name).sha256", line)
        // Long enough ago to be complete at the first look, so that the order in which files are taken is that of their names.
        for written in [name, "\(name).sha256"] { try stage.age("\(folder)/\(written)", before: moment) }
    }

    /// Opens a file that the hospital sent to a partner, with that partner's own ring. Throws when it is not encrypted to the
    /// partner, or not signed by the hospital.
    func open(_ bytes: [UInt8], as partner: String) throws -> [UInt8] {
        var content: [UInt8] = []
        var start = 0
        _ = try ring(partner).open(
            pinned: [fingerprint(of: Self.hospital)], input: { Self.give(bytes, from: &start, to: &$0) },
            output: { piece in piece.withUnsafeBytes { content.append(contentsOf: $0) } })
        return content
    }

    static func digest(_ bytes: [UInt8]) -> String {
        var digest = RunningDigest(.sha256)
        digest.update(bytes.span.bytes)
        return digest.hexadecimal()
    }

    private func ring(_ name: String) throws -> Keyring {
        guard let ring = rings[name] else {
            throw OpenPGPFailure(operation: "find the ring of \(name)", reason: "it was closed or never made")
        }
        return ring
    }

    private func makeRing(_ name: String, at folder: String, owner: String) throws {
        try stage.makeFolder(folder, mode: 0o700)
        let ring = try Keyring(home: stage.resolve(folder))
        rings[name] = ring
        fingerprints[name] = try ring.generateKey(userID: "\(owner) <\(name)@mapleton.example>")
    }

    private func exchange(_ partner: String) throws {
        try give(keyOf: partner, to: Self.hospital)
        try give(keyOf: Self.hospital, to: partner)
    }

    private func give(keyOf owner: String, to receiver: String) throws {
        let key = try ring(owner).exportPublicKey(fingerprint(of: owner))
        _ = try ring(receiver).importKeys(key)
    }

    private func seal(_ bytes: [UInt8], by signer: String) throws -> [UInt8] {
        var sealed: [UInt8] = []
        var start = 0
        try ring(signer).seal(
            to: [fingerprint(of: Self.hospital)], signer: fingerprint(of: signer), armored: false,
            input: { Self.give(bytes, from: &start, to: &$0) },
            output: { piece in piece.withUnsafeBytes { sealed.append(contentsOf: $0) } })
        return sealed
    }

    private static func give(_ bytes: [UInt8], from start: inout Int, to span: inout MutableRawSpan) -> Int {
        let count = min(span.byteCount, bytes.count - start)
        span.withUnsafeMutableBytes { $0.copyBytes(from: bytes[start..<start + count]) }
        start += count
        return count
    }
}
