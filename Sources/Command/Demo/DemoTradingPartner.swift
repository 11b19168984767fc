// The partner that exchanges messages by AS2: it posts its file to the hospital's endpoint, listens for what the hospital sends,
// and keeps what it got. It knows the hospital by the agreed certificate alone.
// Relies on the endpoint of Service for the HTTP, on AS2 for the messages.

import AS2
import Configuration
import Gateway
import HTTPCarrier
import Logging
import SMIME
import Service
import Synchronization

final class DemoTradingPartner: PostDesk {
    private let partner: DemoPartner
    private let identity: Identity
    private let hospital: Certificate
    private let clock: DemoClock
    private let stage: DemoStage
    private let log: Logger
    private let door: Mutex<AS2Endpoint?> = Mutex(nil)

    init(
        _ partner: DemoPartner, _ certificates: DemoCertificates, _ stage: DemoStage, _ clock: DemoClock, _ log: Logger
    ) {
        self.partner = partner
        identity = certificates.partner.identity
        hospital = certificates.hospital.identity.certificate
        self.clock = clock
        self.stage = stage
        self.log = log
    }

    /// Opens its door; returns the port.
    func listen() throws -> Int {
        let listener = AS2Listener(host: "127.0.0.1", port: 0)
        let endpoint = AS2Endpoint(listener, root: Root(path: stage.path), desk: self, log: log)
        let port = try endpoint.start()
        door.withLock { $0 = endpoint }
        return port
    }

    func close() { door.withLock { $0 }?.stop(drain: 2_000) }

    // MARK: Sending

    /// Posts a file, signed and encrypted, and returns when its receipt proves that the hospital has it.
    func post(_ file: DemoFile, to port: Int) throws {
        guard let address = PostAddress("http://127.0.0.1:\(port)/as2"), let ours = name,
            let theirs = Self.hospitalName,
            let type = MediaType(field: "application/edi-x12")
        else { throw DemoFault(sentence: "names or address are none") }
        let now = clock.now().seconds
        let agreement = SendingAgreement(sender: ours, partner: theirs, signer: identity, recipients: [hospital])
        let builder = MessageBuilder(
            agreement: agreement, messageID: try freshMessageID(), time: now, boundary: Self.freshBoundary())
        let bytes = file.bytes
        var octets: [UInt8] = []
        let message = try builder.build(
            OutgoingPayload(name: PayloadName(file.name), type: type) { try $0(bytes.span.bytes) },
            body: { piece in piece.withUnsafeBytes { octets.append(contentsOf: $0) } })
        let body = octets
        let answer = try HTTPCarrier(CarrierSettings()).post(
            PostRequest(
                url: address, headers: message.headers.fields.map { PostRequest.Header($0.name, $0.value) },
                bodyLength: Int64(body.count), timeLimit: 60_000
            ) { try $0(body.span.bytes) })
        let received = try ReceivedReceipt(
            headers: AS2Headers(answer.headers.map { (name: $0.name, value: $0.value) }), body: answer.body)
        let verdict = message.pending.judge(received, by: ReceiptPolicy(certificates: [hospital]), at: now)
        guard verdict.outcome == .delivered else {
            let reasons = verdict.reasons.joined(separator: "; ")
            throw DemoFault(sentence: "no receipt proves that \(file.name) was taken: \(reasons)")
        }
    }

    // MARK: Receiving

    func admit(_ head: PostHead) -> PostAdmission {
        .admitted(
            DemoReception(AS2Headers(head.headers.map { (name: $0.name, value: $0.value) })) { self.take($0, $1) })
    }

    /// Opens a message, keeps what it brought, and answers by a signed receipt.
    private func take(_ headers: AS2Headers, _ body: [UInt8]) -> PostReply {
        do {
            let request = ReceiptRequest(headers)
            let agreement = ReceivingAgreement(certificates: [hospital], identities: [identity])
            var opener = MessageOpener(headers: headers, agreement: agreement, request: request)
            var payload: [UInt8] = []
            func keep(_ piece: RawSpan) { piece.withUnsafeBytes { payload.append(contentsOf: $0) } }
            try opener.take(body.span.bytes, payload: keep)
            let opened = try opener.finish(at: clock.now().seconds, payload: keep)
            guard let ours = name, let theirs = Self.hospitalName else { return PostReply(status: 500) }
            if opened.problems.isEmpty {
                let name = opened.payloadName?.text ?? "unnamed"
                try stage.write("\(Self.folder(partner))/\(name)", payload)
            }
            let receipt = Receipt(
                for: headers["Message-ID"].flatMap { MessageID($0) }, by: ours, disposition: opened.disposition,
                mic: opened.mics.first?.mic, reportingProgram: partner.title)
            let letter = try receipt.letter(
                from: ours, to: theirs, messageID: freshMessageID(), at: clock.now().seconds,
                boundary: Self.freshBoundary(), signing: Receipt.Signing(identity, digest: request?.digest ?? .sha256))
            return PostReply(
                status: 200, headers: letter.headers.fields.map { PostHead.Header($0.name, $0.value) },
                body: letter.body)
        } catch {
            log.warning("demo.message-not-taken", metadata: ["error": "\(error)"])
            return PostReply(status: 500)
        }
    }

    /// Where it keeps what it got, in clear.
    static func folder(_ partner: DemoPartner) -> String { "partners/\(partner.name)/received" }

    // MARK: Names

    private var name: AS2Name? { partner.messageName.flatMap { AS2Name($0) } }
    private static let hospitalName = AS2Name(DemoCast.hospitalMessageName)

    private func freshMessageID() throws -> MessageID {
        let number = UInt64.random(in: 0 ... .max)
        guard let messageID = MessageID("<\(String(number, radix: 36))@\(partner.name).example>") else {
            throw DemoFault(sentence: "no Message-ID can be made")
        }
        return messageID
    }

    private static func freshBoundary() -> Boundary {
        Boundary(entropy: (0..<16).map { _ in UInt8.random(in: 0 ... .max) })
    }
}

/// A message that is coming in, kept in memory: those of the demonstration are small.
private final class DemoReception: PostReception {
    let sizeLimit: Int64 = 1 << 20
    let timeLimit: Int64 = 30_000
    private let headers: AS2Headers
    private let body: Mutex<[UInt8]> = Mutex([])
    private let taking: @Sendable (AS2Headers, [UInt8]) -> PostReply

    init(_ headers: AS2Headers, _ taking: @escaping @Sendable (AS2Headers, [UInt8]) -> PostReply) {
        self.headers = headers
        self.taking = taking
    }

    func take(_ piece: RawSpan) throws {
        let octets = piece.withUnsafeBytes { Array($0) }
        body.withLock { $0.append(contentsOf: octets) }
    }

    func finish() -> PostReply { taking(headers, body.withLock { $0 }) }

    func abandon(_ reason: String) { body.withLock { $0 = [] } }
}
