// Which characters may stand in what we write (X12.6, section 3.3: basic and extended character sets).

/// The characters that both sides agreed on. Control characters and everything beyond ASCII are in neither.
public enum CharacterRepertoire: Sendable, Hashable {
    /// Upper-case letters, digits, blank, and the punctuation of a typewriter from `!` to `?` (without `#`, `$`, `%`, `<`, `>`):
    /// what every receiver takes.
    case basic
    /// All of printable ASCII, lower-case letters among it: by agreement.
    case extended

    /// Whether the character belongs to the repertoire; whether it is a delimiter is another question.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        switch self {
        case .basic: CharacterRepertoire.bits(CharacterRepertoire.basicBits, byte)
        case .extended: byte >= 0x20 && byte < 0x7F
        }
    }

    @inline(__always)
    private static func bits(_ set: (UInt64, UInt64), _ byte: UInt8) -> Bool {
        if byte >= 0x80 { return false }
        let word = byte < 64 ? set.0 : set.1
        return word &>> UInt64(byte & 63) & 1 == 1
    }

    private static let basicBits: (UInt64, UInt64) = {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in #"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !"&'()*+,-./:;?="#.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        return (low, high)
    }()
}
