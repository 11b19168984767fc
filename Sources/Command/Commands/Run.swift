// hms-ach run: the service, or one round of its work.

import ArgumentParser
import Dispatch
import Gateway
import Glibc

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch the inboxes, process, deliver; until SIGTERM, or once over what is there.",
        discussion: """
            Without --once it serves until SIGTERM or SIGINT, finishes what it has in hand, and exits 0. With --once it \
            takes all that is complete now, carries it to the end, closes the ledger batch, delivers what is due, and exits \
            0 whatever the files' verdicts.
            """)

    @OptionGroup var root: RootOption

    @Flag(name: .long, help: "One round, then exit.")
    var once = false

    func run() throws {
        let installation = try root.open(.work)
        let gateway = try GatewayRun(installation)
        defer { gateway.close() }
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "hms-ach.signals"))
            source.setEventHandler { gateway.stop() }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        if once { try gateway.once() } else { try gateway.serve() }
    }
}
