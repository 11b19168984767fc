// One account on a partner's server with all that goes through it: one connection, one lane, one breaker.

import Configuration
import Parsing
import SFTP
import Store
import Vault

struct RemoteAccount: Sendable, Hashable {
    let partner: Partner
    let server: SSHServer
    let receive: [ReceiveChannel]
    let send: [SendChannel]

    var address: String { server.address }

    /// The accounts of all partners, in the order of their names.
    static func all(_ configuration: GatewayConfiguration) -> [RemoteAccount] {
        configuration.partners.flatMap { partner in
            var servers: [SSHServer] = []
            let used = partner.receive.compactMap { $0.sftp?.server } + partner.send.compactMap { $0.sftp?.server }
            for server in used where !servers.contains(server) { servers.append(server) }
            return servers.map { server in
                RemoteAccount(
                    partner: partner, server: server, receive: partner.receive.filter { $0.sftp?.server == server },
                    send: partner.send.filter { $0.sftp?.server == server })
            }
        }
    }

    /// The server with the paths of its key and secrets below the root.
    func resolved(_ root: Root) -> SSHServer {
        var server = server
        switch server.credential {
        case .key(let path, let passphrase):
            server.credential = .key(path: root.resolve(path), passphraseFile: passphrase.map { root.resolve($0) })
        case .password(let file): server.credential = .password(file: root.resolve(file))
        case .agent: break
        }
        return server
    }

    /// Changes with everything that a login rests on, the contents of keys and secrets included; says nothing of them.
    func fingerprint(_ installation: Installation) -> String {
        let server = resolved(installation.root)
        var parts = [address, server.hostKeys.joined(separator: " "), "\(server.credential)"].map { Array($0.utf8) }
        if server.carrier != .auto { parts.append(Array(server.carrier.rawValue.utf8)) }
        switch server.credential {
        case .key(let path, let passphrase): parts += [path, passphrase ?? ""].map(Self.contents)
        case .password(let file): parts.append(Self.contents(file))
        case .agent: break
        }
        let token = installation.vault.vocabulary("account").token(
            for: Array(parts.map { Array("\($0.count):".utf8) + $0 }.joined()).span.bytes)
        return String(token.high, radix: 16) + "-" + String(token.low, radix: 16)
    }

    /// Empty where there is no such file.
    private static func contents(_ path: String) -> [UInt8] {
        var bytes: [UInt8] = []
        let source = FileByteSource(path: path)
        try? source.forEachPiece { piece in if bytes.count < 1 << 16 { piece.withUnsafeBytes { bytes += $0 } } }
        return bytes
    }
}
