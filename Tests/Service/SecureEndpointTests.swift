import Configuration
import Foundation
import Gateway
import Logging
import Testing

@testable import Service

/// Our door by TLS, as the openssl command finds it: who we are, and whom we let in.
@Suite(.serialized, .enabled(if: TLSAuthority.shared != nil, "needs the openssl command"))
struct SecureEndpointTests {
    private let authority: TLSAuthority

    init() throws { authority = try #require(TLSAuthority.shared) }

    private static let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"

    private func with(_ desk: any PostDesk, clients: [String]? = nil, _ body: (Int) throws -> Void) throws {
        var listener = AS2Listener(host: "127.0.0.1", port: 0)
        listener.tls = AS2Listener.TLS(
            certificate: authority.path("server.pem"), key: authority.path("server.key"), passphraseFile: nil,
            clients: clients?.map { authority.path("\($0).pem") })
        let endpoint = AS2Endpoint(
            listener, root: Root(path: "/"), desk: desk, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let port = try endpoint.start()
        defer { endpoint.stop(drain: 2_000) }
        try body(port)
    }

    @Test func aRequestComesThroughTLS() throws {
        let desk = AS2EndpointTests.Desk()
        try with(desk) { port in
            #expect(authority.exchange(port, Self.request, trusting: "root").hasPrefix("HTTP/1.1 200"))
            // Whoever does not trust us sends nothing, and who speaks no TLS gets nothing.
            #expect(authority.exchange(port, Self.request, trusting: "stranger").isEmpty)
            let plain = try RawClient(port: port)
            plain.send(Self.request)
            #expect(!plain.rest().contains("HTTP/1.1 200"))
        }
        #expect(desk.bodies.withLock { $0 } == [Array("hello".utf8)])
    }

    @Test func onlyClientsThatShowACertificateOfOursAreLetIn() throws {
        let desk = AS2EndpointTests.Desk()
        try with(desk, clients: ["root"]) { port in
            #expect(
                authority.exchange(port, Self.request, trusting: "root", showing: "client").hasPrefix("HTTP/1.1 200"))
            #expect(authority.exchange(port, Self.request, trusting: "root").isEmpty)
            #expect(authority.exchange(port, Self.request, trusting: "root", showing: "unknown").isEmpty)
            #expect(
                authority.exchange(port, Self.request, trusting: "root", showing: "client").hasPrefix("HTTP/1.1 200"))
        }
        #expect(desk.heads.withLock { $0.count } == 2)
    }

    @Test func aCertificateThatCannotBeUsedIsSaid() throws {
        var listener = AS2Listener(host: "127.0.0.1", port: 0)
        listener.tls = AS2Listener.TLS(
            certificate: authority.path("server.pem"), key: authority.path("client.key"), passphraseFile: nil,
            clients: nil)
        let endpoint = AS2Endpoint(
            listener, root: Root(path: "/"), desk: AS2EndpointTests.Desk(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let failure = #expect(throws: EndpointFailure.self) { try endpoint.start() }
        #expect(failure?.reason.contains("certificate or key") == true)
    }
}
