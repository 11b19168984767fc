// What an operator may ask of an installation beyond the tables: subjects of exceptions in clear, keys, the configuration's
// soundness; and the operator's acts.

import Configuration
public import Facts
import OpenPGP
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
                expiresOn: key.expiresAt.map { Instant(milliseconds: $0 * 1000).date.description })
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
        case .unmatchedBankLine, .gapInStatements, .outOfBalance: "treasury"
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

/// What an operator decides.
public enum OperatorActs {
    /// Lets a held arrival begin again; false when there is no such arrival. Throws `StateConflict` when it is not held.
    public static func release(_ id: Int64, reason: String, _ installation: Installation) throws -> Bool {
        guard try installation.database.read({ try $0.arrival(id) }) != nil else { return false }
        try installation.database.write { session in
            try session.moveArrival(id, from: .held, to: .taken)
            try installation.audit("operator").record("released", "arrival \(id)", reason, in: session)
        }
        return true
    }
}
