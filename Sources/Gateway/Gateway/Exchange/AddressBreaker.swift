// Stops an address that is not who it should be, or that we cannot speak to with what we have: nothing is posted there until the
// configuration, or a certificate or key that it names, is another one, or an operator releases it.

import Configuration
import Store

struct AddressBreaker {
    private let installation: Installation
    private let relation: SendingRelation

    init(_ installation: Installation, _ relation: SendingRelation) {
        self.installation = installation
        self.relation = relation
    }

    private var account: String { relation.target.url }

    /// Why the address is stopped; nil when it may be used. A stop that another configuration made is taken away.
    func stop() throws -> ChannelStop? {
        let partner = relation.partner.name
        guard let stop = try installation.database.read({ try $0.channelStop(partner: partner, account: account) })
        else { return nil }
        if stop.fingerprint == fingerprint { return stop }
        try installation.database.write { session in
            try session.removeChannelStop(partner: partner, account: account)
            try installation.audit().record(
                "released", "account \(partner) \(account)", "its configuration or a certificate changed", in: session)
        }
        installation.log.notice("account.released", metadata: ["partner": "\(partner)", "account": "\(account)"])
        return nil
    }

    func open(_ reason: String) throws {
        let stop = ChannelStop(
            partner: relation.partner.name, account: account, fingerprint: fingerprint, reason: reason,
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

    /// Changes with everything that a connection rests on; says nothing of it.
    private var fingerprint: String {
        let connection = relation.target.connection
        let files = ExchangeFiles(installation.root)
        var parts = ["\(connection)".utf8.map { $0 }]
        let named =
            (connection.trust ?? []) + [connection.client?.certificate, connection.client?.key].compactMap { $0 }
        parts += named.map { (try? files.bytes($0)) ?? [] }
        let token = installation.vault.vocabulary("address").token(
            for: Array(parts.map { Array("\($0.count):".utf8) + $0 }.joined()).span.bytes)
        return String(token.high, radix: 16) + "-" + String(token.low, radix: 16)
    }
}
