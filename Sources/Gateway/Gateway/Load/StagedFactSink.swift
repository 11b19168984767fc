// Takes facts from Intake and stages them in the store in bounded batches, sealing what only the few may see.
// Nothing staged here counts until the arrival is posted.

import Facts
import Intake
import Store
import Vault

/// Writes facts in transactions of at most `batchSize` rows, so that the writer is free for others in between.
struct StagedFactSink: FactSink {
    /// Purposes of sealed values.
    static let referencePurpose = "reference"
    static let textPurpose = "bank-text"
    static let accountPurpose = "account-number"
    static let identificationPurpose = "payment-identification"
    static let correctionPurpose = "corrected-data"

    private let database: Database
    private let references: ValueSealer
    private let texts: ValueSealer
    private let accounts: ValueSealer
    private let identifications: ValueSealer
    private let corrections: ValueSealer
    private let batchSize: Int
    private var items: [StoredOpenItem] = []
    private var remittances: [Remittance] = []
    private var lines: [StoredRemittanceLine] = []
    private var adjustments: [ProviderAdjustment] = []
    private var statements: [StoredStatement] = []
    private var bankLines: [StoredBankLine] = []
    private var announced: [AnnouncedLine] = []
    private var achItems: [StoredACHItem] = []
    private var changes: [ReceiverChange] = []
    private var batches: [OriginatedBatch] = []
    private var entries: [StoredOriginatedEntry] = []
    private var denials: [DenialReason] = []
    private var pending = 0

    init(database: Database, vault: Vault, batchSize: Int = 25_000) {
        self.database = database
        references = vault.sealer(for: Self.referencePurpose)
        texts = vault.sealer(for: Self.textPurpose)
        accounts = vault.sealer(for: Self.accountPurpose)
        identifications = vault.sealer(for: Self.identificationPurpose)
        corrections = vault.sealer(for: Self.correctionPurpose)
        self.batchSize = batchSize
    }

    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) throws {
        items.append(
            StoredOpenItem(
                item: item, sealedReference: try references.seal(reference.utf8), claimPrint: claimPrint))
        try count()
    }

    mutating func add(_ remittance: Remittance) throws {
        remittances.append(remittance)
        try count()
    }

    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) throws {
        lines.append(
            StoredRemittanceLine(line: line, sealedReference: try references.seal(reference.utf8), claim: claim))
        try count()
    }

    mutating func add(_ adjustment: ProviderAdjustment) throws {
        adjustments.append(adjustment)
        try count()
    }

    mutating func add(_ statement: StatementFact, account: String) throws {
        statements.append(StoredStatement(statement: statement, sealedAccount: try accounts.seal(account.utf8)))
        try count()
    }

    mutating func add(_ line: BankLine, text: String) throws {
        bankLines.append(StoredBankLine(line: line, sealedText: try texts.seal(text.utf8)))
        try count()
    }

    mutating func add(_ line: AnnouncedLine) throws {
        announced.append(line)
        try count()
    }

    mutating func add(_ item: ACHItem) throws {
        achItems.append(StoredACHItem(item: item))
        try count()
    }

    mutating func add(_ item: ACHItem, identification: String, correction: String) throws {
        achItems.append(
            StoredACHItem(
                item: item, sealedIdentification: try identifications.sealed(identification),
                sealedCorrection: try corrections.sealed(correction)))
        try count()
    }

    mutating func add(_ change: ReceiverChange) throws {
        changes.append(change)
        try count()
    }

    mutating func add(_ batch: OriginatedBatch) throws {
        batches.append(batch)
        try count()
    }

    mutating func add(_ entry: OriginatedEntry, identification: String) throws {
        entries.append(
            StoredOriginatedEntry(entry: entry, sealedIdentification: try identifications.sealed(identification)))
        try count()
    }

    mutating func note(denialReason: String, of line: Evidence) throws {
        denials.append(DenialReason(line: line, reason: denialReason))
    }

    private mutating func count() throws {
        pending += 1
        if pending >= batchSize { try flush() }
    }

    /// Writes what is pending.
    mutating func flush() throws {
        try database.stage { session in
            try session.insertOpenItems(items)
            try session.insertRemittances(remittances)
            try session.insertRemittanceLines(lines)
            try session.insertAdjustments(adjustments)
            try session.insertStatements(statements)
            try session.insertBankLines(bankLines)
            try session.insertAnnouncedLines(announced)
            try session.insertACHItems(achItems)
            try session.insertReceiverChanges(changes)
            try session.insertOriginatedBatches(batches)
            try session.insertOriginatedEntries(entries)
            try session.insertDenialReasons(denials)
        }
        items.removeAll(keepingCapacity: true)
        remittances.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        adjustments.removeAll(keepingCapacity: true)
        statements.removeAll(keepingCapacity: true)
        bankLines.removeAll(keepingCapacity: true)
        announced.removeAll(keepingCapacity: true)
        achItems.removeAll(keepingCapacity: true)
        changes.removeAll(keepingCapacity: true)
        batches.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        denials.removeAll(keepingCapacity: true)
        pending = 0
        DurableStep.loadBatch.reached()
    }
}

extension ValueSealer {
    /// Nil for an empty text.
    fileprivate func sealed(_ text: String) throws -> [UInt8]? { text.isEmpty ? nil : try seal(text.utf8) }
}
