// A currency and how many decimals its minor unit has (ISO 4217).
// Relies on nothing; the table names only the currencies whose exponent is not two.

/// An ISO 4217 currency code, three capital letters, held as three bytes.
public struct Currency: Hashable, Sendable {
    private let letters: UInt32

    /// The code, unless it is not three letters A-Z.
    @inlinable
    public init?(_ code: String) {
        var bytes = code.utf8.makeIterator()
        guard let first = bytes.next(), let second = bytes.next(), let third = bytes.next(), bytes.next() == nil
        else { return nil }
        self.init(first, second, third)
    }

    /// The code from its three ASCII bytes, unless one is not a letter A-Z.
    public init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        for letter in [first, second, third] where !(0x41...0x5A).contains(letter) { return nil }
        letters = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    private init(known first: UInt8, _ second: UInt8, _ third: UInt8) {
        letters = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    public static let usd = Currency(known: 0x55, 0x53, 0x44)
    public static let eur = Currency(known: 0x45, 0x55, 0x52)

    public var code: String {
        String(
            decoding: [UInt8(letters >> 16 & 0xFF), UInt8(letters >> 8 & 0xFF), UInt8(letters & 0xFF)], as: UTF8.self)
    }

    /// Decimals of the minor unit: 2 for most, 0 for JPY, 3 for BHD, 4 for CLF (ISO 4217, table A.1).
    public var exponent: Int { Currency.exponents[code] ?? 2 }

    private static let exponents: [String: Int] = [
        "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
        "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
        "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
        "CLF": 4, "UYW": 4,
    ]
}

extension Currency: CustomStringConvertible, Comparable {
    public var description: String { code }
    public static func < (left: Currency, right: Currency) -> Bool { left.letters < right.letters }
}
