// A TCP proxy on loopback that cuts connections, lets them stand still, or slows them down.

import Foundation
import Synchronization
import Testing

@testable import SFTP

final class FaultyProxy: Sendable {
    struct Faults: Sendable {
        /// Bytes, both ways together, after which a connection is cut; drawn anew for each. Nil: never.
        var cutAfter: ClosedRange<Int>?
        /// Bytes after which nothing more is passed on, the connection staying open. Nil: never.
        var stallAfter: Int?
        /// Microseconds waited for each piece of at most 16 KiB.
        var pause: UInt32 = 0
    }

    let port: UInt16
    private let target: UInt16
    private let listener: Int32
    private let faults: Mutex<Faults>
    private let counts = Mutex<(connections: Int, cuts: Int)>((0, 0))
    private let flows = Mutex<[WeakFlow]>([])

    init(to target: UInt16, _ faults: Faults = Faults()) throws {
        self.target = target
        self.faults = Mutex(faults)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        port = try #require(PartnerServer.bindLoopback(listener))
        try #require(listen(listener, 64) == 0)
        let descriptor = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0, let self else { return }
                self.serve(client)
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    func set(_ new: Faults) { faults.withLock { $0 = new } }

    /// Cuts every connection that is open, wherever it stands.
    func cutAll() {
        let open = flows.withLock { $0.compactMap(\.flow) }
        for flow in open { flow.end() }
        counts.withLock { $0.cuts += open.count }
    }

    var connections: Int { counts.withLock { $0.connections } }
    var cuts: Int { counts.withLock { $0.cuts } }

    private func serve(_ client: Int32) {
        let faults = faults.withLock { $0 }
        counts.withLock { $0.connections += 1 }
        guard let server = try? TCPConnection.open("127.0.0.1", target, deadline: .after(.seconds(5))) else {
            close(client)
            return
        }
        _ = fcntl(server.descriptor, F_SETFL, 0)
        let flow = Flow(client: client, server: server, faults: faults) { self.counts.withLock { $0.cuts += 1 } }
        flows.withLock { $0 = $0.filter { $0.flow != nil } + [WeakFlow(flow: flow)] }
        Thread.detachNewThread { flow.upward() }
        Thread.detachNewThread { flow.downward() }
    }
}

private struct WeakFlow {
    weak var flow: Flow?
}

/// One connection through the proxy.
// Sendable by hand: a TCP connection is only a descriptor here, closed when both threads are done.
private final class Flow: @unchecked Sendable {
    private let client: Int32
    private let server: TCPConnection
    private let faults: FaultyProxy.Faults
    private let left: Mutex<Int>
    private let noteCut: @Sendable () -> Void

    init(client: Int32, server: TCPConnection, faults: FaultyProxy.Faults, noteCut: @escaping @Sendable () -> Void) {
        self.client = client
        self.server = server
        self.faults = faults
        self.noteCut = noteCut
        left = Mutex(faults.cutAfter.map { Int.random(in: $0) } ?? faults.stallAfter ?? .max)
    }

    deinit { close(client) }

    func upward() { pass(from: client, to: server.descriptor) }
    func downward() { pass(from: server.descriptor, to: client) }

    private func pass(from source: Int32, to target: Int32) {
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(source, &piece, piece.count, 0)
            if count <= 0 { break }
            if faults.pause > 0 { usleep(faults.pause) }
            let passed = left.withLock { left in
                let passed = min(left, count)
                left -= passed
                return passed
            }
            var start = 0
            while start < passed {
                let sent = piece.withUnsafeBytes {
                    send(target, $0.baseAddress?.advanced(by: start), passed - start, Int32(MSG_NOSIGNAL))
                }
                if sent <= 0 { break }
                start += sent
            }
            if passed < count {
                if faults.stallAfter != nil {
                    // Whoever waits for an answer waits; the test's end ends it.
                    continue
                }
                noteCut()
                break
            }
        }
        end()
    }

    func end() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server.descriptor, Int32(SHUT_RDWR))
    }
}
