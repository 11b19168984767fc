// How long a connection may take over what it does: generous for any partner, short for whoever only wants to hold a place.

import NIOCore

struct ConnectionPace: Sendable {
    /// Time for a head, counted from the connection's begin or the last answer's end.
    var headTime = TimeAmount.seconds(30)
    /// Bytes a second that a body must have on average over the time in which we waited for it.
    var slowest: Int64 = 1_000
    /// Waiting for a body that nobody is blamed for.
    var grace = TimeAmount.seconds(20)
    /// Time in which an answer must be read.
    var answerTime = TimeAmount.seconds(60)

    /// How often a connection is looked at: a second, or more often where one of the times is that short.
    var lookTime: TimeAmount { min(.seconds(1), .nanoseconds(min(headTime, grace, answerTime).nanoseconds / 4)) }
}
