// Open: the checksum file's digest, the decryption, the signature by the partner's pinned key.
// What it gives is a sealed file of the content; what it refuses leaves no readable trace.

import Checksum
import Configuration
import OpenPGP
import Parsing
import Store
import Vault

/// What opening gave.
struct OpenedContent {
    /// Sealed file of the content.
    let spool: String
    /// Primary fingerprint of the signer; nil for a plain file.
    let signer: String?
}

struct Opening {
    private let installation: Installation
    private let keyring: Keyring?

    init(_ installation: Installation, keyring: Keyring?) {
        self.installation = installation
        self.keyring = keyring
    }

    /// Opens an arrival. Throws `Refusal` when it must be set apart; anything else is a fault of ours.
    func open(_ arrival: ArrivalRecord, _ channel: ReceiveChannel) throws -> OpenedContent {
        try verifyChecksum(arrival, channel)
        let isEncrypted = Keyring.looksLikeOpenPGP(try beginning(of: arrival))
        switch (isEncrypted, channel.openPGP) {
        case (false, .required): throw Refusal(GatewayRules.notEncrypted)
        case (true, .none): throw Refusal(GatewayRules.encryptionUnexpected)
        case (false, _): return OpenedContent(spool: arrival.spool, signer: try messageSigner(arrival))
        case (true, _): return try decrypt(arrival, channel)
        }
    }

    /// Whether a checksum file lies beside a file and agrees with it: then the file is whole.
    static func agreesWithChecksum(
        _ arrival: ArrivalRecord, _ channel: ReceiveChannel, _ installation: Installation
    ) throws -> Bool {
        if arrival.sidecarName == nil { return false }
        do {
            try Opening(installation, keyring: nil).verifyChecksum(arrival, channel)
            return true
        } catch is Refusal {
            return false
        }
    }

    /// Who signed the message that brought it, by AS2.
    private func messageSigner(_ arrival: ArrivalRecord) throws -> String? {
        if arrival.channel != "as2" { return nil }
        return try installation.database.read { try $0.receivedMessages(of: arrival.id) }.first?.signer
    }

    private func verifyChecksum(_ arrival: ArrivalRecord, _ channel: ReceiveChannel) throws {
        guard channel.checksum != .none else { return }
        if arrival.sidecarName == nil {
            if channel.checksum == .required { throw Refusal(GatewayRules.checksumMissing) }
            return
        }
        guard let sidecar = Sidecar.read(arrival.sidecar, for: arrival.name) else {
            throw Refusal(GatewayRules.checksumUnreadable)
        }
        let digest: String
        if sidecar.algorithm == .sha256 {
            digest = arrival.sha256
        } else {
            var running = RunningDigest(sidecar.algorithm)
            var source = installation.spool.source(arrival.spool)
            try source.forEachPiece { running.update($0) }
            digest = running.hexadecimal()
        }
        if digest != sidecar.digest {
            throw Refusal(
                GatewayRules.checksumMismatch,
                """
                The checksum file names \(sidecar.algorithm.rawValue) \(sidecar.digest.prefix(12))…, \
                the file has \(digest.prefix(12))….
                """)
        }
    }

    private struct Enough: Error {}

    private func beginning(of arrival: ArrivalRecord) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var source = installation.spool.source(arrival.spool)
        do {
            try source.forEachPiece { piece in
                piece.extracting(first: 256).withUnsafeBytes { bytes.append(contentsOf: $0) }
                throw Enough()
            }
        } catch is Enough {}
        return bytes
    }

    private func decrypt(_ arrival: ArrivalRecord, _ channel: ReceiveChannel) throws -> OpenedContent {
        guard let keyring else { throw Refusal(GatewayRules.undecryptable) }
        let name = installation.spool.freshName()
        var reader = try installation.vault.reader(path: installation.spool.path(arrival.spool))
        var writer = try installation.vault.writer(path: installation.spool.path(name))
        do {
            let message = try keyring.open(
                pinned: Set(channel.signedBy), input: { try reader.read(into: &$0) },
                output: {
                    LaneProgress.advanced()
                    try writer.write($0)
                })
            _ = try writer.commit()
            DurableStep.openSealed.reached()
            return OpenedContent(spool: name, signer: message.signer)
        } catch let refusal as OpenPGPRefusal {
            writer.abandon()
            throw Refusal(Opening.rule(refusal))
        } catch {
            writer.abandon()
            throw error
        }
    }

    static func rule(_ refusal: OpenPGPRefusal) -> FindingRule {
        switch refusal {
        case .notEncrypted: GatewayRules.notEncrypted
        case .notForUs, .damaged: GatewayRules.undecryptable
        case .unsigned: GatewayRules.unsigned
        case .unknownSigner, .signerNotPinned: GatewayRules.signerUnknown
        case .badSignature: GatewayRules.signatureBad
        case .expired: GatewayRules.keyExpired
        case .revoked: GatewayRules.keyRevoked
        case .weakDigest, .noIntegrityProtection: GatewayRules.weakProtection
        case .exploding: GatewayRules.exploding
        }
    }
}
