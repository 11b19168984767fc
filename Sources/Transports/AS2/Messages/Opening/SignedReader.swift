// Reads multipart/signed: an entity and the signature over its octets.

import SMIME

final class SignedReader: BodyReader {
    /// A signature in base64, with the header of its part.
    private static let signatureLimit = DetachedSignature.limit * 2
    /// Octets of signed content that are held, so that no digest is computed that is not asked for in the end.
    private static let heldLimit = 256 << 10

    private let record: OpeningRecord
    private var splitter: MultipartSplitter
    private var readings: LineEndDigests
    /// What the message says its signature is made with, and what its receipt is to name; empty where it says nothing that is known.
    private let named: Set<DigestName>
    /// The digests that the signature may be made with though its message names others.
    private let candidates: Set<DigestName>
    /// The signed content; nil once it is more than is held.
    private var held: [UInt8]? = []
    private let content: EntityReader
    private var signature: [UInt8] = []

    init(_ record: OpeningRecord, _ boundary: Boundary, micalg: String?) throws(MessageProblem) {
        self.record = record
        splitter = MultipartSplitter(boundary)
        content = EntityReader(record)
        // The name in micalg is often wrong; the signature itself says which digest it is over, but comes last.
        let named = Set(HeaderText.list(micalg ?? "").compactMap { DigestName(parsing: $0) }).subtracting([.md5])
        let asked = Set((record.request?.digests ?? []) + [record.request?.digest].compactMap { $0 })
        self.named = named.isEmpty ? [] : named.union(asked)
        candidates = record.agreement.digests.subtracting([.sha224, .md5]).union(asked)
        readings = try Self.digests(named.union(asked), [])
    }

    private static func digests(
        _ named: Set<DigestName>, _ candidates: Set<DigestName>
    ) throws(MessageProblem) -> LineEndDigests {
        do throws(SMIMEError) {
            return try LineEndDigests(named: named, candidates: candidates)
        } catch {
            throw MessageProblem(.malformed, "\(error)")
        }
    }

    func take(_ piece: RawSpan, _ payload: PieceSink, _ signedContent: PieceSink) throws {
        try splitter.take(piece) { part, octets in
            switch part {
            case 0:
                if content.hasFailed { return }
                try content.take(octets, payload, signedContent)
                readings.update(octets, isBodyBinary: content.isBodyBinary)
                try hold(octets)
                try signedContent(octets)
            case 1:
                octets.withUnsafeBytes { signature.append(contentsOf: $0) }
                if signature.count > Self.signatureLimit {
                    throw MessageProblem(.malformed, "the signature is larger than \(Self.signatureLimit) bytes")
                }
            default:
                throw MessageProblem(.malformed, "a signed message has two parts, and this one has more")
            }
        }
    }

    /// Holds a small content; of a larger one every digest is computed on while it streams by.
    private func hold(_ octets: RawSpan) throws(MessageProblem) {
        guard held != nil else { return }
        octets.withUnsafeBytes { held?.append(contentsOf: $0) }
        guard let begun = held, begun.count > Self.heldLimit else { return }
        held = nil
        readings = try Self.digests(named, candidates)
        readings.update(begun.span.bytes, isBodyBinary: content.isBodyBinary)
    }

    func finish(_ payload: PieceSink, _ signedContent: PieceSink) throws {
        do throws(MultipartSplitter.Fault) {
            try splitter.finish()
        } catch {
            throw MessageProblem(.malformed, "the signed message ends before the boundary that closes it")
        }
        guard splitter.partCount == 2 else {
            throw MessageProblem(.malformed, "a signed message has two parts, this one has \(splitter.partCount)")
        }
        if splitter.hasEpilogue, record.has(.encrypted) {
            throw MessageProblem(.malformed, "something follows the end of the signed message within its encryption")
        }
        try content.finish(payload, signedContent)
        if !content.hasFailed { try verify() }
    }

    private func verify() throws(MessageProblem) {
        guard let part = SmallEntity(signature), let octets = part.signatureContent else {
            throw MessageProblem(.malformed, "the second part of the signed message is no signature")
        }
        record.signature = octets
        let parsed: DetachedSignature
        do throws(SMIMEError) {
            parsed = try DetachedSignature(octets)
        } catch {
            throw MessageProblem(.signatureBroken, "the signature cannot be read: \(error)")
        }
        let missing = parsed.digests.intersection(candidates).subtracting(readings.names)
        if let held, !missing.isEmpty {
            readings = try Self.digests(readings.names.union(missing), [])
            readings.update(held.span.bytes, isBodyBinary: content.isBodyBinary)
        }
        let all = readings.finish()
        let (verdict, reading) = SignatureTrial.verdict(
            parsed, readings: all, pinned: record.agreement.certificates, accepting: record.agreement.digests)
        guard case .valid(let signer, let digest) = verdict else {
            throw MessageProblem(Self.kind(of: verdict), verdict.sentence(for: "message"))
        }
        record.signer = signer
        record.signatureDigest = digest
        record.lineEnds = reading
        let asked = record.request?.micDigest(signedBy: digest) ?? digest
        if let digests = all.first(where: { $0.reading == reading })?.digests {
            let name = digests[asked] == nil ? digest : asked
            record.mics = digests[name].map { [MICCandidate(MIC($0, name), over: .signedContent)] } ?? []
        }
        try check(signer)
    }

    /// What a right signature does not tell: whether its certificate may still be used.
    private func check(_ signer: Certificate) throws(MessageProblem) {
        if signer.isShort(of: record.agreement.minimumKeyBits) {
            throw MessageProblem(
                .keyTooShort, "the message is signed with an RSA key of \(signer.keyBits) bits, too few")
        }
        if signer.holds(at: record.time) { return }
        let sentence = "the message is signed by a certificate of the partner that is not valid now"
        if !record.agreement.acceptsExpiredCertificates { throw MessageProblem(.signerExpired, sentence) }
        record.notes.append(sentence)
    }

    private static func kind(of verdict: SignatureVerdict) -> MessageProblem.Kind {
        switch verdict {
        case .unknownSigner: .signerUnknown
        case .contentDiffers: .contentAltered
        case .digestRefused, .digestMissing, .algorithmUnknown: .digestRefused
        case .noSigner: .notSigned
        case .broken, .valid: .signatureBroken
        }
    }
}

extension Certificate {
    /// Whether it holds an RSA key shorter than that.
    func isShort(of bits: Int) -> Bool { keyKind == .rsa && keyBits < bits }
}
