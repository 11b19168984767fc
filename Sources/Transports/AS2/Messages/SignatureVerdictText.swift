// A signature's verdict in words for people.

import SMIME

extension SignatureVerdict {
    /// - Parameter what: `message` or `receipt`.
    func sentence(for what: String) -> String {
        switch self {
        case .valid: "the signature of the \(what) is valid"
        case .unknownSigner:
            "the \(what) is signed by a certificate that is not configured for this partner; compare fingerprints with it"
        case .contentDiffers: "the \(what)'s content is not what the partner signed"
        case .broken(let reason): "the signature of the \(what) is broken: \(reason)"
        case .digestRefused(let digest): "the signature of the \(what) rests on \(digest.micalg), which is not accepted"
        case .digestMissing(let digest):
            "the signature of the \(what) rests on \(digest.micalg), which its header does not announce"
        case .algorithmUnknown(let algorithm):
            "the signature of the \(what) is made with an algorithm that is unknown here: \(algorithm)"
        case .noSigner: "nobody signed the \(what)"
        }
    }
}
