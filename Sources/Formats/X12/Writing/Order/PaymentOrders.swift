// The three flavours of the 820 as they are to be written: premium payments (X218), exchange payments (X306) and the
// generic payment order of releases 004010 and 005010. Plain values; `RemittanceBalance` proves them.

/// Payroll Deducted and Other Group Premium Payment, 005010X218.
public struct PremiumPayment: Sendable, Hashable {
    public var payment: PaymentInstruction
    /// TRN01 is 1 or 3.
    public var trace: TraceNumber
    public var currency: CurrencyReference?
    public var references: [ReferenceIdentification] = []
    /// DTM 009, 035, 582, 097.
    public var dates: [DateReference] = []
    /// Loop 1000A (PE).
    public var receiver: OutgoingParty
    /// Loop 1000B (PR).
    public var payer: OutgoingParty
    /// Loop 1000C: intermediary banks under AK, BK, O1, OB, RB or ZL.
    public var banks: [Bank] = []
    public var detail: Detail

    public init(
        payment: PaymentInstruction, trace: TraceNumber, receiver: OutgoingParty, payer: OutgoingParty, detail: Detail
    ) {
        self.payment = payment
        self.trace = trace
        self.receiver = receiver
        self.payer = payer
        self.detail = detail
    }

    public struct Bank: Sendable, Hashable {
        public var role: String
        public var party: OutgoingParty

        public init(_ role: String, _ party: OutgoingParty) {
            self.role = role
            self.party = party
        }
    }

    /// One of the two loops, never both.
    public enum Detail: Sendable, Hashable {
        /// Loop 2000A, once: the bill of the organisation as a whole.
        case organisation(Organisation)
        /// Loop 2000B: one entity a person.
        case individuals([Individual])
    }

    public struct Organisation: Sendable, Hashable {
        /// ENT02 (2L, AG, NH, RGA, UN), ENT03 and ENT04.
        public var role: String?
        public var identifier: QualifiedIdentifier?
        /// Loop 2200A: money for or of earlier payments.
        public var earlierAdjustments: [OutgoingAdjustment] = []
        public var remittances: [OutgoingRemittance]

        public init(
            role: String? = nil, identifier: QualifiedIdentifier? = nil, remittances: [OutgoingRemittance]
        ) {
            self.role = role
            self.identifier = identifier
            self.remittances = remittances
        }
    }

    public struct Individual: Sendable, Hashable {
        /// ENT03 and ENT04: 34, EI or II.
        public var identifier: QualifiedIdentifier
        /// NM1 under DO, EY, IL or QE.
        public var role: String
        public var name: OutgoingName?
        public var earlierAdjustments: [OutgoingAdjustment] = []
        public var remittances: [OutgoingRemittance]

        public init(
            _ identifier: QualifiedIdentifier, name: OutgoingName?, role: String = "IL",
            remittances: [OutgoingRemittance]
        ) {
            self.identifier = identifier
            self.name = name
            self.role = role
            self.remittances = remittances
        }
    }
}

/// Health Insurance Exchange Related Payments, 005010X306. The items' amounts add up to BPR02; they may be negative.
public struct ExchangePayment: Sendable, Hashable {
    public var payment: PaymentInstruction
    public var trace: TraceNumber
    public var references: [ReferenceIdentification] = []
    public var dates: [DateReference] = []
    /// Loop 1000A (PE).
    public var payee: OutgoingParty
    /// Loop 1000B (RM).
    public var payer: OutgoingParty
    public var entities: [Entity]

    public init(
        payment: PaymentInstruction, trace: TraceNumber, payee: OutgoingParty, payer: OutgoingParty,
        entities: [Entity]
    ) {
        self.payment = payment
        self.trace = trace
        self.payee = payee
        self.payer = payer
        self.entities = entities
    }

    public struct Entity: Sendable, Hashable {
        /// ENT02 to ENT04; absent for totals.
        public var role: String?
        public var identifier: QualifiedIdentifier?
        /// NM1 IL with its REF; absent for totals.
        public var subscriber: OutgoingName?
        public var references: [ReferenceIdentification] = []
        /// Their item is `ZZ` and a payment type: APTC, CSR, UF …
        public var remittances: [OutgoingRemittance]

        public init(
            role: String? = nil, identifier: QualifiedIdentifier? = nil, subscriber: OutgoingName? = nil,
            references: [ReferenceIdentification] = [], remittances: [OutgoingRemittance]
        ) {
            self.role = role
            self.identifier = identifier
            self.subscriber = subscriber
            self.references = references
            self.remittances = remittances
        }
    }
}

/// The 820 of the standard itself, as banks and trading partners use it.
public struct PaymentOrderAdvice: Sendable, Hashable {
    public enum Release: String, Sendable, Hashable, CaseIterable {
        case r004010 = "004010"
        case r005010 = "005010"
    }

    public var release: Release
    public var payment: PaymentInstruction
    /// NTE: a code (`ADD`, `PMT` …) and a sentence.
    public var notes: [QualifiedIdentifier] = []
    public var trace: TraceNumber
    public var currency: CurrencyReference?
    public var references: [ReferenceIdentification] = []
    public var dates: [DateReference] = []
    /// N1 loops: PR, PE and others.
    public var parties: [Party]
    public var entities: [Entity]

    public init(
        release: Release = .r005010, payment: PaymentInstruction, trace: TraceNumber, parties: [Party],
        entities: [Entity]
    ) {
        self.release = release
        self.payment = payment
        self.trace = trace
        self.parties = parties
        self.entities = entities
    }

    public struct Party: Sendable, Hashable {
        public var role: String
        public var party: OutgoingParty

        public init(_ role: String, _ party: OutgoingParty) {
            self.role = role
            self.party = party
        }
    }

    /// NM1 under a role.
    public struct Name: Sendable, Hashable {
        public var role: String
        public var name: OutgoingName

        public init(_ role: String, _ name: OutgoingName) {
            self.role = role
            self.name = name
        }
    }

    /// ENT and what belongs to it; role and identifier come together or not at all.
    public struct Entity: Sendable, Hashable {
        public var role: String?
        public var identifier: QualifiedIdentifier?
        /// NM1 loops.
        public var names: [Name] = []
        /// ADX that belongs to no item.
        public var adjustments: [OutgoingAdjustment] = []
        public var remittances: [OutgoingRemittance]

        public init(
            role: String? = nil, identifier: QualifiedIdentifier? = nil, adjustments: [OutgoingAdjustment] = [],
            remittances: [OutgoingRemittance]
        ) {
            self.role = role
            self.identifier = identifier
            self.adjustments = adjustments
            self.remittances = remittances
        }
    }
}
