// The program: hms-ach. Names the commands, and turns what went wrong into an exit code that scripts rely on.

import ArgumentParser
import Configuration
import Gateway

@main
enum HMSACH {
    static func main() {
        do {
            var command = try Commands.parseAsRoot(RootOption.moved(Array(CommandLine.arguments.dropFirst())))
            try command.run()
        } catch {
            exit(error)
        }
    }

    private static func exit(_ error: any Error) -> Never {
        switch error {
        case let status as ExitCode: Commands.exit(withError: status)
        case let failure as ConfigurationFailure:
            for complaint in failure.complaints { StandardOutput.say("\(complaint)") }
            Commands.exit(withError: ExitCode(ExitStatus.usage.rawValue))
        case let running as InstanceRunning:
            StandardOutput.say("hms-ach: \(running)")
            Commands.exit(withError: ExitCode(ExitStatus.conflict.rawValue))
        default:
            let code = Commands.exitCode(for: error)
            if code.isSuccess { Commands.exit(withError: error) }
            if code == .validationFailure {
                StandardOutput.say(Commands.fullMessage(for: error))
                Commands.exit(withError: ExitCode(ExitStatus.usage.rawValue))
            }
            StandardOutput.say("hms-ach: \(error)")
            Commands.exit(withError: ExitCode(ExitStatus.failed.rawValue))
        }
    }
}

struct Commands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hms-ach",
        abstract: "The gateway that hospital finance runs its money files through.",
        discussion: """
            Files come in from banks, payers and departments; they are opened, understood, reconciled and posted exactly \
            once; what has to be answered or booked goes out again as files, signed and encrypted.

            --root DIR, before or after the command, says where Config/, inbox/, outbox/ and state/ are; it is the current \
            folder without it, or /etc/hms-ach and /var/lib/hms-ach for the installed program.

            Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 findings of severity error, 4 not found, \
            5 refused by a rule, 6 service or peer unreachable, 7 conflict.
            """,
        version: "0.1.0",
        subcommands: [
            Run.self, Demo.self, Inspect.self, Convert.self, Rewrite.self, Status.self, Arrivals.self, Dispatches.self,
            Matches.self,
            Exceptions.self, Partners.self, Keys.self, Trace.self, EvidenceCommand.self, Export.self, Hold.self,
            Release.self, Reprocess.self, Resolve.self, Approve.self, Refuse.self, Proposals.self, ReportCommand.self,
            Backup.self, Restore.self, Audit.self, Check.self,
            DoctorCommand.self, RetentionCommand.self,
            Explain.self, LedgerCommand.self,
        ])
}
