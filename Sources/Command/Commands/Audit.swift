// hms-ach audit verify: the proof that the trail is whole.

import ArgumentParser
import Gateway

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The audit trail.", subcommands: [Verify.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove that no record of the audit trail was changed or removed.")
        @OptionGroup var root: RootOption

        func run() throws {
            let installation = try root.open(.look)
            switch try AuditTrail.verify(installation.database) {
            case .holds(let records): StandardOutput.write("The chain of \(records) records holds.\n")
            case .broken(let sequence, let reason):
                StandardOutput.write("The chain is broken at record \(sequence): \(reason).\n")
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
    }
}
