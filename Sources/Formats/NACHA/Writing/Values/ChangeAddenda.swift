// Addenda 98 as typed values: notification of change and its refusal.
// Nacha Operating Rules, Appendix Three (addenda records of notifications of change) and Appendix Five (change codes).

/// A change code: C01 to C14, or of a refusal C61 to C69.
public struct ChangeCode: Sendable, Hashable, CustomStringConvertible {
    public let number: Int

    /// `C01`; nil where the rules know no such code.
    public init?(_ text: String) {
        guard let number = ReasonNumber.of(text, letter: 0x43), ReasonCodes.isChange(number) else { return nil }
        self.number = number
    }

    init(number: Int) { self.number = number }

    public var description: String { "C" + Digits.text(Int64(number), width: 2) }
    public var isRefusal: Bool { ReasonCodes.isRefusedChange(number) }
}

/// A notification of change: the receiving bank says what was wrong and what is right.
public struct ChangeAddenda: Sendable, Hashable {
    public var code: ChangeCode
    public var originalTrace: Int64
    public var originalReceivingDFI: RoutingNumber
    /// The corrected data as its columns hold it, 29 characters (35 of an IAT entry). See ``Correction``.
    public var correctedData: String

    public init(
        _ code: ChangeCode, originalTrace: Int64, originalReceivingDFI: RoutingNumber, correctedData: String
    ) {
        self.code = code
        self.originalTrace = originalTrace
        self.originalReceivingDFI = originalReceivingDFI
        self.correctedData = correctedData
    }

    public init(_ corrected: Correction, originalTrace: Int64, originalReceivingDFI: RoutingNumber) {
        self.init(
            corrected.code, originalTrace: originalTrace, originalReceivingDFI: originalReceivingDFI,
            correctedData: corrected.text)
    }

    /// The corrected data by its columns; nil where they do not hold what the code demands.
    public var corrected: Correction? { Correction(code, text: correctedData) }
}

/// A refused notification of change: the originating bank sends it back.
public struct RefusedChangeAddenda: Sendable, Hashable {
    /// C61 to C69.
    public var code: ChangeCode
    public var originalTrace: Int64
    public var originalReceivingDFI: RoutingNumber
    /// As in the notification refused, 29 characters.
    public var correctedData: String
    /// The change code of the notification refused.
    public var refusedCode: ChangeCode
    /// The last seven digits of the trace number of the notification refused.
    public var changeSequence: Int

    public init(
        _ code: ChangeCode, originalTrace: Int64, originalReceivingDFI: RoutingNumber, correctedData: String,
        refusedCode: ChangeCode, changeSequence: Int
    ) {
        self.code = code
        self.originalTrace = originalTrace
        self.originalReceivingDFI = originalReceivingDFI
        self.correctedData = correctedData
        self.refusedCode = refusedCode
        self.changeSequence = changeSequence
    }
}
