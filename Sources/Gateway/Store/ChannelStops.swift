// The table of stopped accounts: servers that refused us or that are not who they were. Nothing is tried there until the
// configuration changes or an operator releases the account.

/// Why an account on a partner's server is not used.
public struct ChannelStop: Sendable, Hashable {
    public var partner: String
    /// `sftp://user@host:port`.
    public var account: String
    /// A keyed token of all that the login rests on: when it is another one, the stop is over.
    public var fingerprint: String
    public var reason: String
    public var stoppedAt: String

    public init(partner: String, account: String, fingerprint: String, reason: String, stoppedAt: String) {
        self.partner = partner
        self.account = account
        self.fingerprint = fingerprint
        self.reason = reason
        self.stoppedAt = stoppedAt
    }
}

extension Session {
    public func channelStops() throws -> [ChannelStop] {
        try rows(
            "SELECT partner, account, fingerprint, reason, stopped_at FROM channel_stops ORDER BY partner, account"
        ) {
            ChannelStop(
                partner: $0.text(0), account: $0.text(1), fingerprint: $0.text(2), reason: $0.text(3),
                stoppedAt: $0.text(4))
        }
    }

    public func channelStop(partner: String, account: String) throws -> ChannelStop? {
        try channelStops().first { $0.partner == partner && $0.account == account }
    }

    public func setChannelStop(_ stop: ChannelStop) throws {
        try execute(
            """
            INSERT INTO channel_stops (partner, account, fingerprint, reason, stopped_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (partner, account) DO UPDATE SET fingerprint = excluded.fingerprint,
                reason = excluded.reason, stopped_at = excluded.stopped_at
            """,
            [
                .text(stop.partner), .text(stop.account), .text(stop.fingerprint), .text(stop.reason),
                .text(stop.stoppedAt),
            ])
    }

    public func removeChannelStop(partner: String, account: String) throws {
        try execute(
            "DELETE FROM channel_stops WHERE partner = $1 AND account = $2", [.text(partner), .text(account)])
    }
}
