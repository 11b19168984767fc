// The MIME header of a message without any layer, whose fields stand among those of HTTP.

enum PlainHeader {
    static let names: Set<String> = [
        "content-type", "content-transfer-encoding", "content-disposition", "content-id", "content-description",
    ]

    /// The fields that are MIME's, in their order, with the empty line: what RFC 5402 takes a MIC over.
    static func octets(of headers: AS2Headers) -> [UInt8] {
        headers.fields.filter { names.contains($0.name.lowercased()) }.flatMap { field in
            Array("\(field.name): \(field.value)\r\n".utf8)
        } + [0x0D, 0x0A]
    }
}
