// TLS at our door: our certificate, and whose clients we let in.

import Configuration
import Gateway
import NIOSSL
import Parsing

struct EndpointTLS: Sendable {
    private let context: NIOSSLContext

    /// Throws `EndpointFailure`.
    init(_ configured: AS2Listener.TLS, _ root: Root) throws {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(root.resolve(configured.certificate))
            let key: NIOSSLPrivateKey
            if let file = configured.passphraseFile {
                let passphrase = try Self.secret(root.resolve(file))
                key = try NIOSSLPrivateKey(file: root.resolve(configured.key), format: .pem) { $0(passphrase) }
            } else {
                key = try NIOSSLPrivateKey(file: root.resolve(configured.key), format: .pem)
            }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            if let clients = configured.clients {
                let trusted = try clients.flatMap { try NIOSSLCertificate.fromPEMFile(root.resolve($0)) }
                configuration.trustRoots = .certificates(trusted)
                // A client's certificate must rest on one of these; clients have no host name to compare.
                configuration.certificateVerification = .noHostnameVerification
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw EndpointFailure(reason: "`listen: as2` cannot use its certificate or key: \(error)")
        }
    }

    func handler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context) }

    /// The first line of a file.
    private static func secret(_ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let source = FileByteSource(path: path)
        try source.forEachPiece { piece in if bytes.count < 4096 { piece.withUnsafeBytes { bytes += $0 } } }
        return Array(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
    }
}
