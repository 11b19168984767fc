// What the partner's process is told to send, what came back for it, and what its own server was sent.

import Foundation

/// One message; what is nil is as Tests/Peers/AS2/sending.py has it: signed, encrypted, a signed receipt in the answer.
struct PartnerMessage: Encodable, Sendable {
    var name: String
    var url = ""
    var from = ""
    var to = ""
    /// From the inside out: sign, encrypt, compress.
    var layers: [String]?
    var builder: String?
    var digest: String?
    var cipher: String?
    var transfer: String?
    var partTransfer: String?
    var receipt: String?
    var signedReceipt: Bool?
    var receiptUrl: String?
    var contentType: String?
    var filename: String?
    var payload: String?
    var messageId: String?
    /// The same octets as the message of that name had.
    var again: String?
    var signer: String?
    var recipient: String?
    var fault: String?
    var posts: Int?
    var timeout: Double?

    init(_ name: String) { self.name = name }
}

struct PartnerReport: Decodable, Sendable {
    struct Answer: Decodable, Sendable {
        let status: Int
        let interim: [Int]
        let text: String
        let retryAfter: String?
        /// SHA-256 of the receipt's octets.
        let digest: String?
        let receipt: Receipt?
    }

    struct Receipt: Decodable, Sendable {
        let signed: Bool
        let disposition: String
        let mic: String
        let algorithm: String
        let words: String
        let micEqual: Bool
        /// Original-Message-ID is the message's.
        let original: Bool
        /// AS2-From and AS2-To are the message's, the other way round.
        let names: Bool
        let ownID: Bool
        /// The digest by which pyas2lib verified it, or why it could not.
        let verified: String?
        /// Whether `openssl cms -verify` could.
        let openssl: Bool?
        /// What pyas2lib makes of the whole.
        let pyas2lib: [String?]
    }

    let name: String
    let error: String?
    let messageID: String?
    /// SHA-256 of what was sent.
    let payload: String?
    let answers: [Answer]

    var first: Answer? { answers.first }
}

/// One post to the partner's server.
struct PartnerRecord: Decodable, Sendable {
    let path: String
    let messageID: String
    /// How often this message came there.
    let post: Int
    let bytes: Int
    /// SHA-256 of the request's body.
    let body: String
    let fields: [[String]]
    /// What pyas2lib makes of it; nil where it was not looked at.
    let status: String?
    let error: String?
    /// From the outside in, as the CMS objects say.
    let layers: [String]?
    let payload: String?
    let filename: String?
    let digest: String?
    /// What the gateway answered the asynchronous receipts with.
    let receiptAnswers: [String]?
}
