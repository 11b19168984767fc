// A sent message's row and the protocol's values for it, both ways.

import AS2
import SMIME
import Store

enum MessageTrace {
    /// `sha256 BASE64 signed-content`, one a line.
    static func text(_ mics: [MICCandidate]) -> String {
        mics.map { "\($0.mic.algorithm.rawValue) \($0.mic.base64) \($0.rule.rawValue)" }.joined(separator: "\n")
    }

    static func mics(_ text: String) -> [MICCandidate] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 3, let mic = MIC(field: "\(parts[1]), \(parts[0])"),
                let rule = MICRule(rawValue: parts[2])
            else { return nil }
            return MICCandidate(mic, over: rule)
        }
    }

    /// Throws `ExchangeFault` for a row that was not written by us.
    static func pending(_ message: SentMessage) throws -> PendingMessage {
        guard let messageID = MessageID(message.messageID), let from = AS2Name(message.from),
            let to = AS2Name(message.to)
        else { throw ExchangeFault(sentence: "message \(message.id) has names that are none") }
        let mics = mics(message.mics)
        return PendingMessage(
            messageID: messageID, sender: from, partner: to,
            isSigned: mics.contains { $0.rule == .signedContent }, mics: mics,
            wantsSignedReceipt: message.receiptWanted.hasSuffix("signed"))
    }
}
