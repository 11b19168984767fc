// The check digits and forms of the numbers that payments carry: accounts, banks, references.
// Relies on FieldText. Pure; what a wrong number means is for the caller to say.

/// Whether a number has the form and the check digits that its standard asks for.
public enum CheckDigits {
    /// International bank account number (ISO 13616): the country's length, remainder 1 modulo 97. Without blanks.
    public static func isIBAN(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (15...34).contains(bytes.count), bytes[0..<2].allSatisfy(isCapital), bytes[2..<4].allSatisfy(isDigit),
            bytes[4...].allSatisfy({ isDigit($0) || isCapital($0) || isSmall($0) })
        else { return false }
        if let length = lengths[String(text.prefix(2))], length != bytes.count { return false }
        return remainder97(bytes[4...] + bytes[..<4]) == 1
    }

    /// Business identifier code (ISO 9362): eight or eleven characters; the third pair is a country.
    public static func isBIC(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 11 else { return false }
        return bytes.allSatisfy { isDigit($0) || isCapital($0) } && bytes[4..<6].allSatisfy(isCapital)
    }

    /// The narrower form that the schemas until version .08 ask for: four letters for the bank, no O as location's second.
    static func isOldBIC(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard isBIC(text) else { return false }
        return bytes[0..<6].allSatisfy(isCapital) && bytes[6] != 0x30 && bytes[6] != 0x31 && bytes[7] != 0x4F
    }

    /// Structured creditor reference (ISO 11649): `RF`, two check digits, 21 characters more at most.
    public static func isCreditorReference(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return text.hasPrefix("RF") && FieldText.isCreditorReference(bytes.span.bytes)
    }

    /// Legal entity identifier (ISO 17442): twenty characters, remainder 1 modulo 97.
    public static func isLegalEntity(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[0..<18].allSatisfy({ isDigit($0) || isCapital($0) }),
            bytes[18...].allSatisfy(isDigit)
        else { return false }
        return remainder97(bytes[...]) == 1
    }

    /// UETR: a UUID of version four (RFC 9562) in lower case.
    public static func isUniqueReference(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 8, 13, 18, 23: if byte != 0x2D { return false }
            case 14: if byte != 0x34 { return false }
            case 19: if ![0x38, 0x39, 0x61, 0x62].contains(byte) { return false }
            default: if !isDigit(byte) && !(0x61...0x66).contains(byte) { return false }
            }
        }
        return true
    }

    /// Two capital letters (ISO 3166 gives them meaning; the list is not kept here).
    public static func isCountry(_ text: String) -> Bool { text.utf8.count == 2 && text.utf8.allSatisfy(isCapital) }

    private static func remainder97(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { remainder, byte in
            switch byte {
            case 0x41...0x5A: (remainder * 100 + Int(byte - 0x37)) % 97
            case 0x61...0x7A: (remainder * 100 + Int(byte - 0x57)) % 97
            default: (remainder * 10 + Int(byte & 0x0F)) % 97
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isSmall(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    /// Length of an IBAN by country (the registry of ISO 13616). Other countries are checked by their digits alone.
    private static let lengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
        "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
        "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
        "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
        "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28,
        "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24,
        "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    ]
}
