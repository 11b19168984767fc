// Takes the transfer encoding off a body while it streams by (RFC 2045, section 6).

enum TransferDecoder {
    case identity
    case base64(Base64Decoder)
    case quotedPrintable(QuotedPrintableDecoder)

    /// For the value of a Content-Transfer-Encoding field; nil for an encoding that is unknown.
    init?(_ field: String?) {
        switch field.map({ HeaderText.trimmed($0.prefix { $0 != ";" }).lowercased() }) ?? "" {
        case "", "binary", "8bit", "7bit": self = .identity
        case "base64": self = .base64(Base64Decoder())
        case "quoted-printable": self = .quotedPrintable(QuotedPrintableDecoder())
        default: return nil
        }
    }

    /// Throws `TransferFault`, and what the sink throws.
    mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        switch self {
        case .identity: try sink(piece)
        case .base64(var decoder):
            self = .identity  // So that the decoder is not copied.
            defer { self = .base64(decoder) }
            try decoder.take(piece, into: sink)
        case .quotedPrintable(var decoder):
            self = .identity
            defer { self = .quotedPrintable(decoder) }
            try decoder.take(piece, into: sink)
        }
    }

    mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        switch self {
        case .identity: return
        case .base64(var decoder): try decoder.finish(into: sink)
        case .quotedPrintable(var decoder): try decoder.finish(into: sink)
        }
    }
}

/// A body that is not in the encoding its header names.
enum TransferFault: Error, Hashable {
    case notBase64
}
