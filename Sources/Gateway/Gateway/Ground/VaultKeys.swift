// The keys by which facts are looked up: tokens of the vault, one vocabulary each.

import Facts
import Intake
import Vault

/// Makes lookup keys with the vault's key.
struct VaultKeys: KeyMaker {
    private let account: TokenVocabulary
    private let exactReference: TokenVocabulary
    private let reference: TokenVocabulary
    private let partyName: TokenVocabulary
    private let payerClaim: TokenVocabulary
    private let claimPrint: TokenVocabulary
    private let subject: TokenVocabulary

    init(_ vault: Vault) {
        account = vault.vocabulary(KeyVocabulary.account.rawValue)
        exactReference = vault.vocabulary(KeyVocabulary.exactReference.rawValue)
        reference = vault.vocabulary(KeyVocabulary.reference.rawValue)
        partyName = vault.vocabulary(KeyVocabulary.partyName.rawValue)
        payerClaim = vault.vocabulary(KeyVocabulary.payerClaim.rawValue)
        claimPrint = vault.vocabulary(KeyVocabulary.claimPrint.rawValue)
        subject = vault.vocabulary("exception-subject")
    }

    func key(_ vocabulary: KeyVocabulary, _ text: some Sequence<UInt8>) -> LookupKey {
        let tokens =
            switch vocabulary {
            case .account: account
            case .exactReference: exactReference
            case .reference: reference
            case .partyName: partyName
            case .payerClaim: payerClaim
            case .claimPrint: claimPrint
            }
        return Self.key(tokens, Array(text))
    }

    /// Key of an exception's subject within its category.
    func subjectKey(_ category: String, _ text: String) -> LookupKey {
        Self.key(subject, Array("\(category)/\(text)".utf8))
    }

    private static func key(_ tokens: TokenVocabulary, _ bytes: [UInt8]) -> LookupKey {
        let token = tokens.token(for: bytes.span.bytes)
        return LookupKey(high: token.high, low: token.low)
    }
}
