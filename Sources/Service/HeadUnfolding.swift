// Unfolds header fields that go over several lines: some AS2 products write them so, and the HTTP parser refuses them. A line end
// before a blank becomes two blanks (RFC 9112, section 5.2, has a server do this or refuse). Bodies pass as they are.

import NIOCore
import NIOHTTP1

/// Stands before the parser. A head is looked for from the connection's begin, and again once told.
final class HeadUnfolding: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// What of a head's end was seen last: nothing, CR, CR LF, CR LF CR.
    private var seen = 0
    private var isInHead = true
    /// The line end at which the last piece ended: what follows says what it is.
    private var held = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
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

    /// After an answer: what comes now is a head again.
    func expectHead() { (isInHead, seen, held) = (true, 0, 0) }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private func unfold(_ buffer: inout ByteBuffer) {
        var folds: [Int] = []
        buffer.withUnsafeReadableBytes { bytes in
            for (place, byte) in bytes.enumerated() {
                switch (seen, byte) {
                case (2, 0x20), (2, 0x09):
                    folds.append(place)
                    seen = 0
                case (3, 0x0A):
                    isInHead = false
                    return
                case (2, 0x0D): seen = 3
                case (1, 0x0A): seen = 2
                case (_, 0x0D): seen = 1
                default: seen = 0
                }
            }
        }
        for place in folds { buffer.setBytes([0x20, 0x20], at: buffer.readerIndex + place - 2) }
    }
}
