// Octets as hexadecimal digits.

enum Hexadecimal {
    static func lower(_ octets: [UInt8]) -> String { text(octets, Array("0123456789abcdef".utf8)) }

    static func upper(_ octets: [UInt8]) -> String { text(octets, Array("0123456789ABCDEF".utf8)) }

    private static func text(_ octets: [UInt8], _ digits: [UInt8]) -> String {
        String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
