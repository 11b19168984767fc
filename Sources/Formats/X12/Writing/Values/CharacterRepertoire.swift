// Which characters may stand in what we write (X12.6, section 3.3: basic and extended character sets).

/// The characters that both sides agreed on. Control characters and everything beyond ASCII are in neither.
public enum CharacterRepertoire: Sendable, Hashable {
    /// Upper-case letters, digits, blank, and the punctuation of a typewriter from `!` to `?` (without `#`, `$`, `%`, `<`, `>`):
    /// what every receiver takes.
    case basic
    /// All of printable ASCII, lower-case letters among it: by agreement.
    case extended

    /// The repertoire as two words of bits, for those who ask byte by byte.
    var mask: CharacterMask {
        switch self {
        case .basic: CharacterMask(#"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !"&'()*+,-./:;?="#.utf8)
        case .extended: CharacterMask(0x20..<0x7F)
        }
    }
}

/// A set of ASCII characters.
struct CharacterMask: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ characters: some Sequence<UInt8>) { for byte in characters { insert(byte) } }

    mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 &<< UInt64(byte) } else if byte < 128 { high |= 1 &<< UInt64(byte & 63) }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 == 1
    }
}
