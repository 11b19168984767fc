// What an operator may ask of an installation beyond the tables: subjects of exceptions in clear, keys, the configuration's
// soundness.

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
        case .remittanceWithoutFunds, .fundsWithoutRemittance, .amountDiffers, .duplicateRemittance,
            .unmatchedReversal, .carriedBalance:
            "payer relations"
        case .unknownItem, .ambiguous, .overpayment, .creditBalance, .undoneMatch: "cash posting"
        case .denied: "denials"
        case .unmatchedBankLine, .gapInStatements, .outOfBalance, .missingFile, .bankProof, .unsettledBatch,
            .unbookedLine:
            "treasury"
        case .clearingOverdue, .ledgerRejected: "general ledger"
        case .returnedPayment, .notificationOfChange, .changeNotApplied, .lateReturn, .duplicateReturn,
            .contestedReturn,
            .unmatchedDishonor:
            "payments"
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
