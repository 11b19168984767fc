// A receipt for one of our messages that comes by a post of its own: held whole (it is small), judged, filed, and answered with
// 200 whatever it says, so that the partner stops sending it.

import AS2
import Logging
import Store
import Synchronization

final class ReceiptReception: PostReception {
    private let installation: Installation
    private let headers: AS2Headers
    private let relation: SendingRelation
    private let peer: String
    private let body = Mutex<[UInt8]>([])

    init(_ installation: Installation, headers: AS2Headers, relation: SendingRelation, peer: String) {
        self.installation = installation
        self.headers = headers
        self.relation = relation
        self.peer = peer
    }

    var sizeLimit: Int64 { Int64(ReceivedReceipt.limit) }
    var timeLimit: Int64 { 300_000 }

    func take(_ piece: RawSpan) { body.withLock { body in piece.withUnsafeBytes { body += $0 } } }

    func abandon(_ reason: String) { body.withLock { $0 = [] } }

    func finish() -> PostReply {
        let octets = body.withLock { $0 }
        do {
            let received = try ReceivedReceipt(headers: headers, body: octets)
            return ReceiptFiling(installation).take(received, headers, octets, relation, peer: peer)
        } catch {
            installation.log.warning(
                "receipt.unreadable",
                metadata: ["partner": "\(relation.partner.name)", "peer": "\(peer)", "error": "\(error)"])
            return .text(400, "\(error)")
        }
    }
}
