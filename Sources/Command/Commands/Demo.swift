// hms-ach demo: a day of a small hospital in a root of its own.

import ArgumentParser
import Gateway
import Logging
import Service

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a day of a small hospital in demo/: keys, files, one run, the outcome and its proof.",
        discussion: """
            Makes demo/ below the current folder afresh, with keys for a hospital, a bank, two payers and an ERP; lets the \
            partners drop encrypted, signed and checksummed files; runs the gateway once; shows what came of each file and \
            proves it. It touches no other folder. Exits 1 when a proof fails, 5 when demo/ was made by somebody else.
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
        let installation = try Installation(root: Root(path: stage.path), purpose: .work, clock: clock, log: log)
        let gateway = try GatewayRun(installation)
        defer { gateway.close() }
        for file in files where file.partner.messageName != nil {
            try receive(installation, gateway) { try correspondent.post(file, to: $0) }
        }
        try gateway.once()
        let proofs = try DemoProver(stage: stage, keys: keys, installation: installation).proofs()
        StandardOutput.write(try DemoScreen(installation: installation, files: files).text(proofs))
        if proofs.contains(where: { $0.outcome == .fails }) { throw ExitCode(ExitStatus.failed.rawValue) }
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
