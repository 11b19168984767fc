// An order as it is given to the writer: header, blocks, and where each block's transfers come from.
// Relies on the values of Payments. Transfers are asked for more than once, so that nothing of an order has to be held.

public import Money
public import Parsing

/// Versions of pain.001 that are written: the two that banks take.
public enum CreditTransferVersion: Int, Sendable, CaseIterable {
    case v03 = 3
    case v09 = 9

    var namespace: String { "urn:iso:std:iso:20022:tech:xsd:pain.001.001.0\(rawValue)" }
}

/// A block of an order: what its transfers share, and the transfers.
public struct CreditTransferBlock: Sendable {
    public var instruction: PaymentInstruction
    let forEachTransfer: @Sendable ((CreditTransfer) throws -> Void) throws -> Void

    /// A block with these transfers.
    public init(_ instruction: PaymentInstruction, _ transfers: [CreditTransfer]) {
        self.instruction = instruction
        forEachTransfer = { body in for transfer in transfers { try body(transfer) } }
    }

    /// A block of `count` transfers, each made when it is its turn, by its number from 0: none is held. `transfer` is asked two
    /// or three times for each number and gives the same transfer each time.
    public init(
        _ instruction: PaymentInstruction, count: Int, transfer: @escaping @Sendable (Int) throws -> CreditTransfer
    ) {
        self.instruction = instruction
        forEachTransfer = { body in for number in 0..<max(0, count) { try body(transfer(number)) } }
    }

    /// A block whose transfers come from elsewhere. `forEachTransfer` is called two or three times and gives the same
    /// transfers in the same order each time; what changes in between is noticed and refused.
    public init(
        _ instruction: PaymentInstruction,
        forEachTransfer: @escaping @Sendable ((CreditTransfer) throws -> Void) throws -> Void
    ) {
        self.instruction = instruction
        self.forEachTransfer = forEachTransfer
    }
}

/// A whole order.
public struct CreditTransferOrder: Sendable {
    public var header: OrderHeader
    public var blocks: [CreditTransferBlock]

    public init(_ header: OrderHeader, _ blocks: [CreditTransferBlock]) {
        self.header = header
        self.blocks = blocks
    }
}

/// What becomes of an execution date that is no banking day.
public enum NonBankingDay: Sendable, Hashable {
    case refuse
    /// The next banking day is written instead, with a notice.
    case following
}

/// How a bank wants its orders, and what "today" is.
public struct OrderProfile: Sendable {
    public var version: CreditTransferVersion
    /// The day on which the order is sent: execution before it is refused.
    public var today: CalendarDate
    /// Of ACH, wires and checks; SEPA goes by ``TargetCalendar``, and RTP settles every day.
    public var calendar: BankingCalendar
    public var nonBankingDay: NonBankingDay
    /// Of names, addresses and free text.
    public var characters: CharacterRepertoire
    /// Of Ustrd in ACH blocks, where an X12 segment needs `*` and `\`.
    public var remittanceCharacters: CharacterRepertoire
    /// Whether an address must name town and country in parts of their own.
    public var needsStructuredAddress: Bool

    public init(
        version: CreditTransferVersion = .v09, today: CalendarDate, calendar: BankingCalendar = .federalReserve,
        nonBankingDay: NonBankingDay = .refuse, characters: CharacterRepertoire = .swift
    ) {
        self.version = version
        self.today = today
        self.calendar = calendar
        self.nonBankingDay = nonBankingDay
        self.characters = characters
        remittanceCharacters = characters == .swift ? .ascii : characters
        needsStructuredAddress = true
    }
}

/// What an order came to.
public struct OrderTotals: Sendable, Hashable {
    public struct Block: Sendable, Hashable {
        public let id: String
        public let transfers: Int
        /// CtrlSum as written.
        public let controlSum: String
    }

    public let transfers: Int
    /// CtrlSum of the whole order as written: amounts added up whatever their currency.
    public let controlSum: String
    public let blocks: [Block]
}

/// An order that is not written, because of errors among these findings. Nothing was put out.
public struct OrderRefused: Error, Sendable, CustomStringConvertible {
    public let findings: FindingLog

    public var description: String {
        let codes = Set(findings.kept.filter { $0.severity == .error }.map(\.code)).sorted()
        return "The order is not written: \(codes.joined(separator: ", "))."
    }
}
