// What the gateway tells whoever started it, and the seam through which it tells: systemd in service, nobody in a terminal.

/// One statement to the service manager; the words are those of sd_notify(3).
public enum ServiceNotice: Sendable, Hashable {
    /// Recovery is done and the lanes run; also the end of a reload.
    case ready
    /// The configuration is being read again; begun at this moment of the steady clock.
    case reloading(steadyMilliseconds: Int64)
    case stopping
    /// Every lane got on since the last time.
    case alive
    /// One line for `systemctl status`.
    case status(String)

    /// Assignments, one a line, as the protocol wants them.
    public var text: String {
        switch self {
        case .ready: "READY=1"
        case .reloading(let moment): "RELOADING=1\nMONOTONIC_USEC=\(moment &* 1000)"
        case .stopping: "STOPPING=1"
        case .alive: "WATCHDOG=1"
        case .status(let line): "STATUS=\(line.replacing("\n", with: " "))"
        }
    }
}

/// Who is told.
public protocol Supervisor: Sendable {
    /// Tells in one message; where nobody listens, nothing happens.
    func tell(_ notices: [ServiceNotice])
}

/// For work in a terminal and for tests: tells nobody.
public struct NoSupervisor: Supervisor {
    public init() {}
    public func tell(_ notices: [ServiceNotice]) {}
}
