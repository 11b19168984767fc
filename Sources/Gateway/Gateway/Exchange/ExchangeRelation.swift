// Whom we exchange messages with by AS2: the configuration's channels with their certificates and keys read. Made once for each
// reading of the configuration.

import AS2
import Configuration
import Parsing
import SMIME
import Store

/// The two names of a message: who wrote it, and to whom.
struct NamePair: Sendable, Hashable {
    let from: String
    let to: String

    var reversed: NamePair { NamePair(from: to, to: from) }
}

/// A channel that messages come by.
struct ReceivingRelation: Sendable {
    let partner: Partner
    let channel: String
    let source: AS2Source
    let agreement: ReceivingAgreement
    /// Ours, that signs receipts; nil where we have none.
    let identity: Identity?
}

/// A channel that messages go by.
struct SendingRelation: Sendable {
    let partner: Partner
    let channel: SendChannel
    let target: AS2Target
    /// The partner's, the first of which messages are encrypted to.
    let certificates: [Certificate]
    let identity: Identity?
}

/// All of them.
struct ExchangeRelations: Sendable {
    private(set) var receiving: [NamePair: ReceivingRelation] = [:]
    private(set) var sending: [NamePair: SendingRelation] = [:]
    private(set) var identities: [Identity] = []
    /// What cannot be used, in words; the channels concerned are missing above.
    private(set) var complaints: [Complaint] = []

    init(_ configuration: GatewayConfiguration, _ root: Root) {
        let files = ExchangeFiles(root)
        for own in configuration.as2Identities {
            do {
                identities.append(try files.identity(own))
            } catch {
                complaints.append(Complaint(file: "Config/gateway.yaml", line: nil, sentence: "`as2`: \(error)"))
            }
        }
        for partner in configuration.partners {
            let file = "Config/partners/\(partner.name).yaml"
            for channel in partner.receive {
                guard let source = channel.as2 else { continue }
                do {
                    let relation = try receivingRelation(partner, channel.folder, source, files)
                    receiving[NamePair(from: source.from, to: source.to)] = relation
                } catch {
                    complaints.append(Complaint(file: file, line: nil, sentence: "`\(channel.folder)`: \(error)"))
                }
            }
            for channel in partner.send {
                guard let target = channel.as2 else { continue }
                do {
                    let relation = SendingRelation(
                        partner: partner, channel: channel, target: target,
                        certificates: try files.certificates(target.certificates), identity: identities.first)
                    sending[NamePair(from: target.from, to: target.to)] = relation
                } catch {
                    complaints.append(Complaint(file: file, line: nil, sentence: "`\(channel.folder)`: \(error)"))
                }
            }
        }
    }

    private func receivingRelation(
        _ partner: Partner, _ channel: String, _ source: AS2Source, _ files: ExchangeFiles
    ) throws -> ReceivingRelation {
        let agreement = ReceivingAgreement(
            certificates: try files.certificates(source.certificates), identities: identities,
            signature: Self.demand(source.signature), encryption: Self.demand(source.encryption),
            digests: source.takesLegacy ? DigestName.current.union([.sha1]) : DigestName.current,
            ciphers: source.takesLegacy ? ContentCipher.current.union([.tripleDES]) : ContentCipher.current,
            acceptsExpiredCertificates: source.takesEndedCertificates,
            limits: MessageLimits(payloadByteCount: source.sizeLimit))
        return ReceivingRelation(
            partner: partner, channel: channel, source: source, agreement: agreement, identity: identities.first)
    }

    private static func demand(_ demand: Configuration.Demand) -> ReceivingAgreement.Demand {
        switch demand {
        case .required: .required
        case .accepted: .accepted
        case .none: .none
        }
    }
}

/// Reads certificates, keys and passphrases.
struct ExchangeFiles {
    private let root: Root

    init(_ root: Root) { self.root = root }

    /// A file that cannot be used, in words that name it.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    func certificates(_ files: [String]) throws -> [Certificate] {
        try files.flatMap { file in
            let bytes = try bytes(file)
            do {
                return try Certificate.all(pem: bytes)
            } catch {
                if let one = try? Certificate(der: bytes) { return [one] }
                throw Unusable(description: "\(file): \(error)")
            }
        }
    }

    func identity(_ files: AS2IdentityFiles) throws -> Identity {
        guard let certificate = try certificates([files.certificate]).first else {
            throw Unusable(description: "\(files.certificate) holds no certificate")
        }
        do {
            return try Identity(
                certificate: certificate, privateKeyPEM: try bytes(files.key),
                passphrase: try files.passphraseFile.map(secret))
        } catch let error as SMIMEError {
            throw Unusable(description: "\(files.key): \(error)")
        }
    }

    /// The first line of a file.
    func secret(_ file: String) throws -> [UInt8] { Array(try bytes(file).prefix { $0 != 0x0A && $0 != 0x0D }) }

    func bytes(_ file: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            let source = FileByteSource(path: root.resolve(file))
            try source.forEachPiece { piece in
                guard bytes.count + piece.byteCount <= 1 << 20 else {
                    throw Unusable(description: "\(file) is too large for a certificate or key")
                }
                piece.withUnsafeBytes { bytes += $0 }
            }
        } catch let error as Unusable {
            throw error
        } catch {
            throw Unusable(description: "\(file) cannot be read: \(error)")
        }
        return bytes
    }
}
