import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

@testable import HTTPCarrier

/// A request goes as it is, and every answer comes back as it is, early ones and odd ones too.
@Suite(.serialized) struct HTTPCarrierTests {
    /// Reads as many octets as it is told to, writes its answer, hangs up.
    final class Server: Sendable {
        let port: Int
        private let channel: any Channel
        private let received: Received

        init(answer: String, afterBytes: Int, delay: Int64 = 0) throws {
            let received = Received()
            self.received = received
            channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    channel.pipeline.addHandler(Answering(answer, afterBytes, delay, received))
                }
                .bind(host: "127.0.0.1", port: 0).wait()
            port = channel.localAddress?.port ?? 0
        }

        var text: String { received.text.withLock { String(decoding: $0, as: UTF8.self) } }
        deinit { channel.close(promise: nil) }

        final class Received: Sendable {
            let text = Mutex<[UInt8]>([])
        }

        // Sendable for the pipeline's sake: it is made and used on one event loop.
        private final class Answering: ChannelInboundHandler, @unchecked Sendable {
            typealias InboundIn = ByteBuffer
            typealias OutboundOut = ByteBuffer
            private let answer: String
            private let afterBytes: Int
            private let delay: Int64
            private let received: Received
            private var hasAnswered = false

            init(_ answer: String, _ afterBytes: Int, _ delay: Int64, _ received: Received) {
                self.answer = answer
                self.afterBytes = afterBytes
                self.delay = delay
                self.received = received
            }

            func channelRead(context: ChannelHandlerContext, data: NIOAny) {
                let count = received.text.withLock { text in
                    text += unwrapInboundIn(data).readableBytesView
                    return text.count
                }
                guard count >= afterBytes, !hasAnswered else { return }
                hasAnswered = true
                let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
                let answer = answer
                context.eventLoop.scheduleTask(in: .milliseconds(delay)) {
                    let context = bound.value
                    let written = context.eventLoop.makePromise(of: Void.self)
                    written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
                    context.writeAndFlush(
                        NIOAny(context.channel.allocator.buffer(string: answer)), promise: written)
                }
            }
        }
    }

    private func request(_ port: Int, body: [UInt8], timeLimit: Int64 = 10_000) throws -> PostRequest {
        let url = try #require(PostAddress("http://127.0.0.1:\(port)/in"))
        return PostRequest(
            url: url, headers: [.init("AS2-From", "\"My Co\"")], bodyLength: Int64(body.count), timeLimit: timeLimit
        ) { write in
            var start = 0
            while start < body.count {
                let end = min(start + 65_536, body.count)
                try write(Array(body[start..<end]).span.bytes)
                start = end
            }
        }
    }

    @Test func aRequestGoesAsItIs() throws {
        let server = try Server(
            answer: "HTTP/1.1 200 OK\r\nX-Word: said\r\nContent-Length: 4\r\n\r\ndone", afterBytes: 109)
        let answer = try HTTPCarrier(CarrierSettings()).post(try request(server.port, body: Array("the body".utf8)))
        #expect(answer.status == 200 && answer.body == Array("done".utf8) && answer.header("x-word") == "said")
        #expect(server.text.hasPrefix("POST /in HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAS2-From: \"My Co\"\r\n"))
        #expect(server.text.contains("Content-Length: 8\r\n") && server.text.hasSuffix("\r\n\r\nthe body"))
    }

    @Test(arguments: ["", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\nX: a;\r\n b\r\n\r\n"])
    func aFoldedHeadIsRead(interim: String) throws {
        let server = try Server(
            answer: interim
                + "HTTP/1.1 200 OK\r\nContent-Type: multipart/report;\r\n\tboundary=x\r\nContent-Length: 7\r\n"
                + "\r\na\r\n b\r\n", afterBytes: 80)
        let answer = try HTTPCarrier(CarrierSettings()).post(try request(server.port, body: [1]))
        let words = answer.header("content-type")?.split(whereSeparator: \.isWhitespace)
        #expect(words == ["multipart/report;", "boundary=x"])
        #expect(answer.status == 200 && answer.body == Array("a\r\n b\r\n".utf8))
    }

    @Test func aRedirectIsNotFollowed() throws {
        let server = try Server(
            answer: "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", afterBytes: 80)
        #expect(try HTTPCarrier(CarrierSettings()).post(try request(server.port, body: [1])).status == 302)
    }

    @Test func aRefusalBeforeTheBodySavesTheUpload() throws {
        let server = try Server(
            answer: "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", afterBytes: 80)
        let body = [UInt8](repeating: 7, count: 8 << 20)
        #expect(try HTTPCarrier(CarrierSettings()).post(try request(server.port, body: body)).status == 413)
        #expect(server.text.utf8.count < 1 << 20 && server.text.contains("Expect: 100-continue"))
    }

    @Test func whatIsNoAnswerIsSaid() throws {
        func failure(_ answer: String, afterBytes: Int = 104, delay: Int64 = 0, limit: Int64 = 10_000) throws
            -> PostFailure?
        {
            let server = try Server(answer: answer, afterBytes: afterBytes, delay: delay)
            return try #require(throws: PostFailure.self) {
                _ = try HTTPCarrier(CarrierSettings()).post(
                    try request(server.port, body: [1, 2, 3], timeLimit: limit))
            }
        }
        if case .lost? = try failure("") {} else { Issue.record("an empty answer") }
        if case .lost? = try failure("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") {
        } else {
            Issue.record("half an answer")
        }
        if case .garbled? = try failure("220 mail.example ESMTP\r\n") {} else { Issue.record("another protocol") }
        if case .timedOut? = try failure("HTTP/1.1 200 OK\r\n\r\n", delay: 20_000, limit: 500) {
        } else {
            Issue.record("no answer in time")
        }
        if case .garbled? = try failure(
            "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 5 << 20))
        {
        } else {
            Issue.record("an endless answer")
        }
    }

    @Test func nobodyThereIsSaid() throws {
        let server = try Server(answer: "", afterBytes: 1)
        let port = server.port
        _ = consume server
        usleep(100_000)
        let failure = #expect(throws: PostFailure.self) {
            _ = try HTTPCarrier(CarrierSettings()).post(try request(port, body: [1]))
        }
        #expect(failure?.isTransient == true)
    }
}
