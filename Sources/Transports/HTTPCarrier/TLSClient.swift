// TLS towards a server: what is trusted, and what we show of ourselves.

import Crypto
import NIOCore
import NIOSSL

struct TLSClient: Sendable {
    private let context: NIOSSLContext
    private let pins: Set<String>

    /// Throws `PostFailure.local` for files that cannot be used.
    init(_ settings: CarrierSettings) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        // A pinned certificate is who it is, whatever host it names.
        if !settings.pins.isEmpty { configuration.certificateVerification = .noHostnameVerification }
        do {
            if let trust = settings.trust {
                let roots = try trust.flatMap { try NIOSSLCertificate.fromPEMFile($0) }
                configuration.trustRoots = .certificates(roots)
            }
            if let certificate = settings.clientCertificate, let key = settings.clientKey {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate)
                    .map { .certificate($0) }
                configuration.privateKey = .privateKey(try Self.key(key, settings.clientPassphrase))
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw PostFailure.local("a certificate or key for TLS cannot be read (\(error))")
        }
        pins = Set(settings.pins)
    }

    private static func key(_ path: String, _ passphrase: [UInt8]?) throws -> NIOSSLPrivateKey {
        guard let passphrase else { return try NIOSSLPrivateKey(file: path, format: .pem) }
        return try NIOSSLPrivateKey(file: path, format: .pem) { setter in setter(passphrase) }
    }

    func handler(for host: String) throws -> NIOSSLClientHandler {
        let name = Self.isIPAddress(host) ? nil : host
        if pins.isEmpty { return try NIOSSLClientHandler(context: context, serverHostname: name) }
        let pins = pins
        return try NIOSSLClientHandler(context: context, serverHostname: name) { certificates, verdict in
            let own = certificates.first.flatMap { try? $0.toDERBytes() }
            let fingerprint = own.map { SHA256.hash(data: $0).map(Self.digits).joined() }
            verdict.succeed(fingerprint.map(pins.contains) == true ? .certificateVerified : .failed)
        }
    }

    private static func digits(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func isIPAddress(_ host: String) -> Bool {
        (try? SocketAddress(ipAddress: host, port: 0)) != nil
    }
}
