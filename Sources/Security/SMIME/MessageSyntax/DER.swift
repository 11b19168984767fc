// Writes DER (X.690), the distinguished form of BER: for the small things around a content.

enum DER {
    /// Identifier octet and length octets of an element; `count` is not negative.
    static func head(_ tag: BERTag, isConstructed: Bool, count: Int64) -> [UInt8] {
        var head = [tag.kind.rawValue << 6 | (isConstructed ? 0x20 : 0)]
        if tag.number < 0x1F {
            head[0] |= UInt8(truncatingIfNeeded: tag.number)
        } else {
            head[0] |= 0x1F
            var septets = [UInt8(truncatingIfNeeded: tag.number & 0x7F)]
            var rest = tag.number >> 7
            while rest > 0 {
                septets.insert(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            head += septets
        }
        if count < 0x80 { return head + [UInt8(truncatingIfNeeded: count)] }
        var octets: [UInt8] = []
        var rest = count
        while rest > 0 {
            octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return head + [0x80 | UInt8(truncatingIfNeeded: octets.count)] + octets
    }

    static func element(_ tag: BERTag, isConstructed: Bool, _ body: [UInt8]) -> [UInt8] {
        head(tag, isConstructed: isConstructed, count: Int64(body.count)) + body
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        element(.sequence, isConstructed: true, parts.flatMap(\.self))
    }

    /// SET OF: its parts in the order of their encodings (X.690, 11.6).
    static func set(_ parts: [[UInt8]]) -> [UInt8] {
        element(.set, isConstructed: true, sorted(parts).flatMap(\.self))
    }

    static func sorted(_ parts: [[UInt8]]) -> [[UInt8]] { parts.sorted { $0.lexicographicallyPrecedes($1) } }

    /// A constructed context-specific element, as for explicit tags and implicit sets.
    static func context(_ number: UInt32, _ parts: [UInt8]...) -> [UInt8] {
        element(.context(number), isConstructed: true, parts.flatMap(\.self))
    }

    static func oid(_ oid: OID) -> [UInt8] { element(.oid, isConstructed: false, oid.octets) }

    static func octetString(_ octets: [UInt8]) -> [UInt8] { element(.octetString, isConstructed: false, octets) }

    /// Whole octets as a BIT STRING.
    static func bitString(_ octets: [UInt8]) -> [UInt8] {
        element(BERTag(kind: .universal, number: 3), isConstructed: false, [0] + octets)
    }

    /// A UTF8String.
    static func text(_ text: String) -> [UInt8] {
        element(BERTag(kind: .universal, number: 12), isConstructed: false, Array(text.utf8))
    }

    static func integer(_ value: UInt8) -> [UInt8] {
        element(.integer, isConstructed: false, value < 0x80 ? [value] : [0, value])
    }

    /// An integer whose octets stand already as they must.
    static func integer(octets: [UInt8]) -> [UInt8] { element(.integer, isConstructed: false, octets) }

    static let null: [UInt8] = [0x05, 0x00]

    /// An algorithm with its parameters; nil for none at all.
    static func algorithm(_ algorithm: OID, _ parameters: [UInt8]? = null) -> [UInt8] {
        sequence(oid(algorithm), parameters ?? [])
    }

    /// UTCTime until 2049, GeneralizedTime before 1950 and from 2050 on (RFC 5652, section 11.3). Unix time, seconds.
    static func time(_ seconds: Int64) -> [UInt8] {
        let civil = CivilTime(unix: seconds)
        let rest = [civil.month, civil.day, civil.hour, civil.minute, civil.second].map(digits(2)).joined() + "Z"
        guard (1950..<2050).contains(civil.year) else {
            return element(.generalizedTime, isConstructed: false, Array((digits(4)(civil.year) + rest).utf8))
        }
        return element(.utcTime, isConstructed: false, Array((digits(2)(civil.year % 100) + rest).utf8))
    }

    private static func digits(_ count: Int) -> (Int64) -> String {
        { value in
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
    }
}
