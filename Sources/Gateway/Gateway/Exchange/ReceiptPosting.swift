// Receipts of ours that go by a post of their own: the same octets until the partner takes them. The message is taken already,
// whatever becomes of its receipt.

import AS2
import HTTPCarrier
import Logging
import Store

struct ReceiptPosting {
    /// Seconds after each try that failed; then every hour.
    private static let pauses: [Int64] = [60, 120, 300, 600, 1_800]
    /// Tries in about a day.
    private static let tries: Int64 = 28

    private let installation: Installation
    /// Reaches an address that the partner's file allows.
    private let carrier: any PostCarrier

    init(_ installation: Installation, _ carrier: any PostCarrier) {
        self.installation = installation
        self.carrier = carrier
    }

    func post(_ message: ReceivedMessage) throws {
        guard let address = PostAddress(message.receiptURL), let letter = try installation.openLetter(message.receipt)
        else { return try note(message, .undelivered, 0, "its address or its octets cannot be read") }
        var fields = letter.headers.fields.map { PostRequest.Header($0.name, $0.value) }
        fields.append(PostRequest.Header("User-Agent", "HMS-ACH"))
        let body = letter.body
        let request = PostRequest(url: address, headers: fields, bodyLength: Int64(body.count), timeLimit: 60_000) {
            try $0(body.span.bytes)
        }
        let reason: String
        do {
            let answer = try carrier.post(request)
            DurableStep.receiptPosted.reached()
            if (200..<300).contains(answer.status) { return try note(message, .delivered, 0, "") }
            reason = "\(address.authority) answers \(answer.status)"
        } catch let failure as PostFailure {
            reason = "\(address.authority) \(failure)"
        }
        let attempts = message.receiptAttempts + 1
        if attempts >= Self.tries { return try note(message, .undelivered, 0, reason) }
        let pause = attempts <= Self.pauses.count ? Self.pauses[Int(attempts) - 1] : 3_600
        try note(message, .pending, installation.clock.now().seconds + pause, reason)
    }

    private func note(_ message: ReceivedMessage, _ state: ReceiptState, _ dueAt: Int64, _ reason: String) throws {
        let attempts = message.receiptAttempts + 1
        try installation.database.write { session in
            try session.setReceiptState(message.id, state, attempts: attempts, dueAt: dueAt, reason: reason)
            if state != .pending, let arrival = message.arrival {
                try installation.audit().record(
                    "receipt \(state.rawValue)", "arrival \(arrival)",
                    reason.isEmpty ? "to \(message.receiptURL)" : reason, in: session)
            }
        }
        DurableStep.receiptPostRecorded.reached()
        let metadata: Logger.Metadata = [
            "partner": "\(message.partner)", "message": "\(message.messageID)", "attempts": "\(attempts)",
            "reason": "\(reason)",
        ]
        switch state {
        case .delivered: installation.log.info("receipt.delivered", metadata: metadata)
        case .undelivered: installation.log.error("receipt.undelivered", metadata: metadata)
        default: installation.log.warning("receipt.retry", metadata: metadata)
        }
    }
}
