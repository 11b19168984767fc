// The header of a MIME entity, collected from pieces until the empty line that ends it.

struct EntityHeaderReader {
    /// What came so far, with its line ends.
    private(set) var octets: [UInt8] = []
    private(set) var isComplete = false

    /// Takes octets up to the end of the header.
    /// - Returns: how many of the piece belong to the header, its empty line included.
    mutating func take(_ piece: RawSpan) throws(HeaderFault) -> Int {
        var position = 0
        while !isComplete, position < piece.byteCount {
            let feed = MultipartSplitter.lineFeed(in: piece, from: position)
            let end = feed.map { $0 + 1 } ?? piece.byteCount
            piece.extracting(position..<end).withUnsafeBytes { octets.append(contentsOf: $0) }
            if octets.count > AS2Headers.byteLimit { throw .tooLarge(limit: AS2Headers.byteLimit) }
            position = end
            if feed != nil { isComplete = endsInEmptyLine }
        }
        return position
    }

    private var endsInEmptyLine: Bool {
        var rest = octets.dropLast()
        if rest.last == 0x0D { rest = rest.dropLast() }
        return rest.isEmpty || rest.last == 0x0A
    }
}

/// A small entity at once: its header and its body.
struct SmallEntity {
    let headers: AS2Headers
    let body: [UInt8]

    /// nil where the header does not end, or is none.
    init?(_ octets: [UInt8]) {
        var reader = EntityHeaderReader()
        guard let end = try? reader.take(octets.span.bytes), reader.isComplete,
            let headers = try? AS2Headers(octets: reader.octets)
        else { return nil }
        self.headers = headers
        body = Array(octets[end...])
    }

    init(headers: AS2Headers, body: [UInt8]) {
        self.headers = headers
        self.body = body
    }

    var type: MediaType? { headers["Content-Type"].flatMap(MediaType.init(field:)) }

    /// The body without its transfer encoding; nil where that is unknown or damaged.
    var content: [UInt8]? {
        guard var decoder = TransferDecoder(headers["Content-Transfer-Encoding"]) else { return nil }
        var result: [UInt8] = []
        do {
            try decoder.take(body.span.bytes) { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
            try decoder.finish { piece in piece.withUnsafeBytes { result.append(contentsOf: $0) } }
        } catch { return nil }
        return result
    }

    /// The DER of a signature, whatever its transfer encoding says: its first octet tells base64 from binary.
    var signatureContent: [UInt8]? {
        let start = body.firstIndex { !HeaderText.isBlank($0) } ?? body.endIndex
        if start < body.endIndex, body[start] == 0x30 { return Array(body[start...]) }
        return Base64Decoder.decode(body)
    }
}
