// Puts the layers of one message around its payload, from the outside in.

import SMIME

struct MessageAssembly {
    private let agreement: SendingAgreement
    private let time: Int64
    private let boundary: Boundary

    private let body = BodyStage()
    /// From the outside in; octets enter at the last.
    private var stages: [any OutgoingStage]
    private(set) var outermost: AS2Headers?
    private(set) var signature: [UInt8]?
    private(set) var mics: [MICCandidate] = []

    var byteCount: Int64 { body.byteCount }

    init(_ agreement: SendingAgreement, time: Int64, boundary: Boundary) {
        self.agreement = agreement
        self.time = time
        self.boundary = boundary
        stages = [body]
    }

    mutating func write(_ payload: OutgoingPayload, _ body: PieceSink, _ signedContent: PieceSink) throws {
        if !agreement.recipients.isEmpty {
            try beginLayer(Self.encryption(agreement.cipher), body, signedContent) { [agreement] next in
                try EncryptionStage(agreement, next)
            }
        }
        let compressesInside = agreement.compression == .beforeSigning && agreement.signer != nil
        if agreement.compression != .none, !compressesInside { try beginCompression(body, signedContent) }
        if let signer = agreement.signer {
            try writeSigned(payload, by: signer, compressesInside, body, signedContent)
        } else {
            try writeUnsigned(payload, body, signedContent)
        }
        try finish(to: 0, body, signedContent)
    }

    private mutating func writeSigned(
        _ payload: OutgoingPayload, by signer: Identity, _ isCompressed: Bool, _ body: PieceSink,
        _ signedContent: PieceSink
    ) throws {
        var fields = AS2Headers()
        fields.append("Content-Type", SignedEntity.type(boundary, digest: agreement.digest).description)
        try begin(fields, body, signedContent)
        try put(boundary.opening, body, signedContent)

        let depth = stages.count
        let content = try SignedContentStage(agreement.digest, innermost)
        stages.append(content)
        if isCompressed { try beginCompression(body, signedContent) }
        try begin(Self.fields(of: payload), body, signedContent)
        let stage = innermost
        try payload.read { try stage.take($0, body, signedContent) }
        try finish(to: depth, body, signedContent)

        let digest = content.digest.finish()
        let signature = try SignedEntity.signature(
            over: digest, digest: agreement.digest, identity: signer, time: time,
            includesCertificate: agreement.includesCertificate)
        self.signature = signature
        mics = [MICCandidate(MIC(digest, agreement.digest), over: .signedContent)]
        try put(boundary.delimiter + SignedEntity.signaturePart(signature) + boundary.closing, body, signedContent)
    }

    private mutating func writeUnsigned(
        _ payload: OutgoingPayload, _ body: PieceSink, _ signedContent: PieceSink
    ) throws {
        let fields = Self.fields(of: payload)
        let isPlain = outermost == nil
        try begin(fields, body, signedContent)
        var plain = try MessageDigest(agreement.digest)
        var entity = try MessageDigest(agreement.digest)
        let header = PlainHeader.octets(of: fields)
        entity.update(header.span.bytes)
        let stage = innermost
        try payload.read { piece in
            plain.update(piece)
            entity.update(piece)
            try stage.take(piece, body, signedContent)
        }
        let bodyAlone = MICCandidate(MIC(plain.finish(), agreement.digest), over: .payloadBody)
        let withHeader = MICCandidate(MIC(entity.finish(), agreement.digest), over: .payloadWithHeader)
        mics = isPlain ? [bodyAlone, withHeader] : [withHeader, bodyAlone]
    }

    private mutating func beginCompression(_ body: PieceSink, _ signedContent: PieceSink) throws {
        try beginLayer(Self.compression, body, signedContent) { try CompressionStage($0) }
    }

    /// Begins an entity application/pkcs7-mime, with its transfer encoding.
    private mutating func beginLayer(
        _ layer: (type: String, file: String), _ body: PieceSink, _ signedContent: PieceSink,
        _ stage: (any OutgoingStage) throws -> any OutgoingStage
    ) throws {
        var fields = AS2Headers()
        fields.append(
            "Content-Type", "application/pkcs7-mime; smime-type=\(layer.type); name=\(HeaderText.quoting(layer.file))")
        fields.append("Content-Transfer-Encoding", agreement.usesBase64 ? "base64" : "binary")
        fields.append("Content-Disposition", "attachment; filename=\(HeaderText.quoting(layer.file))")
        try begin(fields, body, signedContent)
        if agreement.usesBase64 { stages.append(Base64Stage(innermost)) }
        stages.append(try stage(innermost))
    }

    /// Begins an entity: the header of the outermost is HTTP's, that of another stands before its body.
    private mutating func begin(_ fields: AS2Headers, _ body: PieceSink, _ signedContent: PieceSink) throws {
        if outermost == nil {
            outermost = fields
        } else {
            try put(PlainHeader.octets(of: fields), body, signedContent)
        }
    }

    private func put(_ octets: [UInt8], _ body: PieceSink, _ signedContent: PieceSink) throws {
        try innermost.take(octets.span.bytes, body, signedContent)
    }

    /// Ends the stages within the first so many.
    private mutating func finish(to depth: Int, _ body: PieceSink, _ signedContent: PieceSink) throws {
        while stages.count > depth, let stage = stages.popLast() { try stage.finish(body, signedContent) }
    }

    private var innermost: any OutgoingStage { stages.last ?? body }

    private static func fields(of payload: OutgoingPayload) -> AS2Headers {
        var fields = AS2Headers()
        fields.append("Content-Type", payload.type.description)
        fields.append("Content-Transfer-Encoding", "binary")
        if let name = payload.name { fields.append("Content-Disposition", name.dispositionField) }
        return fields
    }

    private static let compression = (type: "compressed-data", file: "smime.p7z")

    private static func encryption(_ cipher: ContentCipher) -> (type: String, file: String) {
        (cipher.isAuthenticated ? "authEnveloped-data" : "enveloped-data", "smime.p7m")
    }
}
