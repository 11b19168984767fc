// hms-ach demo: a day of a small hospital in a root of its own.

import ArgumentParser
import Gateway
import Logging
import Service

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Play a day of a small hospital in demo/: keys, files, messages, decisions, the outcome and its proof.",
        discussion: """
            Makes demo/ below the current folder afresh, with keys for a hospital, a bank, three payers and an ERP; lets the \
            partners drop encrypted, signed and checksummed files, and one send a message by AS2; runs the gateway; lets two \
            people decide what no rule may; shows what came of each file and the close of the day, and proves it. It touches \
            no other folder. Exits 1 when a proof fails, 5 when demo/ was made by somebody else.
            """)

    func run() throws {
        let stage = try stage()
        let clock = DemoClock()
        let log = Logger(label: "hms-ach") { _ in EventLog(level: .error, clock: clock) }
        let keys = try DemoKeys(stage)
        defer { keys.close() }
        let certificates = try DemoCertificates(stage, DemoCast.cedarValley, clock)
        let correspondent = DemoTradingPartner(DemoCast.cedarValley, certificates, stage, clock, log)
        try DemoConfiguration.write(to: stage, keys, port: correspondent.listen())
        defer { correspondent.close() }
        let files = try DemoFiles.all()
        for file in files where file.partner.messageName == nil { try keys.handOver(file, at: clock.now()) }
        func open(_ purpose: Installation.Purpose) throws -> Installation {
            try Installation(root: Root(path: stage.path), purpose: purpose, clock: clock, log: log)
        }
        // Each round lets the state go at its end: what people decide is carried out by them, where no gateway is at work.
        try round(open(.work)) { installation, gateway in
            for file in files where file.partner.messageName != nil {
                try receive(installation, gateway) { try correspondent.post(file, to: $0) }
            }
        }
        let decision = try DemoDecision(open(.look))
        try round(open(.work))
        let installation = try open(.look)
        let prover = DemoProver(stage: stage, keys: keys, installation: installation)
        let proofs = try prover.proofs() + [decision.proof]
        StandardOutput.write(try DemoScreen(installation: installation, files: files).text(decision, proofs))
        if proofs.contains(where: { $0.outcome == .fails }) { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    /// Runs the gateway once, after what somebody does with it.
    private func round(
        _ installation: Installation, _ before: (Installation, GatewayRun) throws -> Void = { _, _ in }
    ) throws {
        let gateway = try GatewayRun(installation)
        defer { gateway.close() }
        try before(installation, gateway)
        try gateway.once()
    }

    /// Has the gateway listen for messages while somebody posts; the port is handed over.
    private func receive(_ installation: Installation, _ gateway: GatewayRun, _ post: (Int) throws -> Void) throws {
        guard let listener = installation.configuration.as2Listener else { return }
        let endpoint = AS2Endpoint(listener, root: installation.root, desk: gateway.desk(), log: installation.log)
        let port = try endpoint.start()
        defer { endpoint.stop(drain: 2_000) }
        try post(port)
    }

    private func stage() throws -> DemoStage {
        do {
            return try DemoStage()
        } catch let taken as DemoFolderTaken {
            StandardOutput.say("hms-ach: \(taken)")
            throw ExitCode(ExitStatus.refused.rawValue)
        }
    }
}
