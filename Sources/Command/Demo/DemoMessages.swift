// The messages by AS2 of the demonstration, as the store has them: which came in with which receipt, which went out with which.

import Gateway
import Store

/// A message and the file that it carried.
struct DemoMessage {
    let messageID: String
    /// The file as it came, or as it went.
    let name: String
    let partner: String
    /// What the receipt says, `processed`; empty where there is none.
    let disposition: String
    /// Whether the receipt is signed by whom it should be and names the digest of what was sent.
    let isProven: Bool
}

struct DemoMessages {
    let received: [DemoMessage]
    let sent: [DemoMessage]

    init(_ installation: Installation) throws {
        (received, sent) = try installation.database.read { session in
            var (received, sent): ([DemoMessage], [DemoMessage]) = ([], [])
            for arrival in try session.arrivals() where arrival.channel == "as2" {
                for message in try session.receivedMessages(of: arrival.id) {
                    received.append(
                        DemoMessage(
                            messageID: message.messageID, name: arrival.name, partner: arrival.partner,
                            disposition: message.disposition,
                            isProven: message.signer != nil && message.receiptState == .answered))
                }
                for dispatch in try session.dispatches(answering: arrival.id) {
                    for message in try session.sentMessages(of: dispatch.id) {
                        let receipt = try session.receipts(of: message.id).last
                        sent.append(
                            DemoMessage(
                                messageID: message.messageID, name: dispatch.sealedName ?? dispatch.name,
                                partner: dispatch.partner, disposition: receipt?.disposition ?? "",
                                isProven: message.state == .confirmed && receipt?.signer != nil))
                    }
                }
            }
            return (received, sent)
        }
    }
}
