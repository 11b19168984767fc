import Configuration
import Foundation
import Gateway
import Logging
import NIOCore
import Testing

@testable import Service

/// Who dawdles, sends too much or takes all places harms nobody but itself. The times are cut short; what is proven is that each
/// of them ends a connection, and that others are served meanwhile.
@Suite(.serialized) struct ConnectionLimitTests {
    private static let short = ConnectionPace(
        headTime: .seconds(2), slowest: 1_000_000, grace: .seconds(1), answerTime: .seconds(2))

    private static let good = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab"

    private func with(
        _ desk: any PostDesk, connections: Int = 128, pace: ConnectionPace = short, _ body: (Int) throws -> Void
    ) throws {
        var listener = AS2Listener(host: "127.0.0.1", port: 0)
        listener.connections = connections
        let endpoint = AS2Endpoint(
            listener, root: Root(path: "."), desk: desk, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            pace: pace)
        let port = try endpoint.start()
        defer { endpoint.stop(drain: 2_000) }
        try body(port)
    }

    private func isServed(_ port: Int) throws -> Bool {
        let client = try RawClient(port: port)
        client.send(Self.good)
        return client.rest().hasPrefix("HTTP/1.1 200")
    }

    @Test func aHeadThatComesDropByDropEndsItsConnectionAndNoOther() throws {
        let desk = AS2EndpointTests.Desk()
        try with(desk) { port in
            let dawdlers = try (0..<20).map { _ in try RawClient(port: port) }
            for dawdler in dawdlers { dawdler.send("POST / HT") }
            #expect(try isServed(port))
            for dawdler in dawdlers {
                dawdler.send("T")
                #expect(dawdler.rest() == "")
            }
        }
        // Their requests never came to anybody.
        #expect(desk.heads.withLock { $0.count } == 1)
    }

    @Test func aBodyThatComesDropByDropIsAbandoned() throws {
        let desk = AS2EndpointTests.Desk()
        try with(desk) { port in
            let dawdler = try RawClient(port: port)
            dawdler.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nfirst")
            #expect(try isServed(port))
            #expect(dawdler.rest() == "")
            for _ in 0..<500 where desk.abandoned.withLock({ $0.isEmpty }) { usleep(20_000) }
        }
        #expect(desk.abandoned.withLock { $0.count } == 1 && desk.bodies.withLock { $0.count } == 1)
    }

    @Test func anAnswerThatIsNotReadEndsItsConnection() throws {
        try with(Chattering()) { port in
            let silent = try RawClient(port: port)
            silent.send(Self.good)
            sleep(5)
            // What the buffers of both sides hold, and not the whole answer.
            #expect(silent.count() < Chattering.size)
            let reader = try RawClient(port: port)
            reader.send(Self.good)
            #expect(reader.count() > Chattering.size)
        }
    }

    @Test func tooManyFieldsAreRefused() throws {
        let desk = AS2EndpointTests.Desk()
        try with(desk) { port in
            let client = try RawClient(port: port)
            let fields = (0..<200).map { "X-\($0): y\r\n" }.joined()
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(fields)Content-Length: 0\r\n\r\n")
            #expect(client.rest().hasPrefix("HTTP/1.1 431"))
            let long = try RawClient(port: port)
            let many = (0..<100).map { "X-\($0): \(String(repeating: "y", count: 1_000))\r\n" }.joined()
            long.send("POST / HTTP/1.1\r\nHost: a\r\n\(many)Content-Length: 0\r\n\r\n")
            #expect(long.rest().hasPrefix("HTTP/1.1 431"))
            #expect(try isServed(port))
        }
        #expect(desk.heads.withLock { $0.count } == 1)
    }

    @Test func whoWaitsIdlyMakesRoom() throws {
        try with(AS2EndpointTests.Desk(), connections: 4, pace: ConnectionPace()) { port in
            let idle = try (0..<8).map { _ in try RawClient(port: port) }
            #expect(try isServed(port))
            // The first ones were asked to go, long before their time for a head was over.
            #expect(idle[0].rest() == "" && idle[1].rest() == "")
        }
    }

    @Test func whoIsBeingServedKeepsItsPlace() throws {
        let desk = AS2EndpointTests.Desk()
        try with(desk, connections: 3, pace: ConnectionPace()) { port in
            let busy = try (0..<3).map { _ in try RawClient(port: port) }
            for client in busy {
                client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n"
                        + "Connection: close\r\n\r\n")
                #expect(String(decoding: client.receive(), as: UTF8.self).hasPrefix("HTTP/1.1 100"))
            }
            // There is no room, and nobody idle but the newcomer.
            let newcomer = try RawClient(port: port)
            #expect(newcomer.rest() == "")
            for client in busy {
                client.send("abcd")
                #expect(client.rest().hasPrefix("HTTP/1.1 200"))
            }
            // Their places are free as soon as the endpoint has noticed that they went.
            var isFree = try isServed(port)
            for _ in 0..<500 where !isFree {
                usleep(20_000)
                isFree = try isServed(port)
            }
            #expect(isFree)
        }
        #expect(desk.abandoned.withLock { $0.isEmpty })
    }

    /// Answers more than sockets hold.
    private struct Chattering: PostDesk {
        static let size = 64 << 20

        func admit(_ head: PostHead) -> PostAdmission { .admitted(Reception()) }

        private struct Reception: PostReception {
            var sizeLimit: Int64 { 1_000 }
            var timeLimit: Int64 { 60_000 }
            func take(_ piece: RawSpan) {}
            func abandon(_ reason: String) {}
            func finish() -> PostReply {
                PostReply(status: 200, body: [UInt8](repeating: 0x2E, count: Chattering.size))
            }
        }
    }
}
