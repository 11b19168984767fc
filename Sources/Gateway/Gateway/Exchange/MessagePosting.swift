// Posts a message and does what the answer says. What goes out are the octets that were recorded; that a post begins is recorded
// before its first octet, so that a receipt may come before the answer does.

import AS2
import Configuration
import HTTPCarrier
import Logging
import SMIME
import Store

struct MessagePosting {
    private let installation: Installation
    private let relation: SendingRelation
    private let carrier: any PostCarrier
    private let address: PostAddress
    private let credentials: PostRequest.Header?

    init(
        _ installation: Installation, _ relation: SendingRelation, _ carrier: any PostCarrier, _ address: PostAddress,
        credentials: PostRequest.Header? = nil
    ) {
        self.installation = installation
        self.relation = relation
        self.carrier = carrier
        self.address = address
        self.credentials = credentials
    }

    /// What a post came to, in words for a person too.
    enum Outcome: Sendable {
        /// The message's fate is decided by a receipt in the answer.
        case receipted(ReceiptFiling.Outcome)
        /// Taken by the server; a receipt may come by itself, or none was asked for.
        case accepted
        case refused(String)
        case again(String)
        /// Nothing is posted to the address before a person looked.
        case stopped(String)
    }

    /// Posts a message that is due. Throws what store and spool throw.
    func post(_ message: SentMessage) throws -> Outcome {
        guard let letter = try installation.openLetter(message.headers) else {
            throw ExchangeFault(sentence: "the headers of message \(message.id) cannot be read")
        }
        var message = message
        message.posts += 1
        message.attempts += 1
        try note(message, after: Self.pause(message.attempts, message.id), "")
        let answer: PostAnswer
        do {
            answer = try carrier.post(request(letter.headers, message))
        } catch let failure as PostFailure {
            return try settle(failure, message)
        }
        DurableStep.messagePosted.reached()
        switch answer.status {
        case 200..<300: return try settle(answer, message)
        case 408, 429, 500...599:
            // Not taken, says the server itself.
            message.posts -= 1
            let asked = answer.header("Retry-After").flatMap(Int64.init).map { min(max($0, 1), 3_600) }
            let reason = "the server answers \(answer.status)"
            try note(message, after: asked ?? Self.pause(message.attempts, message.id), reason)
            return try giveUp(message, reason) ?? .again(reason)
        case 300..<400:
            return try fail(
                message, "the server answers \(answer.status), a redirect: ask the partner for the right `url`")
        default:
            if let outcome = try receipt(in: answer, message) { return outcome }
            return try fail(message, "the server answers \(answer.status)\(Self.words(answer))")
        }
    }

    private func request(_ headers: AS2Headers, _ message: SentMessage) -> PostRequest {
        var fields = headers.fields.map { PostRequest.Header($0.name, $0.value) }
        fields.append(PostRequest.Header("User-Agent", "HMS-ACH"))
        if let credentials { fields.append(credentials) }
        let (spool, name) = (installation.spool, message.bodySpool)
        return PostRequest(
            url: address, headers: fields, bodyLength: message.bodyBytes, timeLimit: relation.target.timeLimit
        ) { write in
            var source = spool.source(name)
            try source.forEachPiece(write)
        }
    }

    // MARK: What follows

    /// What a receipt in the answer says; nil where there is none that can be read. Some products give it with a status of
    /// failure, and some in the answer though it was asked for by itself.
    private func receipt(in answer: PostAnswer, _ message: SentMessage) throws -> Outcome? {
        let headers = AS2Headers(answer.headers.map { (name: $0.name, value: $0.value) })
        guard relation.target.receipt != .none,
            let received = try? ReceivedReceipt(headers: headers, body: answer.body)
        else { return nil }
        return .receipted(
            try ReceiptFiling(installation).settle(
                received, headers, answer.body, message, relation, isAnswer: true))
    }

    private func settle(_ answer: PostAnswer, _ message: SentMessage) throws -> Outcome {
        if relation.target.receipt == .async, let outcome = try receipt(in: answer, message) { return outcome }
        if relation.target.receipt == .sync {
            let headers = AS2Headers(answer.headers.map { (name: $0.name, value: $0.value) })
            do {
                let received = try ReceivedReceipt(headers: headers, body: answer.body)
                let outcome = try ReceiptFiling(installation).settle(
                    received, headers, answer.body, message, relation, isAnswer: true)
                return .receipted(outcome)
            } catch let fault as ReceiptFault {
                let reason = "the server answers \(answer.status) without a receipt that can be read: \(fault)"
                try note(message, after: Self.pause(message.attempts, message.id), reason)
                return try giveUp(message, reason) ?? .again(reason)
            }
        }
        let isAwaited = relation.target.receipt == .async
        let due = installation.clock.now().seconds + relation.target.receiptWait / 1000
        try installation.database.write { session in
            // Its receipt may have come before.
            guard let current = try session.sentMessage(message.id) else { return }
            if current.state == .built {
                try session.moveSentMessage(
                    message.id, from: .built, to: isAwaited ? .waiting : .confirmed, dueAt: due)
            } else if current.state == .waiting {
                try session.noteMessagePost(
                    message.id, posts: message.posts, attempts: 0, dueAt: due, reason: "")
            }
            try DispatchMoves(session, installation).send(message)
        }
        DurableStep.messageConcluded.reached()
        installation.log.info("message.posted", metadata: about(message, ["awaits_receipt": "\(isAwaited)"]))
        return .accepted
    }

    private func settle(_ failure: PostFailure, _ message: SentMessage) throws -> Outcome {
        var message = message
        let reason = "\(address.authority) \(failure)"
        switch failure {
        case .unreachable:
            message.posts -= 1
            try note(message, after: Self.pause(message.attempts, message.id), reason)
            return .again(reason)
        case .timedOut, .lost, .garbled:
            try note(message, after: Self.pause(message.attempts, message.id), reason)
            return try giveUp(message, reason) ?? .again(reason)
        case .untrusted, .local:
            message.posts -= 1
            try note(message, after: Self.pause(message.attempts, message.id), reason)
            return .stopped(reason)
        }
    }

    /// Where the octets may have reached the partner as often as its file says, a person must look.
    func giveUp(_ message: SentMessage, _ reason: String) throws -> Outcome? {
        guard message.posts >= relation.target.posts else { return nil }
        let sentence = "posted \(message.posts) times without a receipt; \(reason)"
        try installation.database.write { session in
            guard let current = try session.sentMessage(message.id), [.built, .waiting].contains(current.state) else {
                return
            }
            try session.moveSentMessage(message.id, from: current.state, to: .unconfirmed, reason: sentence)
            try DispatchMoves(session, installation).leaveUnconfirmed(message, sentence)
        }
        DurableStep.messageConcluded.reached()
        return .refused(sentence)
    }

    private func fail(_ message: SentMessage, _ reason: String) throws -> Outcome {
        try installation.database.write { session in
            guard let current = try session.sentMessage(message.id), [.built, .waiting].contains(current.state) else {
                return
            }
            try session.moveSentMessage(message.id, from: current.state, to: .failed, reason: reason)
            try DispatchMoves(session, installation).fail(message, reason, isTaken: true)
        }
        DurableStep.messageConcluded.reached()
        return .refused(reason)
    }

    private func note(_ message: SentMessage, after seconds: Int64, _ reason: String) throws {
        let due = installation.clock.now().seconds + seconds
        try installation.database.write { session in
            try session.noteMessagePost(
                message.id, posts: message.posts, attempts: message.attempts, dueAt: due, reason: reason)
            if let dispatch = message.dispatch, !reason.isEmpty {
                try session.setDispatchRetry(dispatch, attempts: message.attempts, dueAt: due, reason: reason)
            }
        }
        if !reason.isEmpty {
            installation.log.warning(
                "message.retry", metadata: about(message, ["attempts": "\(message.attempts)", "reason": "\(reason)"]))
        }
    }

    private func about(_ message: SentMessage, _ more: Logger.Metadata) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["partner": "\(message.partner)", "message": "\(message.messageID)"]
        if let dispatch = message.dispatch { metadata["dispatch"] = "\(dispatch)" }
        for (key, value) in more { metadata[key] = value }
        return metadata
    }

    /// 30 seconds, doubled with each try up to half an hour; the number spreads the tries.
    static func pause(_ attempts: Int64, _ number: Int64) -> Int64 {
        min(Int64(1800), Int64(30) << Int64(max(0, min(attempts - 1, 6)))) + number % 10
    }

    /// The beginning of a text that a server answers, where it is one for people.
    private static func words(_ answer: PostAnswer) -> String {
        guard answer.header("Content-Type")?.lowercased().hasPrefix("text/plain") ?? false else { return "" }
        let text = String(decoding: answer.body.prefix(200).filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
        return text.isEmpty ? "" : ": \(text)"
    }
}
