// Channels that an operator (or an alarm) stopped: nothing is taken from them or sent by them until they are released.
// A channel is named as the configuration names it.

/// A channel that is held.
public struct ChannelHold: Sendable, Hashable {
    public let channel: String
    public let since: String
    public let reason: String
}

extension Session {
    /// Holds a channel; false when it is held already.
    public func holdChannel(_ channel: String, since: String, reason: String) throws -> Bool {
        try execute(
            "INSERT INTO channel_holds (channel, since, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.text(channel), .text(since), .text(reason)]) == 1
    }

    /// Releases a channel; false when it was not held.
    public func releaseChannel(_ channel: String) throws -> Bool {
        try execute("DELETE FROM channel_holds WHERE channel = $1", [.text(channel)]) == 1
    }

    public func channelHolds() throws -> [ChannelHold] {
        try rows("SELECT channel, since, reason FROM channel_holds ORDER BY channel") {
            ChannelHold(channel: $0.text(0), since: $0.text(1), reason: $0.text(2))
        }
    }
}
