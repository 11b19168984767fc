// What reconciliation concludes: evidence tied together, or an exception that somebody must act on.

public import Money

/// What is tied to what.
public enum MatchKind: String, Sendable, Hashable, CaseIterable {
    /// Remittance (TRN02) to bank line.
    case remittanceFunds = "remittance-funds"
    /// ACH entry (trace) to bank line.
    case achBankline = "ach-bankline"
    /// Remittance (TRN02) to claim item.
    case claimPayment = "claim-payment"
    /// Remittance (TRN02) or bank line to invoice, premium, rent or loan item.
    case invoicePayment = "invoice-payment"
    /// Cashier's log item to bank line.
    case cashierDeposit = "cashier-deposit"
    /// Rule category to bank line.
    case rule
    /// Bank line by which the bank takes another back to that other.
    case reversedLine = "reversed-line"
    /// Bank line by which money leaves one account of ours to the line by which it comes to another.
    case internalTransfer = "internal-transfer"
    /// Reversal of a claim (CLP02 22) to the line of the payment that it takes back. Moves no money.
    case reversal
    /// Corrected claim to the reversal in whose place it comes. Moves no money.
    case correction
    /// Balance that an 835 carries forward (PLB) to the 835 that takes it. Moves no money.
    case carriedBalance = "carried-balance"
    /// Recovery of an overpayment (PLB WO, 72) to the claim that it names. Moves no money.
    case recoupment
    /// Batch that we ordered to the bank line by which it settles.
    case settlement
    /// Return to the entry of ours that comes back by it. Moves no money: its bank line does.
    case returnedEntry = "return"
    /// Dishonor (R61 to R70) to the return that our bank does not take. Moves no money: its bank line does.
    case dishonoredReturn = "dishonored-return"
    /// Contest (R71 to R77) to the dishonor that the receiver's bank does not take.
    case contestedDishonor = "contested-dishonor"
    /// Notification of change to the entry of ours that it is about.
    case changedEntry = "change"
}

extension MatchKind {
    /// Whether it ties what payers say to what they said before, and neither money nor an item.
    public var isEvidenceOnly: Bool {
        switch self {
        case .reversal, .correction, .carriedBalance, .recoupment, .returnedEntry, .dishonoredReturn,
            .contestedDishonor, .changedEntry:
            true
        case .remittanceFunds, .achBankline, .claimPayment, .invoicePayment, .cashierDeposit, .rule, .reversedLine,
            .internalTransfer, .settlement:
            false
        }
    }

    /// Begins the ids of matches of this kind.
    var idPrefix: String {
        switch self {
        case .remittanceFunds: "F"
        case .achBankline: "A"
        case .claimPayment: "C"
        case .invoicePayment: "I"
        case .cashierDeposit: "D"
        case .rule: "R"
        case .reversedLine: "U"
        case .internalTransfer: "Z"
        case .reversal: "V"
        case .correction: "T"
        case .carriedBalance: "Y"
        case .recoupment: "W"
        case .settlement: "G"
        case .returnedEntry: "N"
        case .dishonoredReturn: "H"
        case .contestedDishonor: "K"
        case .changedEntry: "Q"
        }
    }
}

/// One thing that a match ties: which fact, and the natural reference that people and exports know it by.
public struct MatchSide: Sendable, Hashable {
    public let evidence: Evidence?
    public let reference: String
    public init(evidence: Evidence?, reference: String) {
        self.evidence = evidence
        self.reference = reference
    }
}

/// Evidence tied to an open item or to other evidence: by which rule, for what amount, and why.
public struct Match: Sendable, Hashable {
    /// Deterministic: kind and both places in the evidence, `C4.17-2.3`.
    public let id: String
    public let kind: MatchKind
    public let left: MatchSide
    public let right: MatchSide
    /// What of the left side is applied to the right, signed as on the left side.
    public let amount: Money
    /// Name of the rule that tied them, stable: `trn+payer+amount`.
    public let rule: String
    /// A sentence: which keys agreed, how many rivals there were, why they lost. No names, no account numbers.
    public let explanation: String

    public init(
        kind: MatchKind, left: MatchSide, right: MatchSide, amount: Money, rule: String, explanation: String
    ) {
        id = Self.id(kind, left.evidence, right.evidence)
        self.kind = kind
        self.left = left
        self.right = right
        self.amount = amount
        self.rule = rule
        self.explanation = explanation
    }

    private static func id(_ kind: MatchKind, _ left: Evidence?, _ right: Evidence?) -> String {
        var id = kind.idPrefix
        if let left { id += left.description }
        if left != nil && right != nil { id += "-" }
        if let right { id += right.description }
        return id
    }
}

/// What an exception is about.
public enum ExceptionCategory: String, Sendable, Hashable, CaseIterable {
    case remittanceWithoutFunds = "remittance-without-funds"
    case fundsWithoutRemittance = "funds-without-remittance"
    case amountDiffers = "amount-differs"
    case unknownItem = "unknown-item"
    case ambiguous
    case duplicateRemittance = "duplicate-remittance"
    case overpayment
    /// A claim was paid as primary more than once, which the money alone does not show.
    case creditBalance = "credit-balance"
    case denied
    case unmatchedBankLine = "unmatched-bank-line"
    case returnedPayment = "returned-payment"
    case notificationOfChange = "notification-of-change"
    /// An entry of ours still goes where a bank asked us not to send any more.
    case changeNotApplied = "change-not-applied"
    /// A return that came after its last day: it may be dishonored (R68).
    case lateReturn = "late-return"
    /// A return of what had come back already: it may be dishonored (R67).
    case duplicateReturn = "duplicate-return"
    /// The receiver's bank does not take the dishonor of its return: the return stands.
    case contestedReturn = "contested-return"
    /// A return was dishonored that is not on record.
    case unmatchedDishonor = "unmatched-dishonor"
    case outOfBalance = "out-of-balance"
    /// A batch that we ordered, and whose money has not moved.
    case unsettledBatch = "unsettled-batch"
    case gapInStatements = "gap-in-statements"
    /// The bank announced a line, and never booked it.
    case unbookedLine = "unbooked-line"
    case missingFile = "missing-file"
    /// A person ended a match: what it had tied is open again, and nobody but a person ties it anew.
    case undoneMatch = "undone-match"
    /// A payer takes back a payment that is not on record, or of which several could be meant.
    case unmatchedReversal = "unmatched-reversal"
    /// A payer takes more than it had carried forward, or names a balance that several could be.
    case carriedBalance = "carried-balance"
    /// A clearing account holds money for longer than it may take to clear.
    case clearingOverdue = "clearing-overdue"
    /// Cash by the ledger and by the bank differ, and no missing statement explains it.
    case bankProof = "bank-proof"
    /// The general ledger refused a batch, an entry or a line.
    case ledgerRejected = "ledger-rejected"
}

/// What could not be matched or accepted, and why.
public struct ReconciliationException: Sendable, Hashable {
    public let category: ExceptionCategory
    /// The natural reference of what it is about, as `contracts.md`'s exports define it for the category.
    public let subject: String
    /// The fact it is about; nil for whole files and missing statements.
    public let evidence: Evidence?
    public let amount: Money
    /// The business date on which it arose.
    public let openedOn: CalendarDate
    /// A sentence for the person who must act: what was looked for, what was found, what to do.
    public let explanation: String

    public init(
        category: ExceptionCategory, subject: String, evidence: Evidence?, amount: Money, openedOn: CalendarDate,
        explanation: String
    ) {
        self.category = category
        self.subject = subject
        self.evidence = evidence
        self.amount = amount
        self.openedOn = openedOn
        self.explanation = explanation
    }
}
