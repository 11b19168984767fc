// How a signature was made from a digest, read from and written to its AlgorithmIdentifier.

/// A signature algorithm without its digest.
enum SignatureScheme: Sendable, Hashable {
    /// RSASSA-PKCS1-v1_5.
    case pkcs1
    /// RSASSA-PSS with MGF1 over this digest and a salt of so many octets.
    case pss(mask: DigestName, saltLength: Int)
    case ecdsa

    /// Digest algorithms that are part of a signature algorithm's number; a plain key algorithm leaves it to the signer's digest.
    private static let known: [OID: (SignatureScheme, DigestName?)] = [
        .rsaEncryption: (.pkcs1, nil), .md5WithRSA: (.pkcs1, .md5), .sha1WithRSA: (.pkcs1, .sha1),
        .sha224WithRSA: (.pkcs1, .sha224), .sha256WithRSA: (.pkcs1, .sha256), .sha384WithRSA: (.pkcs1, .sha384),
        .sha512WithRSA: (.pkcs1, .sha512), .ecPublicKey: (.ecdsa, nil), .ecdsaWithSHA1: (.ecdsa, .sha1),
        .ecdsaWithSHA224: (.ecdsa, .sha224), .ecdsaWithSHA256: (.ecdsa, .sha256),
        .ecdsaWithSHA384: (.ecdsa, .sha384), .ecdsaWithSHA512: (.ecdsa, .sha512),
    ]

    /// The scheme that an AlgorithmIdentifier names, with the digest that it rests on where it names one.
    static func read(_ algorithm: BERElement) -> (scheme: SignatureScheme, digest: DigestName?)? {
        guard let oid = algorithm.child(0)?.oid else { return nil }
        if oid == .rsaPSS { return algorithm.child(1).flatMap(pss) }
        return known[oid].map { (scheme: $0.0, digest: $0.1) }
    }

    /// RSASSA-PSS-params (RFC 4055, section 3.1): SHA-1, MGF1 with SHA-1 and 20 where nothing stands.
    private static func pss(_ parameters: BERElement) -> (scheme: SignatureScheme, digest: DigestName?)? {
        guard parameters.tag == .sequence else { return nil }
        guard let digest = DigestName(explicit: parameters.child(.context(0))),
            let mask = DigestName(mask: parameters.child(.context(1)))
        else { return nil }
        var saltLength = 20
        if let explicit = parameters.child(.context(2)) {
            guard let number = explicit.child(0)?.number else { return nil }
            saltLength = number
        }
        guard saltLength <= 512 else { return nil }
        return (.pss(mask: mask, saltLength: saltLength), digest)
    }

    /// The AlgorithmIdentifier for a signature over this digest.
    func written(over digest: DigestName) -> [UInt8] {
        switch self {
        case .pkcs1: DER.algorithm(.rsaEncryption)
        case .pss(let mask, let saltLength):
            DER.algorithm(
                .rsaPSS,
                DER.sequence(
                    digest.explicit(0), mask.explicitMask(1),
                    saltLength == 20 ? [] : DER.context(2, DER.integer(UInt8(clamping: saltLength)))))
        case .ecdsa:
            switch digest {
            case .sha1, .md5: DER.algorithm(.ecdsaWithSHA1, nil)
            case .sha224: DER.algorithm(.ecdsaWithSHA224, nil)
            case .sha256: DER.algorithm(.ecdsaWithSHA256, nil)
            case .sha384: DER.algorithm(.ecdsaWithSHA384, nil)
            case .sha512: DER.algorithm(.ecdsaWithSHA512, nil)
            }
        }
    }

    /// In the words of its standard.
    static func name(of algorithm: BERElement) -> String {
        guard let oid = algorithm.child(0)?.oid else { return "?" }
        if oid == .rsaPSS { return "RSASSA-PSS" }
        switch known[oid] {
        case (.ecdsa, let digest?)?: return "ecdsa-with-\(digest.rawValue.uppercased())"
        case (_, let digest?)?: return "\(digest.rawValue)WithRSAEncryption"
        case (.ecdsa, nil)?: return "id-ecPublicKey"
        case (_, nil)?: return "rsaEncryption"
        case nil: return oid.description
        }
    }
}

// Digests inside of RSA parameters (RFC 4055), where SHA-1 is what stands for nothing.
extension DigestName {
    /// From `[n] EXPLICIT HashAlgorithm`.
    init?(explicit element: BERElement?) {
        guard let element else {
            self = .sha1
            return
        }
        guard let oid = element.child(0)?.child(0)?.oid else { return nil }
        self.init(oid: oid)
    }

    /// From `[n] EXPLICIT MaskGenAlgorithm`, which is MGF1.
    init?(mask element: BERElement?) {
        guard let element else {
            self = .sha1
            return
        }
        guard element.child(0)?.child(0)?.oid == .mgf1, let oid = element.child(0)?.child(1)?.child(0)?.oid else {
            return nil
        }
        self.init(oid: oid)
    }

    func explicit(_ number: UInt32) -> [UInt8] { self == .sha1 ? [] : DER.context(number, DER.algorithm(oid)) }

    func explicitMask(_ number: UInt32) -> [UInt8] {
        self == .sha1 ? [] : DER.context(number, DER.algorithm(.mgf1, DER.algorithm(oid)))
    }
}
