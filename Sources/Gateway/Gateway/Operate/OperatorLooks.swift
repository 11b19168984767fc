// What an operator may ask of an installation beyond the tables: subjects of exceptions in clear, keys, the configuration's
// soundness.

import Configuration
public import Facts
import OpenPGP
import SFTP
public import Store
import Vault

extension Installation {
    /// Opens the subjects of exceptions.
    public func exceptionSubjects() -> ExceptionSubjects { ExceptionSubjects(vault: vault) }

    /// The keys in the gateway's ring; empty when none is configured.
    public func keyDescriptions() throws -> [RingKey] {
        guard let own = configuration.openPGP else { return [] }
        let keyring = try Keyring(home: root.resolve(own.home), isGuest: true)
        defer { keyring.close() }
        return try keyring.keys().map { key in
            RingKey(
                fingerprint: key.fingerprint, owner: key.userID, isOurs: key.hasSecret,
                usability: key.obstacleToEncryption ?? "yes",
                expiresOn: KeyExpiry.end(ofUse: key).map { Instant(milliseconds: $0 &* 1000).date.description },
                warning: KeyExpiry.warning(key, now: clock.now()))
        }
    }
}

/// A key of the ring as a listing shows it.
public struct RingKey: Sendable {
    public let fingerprint: String
    public let owner: String
    public let isOurs: Bool
    /// `yes`, or why it cannot be used.
    public let usability: String
    public let expiresOn: String?
    /// Where its end is 60 days away or less.
    public let warning: String?
}

/// Opens subjects.
public struct ExceptionSubjects: Sendable {
    let vault: Vault

    /// The subject in clear.
    public func open(_ stored: StoredException) throws -> String {
        String(decoding: try vault.open(stored.sealedSubject, as: StagedPosting.subjectPurpose), as: UTF8.self)
    }
}

/// Who must act on an exception of a category.
public enum ExceptionOwner {
    public static func of(_ category: ExceptionCategory) -> String {
        switch category {
        case .remittanceWithoutFunds, .fundsWithoutRemittance, .amountDiffers, .duplicateRemittance: "payer relations"
        case .unknownItem, .ambiguous, .overpayment: "cash posting"
        case .denied: "denials"
        case .unmatchedBankLine, .gapInStatements, .outOfBalance, .missingFile: "treasury"
        case .returnedPayment, .notificationOfChange: "payments"
        }
    }
}

/// Checks the configuration without opening anything.
public enum ConfigurationCheck {
    /// Returns the number of partners. Throws `ConfigurationFailure`.
    public static func run(_ root: Root) throws -> Int { try read(root).partners.count }

    static func read(_ root: Root) throws -> GatewayConfiguration {
        try GatewayReader.read(ConfigurationFolder(path: root.configurationFolder), rules: RuleCatalogue.all)
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
}

extension ConfigurationCheck {
    /// Asks each SFTP server what it offers, without logging in. Throws `ConfigurationFailure`.
    public static func accounts(_ root: Root) throws -> [AccountLook] {
        let configuration = try read(root)
        return RemoteAccount.all(configuration).map { account in
            do {
                let decision = try SFTPConnector(account.resolved(root), patience: .seconds(10)).decision()
                return AccountLook(
                    partner: account.partner.name, account: account.address, carrier: decision.carrier.rawValue,
                    reason: decision.reason)
            } catch {
                return AccountLook(
                    partner: account.partner.name, account: account.address, carrier: nil, reason: "\(error)")
            }
        }
    }
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

    /// Logs in to each of a partner's servers and lists the folders; what came of it, a line each. Each try is a login
    /// that the server sees.
    public static func tryAccounts(of partner: String, _ installation: Installation) -> [AccountTrial] {
        RemoteAccount.all(installation.configuration).filter { $0.partner.name == partner }.map { account in
            let folders = account.receive.compactMap { $0.sftp?.folder } + account.send.compactMap { $0.sftp?.folder }
            do {
                let connector = SFTPConnector(account.resolved(installation.root), patience: .seconds(20))
                let session = try connector.open()
                defer { session.close() }
                let counts = try folders.map { "\($0): \(try session.list(RemotePath(folder: $0)).count) entries" }
                let carrier = try connector.decision()
                return AccountTrial(
                    account: account.address, succeeded: true,
                    sentence: "logged in by \(carrier.carrier.rawValue) (\(carrier.reason)); "
                        + counts.joined(separator: ", "))
            } catch {
                return AccountTrial(account: account.address, succeeded: false, sentence: "\(error)")
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
