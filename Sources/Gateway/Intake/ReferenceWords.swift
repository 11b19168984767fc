// Which words of a bank's free text may be references, and which are days that happen to be written beside them.
// Source: reconciliation.md, section 4: tokens of four digits give false hits on dates and years.

enum ReferenceWords {
    /// Fewer characters of a normal form name nothing.
    static let shortest = 4

    private static let heralds: Set<String> = [
        "REF", "REFERENCE", "INV", "INVOICE", "INVOICES", "SLIP", "NO", "NR", "NUMBER", "RENT", "LOAN", "RE", "RG",
        "RECHNUNG",
        "ACCT", "ACCOUNT", "POLICY",
    ]

    /// Whether the word before says that a reference follows.
    static func introduces(_ word: Substring.UTF8View?) -> Bool {
        guard let word else { return false }
        let letters = word.compactMap { byte -> UInt8? in
            switch byte {
            case 0x41...0x5A: byte
            case 0x61...0x7A: byte & 0xDF
            default: nil
            }
        }
        return letters.count <= 9 && heralds.contains(String(decoding: letters, as: UTF8.self))
    }

    /// Whether a word reads as a year (`2026`) or as a day (`2026-03-05`, `20260305`, `03052026`).
    static func isDay(_ word: Substring.UTF8View) -> Bool {
        var digits: [Int] = []
        for byte in word {
            switch byte {
            case 0x30...0x39: digits.append(Int(byte) - 0x30)
            case 0x2D, 0x2E, 0x5F: continue
            default: return false
            }
            if digits.count > 8 { return false }
        }
        let number = digits.reduce(0) { $0 * 10 + $1 }
        switch digits.count {
        case 4: return isYear(number)
        case 8:
            return isYear(number / 10_000) && isMonthAndDay(number % 10_000)
                || isYear(number % 10_000) && isMonthAndDay(number / 10_000)
        default: return false
        }
    }

    private static func isYear(_ number: Int) -> Bool { (1990...2099).contains(number) }

    /// `0305`, or `0503` where the day stands first.
    private static func isMonthAndDay(_ number: Int) -> Bool {
        let (first, second) = (number / 100, number % 100)
        return (1...12).contains(first) && (1...31).contains(second)
            || (1...31).contains(first) && (1...12).contains(second)
    }
}
