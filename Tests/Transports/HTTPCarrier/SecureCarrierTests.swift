import Foundation
import Testing

@testable import HTTPCarrier

/// Posting by HTTPS and through proxies to servers that are not ours: who is trusted, who is not, and what an operator is told.
@Suite(
    .serialized,
    .enabled(if: TLSAuthority.shared != nil && CarrierPeer.isThere, "needs the openssl command and python3"))
struct SecureCarrierTests {
    private let authority: TLSAuthority

    init() throws { authority = try #require(TLSAuthority.shared) }

    private func server(_ name: String = "server", clients: String? = nil) throws -> CarrierPeer {
        let (certificate, key) = (authority.path("\(name).pem"), authority.path("\(name).key"))
        if let clients { return try CarrierPeer("server", certificate, key, authority.path("\(clients).pem")) }
        return try CarrierPeer("server", certificate, key)
    }

    /// What we trust, and nothing of the system's.
    private func settings(_ change: (inout CarrierSettings) -> Void = { _ in }) -> CarrierSettings {
        var settings = CarrierSettings()
        settings.trust = [authority.path("root.pem")]
        change(&settings)
        return settings
    }

    private func post(
        _ url: String, _ settings: CarrierSettings, body: [UInt8] = Array("the message".utf8)
    ) throws -> PostAnswer {
        let address = try #require(PostAddress(url))
        return try HTTPCarrier(settings).post(
            PostRequest(url: address, headers: [.init("AS2-To", "x")], bodyLength: Int64(body.count), timeLimit: 30_000)
            { write in
                var start = 0
                while start < body.count {
                    let end = min(start + 65_536, body.count)
                    try write(Array(body[start..<end]).span.bytes)
                    start = end
                }
            })
    }

    private func failure(_ url: String, _ settings: CarrierSettings) -> PostFailure? {
        #expect(throws: PostFailure.self) { _ = try post(url, settings) }
    }

    /// The server is not trusted, and the reason says why; nothing was sent.
    private func expectUntrusted(
        _ peer: CarrierPeer, _ settings: CarrierSettings, _ words: String, location: SourceLocation = #_sourceLocation
    ) {
        guard case .untrusted(let reason)? = failure("https://localhost:\(peer.port)/as2", settings) else {
            Issue.record("it was trusted, or failed otherwise", sourceLocation: location)
            return
        }
        #expect(reason.contains(words), "\(reason)", sourceLocation: location)
    }

    @Test func aTrustedServerGetsTheMessage() throws {
        let peer = try server()
        let body = [UInt8](repeating: 0x61, count: 3_000_000)
        let answer = try post("https://localhost:\(peer.port)/as2", settings(), body: body)
        #expect(answer.status == 200 && answer.body == Array("taken".utf8))
        let seen = try peer.seen()
        #expect(seen.bytes == body.count && seen.target == "/as2" && seen.host == "localhost:\(peer.port)")
        #expect(seen.client == "")
    }

    @Test func aServerThatIsNotWhoItShouldBeGetsNothing() throws {
        expectUntrusted(try server("elsewhere"), settings(), "another host")
        expectUntrusted(try server("ended"), settings(), "not valid")
        expectUntrusted(
            try server(), settings { $0.trust = [authority.path("stranger.pem")] }, "does not rest on what is trusted")
        // The system's roots know nothing of ours.
        expectUntrusted(try server(), settings { $0.trust = nil }, "does not rest on what is trusted")
        expectUntrusted(try CarrierPeer("taking"), settings(), "does not speak TLS")
    }

    @Test func aPinnedCertificateIsTrustedAndNoOther() throws {
        let pinned = settings {
            $0.trust = nil
            $0.pins = ["00", (try? authority.fingerprint("elsewhere")) ?? ""]
        }
        // Its name and who issued it do not matter then.
        let peer = try server("elsewhere")
        #expect(try post("https://localhost:\(peer.port)/", pinned).status == 200)
        expectUntrusted(try server(), pinned, "pinned")
    }

    @Test func aClientShowsItsCertificate() throws {
        let peer = try server(clients: "root")
        func showing(_ name: String) -> CarrierSettings {
            settings {
                $0.clientCertificate = authority.path("\(name).pem")
                $0.clientKey = authority.path("\(name).key")
            }
        }
        #expect(try post("https://localhost:\(peer.port)/as2", showing("client")).status == 200)
        #expect(try peer.seen().client == "client")
        expectUntrusted(peer, settings(), "wants to see a certificate of ours")
        expectUntrusted(peer, showing("unknown"), "does not take the certificate that we show")
        guard case .local? = failure("https://localhost:\(peer.port)/as2", showing("nobody")) else {
            Issue.record("a certificate that is not there")
            return
        }
    }

    @Test func aProxyIsGivenTheWholeAddress() throws {
        let proxy = try CarrierPeer("proxy")
        let peer = try CarrierPeer("taking")
        let url = "http://127.0.0.1:\(peer.port)/as2?x=1"
        let answer = try post(url, settings { $0.proxy = PostAddress("http://127.0.0.1:\(proxy.port)") })
        #expect(answer.status == 200)
        let passed = try proxy.seen()
        #expect(passed.method == "POST" && passed.target == url && passed.host == "127.0.0.1:\(peer.port)")
        #expect(try peer.seen().bytes == 11)
    }

    @Test func aProxyGivesATunnelForTLS() throws {
        let proxy = try CarrierPeer("proxy")
        let through = settings { $0.proxy = PostAddress("http://127.0.0.1:\(proxy.port)") }
        let peer = try server()
        #expect(try post("https://localhost:\(peer.port)/as2", through).status == 200)
        let asked = try proxy.seen()
        #expect(asked.method == "CONNECT" && asked.target == "localhost:\(peer.port)")
        #expect(try peer.seen().target == "/as2")
        // A proxy makes nobody trusted.
        expectUntrusted(try server("elsewhere"), through, "another host")
        expectUntrusted(try server("ended"), through, "not valid")
    }

    @Test func aProxyThatRefusesIsSaid() throws {
        let proxy = try CarrierPeer("proxy", "refuse")
        let through = settings { $0.proxy = PostAddress("http://127.0.0.1:\(proxy.port)") }
        let peer = try server()
        guard case .unreachable(let reason)? = failure("https://localhost:\(peer.port)/as2", through) else {
            Issue.record("the proxy refused")
            return
        }
        #expect(reason.contains("proxy") && reason.contains("403"), "\(reason)")
        #expect(try post("http://127.0.0.1:\(peer.port)/as2", through).status == 403)
    }

    @Test func aRedirectIsAnAnswerAndNotFollowed() throws {
        let peer = try CarrierPeer("redirect")
        #expect(try post("http://127.0.0.1:\(peer.port)/as2", settings()).status == 307)
        #expect(try post("http://127.0.0.1:\(peer.port)/again", settings()).status == 307)
        // Nothing went to /elsewhere between the two.
        #expect(try peer.seen().target == "/as2")
        #expect(try peer.seen().target == "/again")
    }
}
