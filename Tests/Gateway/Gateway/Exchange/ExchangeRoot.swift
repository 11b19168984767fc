// An installation that exchanges messages with the partner of PartnerProcess, and its gateway while it runs.

import Foundation
import GRDB
import Testing

extension HospitalRoot {
    /// Our names and keys, a port to listen on.
    func listen(_ partner: PartnerProcess) throws -> UInt16 {
        let own = try partner.identity("hospital")
        try write(own.certificate, "Config/keys/hospital.pem")
        try write(own.key, "Config/keys/hospital.key")
        _ = chmod("\(path)/Config/keys/hospital.key", 0o600)
        for name in ["partner", "next"] { try write(try partner.identity(name).certificate, "Config/keys/\(name).pem") }
        let port = try PartnerServer.freePort()
        try write(
            """
            organisation: { name: General Hospital }
            as2: { certificate: Config/keys/hospital.pem, key: Config/keys/hospital.key }
            listen: { as2: { address: "127.0.0.1:\(port)", known-as: "http://127.0.0.1:\(port)/" } }
            """, "Config/gateway.yaml")
        return port
    }

    /// A partner whose messages we take. `demand`: of signature and encryption.
    func sender(_ name: String, as2 from: String, demand: String, _ partner: PartnerProcess, more: String = "") throws {
        try write(
            """
            name: \(name)
            role: trading-partner
            expects: [open-items]
            receive:
              - as2: { from: '\(from)', to: "General Hospital", certificate: [Config/keys/partner.pem, Config/keys/next.pem], encryption: \(demand), signature: \(demand), receipts-to: ["\(partner.address)/receipts"]\(more) }
            send:
              - folder: outbox/\(name)
            """, "Config/partners/\(name).yaml")
    }

    /// A department whose files are answered by messages to the partner's server.
    func recipient(_ name: String, path behaviour: String, _ partner: PartnerProcess, _ options: String) throws {
        try write(
            """
            name: \(name)
            role: department
            expects: [open-items]
            receive:
              - folder: inbox/\(name)
                complete-when: quiet 100ms
            send:
              - as2: { url: "\(partner.address)/as2/\(behaviour)", from: "General Hospital", to: "\(name)", certificate: [Config/keys/partner.pem, Config/keys/next.pem]\(options) }
            """, "Config/partners/\(name).yaml")
    }

    /// Makes messages and receipts that wait for their next try due at once.
    func makeMessagesDue() throws { try Self.makeMessagesDue(path) }

    static func makeMessagesDue(_ path: String) throws {
        var settings = GRDB.Configuration()
        settings.busyMode = .timeout(20)
        let queue = try DatabaseQueue(path: "\(path)/state/hms-ach.sqlite", configuration: settings)
        try queue.write { database in
            try database.execute(sql: "UPDATE sent_messages SET due_at = 0")
            try database.execute(sql: "UPDATE received_messages SET receipt_due_at = 0")
            try database.execute(sql: "UPDATE dispatches SET due_at = 0")
        }
        try queue.close()
    }

    /// Ends the service as an administrator would, and tells how it ended.
    func end(_ service: Process) -> Int32 {
        service.terminate()
        service.waitUntilExit()
        return service.terminationReason == .exit ? service.terminationStatus : -service.terminationStatus
    }

    /// Starts the service and waits until it listens.
    func serve(_ port: UInt16, environment: [String: String] = [:]) throws -> Process {
        let service = try start(["run"], environment: environment)
        for _ in 0..<1_200 {
            if Self.isListening(port) || !service.isRunning { break }
            usleep(25_000)
        }
        if !Self.isListening(port) {
            service.terminate()
            throw PartnerProcess.Fault(
                text: "nothing listens: \(String(decoding: contents("stderr").suffix(800), as: UTF8.self))")
        }
        return service
    }

    private static func isListening(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return withUnsafeBytes(of: &address) { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return connect(descriptor, start, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
