// What can be learned of an account by asking its server: without a login for `check`, with one for `partners test` and
// `doctor`. Each login is one that the server sees; nothing is tried twice.

import Configuration
import Folder
import SFTP
import Store

struct AccountProbe {
    let account: RemoteAccount
    private let connector: SFTPConnector

    init(_ account: RemoteAccount, _ root: Root) {
        self.account = account
        connector = SFTPConnector(account.resolved(root), patience: .seconds(20))
    }

    /// Which carrier would be taken, and why; without a login. Throws `SFTPFailure`.
    func decision() throws(SFTPFailure) -> CarrierDecision { try connector.decision() }

    /// Throws where the server shows no pinned host key; without a login.
    func requirePinnedHostKey() throws(SFTPFailure) { try connector.requirePinnedHostKey() }

    /// Logs in once. Throws `SFTPFailure` and what `body` throws.
    func logIn<Result>(_ body: (SFTPSession) throws -> Result) throws -> Result {
        let session = try connector.open()
        defer { session.close() }
        return try body(session)
    }
}

/// How an account on a partner's server would be reached.
public struct AccountLook: Sendable {
    public let partner: String
    /// `sftp://user@host:port`.
    public let account: String
    /// `libssh2` or `openssh`; nil when the server could not be asked.
    public let carrier: String?
    /// Why that carrier, or why the server could not be asked.
    public let reason: String
    /// Whether something here is at fault, a key file for instance, and not the server.
    public var isOurs = false
}

extension ConfigurationCheck {
    /// Asks each SFTP server what it offers, without logging in. Throws `ConfigurationFailure`.
    public static func accounts(_ root: Root) throws -> [AccountLook] {
        RemoteAccount.all(try read(root)).map { account in
            let (partner, address) = (account.partner.name, account.address)
            do {
                let decision = try AccountProbe(account, root).decision()
                return AccountLook(
                    partner: partner, account: address, carrier: decision.carrier.rawValue, reason: decision.reason)
            } catch {
                var look = AccountLook(partner: partner, account: address, carrier: nil, reason: "\(error)")
                if case SFTPFailure.local = error { look.isOurs = true }
                return look
            }
        }
    }
}

/// What came of trying an account.
public struct AccountTrial: Sendable {
    public let account: String
    public let succeeded: Bool
    public let sentence: String
}

extension OperatorActs {
    /// Lets a partner's stopped accounts be used again; returns how many there were. Works beside a running gateway.
    public static func releaseAccounts(
        of partner: String, reason: String, _ installation: Installation
    ) throws -> Int {
        try installation.database.write { session in
            let stops = try session.channelStops().filter { $0.partner == partner }
            for stop in stops {
                try session.removeChannelStop(partner: stop.partner, account: stop.account)
                try installation.audit("operator").record(
                    "released", "account \(stop.partner) \(stop.account)", reason, in: session)
            }
            return stops.count
        }
    }

    /// Logs in to each of a partner's servers and lists the folders; what came of it, a line each.
    ///
    /// - Parameter writes: whether an empty file is put where we bring files, under a temporary name, and removed again. That
    ///   it could be is recorded: the doctor relies on it.
    public static func tryAccounts(
        of partner: String, writes: Bool = false, _ installation: Installation
    ) -> [AccountTrial] {
        RemoteAccount.all(installation.configuration).filter { $0.partner.name == partner }.map { account in
            let probe = AccountProbe(account, installation.root)
            do {
                let counts = try probe.logIn { session in
                    let folders =
                        account.receive.compactMap { $0.sftp?.folder } + account.send.compactMap { $0.sftp?.folder }
                    var seen = try folders.map { "\($0): \(try session.list(RemotePath(folder: $0)).count) entries" }
                    for channel in account.send where writes {
                        seen.append(try tryWriting(channel, session, installation))
                    }
                    return seen
                }
                let carrier = try probe.decision()
                return AccountTrial(
                    account: account.address, succeeded: true,
                    sentence: "logged in by \(carrier.carrier.rawValue) (\(carrier.reason)); "
                        + counts.joined(separator: ", "))
            } catch {
                return AccountTrial(account: account.address, succeeded: false, sentence: "\(error)")
            }
        }
    }

    private static func tryWriting(
        _ channel: SendChannel, _ session: SFTPSession, _ installation: Installation
    ) throws -> String {
        let number = String(installation.clock.now().milliseconds, radix: 36)
        guard let target = channel.sftp, let name = FileName("hms-ach-test-\(number)").flatMap(target.temporaryName)
        else { return "" }
        let path = RemotePath(folder: target.folder, name: name)
        try session.upload(path, from: 0) { _ in }
        let detail = "a file could be put into it"
        try installation.database.write {
            try installation.audit("operator").record("tried", "channel \(channel.folder)", detail, in: $0)
        }
        do {
            try session.remove(path)
            return "\(target.folder): can be written to"
        } catch {
            return "\(target.folder): can be written to, but \(name.display) is left there, empty (\(error))"
        }
    }
}
