// The lane of one partner that we exchange messages with: builds, posts, waits for receipts, and posts our own. A thread of its
// own: a slow partner delays nobody else.

import Configuration
import Glibc
import HTTPCarrier
import OpenPGP
import SMIME
import Store

/// Used by one thread.
struct MessageLane {
    private let installation: Installation
    private let delivery: Delivery
    private let sending: [SendingRelation]
    private let receiving: [ReceivingRelation]
    private let isEnded: @Sendable () -> Bool

    init(
        _ installation: Installation, keyring: Keyring?, partner: String, _ relations: ExchangeRelations,
        isEnded: @escaping @Sendable () -> Bool
    ) {
        self.installation = installation
        self.isEnded = isEnded
        delivery = Delivery(installation, keyring: keyring)
        sending = relations.sending.values.filter { $0.partner.name == partner }
            .sorted { $0.channel.folder < $1.channel.folder }
        receiving = relations.receiving.values.filter { $0.partner.name == partner }
            .sorted { $0.channel < $1.channel }
    }

    /// Works until the gateway ends; `turn` is called at every turn.
    func serve(turn: () -> Void) {
        while !isEnded() {
            turn()
            do {
                try work()
            } catch {
                installation.log.error(
                    "lane.fault", metadata: ["lane": "as2 \(name)", "error": "\(error)"])
                poll(nil, 0, 2_000)
            }
            poll(nil, 0, 250)
        }
    }

    private var name: String { sending.first?.partner.name ?? receiving.first?.partner.name ?? "" }

    /// What is due now.
    func work() throws {
        for relation in receiving {
            let due = try installation.database.read {
                try $0.dueReceipts(channel: relation.channel, at: installation.clock.now().seconds)
            }
            for message in due where !isEnded() {
                try ReceiptPosting(installation, receiptCarrier(message.receiptURL)).post(message)
            }
        }
        for relation in sending where try !isHeld(relation.channel.folder) {
            let breaker = AccountBreaker(installation, relation)
            if try breaker.stop() != nil { continue }
            try build(relation)
            try post(relation, breaker)
        }
    }

    // MARK: Building

    private func build(_ relation: SendingRelation) throws {
        let now = installation.clock.now().seconds
        let due = try installation.database.read { try $0.dueDispatches(at: now) }
            .filter { $0.partner == relation.partner.name && $0.channel == relation.channel.folder }
        let repeated = RepeatedSending(installation)
        for dispatch in due where !isEnded() {
            if try repeated.settle(dispatch) { continue }
            do {
                try build(dispatch, relation)
            } catch let error as OpenPGPFailure {
                try delivery.retry(dispatch, "\(error)")
            } catch let error as SMIMEError {
                try delivery.hold(try current(dispatch), "it cannot be made into a message: \(error)")
            } catch let error as ExchangeFault {
                try delivery.hold(try current(dispatch), "it cannot be made into a message: \(error)")
            }
        }
    }

    private func build(_ dispatch: DispatchRecord, _ relation: SendingRelation) throws {
        let last = try installation.database.read { try $0.sentMessages(of: dispatch.id) }.last
        if dispatch.state == .sealed, let last {
            // Released by a person: the same octets, unless the partner said that it has not taken them.
            if [.failed, .unconfirmed].contains(last.state) {
                return try installation.database.write { try $0.repeatMessage(last) }
            }
            if last.state != .refused { return }
        }
        let sealed = dispatch.state == .queued ? try delivery.seal(dispatch, relation.channel) : dispatch
        guard let spool = sealed.sealedSpool else {
            return try delivery.hold(sealed, "its sealed bytes are not recorded")
        }
        let name = sealed.sealedName ?? sealed.name
        let cargo = MessageBuilding.Cargo(
            dispatch: sealed.id, spool: spool, name: name, isInterchange: Self.isInterchange(name))
        _ = try LaneProgress.working(on: "dispatch \(dispatch.id)") {
            try MessageBuilding(installation, relation).build(cargo)
        }
    }

    private static func isInterchange(_ name: String) -> Bool {
        [".999", ".ta1", ".277", ".820", ".835", ".837", ".edi", ".x12"].contains { name.lowercased().hasSuffix($0) }
    }

    private func current(_ dispatch: DispatchRecord) throws -> DispatchRecord {
        try installation.database.read { try $0.dispatch(dispatch.id) } ?? dispatch
    }

    // MARK: Posting

    private func post(_ relation: SendingRelation, _ breaker: AccountBreaker) throws {
        let now = installation.clock.now().seconds
        let due = try installation.database.read {
            try $0.dueMessages(channel: relation.channel.folder, at: now)
        }
        if due.isEmpty { return }
        guard let address = PostAddress(relation.target.url) else { return }
        let posting: MessagePosting
        do {
            posting = try MessagePosting(
                installation, relation, ExchangeCarrier.make(relation.target.connection, installation.root), address,
                credentials: ExchangeCarrier.credentials(relation.target.connection, installation.root))
        } catch {
            return try breaker.open("\(error)")
        }
        for message in due where !isEnded() {
            guard let id = message.dispatch,
                let dispatch = try installation.database.read({ try $0.dispatch(id) }),
                [.sealed, .sent].contains(dispatch.state)
            else { continue }
            // Waited long enough for its receipt, and posted often enough.
            if message.state == .waiting, try posting.giveUp(message, "no receipt came in time") != nil { continue }
            let outcome = try LaneProgress.working(on: "message \(message.messageID)") { try posting.post(message) }
            if case .stopped(let reason) = outcome { return try breaker.open(reason) }
            if let sent = try installation.database.read({ try $0.dispatch(id) }),
                [.sent, .confirmed].contains(sent.state)
            {
                SentCopy(installation).keep(sent)
            }
        }
        try delivery.noteAnswered()
    }

    private func isHeld(_ channel: String) throws -> Bool {
        try installation.database.read { try $0.channelHolds() }.contains { $0.channel == channel }
    }

    /// Receipts go to where the partner's messages go by the same way, elsewhere as the system trusts.
    private func receiptCarrier(_ url: String) throws -> any PostCarrier {
        let host = PostAddress(url)?.host
        let relation = sending.first { PostAddress($0.target.url)?.host == host }
        return try ExchangeCarrier.make(relation?.target.connection ?? HTTPSConnection(), installation.root)
    }
}

/// Makes what posts out of the configuration.
enum ExchangeCarrier {
    /// Throws `ExchangeFiles.Unusable`.
    static func make(_ connection: HTTPSConnection, _ root: Root) throws -> any PostCarrier {
        var settings = CarrierSettings()
        settings.trust = connection.trust?.map(root.resolve)
        settings.pins = connection.pins
        if let client = connection.client {
            settings.clientCertificate = root.resolve(client.certificate)
            settings.clientKey = root.resolve(client.key)
            settings.clientPassphrase = try client.passphraseFile.map(ExchangeFiles(root).secret)
        }
        settings.proxy = connection.proxy.flatMap { PostAddress($0) }
        return HTTPCarrier(settings)
    }

    /// Basic authentication (RFC 7617).
    static func credentials(_ connection: HTTPSConnection, _ root: Root) throws -> PostRequest.Header? {
        guard let user = connection.user, let file = connection.passwordFile else { return nil }
        let secret = Array("\(user):".utf8) + (try ExchangeFiles(root).secret(file))
        return PostRequest.Header("Authorization", "Basic \(Base64Text.of(secret))")
    }
}
