// Tells systemd, over the socket that it names in NOTIFY_SOCKET (sd_notify(3)).

/// The service manager behind a notification socket.
public struct NotifySocket: Supervisor {
    private let socket: DatagramSocket

    /// - Parameter path: what NOTIFY_SOCKET holds; `@` begins an abstract address. Nil where it is no usable one.
    public init?(path: String) {
        guard let socket = DatagramSocket(path: path) else { return nil }
        self.socket = socket
    }

    public func tell(_ notices: [ServiceNotice]) {
        // A manager that does not read must not keep money waiting: what is lost is told again with the next turn.
        socket.send(Array(notices.map(\.text).joined(separator: "\n").utf8), waits: notices.contains(.ready))
    }
}
