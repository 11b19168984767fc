// What is found out while a message is opened; its readers, one a layer, share it.

import SMIME

final class OpeningRecord {
    enum Layer: Hashable { case encrypted, compressed, signed }

    let agreement: ReceivingAgreement
    let request: ReceiptRequest?
    /// Unix seconds; known when the message is over.
    var time: Int64 = 0

    private var layers: [Layer] = []
    private var problems: [(problem: MessageProblem, isEncrypted: Bool)] = []
    var envelope: EnvelopeDescription?
    var payloadHeaders: AS2Headers?
    var payloadByteCount: Int64 = 0
    var signer: Certificate?
    var signatureDigest: DigestName?
    var lineEnds: LineEndReading?
    var signature: [UInt8]?
    var mics: [MICCandidate] = []
    var notes: [String] = []

    init(_ agreement: ReceivingAgreement, _ request: ReceiptRequest?) {
        self.agreement = agreement
        self.request = request
    }

    func has(_ layer: Layer) -> Bool { layers.contains(layer) }

    /// Whether a layer may begin here: encryption only outermost, each kind once (RFC 5402, section 3).
    func enter(_ layer: Layer) throws(MessageProblem) {
        if has(layer) { throw MessageProblem(.layers, "the message is \(layer) twice") }
        if layer == .encrypted, !layers.isEmpty {
            throw MessageProblem(
                .layers, "the message is encrypted within another layer; encryption has to be outermost")
        }
        layers.append(layer)
        let agreed = layer == .encrypted ? agreement.encryption : layer == .signed ? agreement.signature : .accepted
        if agreed == .none {
            throw MessageProblem(.layers, "the message is \(layer), and it was agreed that messages are not")
        }
    }

    /// The payload begins: all layers are known.
    func enterPayload() throws(MessageProblem) {
        if agreement.encryption == .required, !has(.encrypted) {
            throw MessageProblem(.notEncrypted, "the message is not encrypted, as was agreed")
        }
        if agreement.signature == .required, !has(.signed) {
            throw MessageProblem(.notSigned, "the message is not signed, as was agreed")
        }
    }

    func add(_ problem: MessageProblem) { problems.append((problem, has(.encrypted))) }

    var message: OpenedMessage {
        let isGood = problems.isEmpty
        return OpenedMessage(
            layers: layers.map { layer in
                switch layer {
                case .encrypted: .encrypted(envelope)
                case .compressed: .compressed
                case .signed: .signed
                }
            },
            payloadName: payloadHeaders.flatMap(PayloadName.init),
            payloadType: payloadHeaders?["Content-Type"].flatMap(MediaType.init(field:)),
            payloadByteCount: payloadByteCount, signer: signer, signatureDigest: signatureDigest, lineEnds: lineEnds,
            signature: signature, mics: isGood ? mics : [], problems: problems.map(\.problem),
            disposition: disposition, notes: notes)
    }

    /// Of an encrypted message nobody learns whether the key, the padding or what came out was wrong.
    private var disposition: Disposition {
        if let refusal = problems.first(where: { $0.problem.kind == .receiptRefused }) {
            return refusal.problem.disposition
        }
        if problems.contains(where: { $0.isEncrypted && $0.problem.isStructural }) { return .decryptionFailed }
        return problems.first?.problem.disposition ?? .processed
    }
}

extension OpeningRecord.Layer: CustomStringConvertible {
    var description: String {
        switch self {
        case .encrypted: "encrypted"
        case .compressed: "compressed"
        case .signed: "signed"
        }
    }
}
