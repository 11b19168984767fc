// Which characters XML 1.0 (fifth edition) allows: in a document (section 2.2), and in names (section 2.3); and whether
// bytes are UTF-8 (RFC 3629). Relies on XMLBytes.

enum XMLCharacters {
    static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// NameStartChar. The colon is among them; namespaces restrict it further.
    static func canBeginName(_ value: UInt32) -> Bool {
        switch value {
        case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
            0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// NameChar.
    static func canBeInName(_ value: UInt32) -> Bool {
        switch value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x0300...0x036F, 0x203F...0x2040: true
        default: canBeginName(value)
        }
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.unicodeScalars.first, canBeginName(first.value) else { return false }
        return text.unicodeScalars.allSatisfy { canBeInName($0.value) }
    }
}

/// What looking at bytes as UTF-8 characters of XML found.
struct XMLCharacterCheck {
    /// Up to here all bytes are whole characters that XML allows.
    private(set) var end: Int
    /// Nil when the bytes from `end` on are none or the beginning of a character.
    private(set) var fault: XMLFault.Kind?
    private(set) var hasLineFeeds = false

    init(_ window: RawSpan, from start: Int, to limit: Int) {
        end = start
        while end < limit {
            skipPlain(window, limit)
            if end >= limit { return }
            let byte = window.byte(end)
            if byte >= 0x80 {
                let length = XMLCharacterCheck.length(window, at: end, limit)
                if length == 0 {
                    fault = .encoding
                    return
                }
                if length < 0 { return }
                end += length
            } else {
                if byte == 0x0A { hasLineFeeds = true }
                if byte < 0x20, byte != 0x0A, byte != 0x09, byte != 0x0D {
                    fault = byte == 0 ? .nul : .encoding
                    return
                }
                end += 1
            }
        }
    }

    /// Passes over printable ASCII, most of any message.
    @inline(__always)
    private mutating func skipPlain(_ window: RawSpan, _ limit: Int) {
        var place = end
        while place &+ 64 <= limit {
            var odd: UInt64 = 0
            for part in 0..<8 {
                let word = window.word(place &+ part &* 8)
                odd |= word | ((word &- XMLWord.ones &* 0x20) & ~word)
            }
            if odd & XMLWord.highs != 0 { break }
            place &+= 64
        }
        while place &+ 8 <= limit {
            let word = window.word(place)
            let odd = (word | XMLWord.below(word, 0x20)) & XMLWord.highs
            if odd != 0 {
                end = place &+ odd.trailingZeroBitCount >> 3
                return
            }
            place &+= 8
        }
        while place < limit, window.byte(place) &- 0x20 < 0x60 { place &+= 1 }
        end = place
    }

    /// Bytes of the character that begins here with a byte above 0x7F; 0 for none that XML allows, negative when the
    /// bytes end before it does.
    private static func length(_ window: RawSpan, at place: Int, _ limit: Int) -> Int {
        let lead = window.byte(place)
        let count = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        if count == 0 { return 0 }
        // The second byte's bounds shut out overlong forms, surrogates, and what lies above U+10FFFF.
        let lowest: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        let highest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        for index in 1..<count {
            if place + index >= limit { return -1 }
            let byte = window.byte(place + index)
            let isRight = index == 1 ? byte >= lowest && byte <= highest : byte & 0xC0 == 0x80
            if !isRight { return 0 }
        }
        // U+FFFE and U+FFFF.
        let isNoCharacter =
            lead == 0xEF && window.byte(place + 1) == 0xBF && window.byte(place + 2) >= 0xBE
        return isNoCharacter ? 0 : count
    }
}
