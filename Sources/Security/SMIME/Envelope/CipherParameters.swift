// The content cipher with its vector, as an AlgorithmIdentifier (RFC 3565; RFC 5084; RFC 3370, section 5.1).

struct CipherParameters: Sendable, Hashable {
    let cipher: ContentCipher
    let vector: [UInt8]
    /// Octets of the tag of an authenticated cipher.
    let tagByteCount: Int

    /// For a content of ours.
    init(_ cipher: ContentCipher, vector: [UInt8]) {
        self.cipher = cipher
        self.vector = vector
        tagByteCount = 16
    }

    /// - Parameter offset: how far the message was read, for the error.
    ///
    /// Throws `SMIMEError.cipherUnknown`, and `.malformed` for parameters that the cipher cannot have.
    init(_ algorithm: BERElement, at offset: Int64) throws(SMIMEError) {
        guard let oid = algorithm.child(0)?.oid else { throw .malformed(offset: offset, reason: "no content cipher") }
        guard let cipher = ContentCipher(oid: oid) else { throw .cipherUnknown(oid) }
        let invalid = SMIMEError.malformed(offset: offset, reason: "the parameters of \(cipher) are invalid")
        guard let parameters = algorithm.child(1) else { throw invalid }
        self.cipher = cipher
        guard cipher.isAuthenticated else {
            guard parameters.tag == .octetString, parameters.joined.count == cipher.vectorByteCount else {
                throw invalid
            }
            vector = parameters.joined
            tagByteCount = 0
            return
        }
        guard let nonce = parameters.child(0), nonce.tag == .octetString, (1...64).contains(nonce.joined.count) else {
            throw invalid
        }
        vector = nonce.joined
        guard let length = parameters.child(1) else {
            tagByteCount = 12
            return
        }
        guard let number = length.number, (12...16).contains(number) else { throw invalid }
        tagByteCount = number
    }

    var written: [UInt8] {
        let nonce = DER.octetString(vector)
        return DER.algorithm(cipher.oid, cipher.isAuthenticated ? DER.sequence(nonce, DER.integer(16)) : nonce)
    }
}
