// An 835 (005010X221A1) as it is to be written: one payment of one payer to one payee, and what it is made of.
// Plain values; amounts are hundredths of the currency. `ClaimPaymentBalance` proves them, `ClaimPaymentComposing` writes.

public import Money

/// Health Care Claim Payment/Advice.
public struct ClaimPaymentAdvice: Sendable, Hashable {
    /// BPR.
    public var payment: PaymentInstruction
    /// TRN; its originator is BPR10 where that is sent.
    public var trace: TraceNumber
    /// CUR.
    public var currency: CurrencyReference?
    /// REF EV and REF F2.
    public var receiverIdentifier: String?
    public var versionIdentifier: String?
    /// DTM 405.
    public var producedOn: CalendarDate?
    public var payer: Payer
    /// Loop 1000B; the identifier (FI, XV or XX) is demanded.
    public var payee: OutgoingParty
    /// Loop 2000.
    public var sections: [Section]
    /// PLB.
    public var providerAdjustments: [ProviderAdjustment] = []

    public init(
        payment: PaymentInstruction, trace: TraceNumber, payer: Payer, payee: OutgoingParty, sections: [Section]
    ) {
        self.payment = payment
        self.trace = trace
        self.payer = payer
        self.payee = payee
        self.sections = sections
    }

    /// Loop 1000A.
    public struct Payer: Sendable, Hashable {
        public var name: String
        /// Of qualifier XV, the plan identifier.
        public var planIdentifier: String?
        public var address: PostalAddress
        /// REF 2U, EO, HI, NF.
        public var references: [ReferenceIdentification] = []
        /// PER CX, where providers ask about claims.
        public var claimContact: AdministrativeContact?
        /// PER BL, at least one: where they ask about the transaction.
        public var technicalContacts: [AdministrativeContact]
        /// PER IC with the web address of payment policies.
        public var website: String?

        public init(name: String, address: PostalAddress, technicalContacts: [AdministrativeContact]) {
            self.name = name
            self.address = address
            self.technicalContacts = technicalContacts
        }
    }

    /// Loop 2000: LX and the claims under it.
    public struct Section: Sendable, Hashable {
        /// LX01.
        public var number: Int
        /// TS3 and TS2.
        public var providerTotals: ProviderTotals?
        public var diagnosisTotals: DiagnosisTotals?
        public var claims: [Claim]

        public init(_ number: Int, claims: [Claim], providerTotals: ProviderTotals? = nil) {
            self.number = number
            self.claims = claims
            self.providerTotals = providerTotals
        }
    }

    /// PLB: adjustments of the payment that belong to no claim of it. Positive lowers the payment.
    public struct ProviderAdjustment: Sendable, Hashable {
        /// PLB01, the provider's identifier.
        public var provider: String
        /// PLB02.
        public var fiscalPeriodEnd: CalendarDate
        /// Written six to a segment.
        public var items: [Item]

        public init(provider: String, fiscalPeriodEnd: CalendarDate, items: [Item]) {
            self.provider = provider
            self.fiscalPeriodEnd = fiscalPeriodEnd
            self.items = items
        }

        public struct Item: Sendable, Hashable {
            /// PLB03-1: WO, FB, L6 …
            public var reason: String
            /// PLB03-2.
            public var reference: String?
            public var hundredths: Int64

            public init(_ reason: String, reference: String? = nil, hundredths: Int64) {
                self.reason = reason
                self.reference = reference
                self.hundredths = hundredths
            }
        }
    }

    /// CAS: a group, a reason, an amount. Positive lowers the payment; zero is not sent.
    public struct Adjustment: Sendable, Hashable {
        public enum Group: String, Sendable, Hashable, CaseIterable {
            case contractual = "CO"
            case other = "OA"
            case payerInitiated = "PI"
            case patientResponsibility = "PR"
        }

        public var group: Group
        /// Claim adjustment reason code.
        public var reason: String
        public var hundredths: Int64
        public var quantity: Quantity?

        public init(_ group: Group, _ reason: String, hundredths: Int64, quantity: Quantity? = nil) {
            self.group = group
            self.reason = reason
            self.hundredths = hundredths
            self.quantity = quantity
        }
    }
}
