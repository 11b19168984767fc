// What a message turned out to be, once all of it has come.

public import SMIME

/// A layer around the payload.
public enum MessageLayer: Sendable, Hashable {
    /// nil where it could not be decrypted.
    case encrypted(EnvelopeDescription?)
    case compressed
    case signed
}

/// The outcome of opening one message.
///
/// Only where `problems` is empty may the payload that the sink got be used.
public struct OpenedMessage: Sendable {
    /// From the outside in.
    public let layers: [MessageLayer]
    /// What the sender calls the payload: data for records, never a path.
    public let payloadName: PayloadName?
    /// The payload's own Content-Type; nil where it has none.
    public let payloadType: MediaType?
    /// Bytes handed to the payload's sink.
    public let payloadByteCount: Int64
    /// The partner's certificate that proved the signature.
    public let signer: Certificate?
    public let signatureDigest: DigestName?
    /// How line ends had to be read for the signature to fit.
    public let lineEnds: LineEndReading?
    /// The signature as it came, DER or BER, for evidence: `openssl cms -verify -inform DER -content …`.
    public let signature: [UInt8]?
    /// What a receipt says was received; the first is the one to answer. Empty where problems leave none.
    public let mics: [MICCandidate]
    /// Everything wrong, in the order in which it was met.
    public let problems: [MessageProblem]
    /// What to answer.
    public let disposition: Disposition
    /// Worth telling an operator, and no reason to refuse: an expired certificate that is accepted, say.
    public let notes: [String]

    public var isEncrypted: Bool { layers.contains { if case .encrypted = $0 { true } else { false } } }
    public var isSigned: Bool { layers.contains(.signed) }
    public var isCompressed: Bool { layers.contains(.compressed) }

    /// For people on the other side: the first part of a receipt.
    public var words: String { disposition.explanation }
}
