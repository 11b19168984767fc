// A carrier brings the bytes of one SFTP conversation to a server and back, encrypted and authenticated. Two are in use:
// libssh2 inside this process, and OpenSSH's own client as a child.

/// A connection that is logged in and speaks with the server's SFTP subsystem. Used by one thread.
protocol Carrier: AnyObject {
    /// Moves bytes both ways: as many of `output` as go out now, and what has come, appended to `input`. Waits until at least
    /// one byte moved. Returns how many bytes of `output` went out.
    ///
    /// - Parameter deadline: throws `timedOut` when nothing moves until then.
    func exchange(_ output: RawSpan, into input: inout [UInt8], deadline: Deadline) throws(SFTPFailure) -> Int

    /// Ends the connection at once.
    func close()
}

/// A point of the clock that never goes back.
struct Deadline: Sendable {
    let instant: ContinuousClock.Instant

    static func after(_ duration: Duration) -> Deadline { Deadline(instant: .now + duration) }

    /// This one, or the one after a duration from now, whichever comes first.
    func orAfter(_ duration: Duration) -> Deadline { Deadline(instant: min(instant, .now + duration)) }

    /// For poll(2): 0 when it is over, at most a day.
    var milliseconds: Int32 {
        let left = instant - .now
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        return Int32(clamping: max(0, min(86_400_000, milliseconds)))
    }

    var isOver: Bool { ContinuousClock.now >= instant }
}
