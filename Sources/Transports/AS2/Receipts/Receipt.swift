// A receipt: what one side says became of the other's message.

/// The contents of an MDN (RFC 3798; RFC 4130, section 7).
public struct Receipt: Sendable, Hashable {
    /// The message's Message-ID, as it was written there; nil in a receipt that does not say (RFC 4130 demands it).
    public var originalMessageID: MessageID?
    /// The AS2-To of the message.
    public var recipient: AS2Name?
    public var disposition: Disposition
    public var mic: MIC?
    /// How the partner spells the MIC's algorithm; nil for our own way.
    public var micSpelling: String?
    /// The first part: words for people.
    public var words: String
    /// The program that made it.
    public var reportingProgram: String?
    /// The fields Error, Warning and Failure, which say more (RFC 3798, section 3.2.7).
    public var remarks: [String]

    public init(
        for messageID: MessageID?, by recipient: AS2Name?, disposition: Disposition, mic: MIC? = nil,
        micSpelling: String? = nil, words: String? = nil, reportingProgram: String? = nil, remarks: [String] = []
    ) {
        originalMessageID = messageID
        self.recipient = recipient
        self.disposition = disposition
        self.mic = mic
        self.micSpelling = micSpelling
        self.words = words ?? disposition.explanation
        self.reportingProgram = reportingProgram
        self.remarks = remarks
    }
}
