// One connection: request after request, each admitted by its head alone, then taken piece by piece while the sender waits for
// the disk, and answered when the gateway has what the answer promises.

import Gateway
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

struct AS2Connection: Sendable {
    /// Bytes that are handed on at a time.
    static let pieceSize = 128 << 10

    let channel: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
    let peer: String
    let path: String?
    let desk: any PostDesk
    let threads: NIOThreadPool
    let log: Logger

    private typealias Writer = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    private typealias Reader = NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator

    /// Until one side ends the connection.
    func serve() async {
        do {
            try await channel.executeThenClose { inbound, outbound in
                var reader = inbound.makeAsyncIterator()
                while case .head(let head)? = try await reader.next() {
                    guard try await serve(head, &reader, outbound) else { break }
                }
            }
        } catch {
            // The connection ended, or was ended by its guard; whoever it concerns was told where it happened.
            log.debug("endpoint.ended", metadata: ["peer": "\(peer)", "reason": "\(error)"])
        }
    }

    /// Serves one request; false when the connection ends after it.
    private func serve(_ head: HTTPRequestHead, _ reader: inout Reader, _ outbound: Writer) async throws -> Bool {
        let request = self.request(head)
        let desk = desk
        let admission: PostAdmission
        if let refusal = refusal(head, request) {
            admission = .refused(refusal)
        } else {
            admission = try await threads.runIfActive { desk.admit(request) }
        }
        switch admission {
        case .refused(let reply):
            // A small body is let come: some clients read no answer before they have sent it.
            guard head.headers["Expect"].isEmpty, request.contentLength ?? 0 <= Self.pieceSize else {
                try await refuse(reply, &reader, outbound)
                return false
            }
            try await skip(&reader)
            try await answer(reply, outbound, closes: true)
            return false
        case .admitted(let reception):
            if let length = request.contentLength, length > reception.sizeLimit {
                try await abandon(reception, "it is longer than the partner may send")
                try await refuse(Self.tooLong, &reader, outbound)
                return false
            }
            if head.headers["Expect"].contains(where: { $0.lowercased() == "100-continue" }) {
                try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
            }
            let outcome: Outcome
            do {
                outcome = try await take(reception, &reader)
            } catch {
                try? await abandon(reception, "the connection ended before its end")
                throw error
            }
            let reply: PostReply
            switch outcome {
            case .refused(let refusal):
                try await refuse(refusal, &reader, outbound)
                return false
            case .whole(let end): reply = try await finish(end, reception)
            }
            try await answer(reply, outbound, closes: !head.isKeepAlive)
            return head.isKeepAlive
        }
    }

    private enum Outcome {
        case refused(PostReply)
        /// The body has come; its last piece has not been handed on.
        case whole(ByteBuffer)
    }

    /// Takes the body. Throws when the connection ends before it does.
    private func take(_ reception: any PostReception, _ reader: inout Reader) async throws -> Outcome {
        let deadline = NIODeadline.now() + .milliseconds(reception.timeLimit)
        var held = ByteBuffer()
        var total: Int64 = 0
        while let part = try await reader.next() {
            switch part {
            case .head: break
            case .body(let buffer):
                total += Int64(buffer.readableBytes)
                if total > reception.sizeLimit {
                    try await abandon(reception, "it is longer than the partner may send")
                    return .refused(Self.tooLong)
                }
                if NIODeadline.now() > deadline {
                    try await abandon(reception, "it did not come whole in time")
                    return .refused(PostReply(status: 408))
                }
                if held.readableBytes == 0 { held = buffer } else { held.writeImmutableBuffer(buffer) }
                if held.readableBytes >= Self.pieceSize {
                    if let refusal = try await hand(held, reception) { return .refused(refusal) }
                    held = ByteBuffer()
                }
            case .end:
                return .whole(held)
            }
        }
        throw ChannelError.inputClosed
    }

    /// Lets a body come and forgets it, up to a megabyte.
    private func skip(_ reader: inout Reader) async throws {
        var left = 1 << 20
        while left > 0, let part = try await reader.next() {
            switch part {
            case .body(let buffer): left -= buffer.readableBytes
            case .end: return
            case .head: break
            }
        }
    }

    private func hand(_ buffer: ByteBuffer, _ reception: any PostReception) async throws -> PostReply? {
        do {
            try await threads.runIfActive { try Self.take(buffer, reception) }
            return nil
        } catch {
            return try await threads.runIfActive { notKept(reception, error) }
        }
    }

    /// Hands on the last piece and gets the answer, without a pause between: the sender waits.
    private func finish(_ end: ByteBuffer, _ reception: any PostReception) async throws -> PostReply {
        try await threads.runIfActive {
            do {
                if end.readableBytes > 0 { try Self.take(end, reception) }
            } catch {
                return notKept(reception, error)
            }
            return reception.finish()
        }
    }

    private static func take(_ buffer: ByteBuffer, _ reception: any PostReception) throws {
        try buffer.withUnsafeReadableBytes { try reception.take(RawSpan(_unsafeBytes: $0)) }
    }

    private func notKept(_ reception: any PostReception, _ error: any Error) -> PostReply {
        log.error("endpoint.not-kept", metadata: ["peer": "\(peer)", "error": "\(error)"])
        reception.abandon("it cannot be kept now")
        return PostReply(status: 503, headers: [PostHead.Header("Retry-After", "120")])
    }

    /// Answers before the body was read to its end. A connection that is closed under what is still on its way takes the answer
    /// with it, so a little is read on and thrown away.
    private func refuse(_ reply: PostReply, _ reader: inout Reader, _ outbound: Writer) async throws {
        try await answer(reply, outbound, closes: true)
        let end = channel.channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel = channel.channel] in
            channel.close(promise: nil)
        }
        defer { end.cancel() }
        var left = 4 << 20
        while left > 0, case .body(let buffer)? = try await reader.next() { left -= buffer.readableBytes }
    }

    private func abandon(_ reception: any PostReception, _ reason: String) async throws {
        try await threads.runIfActive { reception.abandon(reason) }
    }

    // MARK: Heads and answers

    private static let tooLong = PostReply(status: 413)

    private func request(_ head: HTTPRequestHead) -> PostHead {
        PostHead(
            method: head.method.rawValue, path: Self.path(head.uri),
            headers: head.headers.map { PostHead.Header($0.name, $0.value) },
            contentLength: head.headers.first(name: "Content-Length").flatMap(Int64.init),
            isChunked: head.headers[canonicalForm: "Transfer-Encoding"].contains { $0.lowercased() == "chunked" },
            peer: peer)
    }

    /// Without the scheme and the host that a client puts before it when it believes that we are a proxy (RFC 9112, section 3.2.2).
    private static func path(_ target: String) -> String {
        guard let scheme = target.firstRange(of: "://"), !target.hasPrefix("/") else { return target }
        return target[scheme.upperBound...].firstIndex(of: "/").map { String(target[$0...]) } ?? "/"
    }

    /// Codings that change the octets: what is in one is not what its sender signed. Other names, `binary` and the like, occur and
    /// mean nothing.
    private static let codings: Set<String> = ["gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd"]

    /// What HTTP itself lets us say before the gateway is asked.
    private func refusal(_ head: HTTPRequestHead, _ request: PostHead) -> PostReply? {
        if head.method != .POST {
            return PostReply(
                status: 405, headers: [.init("Allow", "POST"), .init("Content-Type", "text/plain; charset=us-ascii")],
                body: Array("This is an AS2 endpoint: messages are posted here.\r\n".utf8))
        }
        if let path, request.path.split(separator: "?").first.map(String.init) != path {
            return PostReply(status: 404)
        }
        let asked = head.headers["Expect"].filter { $0.lowercased() != "100-continue" }
        if !asked.isEmpty { return PostReply(status: 417) }
        if request.contentLength == nil, !request.isChunked { return PostReply(status: 411) }
        if head.headers[canonicalForm: "Transfer-Encoding"].contains(where: { $0.lowercased() != "chunked" }) {
            return PostReply(status: 501)
        }
        if head.headers[canonicalForm: "Content-Encoding"].contains(where: { Self.codings.contains($0.lowercased()) }) {
            return PostReply(status: 415)
        }
        return nil
    }

    private func answer(_ reply: PostReply, _ outbound: Writer, closes: Bool) async throws {
        var headers = HTTPHeaders()
        for header in reply.headers { headers.add(name: header.name, value: header.value) }
        headers.add(name: "Content-Length", value: String(reply.body.count))
        if closes { headers.add(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
        try await outbound.write(.head(head))
        if !reply.body.isEmpty { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: reply.body)))) }
        try await outbound.write(.end(nil))
    }
}
