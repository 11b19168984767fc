// The partners' servers: each account is not stopped, its server answers, shows a pinned host key and takes our login, and the
// folders are there. One login a look, none while the account is stopped; a refused one stops it, so that a doctor who is
// asked every hour locks nobody out.

import Configuration
import Dispatch
import Glibc
import Logging
import SFTP
import Store
import Synchronization

struct ServerCheck: DoctorCheck {
    private static let area = "servers"

    let patient: Patient

    func examine() -> [Diagnosis] {
        let accounts = RemoteAccount.all(patient.configuration)
        if accounts.isEmpty { return [] }
        let installation = state
        // All at the same time: a server that does not answer costs its time limit once.
        let found = Mutex<[Int: [Diagnosis]]>([:])
        let group = DispatchGroup()
        for (index, account) in accounts.enumerated() {
            DispatchQueue(label: "hms-ach.doctor").async(group: group) {
                let answers = examine(account, installation)
                found.withLock { $0[index] = answers }
            }
        }
        group.wait()
        return found.withLock { found in accounts.indices.flatMap { found[$0] ?? [] } }
    }

    /// What is remembered of the accounts; nil where there is no state yet, or none that opens.
    private var state: Installation? {
        guard access(patient.state.database, F_OK) == 0 else { return nil }
        let silent = Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() }
        return try? Installation(root: patient.root, purpose: .look, clock: patient.clock, log: silent)
    }

    private func examine(_ account: RemoteAccount, _ installation: Installation?) -> [Diagnosis] {
        let probe = AccountProbe(account, patient.root)
        let asked = Questions(account)
        guard let installation else {
            return withoutLogin(probe, asked, why: "there is no state yet that would keep a refused login in mind")
        }
        let breaker = AccountBreaker(installation, account)
        do {
            if let stop = try breaker.standing() {
                let cure =
                    "Ask the partner by another way. Then correct the host key, key or password, or: hms-ach partners "
                    + "release \(account.partner.name) --reason TEXT"
                let stopped = Diagnosis.no(
                    Self.area, asked.isFree, "stopped \(stop.stoppedAt.prefix(19)): \(stop.reason)", cure: cure)
                return [stopped] + withoutLogin(probe, asked, why: "the account is stopped")
            }
            return try login(probe, asked, breaker, installation)
        } catch {
            return [.unknown(Self.area, asked.isFree, "\(error)", cure: "Look at the state's answers above.")]
        }
    }

    /// What a server tells before anybody logs in.
    private func withoutLogin(_ probe: AccountProbe, _ asked: Questions, why: String) -> [Diagnosis] {
        let name = probe.account.partner.name
        let login = Diagnosis.unknown(
            Self.area, asked.login, "not tried: \(why)", cure: "hms-ach partners test \(name) tries it, once.")
        do {
            let decision = try probe.decision()
            try probe.requirePinnedHostKey()
            return [
                .yes(Self.area, asked.reach, "by \(decision.carrier.rawValue): \(decision.reason)"),
                .yes(Self.area, asked.hostKey, "one that is pinned"), login,
            ]
        } catch {
            return [diagnosis(of: error, asked), login]
        }
    }

    private func login(
        _ probe: AccountProbe, _ asked: Questions, _ breaker: AccountBreaker, _ installation: Installation
    ) throws -> [Diagnosis] {
        do {
            let decision = try probe.decision()
            return try probe.logIn { session in
                [
                    .yes(Self.area, asked.reach, "by \(decision.carrier.rawValue): \(decision.reason)"),
                    .yes(Self.area, asked.hostKey, "one that is pinned"), .yes(Self.area, asked.login, "logged in"),
                ] + folders(of: probe.account, session, installation)
            }
        } catch let failure as SFTPFailure {
            if case .loginRefused = failure { try breaker.open("\(failure)") }
            return [diagnosis(of: failure, asked)]
        }
    }

    /// The question that a failure answers with no, and its cure.
    private func diagnosis(of failure: SFTPFailure, _ asked: Questions) -> Diagnosis {
        func no(_ question: String, _ cure: String) -> Diagnosis { .no(Self.area, question, "\(failure)", cure: cure) }
        return switch failure {
        case .hostKeyChanged:
            no(
                asked.hostKey,
                "Ask the partner by another way whether the key changed; only then pin the new one in `host-key`.")
        case .loginRefused:
            no(
                asked.login,
                "The account is stopped now and not tried again. Check user, key and password with the partner; a new one "
                    + "starts it again.")
        case .noCommonMethod: no(asked.reach, "Take `carrier: auto` or `openssh`; else the partner must offer more.")
        case .local:
            no(asked.login, "Check the paths of `key`, `passphrase-file` or `password-file`, and who may read them.")
        case .notSFTP: no(asked.reach, "Ask the partner whether the account may use SFTP.")
        default: no(asked.reach, "Check `host`, `port` and the firewalls on the way; ask the partner whether it is up.")
        }
    }

    // MARK: Folders

    private func folders(of account: RemoteAccount, _ session: SFTPSession, _ installation: Installation) -> [Diagnosis]
    {
        account.receive.map { channel in
            let question = "\(channel.folder) is there"
            return look(channel.sftp?.folder ?? "", question, session) ?? .yes(Self.area, question, "a folder")
        }
            + account.receive.compactMap { archive($0, session, installation) }
            + account.send.map { channel in
                let question = "\(channel.folder) can be written to"
                return look(channel.sftp?.folder ?? "", question, session)
                    ?? writable(channel, account, question, installation)
            }
    }

    /// Where fetched files are to go, and whether any wait to be put there; nil where they stay.
    private func archive(
        _ channel: ReceiveChannel, _ session: SFTPSession, _ installation: Installation
    ) -> Diagnosis? {
        guard let source = channel.sftp, source.after != .leave else { return nil }
        let question = "what was fetched from \(channel.folder) is filed there"
        if case .archive(let folder) = source.after, let fault = look(folder, question, session) { return fault }
        let waiting =
            (try? installation.database.read { try $0.remoteFiles(of: channel.folder) })?.filter { !$0.isFiled } ?? []
        if waiting.isEmpty { return .yes(Self.area, question, "nothing waits for it") }
        return .no(
            Self.area, question, "\(waiting.count) fetched files are not archived, renamed or deleted there yet",
            cure: "`fetch.not-filed` in the log says why; ask the partner for the right to do what `after` says.")
    }

    /// Nil where the folder is there.
    private func look(_ folder: String, _ question: String, _ session: SFTPSession) -> Diagnosis? {
        do {
            guard let attributes = try session.attributes(RemotePath(folder: folder)) else {
                return .no(
                    Self.area, question, "there is no \(folder) for this account",
                    cure: "Correct `folder`, or have the partner make it; `hms-ach partners test` lists folders.")
            }
            if attributes.mode == nil || attributes.isFolder { return nil }
            return .no(Self.area, question, "\(folder) is no folder", cure: "Correct `folder`.")
        } catch {
            if (try? session.list(RemotePath(folder: folder))) != nil { return nil }
            return .unknown(Self.area, question, "\(error)", cure: "Some servers forbid looking; watch the first file.")
        }
    }

    /// Nothing is put there to find out: a partner takes what it sees.
    private func writable(
        _ channel: SendChannel, _ account: RemoteAccount, _ question: String, _ installation: Installation
    ) -> Diagnosis {
        let (sent, tried) =
            (try? installation.database.read { session in
                (
                    try session.dispatches().filter { $0.channel == channel.folder }.compactMap(\.sentAt).max(),
                    try session.auditRecords(subject: "channel \(channel.folder)").last { $0.action == "tried" }?.at
                )
            }) ?? (nil, nil)
        if let sent { return .yes(Self.area, question, "a file went there \(sent.prefix(10))") }
        if let tried { return .yes(Self.area, question, "tried \(tried.prefix(10))") }
        return .unknown(
            Self.area, question, "nothing went there yet",
            cure: "hms-ach partners test \(account.partner.name) --write puts an empty file there and removes it.")
    }

    private struct Questions {
        let isFree, reach, hostKey, login: String

        init(_ account: RemoteAccount) {
            let name = "\(account.partner.name)'s \(account.address)"
            isFree = "\(name) is not stopped"
            reach = "\(name) can be reached"
            hostKey = "\(name) shows a pinned host key"
            login = "\(name) lets us in"
        }
    }
}
