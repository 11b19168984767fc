// Unfolds header fields that go over several lines: some AS2 products write them so, and the HTTP parser refuses them. A line end
// before a blank becomes two blanks (RFC 9112, section 5.2, has a server do this or refuse). Bodies pass as they are.

package import NIOCore

/// Stands before the parser, of requests or of answers. Only a connection's first head is looked at, because where the next one
/// begins only the parser knows; who folds is therefore asked for a connection of its own each time. An answer that only says
/// `100 Continue` is no head of its own.
package final class HeadUnfolding: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer

    private static let interim = Array("HTTP/1.1 1".utf8)

    /// The head's beginning, as far as it tells whether another one follows.
    private var beginning: [UInt8] = []
    /// What of a head's end was seen last: nothing, CR, CR LF, CR LF CR.
    private var seen = 0
    private var isInHead = true
    package private(set) var hasUnfolded = false
    /// The line end at which the last piece ended: what follows says what it is.
    private var held = 0

    package init() {}

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isInHead else { return context.fireChannelRead(data) }
        var buffer = unwrapInboundIn(data)
        if held > 0 {
            var whole = context.channel.allocator.buffer(capacity: held + buffer.readableBytes)
            whole.writeBytes(Self.lineEnd.prefix(held))
            whole.writeBuffer(&buffer)
            buffer = whole
            (seen, held) = (0, 0)
        }
        unfold(&buffer)
        if isInHead, seen == 1 || seen == 2 {
            held = seen
            buffer.moveWriterIndex(to: buffer.writerIndex - held)
        }
        if buffer.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(buffer)) }
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private func unfold(_ buffer: inout ByteBuffer) {
        var folds: [Int] = []
        buffer.withUnsafeReadableBytes { bytes in
            for (place, byte) in bytes.enumerated() {
                if beginning.count < Self.interim.count { beginning.append(byte) }
                switch (seen, byte) {
                case (2, 0x20), (2, 0x09):
                    folds.append(place)
                    seen = 0
                case (3, 0x0A):
                    seen = 0
                    isInHead = beginning.elementsEqual(Self.interim)
                    beginning = []
                    if !isInHead { return }
                    continue
                case (2, 0x0D): seen = 3
                case (1, 0x0A): seen = 2
                case (_, 0x0D): seen = 1
                default: seen = 0
                }
            }
        }
        if !folds.isEmpty { hasUnfolded = true }
        for place in folds { buffer.setBytes([0x20, 0x20], at: buffer.readerIndex + place - 2) }
    }
}
