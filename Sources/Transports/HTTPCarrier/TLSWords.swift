// What went wrong between us and a server that speaks TLS, in words for an operator: whose certificate it was, and what about it.

import Glibc
import NIOCore
import NIOSSL

/// The certificate that a server showed, as far as words about it need it.
struct ShownCertificate: Sendable {
    /// Unix seconds.
    let notBefore: Int64
    let notAfter: Int64

    /// Nil where the connection has no TLS or the server has shown none.
    init?(_ context: ChannelHandlerContext) {
        guard let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self),
            let certificate = handler.peerCertificate
        else { return nil }
        notBefore = Int64(certificate.notValidBefore)
        notAfter = Int64(certificate.notValidAfter)
    }
}

struct TLSWords: Sendable {
    /// Whether the server's certificate is compared with pinned ones, and with nothing else.
    let isPinned: Bool

    /// - Parameter time: Unix seconds.
    func reason(_ error: any Error, _ shown: ShownCertificate?, at time: Int64 = Int64(Glibc.time(nil))) -> String {
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return "its certificate names another host"
        }
        guard let found = "\(error)".firstMatch(of: /OPENSSL_internal:([A-Z0-9_]+)/)?.1 else {
            return "TLS cannot be agreed on"
        }
        switch found {
        case "CERTIFICATE_VERIFY_FAILED": return refusal(of: shown, at: time)
        case "TLSV1_ALERT_CERTIFICATE_REQUIRED", "SSLV3_ALERT_HANDSHAKE_FAILURE":
            return "it wants to see a certificate of ours"
        case "TLSV1_ALERT_UNKNOWN_CA", "SSLV3_ALERT_BAD_CERTIFICATE", "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
            "SSLV3_ALERT_CERTIFICATE_EXPIRED", "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE":
            return "it does not take the certificate that we show"
        case "WRONG_VERSION_NUMBER", "HTTP_REQUEST": return "it does not speak TLS there"
        default: return found.lowercased().split(separator: "_").joined(separator: " ")
        }
    }

    private func refusal(of shown: ShownCertificate?, at time: Int64) -> String {
        if isPinned { return "its certificate is not a pinned one" }
        if let shown, time > shown.notAfter { return "its certificate is not valid any more" }
        if let shown, time < shown.notBefore { return "its certificate is not valid yet" }
        return "its certificate does not rest on what is trusted"
    }
}
