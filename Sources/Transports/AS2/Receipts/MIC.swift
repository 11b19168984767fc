// The message integrity check: what a receipt says was received.

public import SMIME

/// A digest of a message's content with the algorithm that made it: `Received-Content-MIC` of an MDN.
public struct MIC: Sendable, Hashable, CustomStringConvertible {
    public let digest: [UInt8]
    public let algorithm: DigestName

    public init(_ digest: [UInt8], _ algorithm: DigestName) {
        self.digest = digest
        self.algorithm = algorithm
    }

    /// Reads `<base64>, sha256`, with or without the blank and the hyphen, in any case; nil for what is none. Where the algorithm
    /// is left out, the digest's length tells it: no two of them have the same.
    public init?(field: String) {
        let parts = HeaderText.list(HeaderText.withoutComments(field))
        guard let first = parts.first, parts.count <= 2, let digest = Base64Decoder.decode(Array(first.utf8)),
            let algorithm = parts.count == 2
                ? DigestName(parsing: parts[1]) : DigestName.allCases.first(where: { $0.byteCount == digest.count }),
            digest.count == algorithm.byteCount
        else { return nil }
        self.init(digest, algorithm)
    }

    /// - Parameter spelling: the algorithm's name as the partner writes it; `sha256` where it said nothing.
    public func field(spelling: String? = nil) -> String {
        "\(base64), \(spelling ?? algorithm.rawValue)"
    }

    public var base64: String { String(decoding: Base64Encoder.encode(digest), as: UTF8.self) }

    public var description: String { field() }
}

/// Which octets a MIC is over (RFC 4130, section 7.3.1; RFC 5402, section 4).
public enum MICRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// The octets that were signed, with their MIME header.
    case signedContent = "signed-content"
    /// An unsigned payload, decrypted and decompressed, with its MIME header.
    case payloadWithHeader = "payload-with-header"
    /// An unsigned payload's body alone.
    case payloadBody = "payload-body"
}

/// A MIC and what it is over. The standards disagree for unsigned messages, so there may be several for one.
public struct MICCandidate: Sendable, Hashable {
    public let mic: MIC
    public let rule: MICRule

    public init(_ mic: MIC, over rule: MICRule) {
        self.mic = mic
        self.rule = rule
    }
}
