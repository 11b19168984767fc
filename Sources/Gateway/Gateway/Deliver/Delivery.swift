// Deliver: the body is signed and encrypted once, those bytes are recorded, and then they are published under their name.
// Tries again with growing pauses; a name that holds other bytes is never replaced but held for a person.

import Checksum
import Configuration
import Folder
import OpenPGP
import Parsing
import Store
import Vault

struct Delivery {
    private let installation: Installation
    private let keyring: Keyring?

    init(_ installation: Installation, keyring: Keyring?) {
        self.installation = installation
        self.keyring = keyring
    }

    /// Removes what interrupted publications left in the outboxes.
    func prepare() throws {
        for partner in installation.configuration.partners {
            for channel in partner.send where channel.isFolder {
                try OutboxFolder(path: installation.root.resolve(channel.folder)).prepare()
            }
        }
    }

    /// Delivers what is due; returns how many files went out.
    @discardableResult
    func deliverDue() throws -> Int {
        let now = installation.clock.now()
        let due = try installation.database.read { try $0.dueDispatches(at: now.seconds) }
        let repeated = RepeatedSending(installation)
        var sent = 0
        for dispatch in due where hasNoLane(dispatch) {
            // Asked before each one: an operator may hold a channel at any time.
            let isHeld = try installation.heldChannels().contains(dispatch.channel)
            if try !isHeld && !repeated.settle(dispatch)
                && LaneProgress.working(on: "dispatch \(dispatch.id)", { try deliver(dispatch) })
            {
                sent += 1
            }
        }
        try noteAnswered()
        return sent
    }

    /// Servers and messages have lanes of their own.
    private func hasNoLane(_ dispatch: DispatchRecord) -> Bool {
        installation.configuration.sendChannel(of: dispatch.partner, named: dispatch.channel)?.isFolder ?? true
    }

    /// Moves on the arrivals whose last answer went out.
    func noteAnswered() throws {
        for arrival in try installation.database.read({ try $0.arrivalsFullyAnswered() }) {
            try installation.database.write { session in
                try session.moveArrival(arrival, from: .posted, to: .answered)
                try installation.audit().record("answered", "arrival \(arrival)", "all answers are out", in: session)
            }
            DurableStep.arrivalAnswered.reached()
        }
    }

    private func deliver(_ dispatch: DispatchRecord) throws -> Bool {
        guard let channel = installation.configuration.sendChannel(of: dispatch.partner, named: dispatch.channel)
        else {
            try hold(dispatch, "the partner has no channel \(dispatch.channel) now")
            return false
        }
        do {
            let sealed = dispatch.state == .queued ? try seal(dispatch, channel) : dispatch
            try publish(sealed, channel)
            return true
        } catch let error as FolderError {
            if case .nameTaken = error {
                let current =
                    try installation.database.read { try $0.dispatches(named: dispatch.name) }.first ?? dispatch
                try hold(current, "\(error)")
            } else {
                try retry(dispatch, "\(error)")
            }
        } catch let error as OpenPGPFailure {
            try retry(dispatch, "\(error)")
        }
        return false
    }

    /// Signs and encrypts once. The result is sealed in the spool and recorded before anybody can see it.
    func seal(_ dispatch: DispatchRecord, _ channel: SendChannel) throws -> DispatchRecord {
        var sealed = dispatch
        if let encryption = channel.encryption {
            guard let keyring, let own = installation.configuration.openPGP else {
                throw OpenPGPFailure(operation: "encrypt", reason: "no `openpgp` key is configured")
            }
            var reader = try installation.vault.reader(path: installation.spool.path(dispatch.bodySpool))
            let file = try installation.spool.seal { writer in
                try keyring.seal(
                    to: encryption.recipients, signer: encryption.isSigned ? own.fingerprint : nil,
                    armored: encryption.isArmored, input: { try reader.read(into: &$0) },
                    output: {
                        LaneProgress.advanced()
                        try writer.write($0)
                    })
            }
            sealed.sealedSpool = file.name
            sealed.sealedSHA256 = file.sha256
            sealed.sealedName = dispatch.name + (encryption.isArmored ? ".asc" : ".pgp")
        } else {
            sealed.sealedSpool = dispatch.bodySpool
            sealed.sealedSHA256 = dispatch.bodySHA256
            sealed.sealedName = dispatch.name
        }
        DurableStep.dispatchSealed.reached()
        let (spool, name, digest) = (sealed.sealedSpool ?? "", sealed.sealedName ?? "", sealed.sealedSHA256 ?? "")
        try installation.database.write { session in
            try session.setDispatchSealed(dispatch.id, spool: spool, name: name, sha256: digest)
            try session.moveDispatch(dispatch.id, from: .queued, to: .sealed)
        }
        sealed.state = .sealed
        DurableStep.dispatchSealRecorded.reached()
        return sealed
    }

    private func publish(_ dispatch: DispatchRecord, _ channel: SendChannel) throws {
        guard let text = dispatch.sealedName, let spool = dispatch.sealedSpool, let digest = dispatch.sealedSHA256,
            let name = FileName(text)
        else { return try hold(dispatch, "its sealed bytes are not recorded") }
        let folder = OutboxFolder(path: installation.root.resolve(channel.folder))
        try folder.publish(name) { write in
            var source = installation.spool.source(spool)
            try source.forEachPiece { try write($0) }
        }
        if let algorithm = channel.checksum { try publishChecksum(algorithm, digest, spool, name, folder) }
        DurableStep.dispatchPublished.reached()
        try recordSent(dispatch)
    }

    /// Records that a file is out.
    func recordSent(_ dispatch: DispatchRecord) throws {
        let (text, digest) = (dispatch.sealedName ?? dispatch.name, dispatch.sealedSHA256 ?? "")
        let now = installation.clock.now().description
        try installation.database.write { session in
            try session.moveDispatch(dispatch.id, from: .sealed, to: .sent, sentAt: now)
            try installation.audit().record(
                "sent", "dispatch \(dispatch.id)", "\(text) to \(dispatch.partner), SHA-256 \(digest)", in: session)
        }
        DurableStep.dispatchRecorded.reached()
        installation.log.info(
            "dispatch.sent",
            metadata: ["dispatch": "\(dispatch.id)", "partner": "\(dispatch.partner)", "name": "\(text)"])
    }

    /// The checksum file is the last to appear: whoever sees it may take the other.
    private func publishChecksum(
        _ algorithm: String, _ sha256: String, _ spool: String, _ name: FileName, _ folder: OutboxFolder
    ) throws {
        guard let sidecar = name.appending(".\(algorithm)") else { return }
        let line = try checksumLine(algorithm, sha256, spool, name)
        try folder.publish(sidecar) { try $0(line.span.bytes) }
    }

    /// What a checksum file says of a sealed file.
    func checksumLine(_ algorithm: String, _ sha256: String, _ spool: String, _ name: FileName) throws -> [UInt8] {
        var digest = sha256
        if algorithm == "sha512" {
            var running = RunningDigest(.sha512)
            var source = installation.spool.source(spool)
            try source.forEachPiece { running.update($0) }
            digest = running.hexadecimal()
        }
        return Sidecar.render(digest: digest, name: name.display)
    }

    func hold(_ dispatch: DispatchRecord, _ reason: String, as state: DispatchState = .held) throws {
        installation.log.error(
            "dispatch.\(state.rawValue)", metadata: ["dispatch": "\(dispatch.id)", "reason": "\(reason)"])
        try installation.database.write { session in
            try session.moveDispatch(dispatch.id, from: dispatch.state, to: state, reason: reason)
            try installation.audit().record(state.rawValue, "dispatch \(dispatch.id)", reason, in: session)
        }
    }

    /// 30 seconds, doubled with each try up to half an hour; the dispatch's number spreads the tries.
    func retry(_ dispatch: DispatchRecord, _ reason: String) throws {
        let attempts = dispatch.attempts + 1
        let pause = min(Int64(1800), Int64(30) << Int64(min(attempts - 1, 6)))
        let due = installation.clock.now().seconds + pause + dispatch.id % 10
        installation.log.warning(
            "dispatch.retry",
            metadata: ["dispatch": "\(dispatch.id)", "attempts": "\(attempts)", "reason": "\(reason)"])
        try installation.database.write {
            try $0.setDispatchRetry(dispatch.id, attempts: attempts, dueAt: due, reason: reason)
        }
    }
}
