// What a mapping from a document to facts needs from outside: keys to look facts up by, and somewhere to put the facts.
// One file of this folder for each kind of document implements the mapping; a new format adds one.

public import Facts

/// Which vocabulary a key belongs to: the same text in two vocabularies gives two keys.
public enum KeyVocabulary: String, Sendable, Hashable, CaseIterable {
    /// Account numbers, blanks cut.
    case account
    /// References exactly as written, blanks at the ends cut.
    case exactReference = "exact-reference"
    /// References in the form of `NormalisedReference`.
    case reference
    /// Names of parties: upper case, only A-Z and 0-9.
    case partyName = "party-name"
    /// Payers' own numbers of claims, in the form of `NormalisedReference`.
    case payerClaim = "payer-claim"
    /// Patient, day of service and charge together.
    case claimPrint = "claim-print"
}

/// Makes the keyed hashes that stand for sensitive texts in the database.
public protocol KeyMaker: Sendable {
    func key(_ vocabulary: KeyVocabulary, _ text: some Sequence<UInt8>) -> LookupKey
}

extension KeyMaker {
    public func key(_ vocabulary: KeyVocabulary, _ text: String) -> LookupKey { key(vocabulary, text.utf8) }

    /// Both keys of one reference.
    public func referenceKeys(_ reference: String) -> (exact: LookupKey, normalised: LookupKey) {
        (key(.exactReference, trimmed(reference).utf8), key(.reference, NormalisedReference.text(reference)))
    }

    /// Key of a party's name; nil when no letter or digit is left of it.
    public func partyNameKey(_ name: String) -> LookupKey? {
        let letters = name.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case 0x30...0x39, 0x41...0x5A: byte
            case 0x61...0x7A: byte & 0xDF
            default: nil
            }
        }
        return letters.isEmpty ? nil : key(.partyName, letters)
    }

    private func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}

/// Takes the facts of one document in the order of the document. The texts beside a fact are what only the few may see;
/// the sink seals them.
public protocol FactSink {
    /// - Parameter claimPrint: key of a claim's patient, day of service and charge, where the row gives them.
    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) throws
    mutating func add(_ remittance: Remittance) throws
    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) throws
    mutating func add(_ adjustment: ProviderAdjustment) throws
    mutating func add(_ statement: StatementFact, account: String) throws
    mutating func add(_ line: BankLine, text: String) throws
    mutating func add(_ line: AnnouncedLine) throws
    mutating func add(_ item: ACHItem) throws
    /// A return or change, with the individual identification that its entry repeats and the data that a change corrects.
    mutating func add(_ item: ACHItem, identification: String, correction: String) throws
    mutating func add(_ change: ReceiverChange) throws
    mutating func add(_ batch: OriginatedBatch) throws
    /// - Parameter identification: the department's own number of the payment.
    mutating func add(_ entry: OriginatedEntry, identification: String) throws
    /// Why a payer refused a line: CAS group and reason code, `CO-29`.
    mutating func note(denialReason: String, of line: Evidence) throws
}

extension FactSink {
    public mutating func add(_ adjustment: ProviderAdjustment) throws {}
    public mutating func add(_ line: AnnouncedLine) throws {}
    public mutating func add(_ change: ReceiverChange) throws {}
    public mutating func add(_ batch: OriginatedBatch) throws {}
    public mutating func add(_ entry: OriginatedEntry, identification: String) throws {}
    public mutating func add(_ item: ACHItem, identification: String, correction: String) throws { try add(item) }
    public mutating func note(denialReason: String, of line: Evidence) throws {}
}
