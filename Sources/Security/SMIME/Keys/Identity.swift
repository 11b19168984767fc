// A certificate of ours with its private key.

/// A certificate and the private key that belongs to it.
public struct Identity: Sendable {
    public let certificate: Certificate
    let privateKey: PrivateKey

    /// - Parameter privateKeyPEM: PKCS#8 or a traditional form, encrypted or not.
    ///
    /// Throws `SMIMEError.keyUnreadable`, and `.keyDiffers` when the key is not the certificate's.
    public init(
        certificate: Certificate, privateKeyPEM: [UInt8], passphrase: [UInt8]? = nil
    ) throws(SMIMEError) {
        let key = try PrivateKey(pem: privateKeyPEM, passphrase: passphrase)
        guard key.belongs(to: certificate) else { throw .keyDiffers }
        self.certificate = certificate
        privateKey = key
    }
}
