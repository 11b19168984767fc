// What gets booked, and the amounts that each event is made of. The names are those of the chart-of-accounts file.

import Facts

/// An event that posts to the ledger.
public enum BookkeepingEvent: String, Sendable, Hashable, CaseIterable {
    case openingBalance = "opening-balance"
    /// A bank line whose kind does not say it all: its money is unapplied until matches take it out.
    case bankLine = "bank-line"
    case bankFee = "bank-fee"
    case interest
    case lockbox
    case merchantCard = "merchant-card"
    case zeroBalanceTransfer = "zba-transfer"
    /// The side of a transfer between our own accounts that no code explains.
    case internalTransfer = "internal-transfer"
    case claimPayment = "claim-payment"
    /// A claim line of a secondary or tertiary payer: it pays what the primary payer left as the patient's share.
    case secondaryClaimPayment = "secondary-claim-payment"
    case invoicePayment = "invoice-payment"
    case premiumPayment = "premium-payment"
    case rentPayment = "rent-payment"
    case loanRepayment = "loan-repayment"
    case cashierDeposit = "cashier-deposit"
    case cashDifference = "cash-difference"
    /// PLB of an 835.
    case providerAdjustment = "provider-adjustment"
    /// ADX of an 820 outside any line.
    case paymentOrderAdjustment = "payment-order-adjustment"
    /// A credit that we ordered: a vendor's payment goes out.
    case paymentSent = "payment-sent"
    /// The bank's line of what we ordered: out of the unapplied money that the line was booked to.
    case paymentSettled = "payment-settled"
    /// A credit that came back: the payable is open again.
    case paymentReturned = "payment-returned"
    /// A debit that we ordered: a patient's payment is called in.
    case debitSent = "debit-sent"
    case debitSettled = "debit-settled"
    /// A debit that came back: the patient owes it again, and the fee where one is charged.
    case debitReturned = "debit-returned"
    /// What was paid beyond what was owed becomes a liability.
    case creditBalance = "credit-balance"
    case refundSent = "refund-sent"
    /// A difference within the tolerance, given up (positive) or kept.
    case smallDifference = "small-difference"
    case writeOff = "write-off"

    /// The amounts an event may have; each has its rule in the chart of accounts.
    public var roles: [AmountRole] {
        switch self {
        case .openingBalance, .bankLine, .bankFee, .interest, .lockbox, .merchantCard, .zeroBalanceTransfer,
            .cashDifference, .paymentOrderAdjustment, .internalTransfer:
            [.amount]
        case .claimPayment: [.paid, .contractual, .patientShare, .otherAdjustment]
        case .invoicePayment, .premiumPayment, .rentPayment, .loanRepayment: [.paid, .discount, .deduction]
        case .secondaryClaimPayment, .cashierDeposit: [.paid]
        case .paymentSent, .paymentSettled, .paymentReturned, .debitSent, .debitSettled, .creditBalance, .refundSent:
            [.amount]
        case .debitReturned: [.amount, .fee]
        case .smallDifference, .writeOff: [.claim, .patient, .invoice, .premium, .rent, .loanRepayment, .unapplied]
        case .providerAdjustment: [.recoupment, .forwardBalance, .refund, .interest, .otherAdjustment]
        }
    }

    /// Whether a chart may go without the event's rules where it does not have the accounts of the built-in ones.
    var isOptional: Bool {
        switch self {
        case .paymentSent, .paymentSettled, .paymentReturned, .debitSent, .debitSettled, .debitReturned, .creditBalance,
            .refundSent, .smallDifference, .writeOff, .internalTransfer:
            true
        default: false
        }
    }

    /// Whether the cash account of the bank account may stand in a rule of this event.
    var touchesCash: Bool {
        switch self {
        case .openingBalance, .bankLine, .bankFee, .interest, .lockbox, .merchantCard, .zeroBalanceTransfer: true
        default: false
        }
    }

    init(category: BankLineCategory) {
        switch category {
        case .bankFee: self = .bankFee
        case .interest: self = .interest
        case .lockbox: self = .lockbox
        case .merchantCard: self = .merchantCard
        case .zeroBalanceTransfer: self = .zeroBalanceTransfer
        }
    }

    /// The event of money that pays an item of this kind; nil for a claim or a cashier's log, which have their own.
    init?(paying kind: OpenItemKind) {
        switch kind {
        case .invoice: self = .invoicePayment
        case .premium: self = .premiumPayment
        case .rent: self = .rentPayment
        case .loanRepayment: self = .loanRepayment
        case .claim, .cashierDeposit: return nil
        }
    }
}

/// One amount of an event.
public enum AmountRole: String, Sendable, Hashable, CaseIterable {
    case amount
    case paid
    case contractual
    case patientShare = "patient-share"
    case otherAdjustment = "other-adjustment"
    case discount
    case deduction
    /// PLB WO: overpayment recovery.
    case recoupment
    /// PLB FB: balance carried forward.
    case forwardBalance = "forward-balance"
    /// PLB 72: authorized return.
    case refund
    /// PLB L6: interest owed by the payer.
    case interest
    /// For a returned payment.
    case fee
    // What is given up, by what it was open as.
    case claim
    case patient
    case invoice
    case premium
    case rent
    case loanRepayment = "loan-repayment"
    /// Money that was never applied.
    case unapplied
}

/// Where a positive amount goes; a negative one goes the other way round.
public struct PostingRule: Sendable, Hashable {
    /// Stands for the cash account of the bank account that the line or statement is on.
    public static let cash = "cash"
    /// Account code, or `cash`.
    public let debit: String
    /// Account code, or `cash`.
    public let credit: String
    public init(debit: String, credit: String) {
        self.debit = debit
        self.credit = credit
    }
}
