import Foundation
import Testing

/// From one gateway to another by HTTPS: both show certificates, and a server that is not who it should be stops its address.
@Suite(.serialized, .enabled(if: ExchangeKeys.isThere, "the openssl command is not there"))
struct ExchangeHTTPSTests {
    private static let items = HospitalFiles.openItems([Claim(number: 1)])

    /// What Tests/Peers/HTTPS/authority.sh makes, anew.
    private func authority() throws -> String {
        let folder = NSTemporaryDirectory() + "exchange-tls-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Peers/HTTPS/authority.sh")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sh", script.standardizedFileURL.path, folder]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return folder
    }

    private func startBeta(_ pair: ExchangePair, _ folder: String, server: String) throws -> Int {
        try pair.startBeta(
            listen: "{ address: \"127.0.0.1:0\", certificate: \(folder)/\(server).pem, key: \(folder)/\(server).key, "
                + "clients: [\(folder)/root.pem] }")
    }

    private func configureAlpha(_ pair: ExchangePair, _ port: Int, _ folder: String, client: String?) throws {
        let shown = client.map { ", client-certificate: \(folder)/\($0).pem, client-key: \(folder)/\($0).key" } ?? ""
        try pair.configureAlpha(port, ", trust: [\(folder)/root.pem]\(shown)", scheme: "https", host: "localhost")
    }

    @Test func bothShowTheirCertificates() throws {
        let (pair, folder) = (try ExchangePair(), try authority())
        let port = try startBeta(pair, folder, server: "server")
        try configureAlpha(pair, port, folder, client: "client")
        #expect(try pair.alpha.run(["check"]).status == 0, "\(pair.alpha.log)")
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        #expect(try pair.alpha.export("dispatches").allSatisfy { $0["state"] == "confirmed" }, "\(pair.alpha.log)")
        let test = try pair.alpha.run(["partners", "test", "erp"])
        #expect(test.status == 0 && test.output.contains("proven by its receipt: processed"), "\(test.output)")
        pair.stopAll()
    }

    @Test(arguments: [
        ("elsewhere", "client", "names another host"), ("ended", "client", "not valid any more"),
        ("server", nil, "wants to see a certificate of ours"),
        ("server", "unknown", "does not take the certificate that we show"),
    ])
    func whatIsWrongStopsTheAddressUntilItIsMended(server: String, client: String?, words: String) throws {
        let (pair, folder) = (try ExchangePair(), try authority())
        let port = try startBeta(pair, folder, server: server)
        try configureAlpha(pair, port, folder, client: client)
        try pair.alpha.drop(Self.items, "erp", "items.csv")
        try pair.alpha.runOnce()
        #expect(pair.alpha.log.contains("account.stopped") && pair.alpha.log.contains(words), "\(pair.alpha.log)")
        #expect(try pair.alpha.run(["status"]).output.contains("stopped"))
        #expect(try pair.beta.export("arrivals").isEmpty)
        let messages = try pair.messageIDs("items.csv")
        pair.stopAll()
        // Mended, the same messages go.
        let second = try startBeta(pair, folder, server: "server")
        try configureAlpha(pair, second, folder, client: "client")
        try pair.alpha.makeAllDue()
        try pair.alpha.runOnce()
        #expect(try pair.alpha.export("dispatches").allSatisfy { $0["state"] == "confirmed" }, "\(pair.alpha.log)")
        #expect(try pair.messageIDs("items.csv") == messages)
        pair.stopAll()
    }
}
