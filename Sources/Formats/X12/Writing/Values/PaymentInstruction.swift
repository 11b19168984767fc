// BPR and TRN: how much moves, from where to where, when, and under which trace. The 835 and the 820 begin with them alike.

public import Money

/// A bank account as BPR06-09 and BPR12-15 name it.
public struct BankAccount: Sendable, Hashable {
    /// 01 ABA routing number, 04 Canadian bank and branch; 02, 03 where the 820 allows them.
    public var bankQualifier: String
    public var bank: String
    /// DA demand deposit, SG savings.
    public var kind: String
    public var account: String

    public init(routing bank: String, account: String, kind: String = "DA", bankQualifier: String = "01") {
        self.bankQualifier = bankQualifier
        self.bank = bank
        self.kind = kind
        self.account = account
    }
}

/// BPR, Financial Information.
public struct PaymentInstruction: Sendable, Hashable {
    /// BPR01.
    public enum Handling: String, Sendable, Hashable, CaseIterable {
        case remittanceOnly = "I"
        case moneyWithRemittance = "C"
        case moneyOnly = "D"
        case split = "U"
        case handlingPartyChooses = "X"
        case prenotification = "P"
        case notificationOnly = "H"
    }

    /// BPR03: which way the money goes, seen from the payer's account.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        case credit = "C"
        case debit = "D"
    }

    /// BPR04.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        case automatedClearingHouse = "ACH"
        case financialInstitutionOption = "BOP"
        case cheque = "CHK"
        case wire = "FWT"
        case none = "NON"
        /// In an 820 only.
        case swift = "SWT"
    }

    public var handling: Handling
    /// BPR02, hundredths of the currency; not negative.
    public var hundredths: Int64
    public var direction = Direction.credit
    public var method: Method
    /// BPR05: CCP (CCD+) or CTX; with ACH.
    public var format: String?
    /// BPR06-09 and BPR12-15; both for ACH, neither for a cheque or no payment (X221A1, BPR).
    public var sending: BankAccount?
    public var receiving: BankAccount?
    /// BPR10: `1` and the payer's tax number; ten characters.
    public var originator: String?
    /// BPR11: nine characters.
    public var supplement: String?
    /// BPR16: when the cheque is issued or the transfer effective; without payment the day of adjudication.
    public var effectiveOn: CalendarDate

    public init(handling: Handling, hundredths: Int64, method: Method, effectiveOn: CalendarDate) {
        self.handling = handling
        self.hundredths = hundredths
        self.method = method
        self.effectiveOn = effectiveOn
    }

    /// An ACH credit as CCD+ (or another format), remittance travelling apart.
    public static func clearingHouse(
        hundredths: Int64, from sending: BankAccount, to receiving: BankAccount, originator: String,
        effectiveOn: CalendarDate, format: String = "CCP", handling: Handling = .remittanceOnly
    ) -> PaymentInstruction {
        var payment = PaymentInstruction(
            handling: handling, hundredths: hundredths, method: .automatedClearingHouse, effectiveOn: effectiveOn)
        payment.format = format
        payment.sending = sending
        payment.receiving = receiving
        payment.originator = originator
        return payment
    }

    /// A cheque.
    public static func cheque(hundredths: Int64, issuedOn: CalendarDate) -> PaymentInstruction {
        PaymentInstruction(handling: .remittanceOnly, hundredths: hundredths, method: .cheque, effectiveOn: issuedOn)
    }

    /// No payment: BPR01 H, BPR02 0, BPR04 NON.
    public static func nothing(adjudicatedOn: CalendarDate) -> PaymentInstruction {
        PaymentInstruction(handling: .notificationOnly, hundredths: 0, method: .none, effectiveOn: adjudicatedOn)
    }
}

/// TRN, Reassociation Trace Number: what ties the remittance to the money.
public struct TraceNumber: Sendable, Hashable {
    /// TRN01: 1 current trace, 3 financial reassociation (820).
    public var kind: String
    /// TRN02: cheque number or transfer trace; unique even where nothing is paid.
    public var number: String
    /// TRN03, in the 835 the same as BPR10.
    public var originator: String?
    /// TRN04, the same as BPR11.
    public var supplement: String?

    public init(_ number: String, originator: String? = nil, supplement: String? = nil, kind: String = "1") {
        self.kind = kind
        self.number = number
        self.originator = originator
        self.supplement = supplement
    }
}

extension SetComposer {
    mutating func payment(_ payment: PaymentInstruction) {
        begin("BPR")
        text(payment.handling.rawValue, 305)
        money(payment.hundredths)
        if payment.hundredths < 0 { refuse("A payment is not negative: carry the balance forward with PLB FB.") }
        text(payment.direction.rawValue, 478)
        text(payment.method.rawValue, 591)
        text(payment.format, 812)
        account(payment.sending)
        text(payment.originator, 509)
        text(payment.supplement, 510)
        account(payment.receiving)
        date(payment.effectiveOn)
        checkAccounts(payment)
        end()
    }

    private mutating func account(_ account: BankAccount?) {
        guard let account else { return skip(4) }
        text(account.bankQualifier, 506)
        text(account.bank, 507)
        text(account.kind, 569)
        text(account.account, 508)
    }

    private mutating func checkAccounts(_ payment: PaymentInstruction) {
        switch payment.method {
        case .automatedClearingHouse:
            if payment.sending == nil || payment.receiving == nil || payment.originator == nil || payment.format == nil
            {
                refuse("ACH needs the format, both accounts and the originating company (BPR05 to BPR15).")
            }
        case .cheque, .none:
            if payment.sending != nil || payment.receiving != nil || payment.format != nil {
                refuse("A cheque, or no payment, has no bank accounts and no format.")
            }
            if payment.method == .none, payment.hundredths != 0 { refuse("NON pays nothing: BPR02 is zero.") }
        case .wire, .financialInstitutionOption, .swift: break
        }
    }

    mutating func trace(_ trace: TraceNumber) {
        begin("TRN")
        text(trace.kind, 481)
        text(trace.number, 127)
        text(trace.originator, 509)
        text(trace.supplement, 127)
        end()
    }
}
