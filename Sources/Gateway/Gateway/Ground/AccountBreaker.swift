// Stops an account or address that refused us, or whose server is not who it should be: accounts lock, and a changed key may be an
// attack. Nothing is tried again until the configuration (or a key, certificate or secret that it names) is another one, or an
// operator releases it. Kept in the store, so that a restart changes nothing.

import Store

struct AccountBreaker {
    private let installation: Installation
    private let partner: String
    private let account: String
    private let fingerprint: () -> String

    /// - Parameters:
    ///   - account: its name for people, the same wherever it stands.
    ///   - fingerprint: changes with everything that the account rests on, and says nothing of it.
    init(_ installation: Installation, partner: String, account: String, fingerprint: @escaping () -> String) {
        self.installation = installation
        self.partner = partner
        self.account = account
        self.fingerprint = fingerprint
    }

    /// Why the account is stopped; nil when it may be used, as far as a look can tell.
    func standing() throws -> ChannelStop? {
        let stop = try installation.database.read { try $0.channelStop(partner: partner, account: account) }
        return stop.flatMap { $0.fingerprint == fingerprint() ? $0 : nil }
    }

    /// The same; a stop that another configuration made is taken away.
    func stop() throws -> ChannelStop? {
        guard let stop = try installation.database.read({ try $0.channelStop(partner: partner, account: account) })
        else { return nil }
        if stop.fingerprint == fingerprint() { return stop }
        try installation.database.write { session in
            try session.removeChannelStop(partner: partner, account: account)
            try installation.audit().record(
                "released", "account \(partner) \(account)",
                "its configuration, or a key, certificate or secret changed", in: session)
        }
        installation.log.notice("account.released", metadata: ["partner": "\(partner)", "account": "\(account)"])
        return nil
    }

    func open(_ reason: String) throws {
        let stop = ChannelStop(
            partner: partner, account: account, fingerprint: fingerprint(), reason: reason,
            stoppedAt: installation.clock.now().description)
        try installation.database.write { session in
            try session.setChannelStop(stop)
            try installation.audit().record(
                "stopped", "account \(stop.partner) \(stop.account)", stop.reason, in: session)
        }
        installation.log.critical(
            "account.stopped",
            metadata: ["partner": "\(stop.partner)", "account": "\(stop.account)", "reason": "\(stop.reason)"])
    }
}
