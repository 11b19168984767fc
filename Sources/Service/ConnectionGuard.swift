// Watches one connection's pace: a head must come in time, a body not drop by drop, and an answer must be read. Answers a
// malformed request, where nothing was answered yet. Whoever dawdles costs nothing but itself.

import HTTPCarrier
import NIOCore
import NIOHTTP1

final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase { case head, body, work, answer }

    private let connections: ConnectionRegistry
    private let unfolding: HeadUnfolding
    private let pace: ConnectionPace
    private var phase = Phase.head
    private var since = NIODeadline.now()
    private var received: Int64 = 0
    /// Nanoseconds in which a piece of the body was wanted and none came.
    private var waited: Int64 = 0
    private var wantedSince: NIODeadline?
    private var watch: RepeatedTask?
    private var hasAnswered = false

    init(_ connections: ConnectionRegistry, _ unfolding: HeadUnfolding, _ pace: ConnectionPace) {
        self.connections = connections
        self.unfolding = unfolding
        self.pace = pace
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: pace.lookTime, delay: pace.lookTime) { _ in
            let (handler, context) = bound.value
            handler.look(context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { watch?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        context.fireChannelInactive()
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        switch phase {
        case .head where now - since > pace.headTime, .answer where now - since > pace.answerTime:
            context.close(promise: nil)
        case .body:
            let waiting = waited + (wantedSince.map { (now - $0).nanoseconds } ?? 0) - pace.grace.nanoseconds
            if waiting > 0, received < waiting / 1_000_000_000 * pace.slowest { context.close(promise: nil) }
        default: break
        }
    }

    private func enter(_ next: Phase, _ context: ChannelHandlerContext) {
        phase = next
        since = .now()
        if next == .head || next == .body { connections.setIdle(context.channel, next == .head) }
    }

    // MARK: In

    func read(context: ChannelHandlerContext) {
        if phase == .body, wantedSince == nil { wantedSince = .now() }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (received, waited, wantedSince, hasAnswered) = (0, 0, .now(), false)
            enter(.body, context)
        case .body(let buffer):
            received += Int64(buffer.readableBytes)
            if let begin = wantedSince { waited += (NIODeadline.now() - begin).nanoseconds }
            wantedSince = nil
        case .end:
            enter(.work, context)
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError, !hasAnswered {
            hasAnswered = true
            let status: HTTPResponseStatus = error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest
            let headers = HTTPHeaders([("Connection", "close"), ("Content-Length", "0")])
            let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.close(promise: nil)
    }

    // MARK: Out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.code >= 200:
            hasAnswered = true
            enter(.answer, context)
            if unfolding.hasUnfolded {
                head.headers.replaceOrAdd(name: "Connection", value: "close")
                return context.write(wrapOutboundOut(.head(head)), promise: promise)
            }
        case .end:
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            let done = promise ?? context.eventLoop.makePromise()
            done.futureResult.whenSuccess {
                let (handler, context) = bound.value
                handler.enter(.head, context)
            }
            return context.write(data, promise: done)
        default: break
        }
        context.write(data, promise: promise)
    }
}
