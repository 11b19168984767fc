import Configuration
import Foundation
import Gateway
import Logging
import Synchronization
import Testing

@testable import Service

/// What HTTP alone decides, and that a body comes through as it was sent, whatever its framing.
@Suite(.serialized) struct AS2EndpointTests {
    /// Remembers what is handed in.
    final class Desk: PostDesk {
        let heads = Mutex<[PostHead]>([])
        let bodies = Mutex<[[UInt8]]>([])
        let abandoned = Mutex<[String]>([])
        let limit: Int64
        let isFull: Bool

        init(limit: Int64 = 1 << 20, isFull: Bool = false) {
            self.limit = limit
            self.isFull = isFull
        }

        func admit(_ head: PostHead) -> PostAdmission {
            heads.withLock { $0.append(head) }
            if isFull { return .refused(PostReply(status: 503, headers: [.init("Retry-After", "60")])) }
            return .admitted(Reception(self))
        }
    }

    final class Reception: PostReception {
        let desk: Desk
        let body = Mutex<[UInt8]>([])
        init(_ desk: Desk) { self.desk = desk }
        var sizeLimit: Int64 { desk.limit }
        var timeLimit: Int64 { 60_000 }
        func take(_ piece: RawSpan) { body.withLock { body in piece.withUnsafeBytes { body += $0 } } }
        func finish() -> PostReply {
            let body = body.withLock { $0 }
            desk.bodies.withLock { $0.append(body) }
            return PostReply(
                status: 200, headers: [.init("Content-Type", "text/plain")], body: Array("\(body.count)".utf8))
        }
        func abandon(_ reason: String) { desk.abandoned.withLock { $0.append(reason) } }
    }

    private func with(_ desk: Desk, path: String? = nil, _ body: (Int) throws -> Void) throws {
        var listener = AS2Listener(host: "127.0.0.1", port: 0)
        listener.path = path
        let endpoint = AS2Endpoint(
            listener, root: Root(path: "."), desk: desk, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let port = try endpoint.start()
        defer { endpoint.stop(drain: 2_000) }
        try body(port)
    }

    private func exchange(_ port: Int, _ request: String) throws -> String {
        let client = try RawClient(port: port)
        client.send(request)
        return client.rest()
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "405"),
        ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", "411"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: a-miracle\r\n\r\n", "417"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", "413"),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "y", count: 20_000))\r\nContent-Length: 1\r\n\r\n",
            "431"
        ),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Encoding: GZip\r\n\r\nx", "415"),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "501"),
        ("NOTHING OF THE KIND\r\n\r\n", "400"),
    ])
    func whatHTTPForbidsIsRefused(request: String, status: String) throws {
        let desk = Desk()
        try with(desk) { port in
            let answer = try exchange(port, request)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(answer.prefix(200))")
        }
        #expect(desk.bodies.withLock { $0.isEmpty })
    }

    @Test func anotherPathIsNotFound() throws {
        try with(Desk(), path: "/as2") { port in
            let answer = try exchange(port, "POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 404"))
            let good = try exchange(
                port, "POST /as2?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab")
            #expect(good.hasPrefix("HTTP/1.1 200") && good.hasSuffix("2"))
            // As clients write it that believe that they speak to a proxy; and an HTTP of the last century.
            for line in ["POST http://hospital.example:4080/as2 HTTP/1.1", "POST /as2 HTTP/1.0"] {
                let answer = try exchange(
                    port,
                    "\(line)\r\nHost: a\r\nContent-Length: 3\r\nContent-Encoding: binary\r\nConnection: close\r\n\r\nabc"
                )
                #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("3"), "\(line): \(answer)")
            }
        }
    }

    @Test func aBodyComesThroughInAnyFraming() throws {
        let desk = Desk()
        try with(desk) { port in
            let client = try RawClient(port: port)
            // Two requests on one connection, the second one chunked, both sent at once.
            client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
                    + "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + "3\r\nwor\r\n2\r\nld\r\n0\r\n\r\n")
            let answers = client.rest()
            #expect(answers.components(separatedBy: "HTTP/1.1 200").count == 3)
        }
        #expect(desk.bodies.withLock { $0 } == [Array("hello".utf8), Array("world".utf8)])
    }

    @Test func aFoldedHeadIsReadHoweverItIsCutAndTheBodyStaysAsItIs() throws {
        let desk = Desk()
        try with(desk) { port in
            for size in [1, 2, 3, 7, 1_000] {
                let client = try RawClient(port: port)
                let text =
                    "POST / HTTP/1.1\r\nHost: a\r\nX: one;\r\n\ttwo\r\n three\r\nContent-Length: 6\r\n\r\na\r\n b\n"
                var rest = Array(text.utf8)[...]
                while !rest.isEmpty {
                    client.send(Array(rest.prefix(size)))
                    rest = rest.dropFirst(size)
                    if size < 8 { usleep(500) }
                }
                let answer = String(decoding: client.receive(), as: UTF8.self)
                #expect(answer.hasPrefix("HTTP/1.1 200") && answer.lowercased().contains("connection: close"))
            }
        }
        #expect(desk.bodies.withLock { $0 } == Array(repeating: Array("a\r\n b\n".utf8), count: 5))
        for head in desk.heads.withLock({ $0 }) {
            let value = head.headers.first { $0.name == "X" }?.value ?? ""
            #expect(value.split(whereSeparator: \.isWhitespace) == ["one;", "two", "three"])
        }
    }

    @Test func foldedHeadersAndSmallLettersAreRead() throws {
        let desk = Desk()
        try with(desk) { port in
            _ = try exchange(
                port,
                "POST / HTTP/1.1\r\nhost: a\r\nas2-from: me\r\ndisposition-notification-options: a=b;\r\n c=d\r\n"
                    + "content-length: 0\r\nconnection: close\r\n\r\n")
        }
        let head = try #require(desk.heads.withLock { $0.first })
        #expect(head.headers.first { $0.name.lowercased() == "as2-from" }?.value == "me")
        let options = head.headers.first { $0.name.lowercased() == "disposition-notification-options" }?.value
        #expect(options?.split(whereSeparator: \.isWhitespace).joined(separator: " ") == "a=b; c=d")
    }

    @Test func leaveToSendIsGivenOrRefusedBeforeTheBody() throws {
        let desk = Desk(limit: 10)
        try with(desk) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
            #expect(String(decoding: client.receive(), as: UTF8.self).hasPrefix("HTTP/1.1 100"))
            client.send("abcd")
            #expect(String(decoding: client.receive(), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
            let refused = try exchange(
                port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
            #expect(refused.hasPrefix("HTTP/1.1 413"))
        }
        try with(Desk(isFull: true)) { port in
            let later = try exchange(
                port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
            #expect(later.hasPrefix("HTTP/1.1 503") && later.contains("Retry-After: 60"))
        }
    }

    @Test func aChunkedBodyThatIsTooLongIsCutOff() throws {
        let desk = Desk(limit: 1_000)
        try with(desk) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = String(repeating: "x", count: 600)
            client.send("258\r\n\(chunk)\r\n258\r\n\(chunk)\r\n")
            #expect(client.rest().hasPrefix("HTTP/1.1 413"))
        }
        #expect(desk.bodies.withLock { $0.isEmpty } && desk.abandoned.withLock { $0.count } == 1)
    }

    @Test func aConnectionThatEndsLeavesNothing() throws {
        let desk = Desk()
        try with(desk) { port in
            do {
                let client = try RawClient(port: port)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")
                usleep(200_000)
            }
            for _ in 0..<500 where desk.abandoned.withLock({ $0.isEmpty }) { usleep(20_000) }
        }
        #expect(desk.bodies.withLock { $0.isEmpty } && desk.abandoned.withLock { $0.count } == 1)
    }
}
