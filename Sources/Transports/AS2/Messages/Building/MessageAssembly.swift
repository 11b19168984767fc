// Puts the layers of one message around its payload, from the outside in.

import SMIME

struct MessageAssembly {
    /// What a first pass over the payload found out, for the second to write definite lengths.
    struct Measure {
        let envelopeByteCount: Int64
        /// Some kinds of signature differ in length each time: the second pass takes that of the first.
        let digest: [UInt8]?
        let signature: [UInt8]?
    }

    private enum Pass {
        case only
        case measuring
        case second(Measure)
    }

    private let agreement: SendingAgreement
    private let time: Int64
    private let boundary: Boundary

    private let pass: Pass
    private let body = CountingStage()
    private var contentDigest: [UInt8]?
    /// From the outside in; octets enter at the last.
    private var stages: [any OutgoingStage]
    private(set) var outermost: AS2Headers?
    private(set) var signature: [UInt8]?
    private(set) var mics: [MICCandidate] = []

    var byteCount: Int64 { body.byteCount }

    init(_ agreement: SendingAgreement, time: Int64, boundary: Boundary) {
        self.init(agreement, time: time, boundary: boundary, .only)
    }

    init(_ agreement: SendingAgreement, time: Int64, boundary: Boundary, measure: Measure) {
        self.init(agreement, time: time, boundary: boundary, .second(measure))
    }

    /// What the first of two passes finds out.
    static func measure(
        _ payload: OutgoingPayload, _ agreement: SendingAgreement, time: Int64, boundary: Boundary
    ) throws -> Measure {
        var assembly = MessageAssembly(agreement, time: time, boundary: boundary, .measuring)
        try assembly.write(payload, { _ in }, { _ in })
        return Measure(
            envelopeByteCount: assembly.byteCount, digest: assembly.contentDigest, signature: assembly.signature)
    }

    private init(_ agreement: SendingAgreement, time: Int64, boundary: Boundary, _ pass: Pass) {
        self.pass = pass
        self.agreement = agreement
        self.time = time
        self.boundary = boundary
        stages = [body]
    }

    mutating func write(_ payload: OutgoingPayload, _ body: PieceSink, _ signedContent: PieceSink) throws {
        if !agreement.recipients.isEmpty {
            try beginEncryption(body, signedContent)
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
        try begin(self.fields(of: payload), body, signedContent)
        let stage = innermost
        try payload.read { try stage.take($0, body, signedContent) }
        try finish(to: depth, body, signedContent)

        let digest = content.digest.finish()
        let signature = try sign(digest, by: signer)
        contentDigest = digest
        self.signature = signature
        mics = [MICCandidate(MIC(digest, agreement.digest), over: .signedContent)]
        try put(boundary.delimiter + SignedEntity.signaturePart(signature) + boundary.closing, body, signedContent)
    }

    private func sign(_ digest: [UInt8], by signer: Identity) throws -> [UInt8] {
        if case .second(let measure) = pass, measure.digest == digest, let signature = measure.signature {
            return signature
        }
        return try SignedEntity.signature(
            over: digest, digest: agreement.digest, identity: signer, time: time,
            includesCertificate: agreement.includesCertificate)
    }

    private mutating func writeUnsigned(
        _ payload: OutgoingPayload, _ body: PieceSink, _ signedContent: PieceSink
    ) throws {
        let fields = self.fields(of: payload)
        let isPlain = outermost == nil
        try begin(fields, body, signedContent)
        var digests = try digestsOfUnsigned.map { name in
            (name: name, plain: try MessageDigest(name), entity: try MessageDigest(name))
        }
        let header = PlainHeader.octets(of: fields)
        for place in digests.indices { digests[place].entity.update(header.span.bytes) }
        let stage = innermost
        try payload.read { piece in
            for place in digests.indices {
                digests[place].plain.update(piece)
                digests[place].entity.update(piece)
            }
            try stage.take(piece, body, signedContent)
        }
        mics = digests.flatMap { digest in
            let bodyAlone = MICCandidate(MIC(digest.plain.finish(), digest.name), over: .payloadBody)
            let withHeader = MICCandidate(MIC(digest.entity.finish(), digest.name), over: .payloadWithHeader)
            return isPlain ? [bodyAlone, withHeader] : [withHeader, bodyAlone]
        }
    }

    /// Without a signature only the request for a signed receipt names a digest; without that, too, receivers take SHA-1 (RFC 4130,
    /// section 7.4.3).
    private var digestsOfUnsigned: [DigestName] {
        agreement.receipt.isSigned || agreement.digest == .sha1 ? [agreement.digest] : [agreement.digest, .sha1]
    }

    private mutating func beginEncryption(_ body: PieceSink, _ signedContent: PieceSink) throws {
        let form: EnvelopeSealer.Form
        switch pass {
        case .measuring:
            // What would be encrypted is the body here, and only counted.
            outermost = AS2Headers()
            return
        case .second(let measure): form = .definite(byteCount: measure.envelopeByteCount)
        case .only: form = .streamed
        }
        try beginLayer(Self.encryption(agreement.cipher), body, signedContent) { [agreement] next in
            try EncryptionStage(agreement, form, next)
        }
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

    private func fields(of payload: OutgoingPayload) -> AS2Headers {
        var fields = AS2Headers()
        fields.append("Content-Type", payload.type.description)
        fields.append("Content-Transfer-Encoding", "binary")
        if let name = payload.name {
            fields.append("Content-Disposition", name.dispositionField(isQuoted: agreement.quotesFileName))
        }
        return fields
    }

    private static let compression = (type: "compressed-data", file: "smime.p7z")

    private static func encryption(_ cipher: ContentCipher) -> (type: String, file: String) {
        (cipher.isAuthenticated ? "authEnveloped-data" : "enveloped-data", "smime.p7m")
    }
}
