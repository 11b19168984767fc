// The check digit of a bank's routing number, for every format whose fields hold one as text.
// American Bankers Association routing number policy: weights 3 7 1, the sum a multiple of ten.

public enum RoutingCheckDigit {
    /// Whether these are nine digits, the last of them the check digit of the others.
    public static func fits(_ text: RawSpan) -> Bool {
        guard text.byteCount == 9 else { return false }
        var sum = 0
        for index in 0..<9 {
            let digit = Int(text.unsafeLoad(fromByteOffset: index, as: UInt8.self)) - 0x30
            guard (0...9).contains(digit) else { return false }
            sum += digit * (index % 3 == 0 ? 3 : index % 3 == 1 ? 7 : 1)
        }
        return sum % 10 == 0
    }

    /// The same of a text.
    public static func fits(_ text: String) -> Bool { fits(Array(text.utf8).span.bytes) }
}
