// Tries a signature against the readings of what it may be over, the octets as received first.

import SMIME

enum SignatureTrial {
    static func verdict(
        _ signature: DetachedSignature, readings: [(reading: LineEndReading, digests: [DigestName: [UInt8]])],
        pinned: [Certificate], accepting digests: Set<DigestName>
    ) -> (verdict: SignatureVerdict, reading: LineEndReading) {
        var first: SignatureVerdict?
        for (reading, octets) in readings {
            let verdict = signature.verify(pinned: pinned, accepting: digests) { octets[$0] }
            if case .valid = verdict { return (verdict, reading) }
            first = first ?? verdict
        }
        return (first ?? .noSigner, .asReceived)
    }
}
