// Stops an account that refused us, or whose server is not who it was: accounts lock, and a changed key may be an attack.
// Nothing is tried again until the configuration (or a key or password that it names) is another one, or an operator releases
// the account. Kept in the store, so that a restart changes nothing.

import SFTP
import Store

struct AccountBreaker {
    private let installation: Installation
    private let account: RemoteAccount

    init(_ installation: Installation, _ account: RemoteAccount) {
        self.installation = installation
        self.account = account
    }

    /// Why the account is stopped; nil when it may be used, as far as a look can tell.
    func standing() throws -> ChannelStop? {
        let (partner, address) = (account.partner.name, account.address)
        let stop = try installation.database.read { try $0.channelStop(partner: partner, account: address) }
        return stop.flatMap { $0.fingerprint == account.fingerprint(installation) ? $0 : nil }
    }

    /// The same; a stop that another configuration made is taken away.
    func stop() throws -> ChannelStop? {
        if let stop = try standing() { return stop }
        let (partner, address) = (account.partner.name, account.address)
        guard try installation.database.read({ try $0.channelStop(partner: partner, account: address) }) != nil
        else { return nil }
        try installation.database.write { session in
            try session.removeChannelStop(partner: partner, account: address)
            try installation.audit().record(
                "released", "account \(partner) \(address)", "its configuration, key or secret changed", in: session)
        }
        installation.log.notice("account.released", metadata: ["partner": "\(partner)", "account": "\(address)"])
        return nil
    }

    /// Whether a failure is one after which nothing may be tried by itself.
    static func opens(on failure: SFTPFailure) -> Bool {
        switch failure {
        case .hostKeyChanged, .loginRefused: true
        default: false
        }
    }

    func open(_ failure: SFTPFailure) throws {
        let now = installation.clock.now().description
        let stop = ChannelStop(
            partner: account.partner.name, account: account.address, fingerprint: account.fingerprint(installation),
            reason: "\(failure)", stoppedAt: now)
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
