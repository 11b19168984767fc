// Sealed files that were begun and not finished: a transfer of hours which a restart or a lost line cuts goes on where it
// stopped. What was begun is known by a keyed token of what it is to become; it is read chunk by authentic chunk into a new file.

import Glibc
import Vault

/// What an earlier try has left.
struct SpoolBeginning: Sendable {
    /// How much the new file holds already.
    var byteCount: Int64 = 0
    /// The last bytes of it, by which the source can be asked whether it is still the same.
    var tail: [UInt8] = []

    static let longestTail = 65_536
    /// Less is fetched again as quickly.
    static let least: Int64 = 8 << 20
    /// Seconds for which what was begun is kept.
    static let lifetime: Int64 = 7 * 86_400

    mutating func append(_ piece: RawSpan) {
        byteCount += Int64(piece.byteCount)
        piece.withUnsafeBytes { tail += $0.suffix(Self.longestTail) }
        if tail.count > 4 * Self.longestTail { tail.removeFirst(tail.count - Self.longestTail) }
    }
}

extension Spool {
    /// Seals like `seal`, beginning with what an earlier try for the same token left.
    ///
    /// - Parameters:
    ///   - isGivenUp: asked while the beginning is copied; it then stays for the next try.
    ///   - keeps: whether what was written so far is worth keeping after an error.
    func seal(
        goingOnWith token: Token, isGivenUp: () throws -> Void, keeps: (any Error) -> Bool,
        _ fill: (inout SealedFileWriter, SpoolBeginning) throws -> Void
    ) throws -> SpooledFile {
        let earlier = beginnings().filter { $0.name.hasPrefix(Self.prefix(token)) }.sorted { $0.bytes > $1.bytes }
        let name = Self.prefix(token) + freshName()
        var writer = try vault.writer(path: path(name))
        do {
            var beginning = SpoolBeginning()
            if let longest = earlier.first { try copy(longest.name, into: &writer, &beginning, isGivenUp) }
            for file in earlier { unlink(path(file.name)) }
            try fill(&writer, beginning)
        } catch {
            if keeps(error), writer.bytesWritten >= SpoolBeginning.least { writer.leave() } else { writer.abandon() }
            throw error
        }
        let file = try writer.commit()
        return SpooledFile(name: name, byteCount: file.byteCount, sha256: hexadecimal(file.sha256))
    }

    /// Copies as far as it is authentic: the last chunk was perhaps not all written.
    private func copy(
        _ name: String, into writer: inout SealedFileWriter, _ beginning: inout SpoolBeginning,
        _ isGivenUp: () throws -> Void
    ) throws {
        var failure: (any Error)?
        var source = vault.source(path: path(name))
        do {
            try source.forEachPiece { piece in
                do {
                    LaneProgress.advanced()
                    try isGivenUp()
                    try writer.write(piece)
                } catch {
                    failure = error
                    throw error
                }
                beginning.append(piece)
            }
        } catch {
            if let failure {
                // The earlier file stays as it is; what was copied of it is of no use.
                writer.abandon()
                throw failure
            }
        }
        beginning.tail = Array(beginning.tail.suffix(SpoolBeginning.longestTail))
    }

    private static func prefix(_ token: Token) -> String {
        func digits(_ number: UInt64) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return digits(token.high) + digits(token.low) + "-"
    }

    /// Whether a name is that of something begun.
    static func isBeginning(_ name: String) -> Bool {
        let text = name.utf8
        return text.count > 33 && text.dropFirst(32).first == 0x2D && name.hasSuffix(SealedFileWriter.temporarySuffix)
    }

    private func beginnings() -> [(name: String, bytes: Int64, changedAt: Int64)] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var found: [(name: String, bytes: Int64, changedAt: Int64)] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            var status = stat()
            guard Self.isBeginning(name), lstat(path(name), &status) == 0 else { continue }
            found.append((name, Int64(status.st_size), Int64(status.st_mtim.tv_sec)))
        }
        return found
    }

    /// Removes what was begun and not gone on with for too long. Returns how many files that were.
    @discardableResult
    func removeOldBeginnings(now: Instant) -> Int {
        beginnings().filter { now.seconds - $0.changedAt > SpoolBeginning.lifetime && unlink(path($0.name)) == 0 }.count
    }
}
