// The digests of what was signed, under every reading of its line ends that partners' products use, side by side and in one pass.

import SMIME

/// How the octets were read when their signature fitted.
public enum LineEndReading: String, Sendable, Hashable, Codable, CaseIterable {
    /// As they came: the rule.
    case asReceived = "as-received"
    /// Bare LF taken for CRLF in header and body.
    case canonical = "canonical"
    /// Bare LF taken for CRLF in the header only.
    case canonicalHeader = "canonical-header"
}

/// Digests of an entity as it came, and with its bare line feeds made CRLF (RFC 5751, section 3.1.1). Readings that do not differ
/// are not computed twice: a second one begins where the first bare LF is.
struct LineEndDigests {
    /// Beyond this many octets only the digests that the message itself names are computed on.
    static let candidateLimit: Int64 = 64 << 20

    private var asReceived: [MessageDigest]
    private var canonical: [MessageDigest]?
    private var canonicalHeader: [MessageDigest]?
    private let named: Set<DigestName>
    private var last: UInt8 = 0
    private var isLineEmpty = true
    private var isHeader = true
    private var byteCount: Int64 = 0

    /// - Parameters:
    ///   - named: what the message says its signature is made with; always computed.
    ///   - candidates: what it may be made with all the same.
    init(named: Set<DigestName>, candidates: Set<DigestName>) throws(SMIMEError) {
        self.named = named.isEmpty ? candidates : named
        asReceived = []
        for name in named.union(candidates) { asReceived.append(try MessageDigest(name)) }
    }

    var names: Set<DigestName> { Set(asReceived.map(\.name)) }

    /// - Parameter isBodyBinary: whether the entity says that its body is binary, which forbids to touch its line ends.
    mutating func update(_ piece: RawSpan, isBodyBinary: Bool) {
        byteCount += Int64(piece.byteCount)
        if byteCount > Self.candidateLimit { keepNamed() }
        var done = 0
        var scan = 0
        while let feed = MultipartSplitter.lineFeed(in: piece, from: scan) {
            let before = feed == 0 ? last : piece.unsafeLoad(fromByteOffset: feed - 1, as: UInt8.self)
            let lineStart = scan
            scan = feed + 1
            let wasHeader = isHeader
            passLine(isEmpty: lineStart == feed - (feed > lineStart && before == 0x0D ? 1 : 0))
            if before == 0x0D { continue }
            if !wasHeader, isBodyBinary { continue }
            feedAll(piece, done..<feed)
            done = feed
            insertReturn(isInHeader: wasHeader)
        }
        if scan < piece.byteCount {
            let isOnlyReturn =
                scan == piece.byteCount - 1 && piece.unsafeLoad(fromByteOffset: scan, as: UInt8.self) == 0x0D
            if !isOnlyReturn { isLineEmpty = false }
        }
        feedAll(piece, done..<piece.byteCount)
        if piece.byteCount > 0 { last = piece.unsafeLoad(fromByteOffset: piece.byteCount - 1, as: UInt8.self) }
    }

    /// The readings in the order to try them, each with its digests.
    func finish() -> [(reading: LineEndReading, digests: [DigestName: [UInt8]])] {
        var readings: [(LineEndReading, [MessageDigest])] = [(.asReceived, asReceived)]
        if let canonical { readings.append((.canonical, canonical)) }
        if let canonicalHeader { readings.append((.canonicalHeader, canonicalHeader)) }
        return readings.map { reading, digests in
            (reading, Dictionary(uniqueKeysWithValues: digests.map { ($0.name, $0.finish()) }))
        }
    }

    private mutating func passLine(isEmpty: Bool) {
        if isHeader, isEmpty, isLineEmpty { isHeader = false }
        isLineEmpty = true
    }

    private mutating func insertReturn(isInHeader: Bool) {
        Self.update(&canonical, from: asReceived, with: [0x0D])
        if isInHeader { Self.update(&canonicalHeader, from: asReceived, with: [0x0D]) }
    }

    private static func update(_ digests: inout [MessageDigest]?, from source: [MessageDigest], with octets: [UInt8]) {
        var running = digests ?? source
        for index in running.indices { running[index].update(octets.span.bytes) }
        digests = running
    }

    private mutating func feedAll(_ piece: RawSpan, _ range: Range<Int>) {
        if range.isEmpty { return }
        let octets = piece.extracting(range)
        for index in asReceived.indices { asReceived[index].update(octets) }
        if canonical != nil {
            for index in canonical?.indices ?? 0..<0 { canonical?[index].update(octets) }
        }
        if canonicalHeader != nil {
            for index in canonicalHeader?.indices ?? 0..<0 { canonicalHeader?[index].update(octets) }
        }
    }

    private mutating func keepNamed() {
        asReceived.removeAll { !named.contains($0.name) }
        canonical?.removeAll { !named.contains($0.name) }
        canonicalHeader?.removeAll { !named.contains($0.name) }
    }
}
