// Is a file complete? Judged from when we first saw it as it is, never from its own time alone: files copied with an old
// time would look complete at once. A value; the clock's reading is passed in.

/// Remembers what was seen of each file.
public struct Completeness: Sendable {
    private struct Sighting: Sendable, Hashable {
        var file: FolderFile
        var since: Int64
    }

    private var sightings: [FileName: Sighting] = [:]

    public init() {}

    /// The files that have stayed the same for `quiet` milliseconds. Those that are gone are forgotten.
    ///
    /// - Parameter now: milliseconds of a clock that never goes back.
    public mutating func complete(_ files: [FolderFile], quiet: Int64, now: Int64) -> [FolderFile] {
        var kept: [FileName: Sighting] = [:]
        var complete: [FolderFile] = []
        for file in files {
            var sighting = Sighting(file: file, since: now)
            if let known = sightings[file.name], known.file == file { sighting.since = known.since }
            kept[file.name] = sighting
            if now - sighting.since >= quiet { complete.append(file) }
        }
        sightings = kept
        return complete
    }

    /// Milliseconds until the next file may be complete; nil when none waits.
    public func nextLook(quiet: Int64, now: Int64) -> Int64? {
        sightings.values.map { max(0, quiet - (now - $0.since)) }.min()
    }
}
