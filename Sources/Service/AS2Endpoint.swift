// The HTTP side of the exchange of messages by AS2: listens, reads requests in constant memory, hands them to the gateway's desk
// and gives back its replies. Knows HTTP and nothing of AS2.
// Relies on SwiftNIO for sockets and framing, on NIOSSL for TLS; what blocks runs on threads of its own, never on Swift's pool.

public import Configuration
public import Gateway
import HTTPCarrier
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Listens until it is stopped.
public final class AS2Endpoint: Sendable {
    private let listener: AS2Listener
    private let root: Root
    private let desk: any PostDesk
    private let log: Logger
    private let threads = NIOThreadPool(numberOfThreads: 16)
    private let door: Mutex<(any Channel)?> = Mutex(nil)
    private let connections: ConnectionRegistry
    private let pace: ConnectionPace

    public convenience init(_ listener: AS2Listener, root: Root, desk: any PostDesk, log: Logger) {
        self.init(listener, root: root, desk: desk, log: log, pace: ConnectionPace())
    }

    init(_ listener: AS2Listener, root: Root, desk: any PostDesk, log: Logger, pace: ConnectionPace) {
        self.pace = pace
        self.listener = listener
        self.root = root
        self.desk = desk
        self.log = log
        connections = ConnectionRegistry(limit: listener.connections)
    }

    /// Opens the door; requests are taken from now on. Returns the port, which the system chose where 0 is configured.
    ///
    /// Throws `EndpointFailure` where the address cannot be had or a certificate or key cannot be used.
    @discardableResult
    public func start() throws -> Int {
        let tls = try listener.tls.map { try EndpointTLS($0, root) }
        threads.start()
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try self.furnish(channel, tls) }
            }
        do {
            let channel = try bootstrap.bind(host: listener.host, port: listener.port).wait()
            door.withLock { $0 = channel }
            let port = channel.localAddress?.port ?? listener.port
            log.notice(
                "endpoint.open",
                metadata: [
                    "address": "\(listener.host):\(port)", "tls": "\(listener.tls != nil)",
                    "connections": "\(listener.connections)",
                ])
            return port
        } catch {
            throw EndpointFailure(reason: "\(listener.host):\(listener.port) cannot be listened at: \(error)")
        }
    }

    /// Closes the door, lets what is in hand end, at most so many milliseconds.
    public func stop(drain: Int64 = 20_000) {
        guard
            let channel = door.withLock({ door in
                defer { door = nil }
                return door
            })
        else { return }
        try? channel.close().wait()
        connections.drain(milliseconds: drain)
        try? threads.syncShutdownGracefully()
        log.notice("endpoint.closed")
    }

    private func furnish(_ channel: any Channel, _ tls: EndpointTLS?) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(tls.handler()) }
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16 << 10
        limits.maxHeaderListSize = 64 << 10
        limits.maxHeaderFieldCount = 128
        let unfolding = HeadUnfolding()
        let guardian = ConnectionGuard(connections, unfolding, pace)
        try pipeline.addHandler(unfolding)
        try pipeline.addHandlers([
            HTTPResponseEncoder(),
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)),
        ])
        try pipeline.addHandler(guardian)
        let wrapped = try NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>(
            wrappingChannelSynchronously: channel,
            configuration: NIOAsyncChannel.Configuration(
                backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4), isOutboundHalfClosureEnabled: false))
        let peer = channel.remoteAddress?.ipAddress ?? "unknown"
        connections.enter(channel)
        let connection = AS2Connection(
            channel: wrapped, peer: peer, path: listener.path, desk: desk, threads: threads, log: log)
        Task.detached(executorPreference: EndpointExecutor(channel.eventLoop)) { [connections] in
            await connection.serve()
            connections.leave(channel)
        }
    }
}

/// Why the door cannot be opened.
public struct EndpointFailure: Error, Sendable, CustomStringConvertible {
    public let reason: String
    public var description: String { reason }
}
