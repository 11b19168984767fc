// Asks a proxy for a tunnel (CONNECT, RFC 9110 section 9.3.6) before TLS begins. Takes itself away once the tunnel is open.

import NIOCore

final class TunnelRequest: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let address: PostAddress
    private let isOpen: EventLoopPromise<Void>
    private let finish: @Sendable (any Channel) throws -> Void
    private var answer: [UInt8] = []

    init(
        to address: PostAddress, isOpen: EventLoopPromise<Void>,
        _ finish: @escaping @Sendable (any Channel) throws -> Void
    ) {
        self.address = address
        self.isOpen = isOpen
        self.finish = finish
    }

    func channelActive(context: ChannelHandlerContext) {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        let name = "\(host):\(address.port)"
        let text = "CONNECT \(name) HTTP/1.1\r\nHost: \(name)\r\n\r\n"
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: text)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answer += unwrapInboundIn(data).readableBytesView
        guard let end = Self.end(of: answer) else {
            if answer.count > 16_384 { refuse(context, "its answer cannot be read") }
            return
        }
        let text = String(decoding: answer[..<end], as: UTF8.self)
        let status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
        guard text.hasPrefix("HTTP/1."), (200..<300).contains(status) else {
            return refuse(context, text.hasPrefix("HTTP/1.") ? "it answers \(status)" : "its answer cannot be read")
        }
        // A server says nothing before we do; what comes with the head is no tunnel.
        guard end == answer.count else { return refuse(context, "its answer cannot be read") }
        let channel = context.channel
        do {
            try finish(channel)
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            refuse(context, "\(error)")
        }
    }

    /// Where the head ends, behind its empty line; nil while it is not whole.
    private static func end(of answer: [UInt8]) -> Int? {
        let line: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard answer.count >= line.count else { return nil }
        return (0...answer.count - line.count).first { answer[$0..<$0 + line.count].elementsEqual(line) }
            .map { $0 + line.count }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isOpen.fail(PostFailure.unreachable("the proxy hung up"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        isOpen.fail(PostFailure.unreachable("the proxy: \(error)"))
        context.close(promise: nil)
    }

    private func refuse(_ context: ChannelHandlerContext, _ reason: String) {
        isOpen.fail(PostFailure.unreachable("the proxy gives no way to it: \(reason)"))
        context.close(promise: nil)
    }
}
