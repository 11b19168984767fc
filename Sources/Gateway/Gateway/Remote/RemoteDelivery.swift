// Deliver to a server: what is due for one account, in the order of the dispatches; each recorded as sent, with a copy where
// sent files of the partner lie.

import Configuration
import Crypto
import Folder
import OpenPGP
import SFTP
import Store

struct RemoteDelivery {
    /// How many tries a file has, cut or refused, before a refusal that might have passed is a person's business.
    private static let triesBeforeHold: Int64 = 6

    private let installation: Installation
    private let account: RemoteAccount
    private let link: RemoteLink
    private let delivery: Delivery
    private let ending: LaneEnding

    init(
        _ installation: Installation, keyring: Keyring?, _ account: RemoteAccount, _ link: RemoteLink,
        _ ending: LaneEnding
    ) {
        self.installation = installation
        self.account = account
        self.link = link
        delivery = Delivery(installation, keyring: keyring)
        self.ending = ending
    }

    /// What is due now and may go.
    func due() throws -> [DispatchRecord] {
        let channels = Set(account.send.map(\.folder)).subtracting(try installation.heldChannels())
        if channels.isEmpty { return [] }
        let now = installation.clock.now().seconds
        return try installation.database.read { try $0.dueDispatches(at: now) }
            .filter { $0.partner == account.partner.name && channels.contains($0.channel) }
    }

    /// Throws `SFTPFailure` when the account as a whole is in trouble; what concerns one file is recorded with it.
    func deliver(_ due: [DispatchRecord]) throws {
        let repeated = RepeatedSending(installation)
        for dispatch in due where !ending.isDue() {
            // Asked before each one: an operator may hold a channel at any time.
            if try installation.heldChannels().contains(dispatch.channel) || repeated.settle(dispatch) { continue }
            do {
                try LaneProgress.working(on: "dispatch \(dispatch.id)") { try deliver(dispatch) }
            } catch let failure as SFTPFailure {
                try note(failure, dispatch)
            } catch let failure as OpenPGPFailure {
                try delivery.retry(dispatch, "\(failure)")
            }
        }
    }

    private func deliver(_ dispatch: DispatchRecord) throws {
        guard let channel = account.send.first(where: { $0.folder == dispatch.channel }), let target = channel.sftp
        else { return }
        let sealed = dispatch.state == .queued ? try delivery.seal(dispatch, channel) : dispatch
        guard let text = sealed.sealedName, let name = FileName(text), let spool = sealed.sealedSpool,
            let digest = sealed.sealedSHA256
        else { return try delivery.hold(sealed, "its sealed bytes are not recorded") }
        let content = Uploading.Content(name: name, sha256: digest) { write in
            var source = installation.spool.source(spool)
            try source.forEachPiece { try write($0) }
        }
        let outcome = try link.again { session in
            // What an earlier try has recorded counts.
            let current = try installation.database.read { try $0.dispatch(sealed.id) } ?? sealed
            let uploading = Uploading(
                installation: installation, session: session, target: target, ending: ending)
            let outcome = try uploading.bring(content, current)
            guard outcome == .delivered, let algorithm = channel.checksum else { return outcome }
            if current.exposure != .seen {
                try installation.database.write { try $0.setDispatchExposure(sealed.id, .seen) }
            }
            guard let sidecarName = name.appending(".\(algorithm)") else { return outcome }
            let line = try delivery.checksumLine(algorithm, digest, spool, name)
            return try uploading.bringSidecar(
                Uploading.Content(name: sidecarName, sha256: hexadecimal(SHA256.hash(data: line))) { write in
                    try write(line.span.bytes)
                })
        }
        switch outcome {
        case .delivered:
            SentCopy(installation).keep(sealed)
            try delivery.recordSent(sealed)
        case .nameTaken:
            try delivery.hold(sealed, "\(text) is there already, with other bytes; it was not replaced")
        case .unknown:
            try delivery.hold(
                sealed,
                "the connection ended while \(text) got its name, and now it is not there: the partner may have taken it; "
                    + "ask before it is sent again", as: .unknownOutcome)
        }
    }

    /// Records with the dispatch what kept it; throws again what keeps the others too.
    private func note(_ failure: SFTPFailure, _ dispatch: DispatchRecord) throws {
        let current = try installation.database.read { try $0.dispatch(dispatch.id) } ?? dispatch
        switch failure {
        case .hostKeyChanged, .loginRefused: throw failure
        case .refused(let status, _, _):
            let isFinal = !failure.isTransient && status != .unsupported
            if isFinal || current.attempts >= Self.triesBeforeHold {
                try delivery.hold(current, "\(failure)")
            } else {
                try delivery.retry(current, "\(failure)")
            }
        case .mismatch: try delivery.retry(current, "\(failure)")
        case .unreachable, .noCommonMethod, .timedOut, .lost, .notSFTP, .local:
            try delivery.retry(current, "\(failure)")
            throw failure
        }
    }
}
