// Addenda 99 as typed values: return, dishonored return, contested or corrected return.
// Nacha Operating Rules, Appendix Three (addenda records of returns) and Appendix Four (return reason codes).

public import Money

/// A return reason code: R01 to R90, as far as the rules know them.
public struct ReturnCode: Sendable, Hashable, CustomStringConvertible {
    public let number: Int

    /// `R01`; nil where the rules know no such code.
    public init?(_ text: String) {
        guard let number = ReasonNumber.of(text, letter: 0x52), ReasonCodes.isReturn(number) else { return nil }
        self.number = number
    }

    public var description: String { "R" + Digits.text(Int64(number), width: 2) }

    /// R61 to R70: the ODFI refuses a return.
    public var isDishonored: Bool { ReasonCodes.isDishonored(number) }
    /// R71 to R77: the RDFI stands by its return, or corrects it.
    public var isContested: Bool { ReasonCodes.isContested(number) }
    /// R14 and R15 name the date of death.
    public var namesDateOfDeath: Bool { number == 14 || number == 15 }
}

/// The number behind the letter of a reason code.
enum ReasonNumber {
    static func of(_ text: String, letter: UInt8) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 3, bytes[0] == letter, bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(bytes[1] - 0x30) * 10 + Int(bytes[2] - 0x30)
    }
}

/// A return of an entry by the bank that received it.
public struct ReturnAddenda: Sendable, Hashable {
    public var code: ReturnCode
    /// The trace number of the entry returned.
    public var originalTrace: Int64
    /// R14 and R15 only.
    public var dateOfDeath: CalendarDate?
    public var originalReceivingDFI: RoutingNumber
    /// 44 characters; of an IAT return 34.
    public var information: String

    public init(
        _ code: ReturnCode, originalTrace: Int64, dateOfDeath: CalendarDate? = nil,
        originalReceivingDFI: RoutingNumber, information: String = ""
    ) {
        self.code = code
        self.originalTrace = originalTrace
        self.dateOfDeath = dateOfDeath
        self.originalReceivingDFI = originalReceivingDFI
        self.information = information
    }
}

/// A dishonored return: the originating bank does not accept a return.
public struct DishonoredAddenda: Sendable, Hashable {
    /// R61 to R70.
    public var code: ReturnCode
    public var originalTrace: Int64
    public var originalReceivingDFI: RoutingNumber
    /// The trace number of the return.
    public var returnTrace: Int64
    /// Day of the year on which the return settled.
    public var returnSettlementDay: Int
    /// The reason code of the return.
    public var returnCode: ReturnCode
    /// 21 characters. R69 lists the wrong fields, `*` between: 01 account number, 02 original trace, 03 amount,
    /// 04 individual id, 05 transaction code, 06 company id, 07 effective date.
    public var information: String

    public init(
        _ code: ReturnCode, originalTrace: Int64, originalReceivingDFI: RoutingNumber, returnTrace: Int64,
        returnSettlementDay: Int, returnCode: ReturnCode, information: String = ""
    ) {
        self.code = code
        self.originalTrace = originalTrace
        self.originalReceivingDFI = originalReceivingDFI
        self.returnTrace = returnTrace
        self.returnSettlementDay = returnSettlementDay
        self.returnCode = returnCode
        self.information = information
    }
}

/// A contested dishonored return, or a corrected return (R74).
public struct ContestedAddenda: Sendable, Hashable {
    /// R71 to R77.
    public var code: ReturnCode
    public var originalTrace: Int64
    /// The day on which the original entry was returned.
    public var originalReturned: CalendarDate?
    public var originalReceivingDFI: RoutingNumber
    /// Day of the year on which the original entry settled.
    public var originalSettlementDay: Int?
    public var returnTrace: Int64
    public var returnSettlementDay: Int
    public var returnCode: ReturnCode
    public var dishonoredTrace: Int64
    public var dishonoredSettlementDay: Int
    public var dishonoredCode: ReturnCode

    public init(
        _ code: ReturnCode, originalTrace: Int64, originalReturned: CalendarDate?,
        originalReceivingDFI: RoutingNumber, originalSettlementDay: Int?, returnTrace: Int64,
        returnSettlementDay: Int, returnCode: ReturnCode, dishonoredTrace: Int64, dishonoredSettlementDay: Int,
        dishonoredCode: ReturnCode
    ) {
        self.code = code
        self.originalTrace = originalTrace
        self.originalReturned = originalReturned
        self.originalReceivingDFI = originalReceivingDFI
        self.originalSettlementDay = originalSettlementDay
        self.returnTrace = returnTrace
        self.returnSettlementDay = returnSettlementDay
        self.returnCode = returnCode
        self.dishonoredTrace = dishonoredTrace
        self.dishonoredSettlementDay = dishonoredSettlementDay
        self.dishonoredCode = dishonoredCode
    }
}
