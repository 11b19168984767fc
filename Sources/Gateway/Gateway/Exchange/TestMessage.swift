// A test message to a partner: built and posted as every message is, and what came back in words.

import AS2
import Configuration
import Dispatch
import HTTPCarrier
import SMIME
import Store

extension OperatorActs {
    /// Sends each of a partner's AS2 addresses a small text and says what came back, a line each. Each is a message that the
    /// partner receives. An asynchronous receipt is waited for, which needs the gateway running beside this.
    ///
    /// - Parameter patience: milliseconds to wait for a receipt that comes by itself.
    public static func testMessages(to partner: String, patience: Int64, _ installation: Installation) -> [AccountTrial]
    {
        let relations = ExchangeRelations(installation.configuration, installation.root)
        var trials = relations.complaints.filter { $0.file.hasSuffix("/\(partner).yaml") }
            .map { AccountTrial(account: partner, succeeded: false, sentence: $0.sentence) }
        let sending = relations.sending.values.filter { $0.partner.name == partner }
            .sorted { $0.channel.folder < $1.channel.folder }
        for relation in sending {
            do {
                let (succeeded, sentence) = try TestMessage(installation, relation, patience).send()
                trials.append(AccountTrial(account: relation.target.url, succeeded: succeeded, sentence: sentence))
            } catch {
                trials.append(AccountTrial(account: relation.target.url, succeeded: false, sentence: "\(error)"))
            }
        }
        return trials
    }
}

struct TestMessage {
    private let installation: Installation
    private let relation: SendingRelation
    private let patience: Int64

    init(_ installation: Installation, _ relation: SendingRelation, _ patience: Int64) {
        self.installation = installation
        self.relation = relation
        self.patience = patience
    }

    func send() throws -> (succeeded: Bool, sentence: String) {
        guard let address = PostAddress(relation.target.url) else { return (false, "`url` is no address") }
        let text = "This is a test message from \(relation.target.from). Nothing has to be done about it.\r\n"
        let spooled = try installation.spool.seal(Array(text.utf8))
        defer { installation.spool.remove(spooled.name) }
        let cargo = MessageBuilding.Cargo(
            dispatch: nil, spool: spooled.name, name: "hms-ach-test.txt", isInterchange: false)
        let message = try MessageBuilding(installation, relation).build(cargo)
        let posting = try MessagePosting(
            installation, relation, ExchangeCarrier.make(relation.target.connection, installation.root), address,
            credentials: ExchangeCarrier.credentials(relation.target.connection, installation.root))
        let outcome = try posting.post(message)
        let (succeeded, sentence) = try judge(outcome, message)
        return (succeeded, "\(sentence) [message \(message.messageID)]")
    }

    private func judge(_ outcome: MessagePosting.Outcome, _ message: SentMessage) throws -> (Bool, String) {
        switch outcome {
        case .receipted(let receipt): return Self.words(receipt)
        case .refused(let reason), .again(let reason), .stopped(let reason): return (false, reason)
        case .accepted:
            if relation.target.receipt == .none { return (true, "taken by the server; no receipt is asked for") }
            return try wait(message)
        }
    }

    private func wait(_ message: SentMessage) throws -> (Bool, String) {
        let end = installation.clock.steadyMilliseconds() + patience
        let pause = DispatchSemaphore(value: 0)
        while installation.clock.steadyMilliseconds() < end {
            if let receipt = try installation.database.read({ try $0.receipts(of: message.id) }).last {
                let succeeded = receipt.verdict == ReceiptVerdict.Outcome.delivered.rawValue
                let reason = receipt.reason.isEmpty ? "" : ": \(receipt.reason)"
                return (succeeded, "taken by the server; its receipt came: \(receipt.disposition)\(reason)")
            }
            _ = pause.wait(timeout: .now() + .milliseconds(250))
        }
        return (
            false,
            "taken by the server, but no receipt came within \(patience / 1000) seconds (is the gateway running here, and "
                + "reachable under `known-as`?)"
        )
    }

    private static func words(_ receipt: ReceiptFiling.Outcome) -> (Bool, String) {
        let said = receipt.words.split(separator: "\n").joined(separator: " ").prefix(300)
        let reasons = receipt.verdict.reasons.isEmpty ? "" : ": " + receipt.verdict.reasons.joined(separator: "; ")
        let signer = receipt.verdict.signer.map { ", signed by certificate \($0.fingerprint.prefix(16))…" } ?? ""
        let succeeded = receipt.verdict.outcome == .delivered
        let judgement =
            succeeded
            ? "delivered, and proven by its receipt" : "not proven delivered (\(receipt.verdict.outcome.rawValue))"
        return (
            succeeded,
            "\(judgement): \(receipt.disposition)\(signer)\(reasons)"
                + (said.isEmpty ? "" : ". The partner says: \(said)")
        )
    }
}
