// Posts by HTTP/1.1 over TCP or TLS: one connection a request, no redirects, no second try.
// Relies on SwiftNIO for sockets and framing and on NIOSSL for TLS; blocks the thread that calls.

import Dispatch
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

public struct HTTPCarrier: PostCarrier {
    /// From this size on we ask first (`Expect: 100-continue`): a refusal then costs no upload.
    static let asksFirst: Int64 = 256 << 10
    /// Milliseconds that we wait for leave to send; servers that do not know the question never give it (RFC 9110, 10.1.1).
    static let patience: Int64 = 3_000

    private let settings: CarrierSettings

    public init(_ settings: CarrierSettings) { self.settings = settings }

    private var words: TLSWords { TLSWords(isPinned: !settings.pins.isEmpty) }

    public func post(_ request: PostRequest) throws -> PostAnswer {
        let deadline = NIODeadline.now() + .milliseconds(max(1, request.timeLimit))
        let answer = AnswerCollector.Shared(limit: settings.answerLimit)
        let channel = try connect(request.url, answer, deadline)
        // Whoever returns early leaves nothing open.
        defer { channel.close(promise: nil) }
        channel.eventLoop.scheduleTask(deadline: deadline) {
            answer.fail(.timedOut("no whole answer within \(request.timeLimit / 1000) seconds"))
            channel.close(promise: nil)
        }
        do {
            try send(request, channel, answer)
        } catch  where error is PostFailure || error is ChannelError || error is IOError || error is NIOSSLError {
            // A server may answer and hang up before it has all; what it said counts more than that it hung up.
            if let early = answer.waitBriefly() { return early }
            throw answer.failure ?? Self.failure(error, words)
        }
        return try answer.wait(until: deadline)
    }

    private func send(_ request: PostRequest, _ channel: any Channel, _ answer: AnswerCollector.Shared) throws {
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: request.url.authority)
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        headers.add(name: "Content-Length", value: String(request.bodyLength))
        headers.add(name: "Connection", value: "close")
        let asks = request.bodyLength >= Self.asksFirst
        if asks { headers.add(name: "Expect", value: "100-continue") }
        let target =
            settings.proxy != nil && !request.url.isSecure ? request.url.description : request.url.target
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: target, headers: headers)
        try channel.writeAndFlush(HTTPClientRequestPart.head(head)).wait()
        if asks { answer.waitForLeave(milliseconds: Self.patience) }
        if answer.isOver { return }
        var sent: Int64 = 0
        try request.body { piece in
            // Refused before the end: the rest would be sent for nothing.
            if answer.isOver { throw PostFailure.lost("the server answered before it had all") }
            sent += Int64(piece.byteCount)
            let buffer = piece.withUnsafeBytes { bytes in
                var buffer = channel.allocator.buffer(capacity: bytes.count)
                buffer.writeBytes(bytes)
                return buffer
            }
            try channel.writeAndFlush(HTTPClientRequestPart.body(.byteBuffer(buffer))).wait()
        }
        if sent != request.bodyLength { throw PostFailure.local("the body has not the length it should have") }
        try channel.writeAndFlush(HTTPClientRequestPart.end(nil)).wait()
    }

    private func connect(
        _ url: PostAddress, _ answer: AnswerCollector.Shared, _ deadline: NIODeadline
    ) throws -> any Channel {
        let hop = settings.proxy ?? url
        let secured = try url.isSecure ? TLSClient(settings) : nil
        let tunnel = settings.proxy != nil && url.isSecure ? url : nil
        let group = MultiThreadedEventLoopGroup.singleton
        let isReady = group.any().makePromise(of: Void.self)
        let words = words
        let limit = min(TimeAmount.seconds(30), deadline - NIODeadline.now())
        let bootstrap = ClientBootstrap(group: group).connectTimeout(limit)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    let finish: @Sendable (any Channel) throws -> Void = { channel in
                        let pipeline = channel.pipeline.syncOperations
                        if let secured { try pipeline.addHandler(secured.handler(for: url.host)) }
                        // Some products fold the fields of their receipts, too.
                        try pipeline.addHandler(HeadUnfolding())
                        try pipeline.addHTTPClientHandlers(
                            leftOverBytesStrategy: .forwardBytes,
                            enableOutboundHeaderValidation: true)
                        try pipeline.addHandler(AnswerCollector(answer, words))
                        isReady.succeed(())
                    }
                    if let tunnel {
                        try pipeline.addHandler(TunnelRequest(to: tunnel, isOpen: isReady, finish))
                    } else {
                        try finish(channel)
                    }
                }
            }
        let channel: any Channel
        do {
            channel = try bootstrap.connect(host: hop.host, port: hop.port).wait()
        } catch {
            isReady.fail(error)
            throw PostFailure.unreachable(Self.text(error))
        }
        do {
            channel.eventLoop.scheduleTask(in: limit) {
                isReady.fail(PostFailure.timedOut("the proxy does not answer"))
            }
            try isReady.futureResult.wait()
        } catch {
            channel.close(promise: nil)
            throw error as? PostFailure ?? PostFailure.unreachable(Self.text(error))
        }
        return channel
    }

    /// - Parameter shown: the certificate that the server showed, where it is known.
    static func failure(_ error: any Error, _ words: TLSWords, _ shown: ShownCertificate? = nil) -> PostFailure {
        switch error {
        case let failure as PostFailure: failure
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .untrusted(words.reason(error, shown))
        case HTTPParserError.invalidEOFState: .lost("in the middle of the answer")
        case is HTTPParserError: .garbled("it is no HTTP")
        default: .lost(text(error))
        }
    }

    private static func text(_ error: any Error) -> String {
        if let error = error as? NIOConnectionError {
            return error.connectionErrors.first.map { "\($0.error)" } ?? "no address for \(error.host)"
        }
        return "\(error)"
    }
}
