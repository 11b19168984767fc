// Object identifiers, and those that CMS messages are made of.

/// An object identifier (X.660), kept as the octets of its DER encoding without tag and length.
public struct OID: Sendable, Hashable {
    let octets: [UInt8]

    init(octets: some Sequence<UInt8>) { self.octets = Array(octets) }

    /// From its arcs, of which there are at least two.
    init(_ first: UInt64, _ second: UInt64, _ others: UInt64...) {
        octets = ([first * 40 + second] + others).flatMap(Self.septets)
    }

    /// Seven bits an octet, the highest bit on all but the last (X.690, 8.19).
    private static func septets(_ arc: UInt64) -> [UInt8] {
        var octets = [UInt8(truncatingIfNeeded: arc & 0x7F)]
        var rest = arc >> 7
        while rest > 0 {
            octets.insert(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return octets
    }
}

extension OID: CustomStringConvertible {
    /// `1.2.840.113549.1.7.2`; octets that are no identifier show as `?`.
    public var description: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for octet in octets {
            if arc >> 57 != 0 { return "?" }
            arc = arc << 7 | UInt64(octet & 0x7F)
            guard octet & 0x80 == 0 else { continue }
            if arcs.isEmpty {
                let first = min(arc / 40, 2)
                arcs = [first, arc - first * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        guard let last = octets.last, last & 0x80 == 0, !arcs.isEmpty else { return "?" }
        return arcs.map(String.init).joined(separator: ".")
    }
}

// Content types: RFC 5652, RFC 3274, RFC 5083.
extension OID {
    static let data = OID(1, 2, 840, 113_549, 1, 7, 1)
    static let signedData = OID(1, 2, 840, 113_549, 1, 7, 2)
    static let envelopedData = OID(1, 2, 840, 113_549, 1, 7, 3)
    static let compressedData = OID(1, 2, 840, 113_549, 1, 9, 16, 1, 9)
    static let authEnvelopedData = OID(1, 2, 840, 113_549, 1, 9, 16, 1, 23)
    static let zlib = OID(1, 2, 840, 113_549, 1, 9, 16, 3, 8)
}

// Attributes: RFC 5652, section 11.
extension OID {
    static let contentType = OID(1, 2, 840, 113_549, 1, 9, 3)
    static let messageDigest = OID(1, 2, 840, 113_549, 1, 9, 4)
    static let signingTime = OID(1, 2, 840, 113_549, 1, 9, 5)
}

// Keys and signatures: RFC 8017, RFC 4055, RFC 5754.
extension OID {
    static let rsaEncryption = OID(1, 2, 840, 113_549, 1, 1, 1)
    static let md5WithRSA = OID(1, 2, 840, 113_549, 1, 1, 4)
    static let sha1WithRSA = OID(1, 2, 840, 113_549, 1, 1, 5)
    static let rsaOAEP = OID(1, 2, 840, 113_549, 1, 1, 7)
    static let mgf1 = OID(1, 2, 840, 113_549, 1, 1, 8)
    static let pSpecified = OID(1, 2, 840, 113_549, 1, 1, 9)
    static let rsaPSS = OID(1, 2, 840, 113_549, 1, 1, 10)
    static let sha256WithRSA = OID(1, 2, 840, 113_549, 1, 1, 11)
    static let sha384WithRSA = OID(1, 2, 840, 113_549, 1, 1, 12)
    static let sha512WithRSA = OID(1, 2, 840, 113_549, 1, 1, 13)
    static let sha224WithRSA = OID(1, 2, 840, 113_549, 1, 1, 14)
    static let ecPublicKey = OID(1, 2, 840, 10_045, 2, 1)
    static let ecdsaWithSHA1 = OID(1, 2, 840, 10_045, 4, 1)
    static let ecdsaWithSHA224 = OID(1, 2, 840, 10_045, 4, 3, 1)
    static let ecdsaWithSHA256 = OID(1, 2, 840, 10_045, 4, 3, 2)
    static let ecdsaWithSHA384 = OID(1, 2, 840, 10_045, 4, 3, 3)
    static let ecdsaWithSHA512 = OID(1, 2, 840, 10_045, 4, 3, 4)
}

// Names and extensions of certificates: RFC 5280.
extension OID {
    static let commonName = OID(2, 5, 4, 3)
    static let organizationName = OID(2, 5, 4, 10)
    static let subjectKeyIdentifier = OID(2, 5, 29, 14)
    static let keyUsage = OID(2, 5, 29, 15)
    static let basicConstraints = OID(2, 5, 29, 19)
}
