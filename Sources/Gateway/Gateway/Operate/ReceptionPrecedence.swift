// Who waits for a receipt goes before what has already come in: while messages are being received, the lanes that carry arrivals on
// stand aside between two of them. Not for ever: after a while they have a turn of the same length.

import Glibc
import Synchronization

final class ReceptionPrecedence: Sendable {
    /// Milliseconds for which a lane stands aside at most, and which it works then before it does so again.
    static let patience: Int64 = 10_000
    /// Milliseconds after a reception in which the next one of a busy sender may begin.
    static let linger: Int64 = 100

    private struct State {
        var inWork = 0
        /// When the last one ended.
        var lastEnd: Int64?
        /// Since when somebody has stood aside without a pause; nil while nothing is received.
        var asideSince: Int64?
    }

    private let state = Mutex(State())
    private let clock: any Clock

    init(_ clock: any Clock) { self.clock = clock }

    /// Runs what a sender waits for.
    func first<Result>(_ body: () throws -> Result) rethrows -> Result {
        state.withLock { $0.inWork += 1 }
        defer {
            let now = clock.steadyMilliseconds()
            state.withLock { state in
                state.inWork -= 1
                state.lastEnd = now
            }
        }
        return try body()
    }

    /// Whether what is not waited for should stand aside now.
    var isTaken: Bool {
        let now = clock.steadyMilliseconds()
        return state.withLock { state in
            guard state.inWork > 0 || state.lastEnd.map({ now - $0 < Self.linger }) ?? false else {
                state.asideSince = nil
                return false
            }
            let since = state.asideSince ?? now
            state.asideSince = since
            // Aside, at work, aside, in equal parts for as long as messages come.
            return (now - since) / Self.patience % 2 == 0
        }
    }

    /// Returns when the caller may go on, or when `goesOn` says no.
    func standAside(while goesOn: () -> Bool) {
        while isTaken, goesOn() { poll(nil, 0, 10) }
    }
}

/// A reception that has precedence while its sender waits for the answer.
struct PrecedingReception: PostReception {
    let reception: any PostReception
    let precedence: ReceptionPrecedence

    var sizeLimit: Int64 { reception.sizeLimit }
    var timeLimit: Int64 { reception.timeLimit }
    func take(_ piece: RawSpan) throws { try reception.take(piece) }
    func finish() -> PostReply { precedence.first { reception.finish() } }
    func abandon(_ reason: String) { reception.abandon(reason) }
}
