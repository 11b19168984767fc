// Whether a request brings a message or a receipt: both are POSTs to the same address.

/// What a request carries.
public enum RequestKind: Sendable, Hashable {
    case message
    /// Small: read its body whole, as a `ReceivedReceipt`.
    case receipt

    /// So many bytes of a body are enough to tell; with more, it is a message.
    public static let recognitionLength = 64 * 1024

    /// - Parameter beginning: what has come of the body so far, at least nothing.
    /// - Returns: nil while more of the body has to be seen: a multipart/signed may hold either.
    public init?(_ headers: AS2Headers, beginning: [UInt8]) {
        let type = headers["Content-Type"].flatMap(MediaType.init(field:))
        switch type?.essence {
        case "multipart/report": self = .receipt
        case "multipart/signed":
            guard let type, let boundary = Boundary(type), beginning.count < Self.recognitionLength else {
                self = .message
                return
            }
            var splitter = MultipartSplitter(boundary)
            var header = EntityHeaderReader()
            do {
                try splitter.take(beginning.span.bytes) { part, octets in
                    if part == 0 { _ = try header.take(octets) }
                }
            } catch {
                self = .message
                return
            }
            if !header.isComplete, splitter.partCount < 2 { return nil }
            let inner = try? AS2Headers(octets: header.octets)
            let essence = inner?["Content-Type"].flatMap(MediaType.init(field:))?.essence
            self = essence == "multipart/report" ? .receipt : .message
        default: self = .message
        }
    }
}
