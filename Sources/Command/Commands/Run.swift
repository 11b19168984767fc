// hms-ach run: the service, or one round of its work.

import ArgumentParser
import Dispatch
import Gateway
import Glibc
import Service

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch the inboxes, process, deliver; until SIGTERM, or once over what is there.",
        discussion: """
            Without --once it serves until SIGTERM or SIGINT, finishes what it has in hand, and exits 0. With --once it \
            takes all that is complete now, carries it to the end, closes the ledger batch, delivers what is due, and exits \
            0 whatever the files' verdicts.

            SIGHUP has it read Config/ again, whole or not at all: a configuration with anything to complain of is refused \
            with its complaints in the log, and the one in force goes on.
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "One round, then exit.")
    var once = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Seconds that what is in hand may take after SIGTERM; the next start goes on with what is not done then.",
            valueName: "seconds"))
    var drain: Int64?

    func validate() throws {
        if let drain, !(1...86_400).contains(drain) { throw ValidationError("--drain takes 1 to 86400 seconds.") }
    }

    func run() throws {
        let installation = try root.open(.work)
        let systemd = SystemdEnvironment()
        let gateway = try GatewayRun(
            installation, manager: once ? NoSupervisor() : systemd.manager, watchdog: systemd.watchdog)
        defer { gateway.close() }
        let queue = DispatchQueue(label: "hms-ach.signals")
        let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { if number == SIGHUP { gateway.reload() } else { gateway.stop() } }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        if once { return try gateway.once() }
        let endpoint = try installation.configuration.as2Listener.map { listener in
            let endpoint = AS2Endpoint(listener, root: installation.root, desk: gateway.desk(), log: installation.log)
            try endpoint.start()
            return endpoint
        }
        defer { endpoint?.stop(drain: min(drain ?? 20, 20) * 1000) }
        try gateway.serve(drain: drain.map { $0 * 1000 })
    }
}

/// What systemd says about itself in the environment (sd_notify(3), sd_watchdog_enabled(3)).
private struct SystemdEnvironment {
    let manager: any Supervisor
    /// Milliseconds within which it wants a sign of life.
    let watchdog: Int64?

    init() {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        manager = variable("NOTIFY_SOCKET").flatMap(NotifySocket.init(path:)) ?? NoSupervisor()
        let isForUs = variable("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
        watchdog = isForUs ? variable("WATCHDOG_USEC").flatMap(Int64.init).map { max(40, $0 / 1000) } : nil
    }
}
