// hms-ach backup and hms-ach restore: the state into one sealed file, and back.

import ArgumentParser
import Gateway
import Glibc
import Logging

struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the whole state into one sealed file, while the service runs.",
        discussion: """
            The file holds the database as of one moment, the sealed spool, the keyring and Config/, with digests. It is \
            sealed with the vault key, which is not in it: keep a copy of the key apart (--vault-key-to FILE). The \
            originals in done/ and rejected/ are plain files beside the state; back them up as such.
            """)
    @Argument(help: "The file to write; it must not be there yet.")
    var file: String
    @Option(name: .long, help: "Also copy the vault key to this file (mode 0400).")
    var vaultKeyTo: String?
    @Option(name: .long, help: "Why; it goes into the audit trail.")
    var reason = "backup"
    @OptionGroup var root: RootOption

    func run() throws {
        let installation = try root.open(.look)
        let report: BackupReport
        do {
            let warrant = ActWarrant(who: ActOptions.operatorName, reason: reason)
            report = try BackupWriting(installation).write(to: file, keyCopy: vaultKeyTo, warrant)
        } catch let failure as FolderFailure where failure.systemError == EEXIST {
            StandardOutput.say("hms-ach: \(failure.path) is there already; a backup replaces nothing")
            throw ExitCode(ExitStatus.conflict.rawValue)
        }
        StandardOutput.write(
            "\(report.path): \(report.files) files, \(report.byteCount) bytes, as of \(report.createdAt)\n")
        for sentence in report.advice { StandardOutput.say(sentence) }
    }
}

struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove a backup and put it in place, where no state is.",
        discussion: """
            Everything is proven before anything is put in place: the seal, each file's digest, the database, the audit \
            chain. Files that went out after the backup and still lie in their outboxes are not sent again; what was on its \
            way at the backup is held. Config/ is taken from the backup where there is none. Then drop the originals that \
            came after the backup (done/, rejected/) into the inboxes again: what is known already changes nothing.
            """)
    @Argument(help: "The backup.")
    var file: String
    @Option(name: .long, help: "The root to restore into (else --root); its state folder must be empty or missing.")
    var to: String?
    @Option(name: .long, help: "The vault key's copy; not needed where systemd hands the key over.")
    var vaultKey: String?
    @Option(name: .long, help: "Why; it goes into the audit trail.")
    var reason = "restore"
    @Flag(name: .long, help: "Only prove the backup.")
    var dryRun = false
    @OptionGroup var root: RootOption

    func run() throws {
        let clock = SystemClock()
        let log = Logger(label: "hms-ach") { _ in EventLog(level: .info, clock: clock) }
        let report: RestoreReport
        do {
            let warrant = ActWarrant(who: ActOptions.operatorName, reason: reason)
            report = try Restoring(root: to.map { Root(path: $0) } ?? root.place, clock: clock)
                .restore(file, keyPath: vaultKey, warrant, isRehearsal: dryRun, log: log)
        } catch let occupied as StateNotEmpty {
            StandardOutput.say("hms-ach: \(occupied)")
            throw ExitCode(ExitStatus.conflict.rawValue)
        }
        StandardOutput.write(
            """
            The backup of \(report.createdAt) is \(dryRun ? "sound" : "restored"): \(report.files) files, \
            \(report.arrivals) arrivals.
            \(report.sentAfterBackup) files went out after it and will not be sent again; \
            \(report.dispatchesHeld) dispatches are held.\n
            """)
        if dryRun { return }
        StandardOutput.say("Look at `hms-ach dispatches` and `hms-ach doctor` before the gateway runs again.")
        if report.configurationWasRestored { StandardOutput.say("Config/ was restored too.") }
    }
}
