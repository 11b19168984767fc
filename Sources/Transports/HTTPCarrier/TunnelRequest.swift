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
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasSuffix("\r\n\r\n") else {
            if answer.count > 16_384 || text.contains("\r\n\r\n") { refuse(context, "its answer cannot be read") }
            return
        }
        let status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
        guard text.hasPrefix("HTTP/1."), (200..<300).contains(status) else {
            return refuse(context, "it answers \(status)")
        }
        let channel = context.channel
        do {
            try finish(channel)
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            refuse(context, "\(error)")
        }
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
