// What an address rests on that messages are posted to: it is stopped when its server is not who it should be, or when we cannot
// speak to it with what we have, until any of this is another.

import Configuration

extension AccountBreaker {
    init(_ installation: Installation, _ relation: SendingRelation) {
        self.init(installation, partner: relation.partner.name, account: relation.target.url) {
            relation.target.connection.fingerprint(installation)
        }
    }
}

extension HTTPSConnection {
    /// Changes with everything that the connection rests on; says nothing of it.
    fileprivate func fingerprint(_ installation: Installation) -> String {
        let files = ExchangeFiles(installation.root)
        var parts = ["\(self)".utf8.map { $0 }]
        let named = (trust ?? []) + [client?.certificate, client?.key].compactMap { $0 }
        parts += named.map { (try? files.bytes($0)) ?? [] }
        let token = installation.vault.vocabulary("address").token(
            for: Array(parts.map { Array("\($0.count):".utf8) + $0 }.joined()).span.bytes)
        return String(token.high, radix: 16) + "-" + String(token.low, radix: 16)
    }
}
