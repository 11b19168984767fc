// The octets before and behind the content of an envelope, with lengths or without.

struct EnvelopeLayout: Sendable {
    let type: OID
    /// DER of the RecipientInfos.
    let recipients: [UInt8]
    /// DER of the content cipher.
    let algorithm: [UInt8]

    private static let endOfContents: [UInt8] = [0, 0]
    private static let openSequence: [UInt8] = [0x30, 0x80]
    private static let openContext: [UInt8] = [0xA0, 0x80]

    /// Up to where the chunks of the content begin.
    var streamedHead: [UInt8] {
        Self.openSequence + DER.oid(type) + Self.openContext + Self.openSequence + DER.integer(0) + recipients
            + Self.openSequence + DER.oid(.data) + algorithm + Self.openContext
    }

    /// What follows the last chunk: ends of content and its sequence, the tag, ends of the message.
    static func streamedTail(tag: [UInt8]) -> [UInt8] {
        endOfContents + endOfContents + tag + endOfContents + endOfContents + endOfContents
    }

    /// Up to where the content begins, and how long the whole message will be; nil when no number can tell.
    func definiteHead(contentByteCount: Int64, tagByteCount: Int) -> (head: [UInt8], byteCount: Int64)? {
        // All that is not content is far smaller than this.
        guard contentByteCount < .max - (1 << 32) else { return nil }
        let content = DER.oid(.data) + algorithm + DER.head(.context(0), isConstructed: false, count: contentByteCount)
        let tail = Int64(tagByteCount > 0 ? tagByteCount + 2 : 0)
        var head = content
        var count = Int64(content.count) + contentByteCount
        func wrap(_ tag: BERTag, before: [UInt8], behind: Int64 = 0) {
            count += Int64(before.count) + behind
            let opening = DER.head(tag, isConstructed: true, count: count)
            head = opening + before + head
            count += Int64(opening.count)
        }
        wrap(.sequence, before: [])
        wrap(.sequence, before: DER.integer(0) + recipients, behind: tail)
        wrap(.context(0), before: [])
        wrap(.sequence, before: DER.oid(type))
        return (head, count)
    }
}
