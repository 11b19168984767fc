// hms-ach demo: a day of a small hospital in a root of its own.

import ArgumentParser
import Gateway
import Logging

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
        let keys = try DemoKeys(stage)
        defer { keys.close() }
        try DemoConfiguration.write(to: stage, keys)
        let files = try DemoFiles.all()
        for file in files { try keys.handOver(file) }
        let clock = SystemClock()
        let log = Logger(label: "hms-ach") { _ in EventLog(level: .error, clock: clock) }
        let installation = try Installation(root: Root(path: stage.path), purpose: .work, clock: clock, log: log)
        let gateway = try GatewayRun(installation)
        defer { gateway.close() }
        try gateway.once()
        let proofs = try DemoProver(stage: stage, keys: keys, installation: installation).proofs()
        StandardOutput.write(try DemoScreen(installation: installation, files: files).text(proofs))
        if proofs.contains(where: { $0.outcome == .fails }) { throw ExitCode(ExitStatus.failed.rawValue) }
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
