// A bank's routing number: eight digits that identify it, and the check digit that follows from them.
// American Bankers Association routing number policy; weights 3 7 1 3 7 1 3 7.

/// The routing number of a depository financial institution. It cannot be wrong in itself: the check digit is computed.
public struct RoutingNumber: Sendable, Hashable, CustomStringConvertible {
    /// The eight digits as a number, as entry hashes add them up.
    public let identification: Int32

    /// Takes nine digits with a right check digit, or eight digits to which the check digit is added.
    public init(_ text: String) throws(NACHABuildFault) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw NACHABuildFault(.routingNumber, field: "routing number", reason: "neither eight nor nine digits")
        }
        let word = bytes.span.bytes.word(0)
        if bytes.count == 9, Digits.checkDigit(word) != Int(bytes[8] - 0x30) {
            throw NACHABuildFault(
                .routingNumber, field: "routing number", reason: "the ninth digit is not the check digit of the eight")
        }
        identification = Int32(truncatingIfNeeded: Digits.eight(word))
    }

    /// The bank of a reader's row. The number has at most eight digits.
    init(identification: Int32) { self.identification = identification }

    /// The first eight digits of a trace number: the bank that gave it.
    public init(ofTrace trace: Int64) {
        identification = Int32(truncatingIfNeeded: max(0, trace) / 10_000_000 % 100_000_000)
    }

    /// Eight digits.
    public var eightDigits: String { Digits.text(Int64(identification), width: 8) }

    /// 0 to 9, computed.
    public var checkDigit: Int {
        // From the eighth digit to the first: the weights 3 7 1 3 7 1 3 7 backwards.
        var rest = Int(max(0, identification))
        var sum = 0
        for position in 0..<8 {
            let weight = position % 3 == 0 ? 7 : position % 3 == 1 ? 3 : 1
            sum += weight * (rest % 10)
            rest /= 10
        }
        return (10 - sum % 10) % 10
    }

    /// Nine digits.
    public var description: String { eightDigits + String(checkDigit) }
}
